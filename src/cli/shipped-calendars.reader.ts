import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectFolder } from '../project.js';
import type { PolicyText } from '../rules/policy/read-file.js';

/** The calendars that come with Redress, as files of a policies folder. */
export async function shippedCalendars(): Promise<readonly PolicyText[]> {
  const folder = join(projectFolder, 'policies', 'calendars');
  const names = (await readdir(folder)).filter((name) => name.endsWith('.yaml')).sort();
  return Promise.all(
    names.map(async (name) => ({ file: `calendars/${name}`, text: await readFile(join(folder, name), 'utf8') })),
  );
}
