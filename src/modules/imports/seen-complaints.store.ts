import { orNoSpace, temporaryDatabase } from '../../imports/temporary-database.store.js';
import type { ComplaintId } from '../complaints/complaint-id.js';

/** Which complaints a file has named. */
export interface SeenComplaints {
  add(id: ComplaintId): void;
  has(id: ComplaintId): boolean;
  close(): void;
}

/** As many as there may be: on disk once they are more than `inMemory`. */
export function seenComplaints(folder?: string, inMemory = 50_000): SeenComplaints {
  const first = new Set<ComplaintId>();
  let stored: SeenComplaints | undefined;
  return {
    add(id) {
      if (first.size < inMemory) first.add(id);
      else if (!first.has(id)) (stored ??= storedIds(folder)).add(id);
    },
    has: (id) => first.has(id) || stored?.has(id) === true,
    close: () => stored?.close(),
  };
}

function storedIds(folder: string | undefined): SeenComplaints {
  const { database, close } = temporaryDatabase(folder);
  database.exec('CREATE TABLE seen (id BLOB PRIMARY KEY) WITHOUT ROWID; BEGIN');
  const insert = database.prepare('INSERT INTO seen VALUES (?) ON CONFLICT DO NOTHING');
  const find = database.prepare('SELECT 1 FROM seen WHERE id = ?');
  const bytes = (id: ComplaintId): Buffer => Buffer.from(id.replaceAll('-', ''), 'hex');
  return {
    add: (id) => void orNoSpace(() => insert.run(bytes(id))),
    has: (id) => orNoSpace(() => find.get(bytes(id)) !== undefined),
    close,
  };
}
