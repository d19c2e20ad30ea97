import type { Database, Tx } from '../../../src/store/tx.js';

/** A database whose statements are kept by their names, as far as the product sends them and not the test. */
export function recorded(database: Database): {
  readonly database: Database;
  readonly statements: Map<string, string>;
} {
  const statements = new Map<string, string>();
  const keep = (tx: Tx): Tx => ({
    query(name, text, values) {
      // Whoever asks for it stands right behind us.
      const key = name === '' ? `(unnamed) ${text.trim().replace(/\s+/g, ' ').slice(0, 60)}` : name;
      if (!statements.has(key) && isOurs(new Error().stack)) statements.set(key, text);
      return tx.query(name, text, values);
    },
  });
  return {
    statements,
    database: {
      ...database,
      reading: keep(database.reading),
      transaction: (work) => database.transaction((tx) => work(keep(tx))),
    },
  };
}

function isOurs(stack = ''): boolean {
  const [caller = ''] = stack.split('\n').slice(2);
  return /[\\/]src[\\/]/.test(caller);
}
