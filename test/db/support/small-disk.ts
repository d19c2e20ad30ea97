import { execFile } from 'node:child_process';
import { chmod } from 'node:fs/promises';
import { promisify } from 'node:util';
import { scratchFolder } from './server.js';

const run = promisify(execFile);

export interface SmallDisk {
  readonly path: string;
  makeReadOnly(): Promise<void>;
  remove(): Promise<void>;
}

/** A folder on a disk of its own with this many megabytes; undefined where we may not mount one. */
export async function smallDisk(megabytes: number): Promise<SmallDisk | undefined> {
  const scratch = await scratchFolder();
  try {
    await run('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', scratch.path]);
  } catch {
    await scratch.remove();
    return undefined;
  }
  await chmod(scratch.path, 0o755);
  return {
    path: scratch.path,
    async makeReadOnly() {
      await run('mount', ['-o', 'remount,ro', scratch.path]);
    },
    async remove() {
      await run('umount', ['--lazy', scratch.path]);
      await scratch.remove();
    },
  };
}
