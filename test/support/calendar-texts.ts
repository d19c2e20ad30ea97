import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from '../../src/project.js';

/** Shipped calendars as files of a policies folder. */
export function calendarTexts(ids: readonly string[]): readonly (readonly [file: string, text: string])[] {
  return ids.map((id) => [
    `calendars/${id}.yaml`,
    readFileSync(join(projectFolder, 'policies/calendars', `${id}.yaml`), 'utf8'),
  ]);
}
