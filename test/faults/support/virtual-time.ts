import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Instant } from '../../../src/rules/values.js';

/** The time by which the workers of a test go: it stands still until the test moves it on. */
export interface VirtualTime {
  readonly file: string;
  now(): Instant;
  moveTo(at: Instant): void;
}

export function virtualTime(folder: string, begin: Instant): VirtualTime {
  const file = join(folder, 'time');
  let time = begin;
  const moveTo = (at: Instant): void => {
    time = at;
    // Whole at every moment: others read it.
    writeFileSync(`${file}.new`, String(at));
    renameSync(`${file}.new`, file);
  };
  moveTo(begin);
  return { file, now: () => time, moveTo };
}
