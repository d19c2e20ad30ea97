import { createHash } from 'node:crypto';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

const limit = 5_000;

/**
 * A text that changes when a YAML file in the folder is written, renamed, added or removed, or when nobody may read it any more. Found
 * without opening files: sizes, times to the nanosecond and inode numbers.
 */
export async function folderState(folder: string): Promise<string> {
  const entries = await readdir(folder, { recursive: true }).catch(codeOf);
  if (typeof entries === 'string') return entries;
  const files = entries.filter((name) => /\.ya?ml$/u.test(name) && !/(^|[\\/])\./u.test(name)).sort();
  const lines: string[] = [];
  for (const file of files.slice(0, limit)) lines.push(JSON.stringify([file, await fileState(join(folder, file))]));
  return createHash('sha256').update(lines.join('\n')).digest('hex');
}

async function fileState(path: string): Promise<string> {
  const about = await stat(path, { bigint: true }).catch(codeOf);
  if (typeof about === 'string') return about;
  return [about.size, about.mtimeNs, about.ctimeNs, about.ino].join(' ');
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}
