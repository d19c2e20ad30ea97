import type { Tx } from './tx.js';

/**
 * From now on this transaction sees the database as it is at its next statement, and cannot change it: what arrives or changes
 * meanwhile is in none of its answers. Must be its first statement. It may stay idle for as long as whoever reads takes: a slow
 * reader, or much work between two pages.
 */
export async function takeSnapshot(tx: Tx): Promise<void> {
  await tx.query('snapshot', 'set transaction isolation level repeatable read, read only');
  await tx.query('snapshot-patience', 'set local idle_in_transaction_session_timeout = 0');
}
