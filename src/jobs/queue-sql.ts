import type { Database, Tx } from '../store/tx.js';

/** Runs the queue's own statements: what pg-boss wants instead of a connection of its own. */
export interface QueueSql {
  executeSql(text: string, values?: unknown[]): Promise<{ rows: object[] }>;
}

/** The schema in which the queue keeps its tables. */
export const jobSchema = 'job';

/**
 * The queue's statements on a free connection. What pg-boss sends as one text with its own BEGIN and COMMIT is run in a transaction of
 * ours: where a statement of it fails, a connection would otherwise go back to the others in the middle of it.
 */
export function overDatabase(database: Database): QueueSql {
  return {
    executeSql(text, values) {
      const inner = /^\s*BEGIN;([\s\S]*?)COMMIT;?\s*$/.exec(text)?.[1];
      return inner === undefined
        ? inTransaction(database.reading).executeSql(text, values)
        : database.transaction((tx) => inTransaction(tx).executeSql(inner, values));
    },
  };
}

/** The queue's statements as part of this transaction: a job exists if, and only if, what it is about exists. */
export function inTransaction(tx: Tx): QueueSql {
  // Without a name: these texts are not ours, and may hold several statements.
  return { executeSql: async (text, values) => ({ rows: [...(await tx.query('', text, values))] }) };
}
