import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { systemErrorCode } from '../imports/system-error.js';

/** What of a data folder belongs into a backup: finished reports, rejected rows, and where things are sent. */
export const keptPlaces = ['reports', 'imports', 'destinations.yaml'] as const;

/** Uploads that are being read, and what is written under a hidden name until it is whole. */
const isPassing = (path: string): boolean =>
  path === 'imports/uploads' || path.split('/').at(-1)?.startsWith('.') === true;

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
  const paths = names.toSorted().map((name) => `${path}/${name}`);
  for (const each of paths) if (!isPassing(each)) await collect(folder, each, found);
}

function onlyIfMissing(error: unknown): undefined {
  if (['ENOENT', 'ENOTDIR'].includes(systemErrorCode(error) ?? '')) return undefined;
  throw error;
}
