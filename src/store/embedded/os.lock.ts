import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';

/** A lock on a file, held until it is released or the process ends, however it ends. */
export interface OsLock {
  release(): void;
}

/** `shared` may be held by many at once, `exclusive` by one alone. */
export type LockMode = 'shared' | 'exclusive';

const pause = 50;

/**
 * The lock, or undefined while others hold it in a way that does not allow it. Node.js has no file locks of its own: SQLite's
 * are those of the operating system, which frees them even after a SIGKILL, so that no dead holder is waited for.
 * Throws where the file cannot be written.
 */
export function tryLock(file: string, mode: LockMode): OsLock | undefined {
  const database = new DatabaseSync(file);
  try {
    if (mode === 'exclusive') database.exec('BEGIN EXCLUSIVE');
    // A read transaction keeps the shared lock from its first SELECT until it ends.
    else database.exec('BEGIN; SELECT count(*) FROM sqlite_schema');
    return { release: () => database.close() };
  } catch (error) {
    database.close();
    if (isBusy(error)) return undefined;
    throw error;
  }
}

/** Waits for the lock; undefined when it was not to be had within `patience` milliseconds. */
export async function lock(file: string, mode: LockMode, patience: number): Promise<OsLock | undefined> {
  const tries = Math.ceil(patience / pause);
  for (let left = tries; ; left -= 1) {
    const held = tryLock(file, mode);
    if (held !== undefined || left <= 0) return held;
    await sleep(pause);
  }
}

const SQLITE_BUSY = 5;

function isBusy(error: unknown): boolean {
  return (
    typeof error === 'object' && error !== null && 'errcode' in error && (Number(error.errcode) & 0xff) === SQLITE_BUSY
  );
}
