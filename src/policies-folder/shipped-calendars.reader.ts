import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectFolder } from '../project.js';
import { comparePaths } from '../rules/policy/policy-files.js';
import type { PolicyFile } from './policies.reader.js';

/** The files of a policies folder; one that has no calendars of its own is taken with those that come with Redress. */
export async function withCalendars(files: readonly PolicyFile[]): Promise<readonly PolicyFile[]> {
  if (files.some(({ file }) => file.startsWith('calendars/'))) return files;
  const folder = join(projectFolder, 'policies', 'calendars');
  const names = (await readdir(folder)).filter((name) => name.endsWith('.yaml'));
  const shipped = names.map(async (name) => ({
    file: `calendars/${name}`,
    text: await readFile(join(folder, name), 'utf8'),
  }));
  return [...files, ...(await Promise.all(shipped))].sort((a, b) => comparePaths(a.file, b.file));
}
