import { createHash } from 'node:crypto';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

// As far as the folder is read, too: one above it by mistake must not be walked through twice a second.
const limits = { entries: 5_000, depth: 12 };

/**
 * A text that changes when a YAML file in the folder is written, renamed, added or removed, or when nobody may read it any more. Found
 * without opening files: sizes, times to the nanosecond and inode numbers.
 */
export async function folderState(folder: string): Promise<string> {
  const lines: string[] = [];
  await walk(folder, '', 0, lines);
  return createHash('sha256').update(lines.sort().join('\n')).digest('hex');
}

async function walk(root: string, below: string, depth: number, lines: string[]): Promise<void> {
  const entries = await readdir(join(root, below), { withFileTypes: true }).catch(codeOf);
  if (typeof entries === 'string') {
    lines.push(JSON.stringify([below, entries]));
    return;
  }
  for (const entry of entries) {
    if (entry.name.startsWith('.') || lines.length > limits.entries) continue;
    const file = join(below, entry.name);
    if (entry.isDirectory() && depth < limits.depth) await walk(root, file, depth + 1, lines);
    else if (/\.ya?ml$/u.test(entry.name)) lines.push(JSON.stringify([file, await fileState(join(root, file))]));
  }
}

async function fileState(path: string): Promise<string> {
  const about = await stat(path, { bigint: true }).catch(codeOf);
  if (typeof about === 'string') return about;
  return [about.size, about.mtimeNs, about.ctimeNs, about.ino].join(' ');
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}
