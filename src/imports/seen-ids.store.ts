import { orNoSpace, temporaryDatabase } from './temporary-database.store.js';

/** Which ids have been read, and in which row first. */
export interface SeenIds {
  /** The row in which the id stood before, or undefined when this is the first. */
  claim(id: string, row: number): number | undefined;
  close(): void;
}

/** As many as there may be: on disk once they are more than `inMemory`. */
export function seenIds(folder?: string, inMemory = 50_000): SeenIds {
  const first = new Map<string, number>();
  let stored: SeenIds | undefined;
  return {
    claim(id, row) {
      const before = first.get(id);
      if (before !== undefined) return before;
      if (first.size < inMemory) {
        first.set(id, row);
        return undefined;
      }
      stored ??= storedIds(folder);
      return stored.claim(id, row);
    },
    close: () => stored?.close(),
  };
}

function storedIds(folder: string | undefined): SeenIds {
  const { database, close } = temporaryDatabase(folder);
  database.exec('CREATE TABLE seen (id TEXT PRIMARY KEY, row INTEGER NOT NULL) WITHOUT ROWID; BEGIN');
  const insert = database.prepare('INSERT INTO seen VALUES (?, ?) ON CONFLICT DO NOTHING');
  const find = database.prepare('SELECT row FROM seen WHERE id = ?');
  return {
    claim: (id, row) =>
      orNoSpace(() => (Number(insert.run(id, row).changes) > 0 ? undefined : Number(find.get(id)?.['row']))),
    close,
  };
}
