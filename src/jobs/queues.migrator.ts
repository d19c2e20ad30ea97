import { PgBoss } from 'pg-boss';
import { jobSchema } from './queue-sql.js';
import { queueNames, queues } from './queues.js';

/** A connection of the role that owns the tables. */
export interface OwnerConnection {
  query(text: string, values?: unknown[]): Promise<unknown>;
}

/**
 * Makes the tables of the queue, brings those of an earlier version up to this one, makes its queues as `queues.ts` has them, and gives
 * the application's role its rights. As often as one likes; the caller sees to it that nobody else does it at the same time.
 */
export async function makeQueues(owner: OwnerConnection, appRole: string): Promise<void> {
  const executeSql = async (text: string, values?: unknown[]): Promise<{ rows: object[] }> => {
    const found = await owner.query(text, values);
    return { rows: Array.isArray(found) ? found : [] };
  };
  const boss = new PgBoss({ db: { executeSql }, schema: jobSchema, schedule: false, supervise: false });
  let failure: Error | undefined;
  boss.on('error', (error) => (failure ??= error));
  try {
    await boss.start();
    const there = new Set((await boss.getQueues()).map(({ name }) => name));
    for (const name of queueNames) {
      const { pollingIntervalSeconds: _, ...manner } = { ...queues[name], retryBackoff: true };
      if (there.has(name)) await boss.updateQueue(name, manner);
      else await boss.createQueue(name, manner);
    }
    for (const grant of grants) await owner.query(grant.replaceAll('$role', quoted(appRole)));
  } finally {
    await boss.stop({ graceful: false });
  }
  if (failure !== undefined) throw failure;
}

const grants = [
  `grant usage on schema ${jobSchema} to $role`,
  `grant select, insert, update, delete on all tables in schema ${jobSchema} to $role`,
  `grant execute on all functions in schema ${jobSchema} to $role`,
];

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
