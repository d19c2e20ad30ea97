import { randomUUID } from 'node:crypto';
import { urlOf } from '../../../src/store/database-address.js';
import { names } from '../../../src/store/embedded/server-commands.js';
import { connect } from '../../../src/store/postgres.connection.js';
import { migrate } from '../../../src/store/schema.migrator.js';
import type { Database, Tx } from '../../../src/store/tx.js';
import { scatterQueries } from '../../support/scatter-queries.js';
import { unrouted, type Unrouted } from '../../support/sql-audit.js';
import { recorded } from './recorded.js';
import { addressIn, partsOf, sharedServer, type TestServer } from './server.js';

/** A database of one's own, with the tables of this version and nothing in them. */
export interface TestDatabase {
  /** As the application's role. */
  readonly database: Database;
  /** As the role that owns the tables: to look at what the application may not see, and to plant what it may not do. */
  readonly owner: Tx;
  readonly url: string;
  readonly ownerUrl: string;
  close(): Promise<void>;
}

const template = 'redress_template';
const templateLock = 4_711;

/**
 * Clones a database for a file of tests, on the one server of the run: call it in `beforeAll`, and `close` in `afterAll`.
 * `poolSize` is the number of connections at most (10).
 */
export async function testDatabase({ poolSize = 10 }: { poolSize?: number } = {}): Promise<TestDatabase> {
  const server = await sharedServer();
  await asAdministrator(server, async (tx) => {
    await tx.query('', 'select pg_advisory_lock($1)', [templateLock]);
    try {
      await makeTemplate(server, tx);
    } finally {
      await tx.query('', 'select pg_advisory_unlock($1)', [templateLock]);
    }
  });
  return newDatabase(server, template, poolSize);
}

/** A database without any table. */
export async function emptyDatabase(): Promise<TestDatabase> {
  return newDatabase(await sharedServer(), 'template1', 10);
}

async function newDatabase(server: TestServer, from: string, poolSize: number): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await asAdministrator(server, (tx) => tx.query('', `create database ${name} template ${from}`));
  const connection = await connect({ address: addressIn(server, 'app', name), poolSize });
  const { database, statements } = recorded(connection);
  const owner = await connect({ address: addressIn(server, 'owner', name), poolSize: 2 });
  return {
    database,
    owner: owner.reading,
    url: urlOf(partsOf(server, 'app', name)),
    ownerUrl: urlOf(partsOf(server, 'owner', name)),
    async close() {
      await connection.close();
      const split = await splitTables(owner.reading);
      await owner.close();
      await asAdministrator(server, (tx) => tx.query('', `drop database ${name} with (force)`));
      refuseUnrouted(unrouted(statements, split, Object.keys(scatterQueries)));
    },
  };
}

/** Tables whose rows belong to a complaint: it is in their key. */
async function splitTables(owner: Tx): Promise<ReadonlySet<string>> {
  const rows = await owner.query<{ name: string }>(
    'split-tables',
    `select k.conrelid::regclass::text as name from pg_constraint k join pg_attribute a
     on a.attrelid = k.conrelid and a.attnum = any(k.conkey) where k.contype = 'p' and a.attname = 'complaint_id'`,
  );
  return new Set(rows.map(({ name }) => name));
}

/** Fails the tests of a file that sent statements which a database that is split by complaint could not carry out in one place. */
function refuseUnrouted(found: readonly Unrouted[]): void {
  if (found.length === 0) return;
  const told = found.map(
    ({ name, tables, text }) => `${name} (${tables.join(', ')}): ${text.replace(/\s+/g, ' ').trim()}`,
  );
  throw new Error(
    `These statements touch tables that are split by complaint without complaint_id in their conditions. Add it, or put them with a reason on the list in test/support/scatter-queries.ts:\n${told.join('\n')}`,
  );
}

async function makeTemplate(server: TestServer, tx: Tx): Promise<void> {
  const found = await tx.query('', 'select from pg_database where datname = $1', [template]);
  if (found.length > 0) return;
  // A template that a killed worker has left half-made has the other name.
  await tx.query('', `drop database if exists ${template}_making with (force)`);
  await tx.query('', `create database ${template}_making`);
  await migrate(addressIn(server, 'owner', `${template}_making`), names.app);
  await tx.query('', `alter database ${template}_making rename to ${template}`);
}

/** On one connection to a database that nobody clones. */
async function asAdministrator<T>(server: TestServer, work: (tx: Tx) => Promise<T>): Promise<T> {
  const administrator = await connect({ address: addressIn(server, 'owner', 'postgres'), poolSize: 1 });
  try {
    return await work(administrator.reading);
  } finally {
    await administrator.close();
  }
}
