import type { Readable, Writable } from 'node:stream';
import pg from 'pg';
import { from, to } from 'pg-copy-streams';
import { RedressError } from '../errors.js';
import type { DatabaseAddress } from './database-address.js';
import { dataSource, refusalAtOpening } from './postgres.connection.js';
import { connectionFault } from './sql-errors.js';
import type { Tx } from './tx.js';

/** One connection in one transaction, over which whole tables pass as streams. */
export interface CopyTx extends Tx {
  /** `copy … to stdout`. Read it to its end before anything else is sent. */
  copyOut(text: string): Readable;
  /** `copy … from stdin`. End it before anything else is sent; destroyed, nothing of it is kept. */
  copyIn(text: string): Writable;
}

/**
 * Runs the work in one transaction on a connection of its own, without limits of time: committed when it returns, taken back when it
 * throws. Refuses a database that cannot be reached; an error of the database keeps no values that it may quote.
 */
export async function copying<T>(address: DatabaseAddress, work: (tx: CopyTx) => Promise<T>): Promise<T> {
  const source = dataSource({ address, poolSize: 1, statementTimeout: 0 });
  const guard = (error: unknown): unknown => told(error, address);
  try {
    await source.initialize().catch((error: unknown) => {
      throw refusalAtOpening(error, { address });
    });
    const runner = source.createQueryRunner();
    const client: pg.ClientBase = await runner.connect();
    try {
      return await inTransaction(client, guard, work);
    } finally {
      await runner.release();
    }
  } catch (error) {
    throw guard(error);
  } finally {
    if (source.isInitialized) await source.destroy();
  }
}

async function inTransaction<T>(
  client: pg.ClientBase,
  guard: (error: unknown) => unknown,
  work: (tx: CopyTx) => Promise<T>,
): Promise<T> {
  const tx: CopyTx = {
    async query<Row extends object>(_name: string, text: string, values: readonly unknown[] = []) {
      try {
        return (await client.query<Row>({ text, values: [...values] })).rows;
      } catch (error) {
        throw guard(error);
      }
    },
    copyOut: (text) => client.query(to(text)),
    copyIn: (text) => client.query(from(text)),
  };
  await client.query('begin');
  for (const setting of writtenForm) await client.query(setting);
  try {
    const result = await work(tx);
    const { command } = await client.query('commit');
    if (command !== 'COMMIT') throw new Error('the transaction had failed before it was committed');
    return result;
  } catch (error) {
    // A connection in the middle of a stream is not to be talked to: it is dropped, and its transaction with it.
    if (client instanceof pg.Client) await client.end().catch(() => undefined);
    throw error;
  }
}

/** Whatever the server is set to: values have one written form, and a slow disk is no reason to give up. */
const writtenForm = [
  `set local bytea_output = 'hex'`,
  'set local extra_float_digits = 1',
  `set local intervalstyle = 'postgres'`,
  'set local idle_in_transaction_session_timeout = 0',
];

/** An error of a stream or statement as what it says about the database; any other as it is, without the values that it may quote. */
function told(error: unknown, { shown }: DatabaseAddress): unknown {
  if (error instanceof RedressError) return error;
  const fault = connectionFault(error, shown);
  if (fault !== undefined) return new RedressError([fault], { cause: error });
  if (error instanceof pg.DatabaseError) for (const field of ['detail', 'where'] as const) delete error[field];
  return error;
}
