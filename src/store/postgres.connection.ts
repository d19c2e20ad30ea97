import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { DataSource, type Logger, type MigrationInterface } from 'typeorm';
import { RedressError, type Fault } from '../errors.js';
import type { DatabaseAddress } from './database-address.js';
import { databaseFault } from './database-errors.js';
import { connectionFault, errorCode } from './sql-errors.js';
import { TidyClient } from './tidy-client.connection.js';
import type { Database, Tx } from './tx.js';

export interface ConnectionOptions {
  readonly address: DatabaseAddress;
  /** Connections at most (default 10). */
  readonly poolSize?: number;
  /** How long a statement may take, in milliseconds (default 30,000). */
  readonly statementTimeout?: number;
  /** How long a connection may take to come about or to become free, in milliseconds (default 10,000). */
  readonly connectTimeout?: number;
  /** What stands in the way of the server, where its keeper knows it: told instead of "does not answer". */
  readonly obstacle?: () => Fault | undefined;
}

/** A pool of connections as one role. */
export interface Connection extends Database {
  /** Connections are made to this port from now on: a server of ours can come back on another one. */
  moveTo(port: number): void;
}

const patience = { connect: 10_000, statement: 30_000, close: 10_000 };

/** Opens a pool, with one connection to begin with. Refuses a database that cannot be reached or does not let us in. */
export async function connect(options: ConnectionOptions): Promise<Connection> {
  const source = dataSource(options);
  const { shown } = options.address;
  try {
    await source.initialize();
  } catch (error) {
    throw refusalAtOpening(error, options);
  }
  const guard: Guard = (error) => {
    if (error instanceof RedressError) return error;
    const fault = connectionFault(error, shown);
    if (fault === undefined) return withoutValues(error);
    return new RedressError([options.obstacle?.() ?? fault], { cause: error });
  };
  const inFlight = new Set<Promise<unknown>>();
  const borrowed: Borrowed = (work) => {
    const result = borrow(source, guard, work);
    const done = result.catch(() => undefined).finally(() => inFlight.delete(done));
    inFlight.add(done);
    return result;
  };
  return {
    transaction: (work) => borrowed((client) => inTransaction(client, guard, work)),
    reading: { query: (name, text, values) => borrowed((client) => send(client, guard, name, text, values)) },
    pool() {
      const { totalCount, idleCount: idle, waitingCount: waiting } = poolOf(source);
      return { busy: totalCount - idle, idle, waiting };
    },
    moveTo(port) {
      const { options: parts } = poolOf(source);
      if (parts.connectionString === undefined) parts.port = port;
    },
    async close() {
      // Whoever is in the middle of something may finish.
      await Promise.race([Promise.all(inFlight), sleep(patience.close, undefined, { ref: false })]);
      if (source.isInitialized) await source.destroy();
    },
  };
}

type Borrowed = <T>(work: (client: pg.ClientBase) => Promise<T>) => Promise<T>;

/** Makes a RedressError of an error that says that the database cannot be used now; gives any other back. */
type Guard = (error: unknown) => unknown;

/** A TypeORM data source that connects lazily; migrations run on one of their own. */
export function dataSource(
  {
    address,
    poolSize = 10,
    statementTimeout = patience.statement,
    connectTimeout = patience.connect,
  }: ConnectionOptions,
  migrations: (new () => MigrationInterface)[] = [],
): DataSource {
  return new DataSource({
    type: 'postgres',
    migrations,
    migrationsTableName: 'migration',
    logger: silent,
    applicationName: 'redress',
    connectTimeoutMS: connectTimeout,
    poolSize,
    // An idle connection that breaks has left the pool already; the next call opens another.
    poolErrorHandler: () => undefined,
    extra: {
      ...address.target,
      Client: TidyClient,
      keepAlive: true,
      statement_timeout: statementTimeout,
      // The server gives up first; this one is for a server that no longer answers at all.
      query_timeout: statementTimeout === 0 ? undefined : statementTimeout + 5_000,
      idle_in_transaction_session_timeout: 60_000,
      options: sessionSettings,
      types,
    },
  });
}

/**
 * Plans are made once for a connection, those of foreign keys too, perhaps while a table has ten rows, and used when it has a million:
 * an index is used wherever there is one. Where there is none, the costs that this gives a plan would have it compiled (jit).
 */
const sessionSettings = [
  'timezone=UTC',
  'datestyle=iso',
  'search_path=public',
  'client_min_messages=warning',
  'enable_seqscan=off',
  'jit=off',
]
  .map((setting) => `-c ${setting}`)
  .join(' ');

