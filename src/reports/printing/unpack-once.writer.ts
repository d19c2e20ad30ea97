import { randomUUID } from 'node:crypto';
import { chmod, mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { RedressError } from '../../errors.js';
import { removeAtExit } from '../../leftovers.remover.js';
import { reportFault } from '../report-errors.js';

/**
 * The folder, filled once: it is made under another name and renamed when it is complete, so that nobody ever sees
 * half of it and two processes that begin together both end with a whole one. Refuses a place that cannot be written.
 */
export async function unpackOnce(folder: string, fill: (temporary: string) => Promise<void>): Promise<string> {
  if (await isFolder(folder)) return folder;
  const temporary = `${folder}.${process.pid}-${randomUUID().slice(0, 8)}`;
  const isGone = removeAtExit(temporary);
  try {
    await makeEnterable(dirname(folder));
    await mkdir(temporary);
    await fill(temporary);
    await makeReadable(temporary);
    await rename(temporary, folder);
  } catch (error) {
    // Where the folder itself may not be entered there is nothing to remove, and the reason is the error at hand.
    await rm(temporary, { recursive: true, force: true }).catch(() => undefined);
    if (await isFolder(folder)) return folder;
    if (error instanceof RedressError || !isSystemError(error)) throw error;
    throw new RedressError([reportFault('report.cache_not_writable', { folder, reason: error.code })], {
      cause: error,
    });
  } finally {
    isGone();
  }
  return folder;
}

/** Makes a folder and those above it that are missing; everyone may enter them, whatever the process's own mask says. */
async function makeEnterable(folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true });
  if (first === undefined) return;
  for (let made = folder; made.length >= first.length; made = dirname(made)) await chmod(made, 0o755);
}

/** What was unpacked is read, and the browser run, by another user where root gives up its rights. */
async function makeReadable(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await makeReadable(path);
    else await chmod(path, ((await stat(path)).mode & 0o100) === 0 ? 0o644 : 0o755);
  }
}

/** False also for what cannot be looked at. */
export async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

/** Whether the operating system refused, and with which code. */
export function isSystemError(error: unknown): error is { readonly code: string } {
  return (
    typeof error === 'object' &&
    error !== null &&
    'code' in error &&
    typeof error.code === 'string' &&
    /^E[A-Z0-9]+$/.test(error.code)
  );
}
