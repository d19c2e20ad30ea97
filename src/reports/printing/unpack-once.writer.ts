import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { RedressError } from '../../errors.js';
import { reportFault } from '../report-errors.js';

/**
 * The folder, filled once: it is made under another name and renamed when it is complete, so that nobody ever sees
 * half of it and two processes that begin together both end with a whole one. Refuses a place that cannot be written.
 */
export async function unpackOnce(folder: string, fill: (temporary: string) => Promise<void>): Promise<string> {
  if (await isFolder(folder)) return folder;
  const temporary = `${folder}.${process.pid}-${randomUUID().slice(0, 8)}`;
  try {
    await mkdir(dirname(folder), { recursive: true, mode: 0o755 });
    await mkdir(temporary, { mode: 0o755 });
    await fill(temporary);
    await rename(temporary, folder);
  } catch (error) {
    await rm(temporary, { recursive: true, force: true });
    if (await isFolder(folder)) return folder;
    if (error instanceof RedressError || !isSystemError(error)) throw error;
    throw new RedressError([reportFault('report.cache_not_writable', { folder, reason: error.code })], { cause: error });
  }
  return folder;
}

export async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

/** Whether the operating system refused, and with which code. */
export function isSystemError(error: unknown): error is { readonly code: string } {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' && /^E[A-Z0-9]+$/.test(error.code);
}