/** TypeORM would print statements and errors, whose words may quote a complaint. */
const silent: Logger = {
  log: () => undefined,
  logQuery: () => undefined,
  logQueryError: () => undefined,
  logQuerySlow: () => undefined,
  logSchemaBuild: () => undefined,
  logMigration: () => undefined,
};

const DATE = 1082;

/** A date stays the text that it is: the driver would make it midnight of the machine's own zone. */
const types = new pg.TypeOverrides();
types.setTypeParser(DATE, (text) => text);

/** A connection of the pool for this work. One that broke, or may still be busy with a statement, is not given back. */
async function borrow<T>(source: DataSource, guard: Guard, work: (client: pg.ClientBase) => Promise<T>): Promise<T> {
  const runner = source.createQueryRunner();
  try {
    const client: pg.Client = await runner.connect();
    try {
      return await work(client);
    } catch (error) {
      // `end` marks the connection, so that the pool drops it.
      if (isOfDatabase(error)) void client.end().catch(() => undefined);
      throw error;
    }
  } catch (error) {
    throw guard(error);
  } finally {
    await runner.release();
  }
}

async function inTransaction<T>(client: pg.ClientBase, guard: Guard, work: (tx: Tx) => Promise<T>): Promise<T> {
  let isOver = false;
  let previous: Promise<unknown> = Promise.resolve();
  const tx: Tx = {
    query<Row extends object>(name: string, text: string, values?: readonly unknown[]) {
      // The connection may belong to somebody else by then.
      if (isOver) return Promise.reject(new TypeError(`"${name}" was sent after the end of its transaction`));
      // One after the other, also where the work asks for several at once: a connection has one conversation.
      const answer = previous.then(() => send<Row>(client, guard, name, text, values));
      previous = answer.catch(() => undefined);
      return answer;
    },
  };
  await client.query('begin');
  try {
    const result = await work(tx);
    isOver = true;
    await previous;
    await commit(client, guard);
    return result;
  } catch (error) {
    isOver = true;
    await previous;
    // A connection that is dropped takes its transaction with it.
    if (!isOfDatabase(error)) await client.query('rollback');
    throw error;
  }
}

/** Refuses a commit that the server answers with a rollback: a statement had failed and nobody had looked. */
async function commit(client: pg.ClientBase, guard: Guard): Promise<void> {
  const { command } = await client.query('commit').catch((error: unknown) => {
    const known = guard(error);
    if (!(known instanceof RedressError)) throw error;
    const reason = errorCode(error) ?? 'connection-lost';
    throw new RedressError([databaseFault('database.outcome_unknown', { reason })], { cause: error });
  });
  if (command !== 'COMMIT') throw new Error('the transaction had failed before it was committed');
}

async function send<Row extends object>(
  client: pg.ClientBase,
  guard: Guard,
  name: string,
  text: string,
  values: readonly unknown[] = [],
): Promise<readonly Row[]> {
  try {
    const result: pg.QueryResult<Row> | readonly pg.QueryResult<Row>[] = await client.query<Row>({
      name,
      text,
      values: [...values],
    });
    // A text without a name may hold several statements, whatever the types of the driver say.
    return Array.isArray(result) ? result.flatMap(({ rows }: pg.QueryResult<Row>) => rows) : result.rows;
  } catch (error) {
    throw guard(error);
  }
}

function isOfDatabase(error: unknown): boolean {
  return error instanceof RedressError && error.faults.some(({ code }) => code.startsWith('database.'));
}

/** Details of an error can quote a row, hence personal data; whoever logs the error must not find them. */
function withoutValues(error: unknown): unknown {
  if (error instanceof pg.DatabaseError) for (const field of ['detail', 'where'] as const) delete error[field];
  return error;
}

/** What to say of an error that came before the database was taken into use; gives an error that says nothing about it back. */
export function refusalAtOpening(error: unknown, { address: { shown }, obstacle }: ConnectionOptions): unknown {
  const fault = connectionFault(error, shown);
  // The driver takes some addresses apart only now.
  if (fault === undefined)
    return error instanceof TypeError
      ? new RedressError([databaseFault('database.wrong_address', { ...shown })], { cause: undefined })
      : error;
  const known = obstacle?.();
  if (known !== undefined) return new RedressError([known], { cause: error });
  if (fault.code !== 'database.unavailable') return new RedressError([fault], { cause: error });
  return new RedressError([databaseFault('database.not_reachable', fault.data)], { cause: error });
}

/** TypeORM's driver keeps the pool of `pg` in `master`, which its types leave open. */
function poolOf(source: DataSource): pg.Pool {
  const { driver } = source;
  if ('master' in driver && driver.master instanceof pg.Pool) return driver.master;
  throw new TypeError('the data source has no pool');
}
