import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { systemErrorCode } from '../imports/system-error.js';

/** What of a data folder belongs into a backup: finished reports, rejected rows, and where things are sent. */
export const keptPlaces = ['reports', 'imports', 'destinations.yaml'] as const;

/** An upload that is being read has the number of its process in front. */
const isPassing = (name: string): boolean => /^\d+-/u.test(name) || name.startsWith('.');

/** The files of a data folder that a backup holds, as paths within it, in order. Links and what is neither file nor folder are left out. */
export async function dataFiles(folder: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (const place of keptPlaces) await collect(folder, place, found);
  return found;
}

async function collect(folder: string, path: string, found: string[]): Promise<void> {
  const about = await lstat(join(folder, path)).catch(onlyIfMissing);
  if (about?.isFile() === true) found.push(path);
  if (about?.isDirectory() !== true) return;
  const names = await readdir(join(folder, path));
  for (const name of names.toSorted()) if (!isPassing(name)) await collect(folder, `${path}/${name}`, found);
}

function onlyIfMissing(error: unknown): undefined {
  if (['ENOENT', 'ENOTDIR'].includes(systemErrorCode(error) ?? '')) return undefined;
  throw error;
}
