import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { RedressError } from '../errors.js';
import { importFault } from './import-errors.js';
import { systemErrorCode } from './system-error.js';

/** A database on disk that only this process reads and that is gone afterwards: for sorting and counting beyond memory. */
interface TemporaryDatabase {
  readonly database: DatabaseSync;
  close(): void;
}

/** Makes one in a folder that only the user may enter. It may hold personal data: `close` removes it, and outside Windows so does the end of the process. */
export function temporaryDatabase(folder: string = tmpdir()): TemporaryDatabase {
  return orNoSpace(() => {
    const own = mkdtempSync(join(folder, 'redress-'));
    const remove = (): void => rmSync(own, { recursive: true, force: true });
    const database = new DatabaseSync(join(own, 'rows.sqlite'));
    database.exec(
      'PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE; PRAGMA cache_size = -16000',
    );
    database.exec('CREATE TABLE opened (x)');
    // An open file needs no name there: so nothing is left behind even if the process is killed.
    if (process.platform !== 'win32') remove();
    return {
      database,
      close() {
        database.close();
        remove();
      },
    };
  });
}

/** Runs a statement; a full disk becomes a fault that says what to do. */
export function orNoSpace<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === undefined) throw error;
    const detail = typeof error === 'object' && error !== null && 'errstr' in error ? String(error.errstr) : code;
    throw new RedressError([importFault('import.no_temporary_space', { detail })], { cause: error });
  }
}
