import type { RawRecord } from './record-splitter.js';
import { orNoSpace, temporaryDatabase } from './temporary-database.store.js';

/** A row of an event log, put by until the other rows of its case have been read. */
export interface StoredRow {
  readonly caseId: string;
  readonly row: number;
  readonly record: RawRecord;
}

export interface EventLog {
  add(stored: StoredRow): void;
  /** Every row, those of one case together and in the order of the file. Nothing can be added afterwards. */
  byCase(): Iterable<StoredRow>;
  close(): void;
}

/** Sorts on disk, so that a log of any order and size goes through little memory. */
export function eventLog(folder?: string): EventLog {
  const { database, close } = temporaryDatabase(folder);
  database.exec(
    'CREATE TABLE log (case_id TEXT, row INTEGER, line INTEGER, last_line INTEGER, length INTEGER, offset INTEGER, quote_line INTEGER, bytes BLOB); BEGIN',
  );
  const insert = database.prepare('INSERT INTO log VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
  return {
    add: ({ caseId, row, record }) => {
      const { line, lastLine, length, offset, openQuoteLine, bytes } = record;
      orNoSpace(() => insert.run(caseId, row, line, lastLine, length, offset, openQuoteLine ?? null, bytes));
    },
    *byCase() {
      orNoSpace(() => database.exec('COMMIT'));
      const rows = database.prepare('SELECT * FROM log ORDER BY case_id, row').iterate();
      for (;;) {
        const next = orNoSpace(() => rows.next());
        if (next.done === true) return;
        yield storedRow(next.value);
      }
    },
    close,
  };
}

function storedRow(row: Readonly<Record<string, unknown>>): StoredRow {
  const number = (column: string): number => Number(row[column]);
  const stored = row['bytes'];
  const bytes =
    stored instanceof Uint8Array ? Buffer.from(stored.buffer, stored.byteOffset, stored.byteLength) : Buffer.alloc(0);
  const quote = row['quote_line'] === null ? {} : { openQuoteLine: number('quote_line') };
  const record = {
    bytes,
    length: number('length'),
    offset: number('offset'),
    line: number('line'),
    lastLine: number('last_line'),
    // Only the beginning of such a record was kept.
    tooLong: number('length') > bytes.length,
    ...quote,
  };
  return { caseId: String(row['case_id']), row: number('row'), record };
}
