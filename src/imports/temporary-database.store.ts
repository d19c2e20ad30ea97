import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { RedressError } from '../errors.js';
import { importFault } from './import-errors.js';

/** A database on disk that only this process reads and that is gone afterwards: for sorting and counting beyond memory. */
export interface TemporaryDatabase {
  readonly database: DatabaseSync;
  close(): void;
}

/** Makes one in a folder that only the user may enter. It may hold personal data: `close` removes it, and so does its end on POSIX systems. */
export function temporaryDatabase(folder: string = tmpdir()): TemporaryDatabase {
  return orNoSpace(() => {
    const own = mkdtempSync(join(folder, 'redress-'));
    const database = new DatabaseSync(join(own, 'rows.sqlite'));
    database.exec(
      'PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE; PRAGMA cache_size = -16000',
    );
    return {
      database,
      close() {
        database.close();
        rmSync(own, { recursive: true, force: true });
      },
    };
  });
}

/** Runs a statement; a full disk becomes a fault that says what to do. */
export function orNoSpace<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error;
    const detail = 'errstr' in error ? String(error.errstr) : String(error.code);
    throw new RedressError([importFault('import.no_temporary_space', { detail })], { cause: error });
  }
}
