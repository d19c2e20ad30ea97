import type { QueryRunner } from 'typeorm';
import { RedressError, type Fault } from '../errors.js';
import { makeQueues } from '../jobs/queues.migrator.js';
import type { DatabaseAddress } from './database-address.js';
import { databaseFault } from './database-errors.js';
import { migrations } from './migrations/all-migrations.js';
import { dataSource, refusalAtOpening } from './postgres.connection.js';
import { schemaState, serverFaults, type SchemaState, type ServerFacts } from './schema-state.js';
import { errorCode } from './sql-errors.js';
import type { Tx } from './tx.js';

/** Whoever starts holds it while the tables are made or changed: two that begin together do it one after the other. */
const migrationLock = 7_238_461_902;

/** Names of all migrations of this version, in order. */
export const migrationNames: readonly string[] = migrations.map(({ name }) => name);
const names = migrationNames;

/**
 * Brings the tables to this version and gives the application's role its rights, as the role that owns them. Does nothing where
 * they are there. Refuses an older server, another encoding than UTF-8, one role for both, and a database of a newer version.
 * `only` makes the tables as an earlier version had them, by these migrations alone, so that its rows can be put in.
 */
export async function migrate(
  owner: DatabaseAddress,
  appRole: string,
  only: readonly string[] = migrationNames,
): Promise<void> {
  const chosen = migrations.filter(({ name }) => only.includes(name));
  const source = dataSource({ address: owner, poolSize: 1, statementTimeout: 0 }, chosen);
  try {
    await source.initialize();
    const runner = source.createQueryRunner();
    try {
      await runner.query('select pg_advisory_lock($1)', [migrationLock]);
      await refuseUnfit(runner, owner, appRole);
      await runner.query(`select set_config('redress.app_role', $1, false)`, [appRole]);
    } finally {
      await runner.release();
    }
    // The pool holds one connection: the lock and the setting are on the one that migrates.
    await source.runMigrations({ transaction: 'each' });
    if (chosen.length === migrations.length)
      await makeQueues({ query: (text, values) => source.query(text, values) }, appRole);
  } catch (error) {
    throw migrationRefusal(error, owner);
  } finally {
    if (source.isInitialized) await source.destroy();
  }
}

async function refuseUnfit(runner: QueryRunner, { shown }: DatabaseAddress, appRole: string): Promise<void> {
  const facts = await serverFacts({ query: (_name, text, values) => runner.query(text, values?.slice()) });
  const faults = [
    ...serverFaults(facts, shown.address),
    ...(facts.role === appRole ? [databaseFault('database.same_role', { role: appRole })] : []),
  ];
  if (faults.length > 0) throw new RedressError(faults);
  const [newer] = (await appliedState({ query: (_name, text) => runner.query(text) })).unknown;
  if (newer !== undefined) throw new RedressError([databaseFault('database.newer_version', { found: newer })]);
}

/** What the server says about itself, seen from this connection. */
export async function serverFacts(tx: Tx): Promise<ServerFacts> {
  const [facts] = await tx.query<ServerFacts>(
    'server-facts',
    `select current_user::text as role, current_database()::text as database,
       current_setting('server_version_num')::int as "versionNumber", current_setting('server_version') as version,
       (select pg_encoding_to_char(encoding)::text from pg_database where datname = current_database()) as encoding`,
  );
  if (facts === undefined) throw new TypeError('the server said nothing about itself');
  return facts;
}

/** Which migrations the database has, as either role sees it. */
export async function appliedState(tx: Tx): Promise<SchemaState> {
  const [table] = await tx.query<{ found: boolean }>(
    'migration-table',
    `select to_regclass('public.migration') is not null and has_schema_privilege('public', 'usage') as found`,
  );
  if (table?.found !== true) return schemaState([], names);
  try {
    const rows = await tx.query<{ name: string }>('migrations', 'select name from public.migration order by id');
    return schemaState(
      rows.map(({ name }) => name),
      names,
    );
  } catch (error) {
    // The role may not even read which migrations there are: these are not its tables.
    if (errorCode(error) === '42501') return schemaState([], names);
    throw error;
  }
}

/** Tables to which rows are only ever added. */
const appended = ['event', 'judgement', 'entry', 'leaf', 'policy_set'];

/**
 * Looks with the application's own connection whether the database is the one that was migrated, and whether its role is as weak as
 * it must be. Refuses tables that are missing or newer, and a role that could change evidence.
 */
export async function checkSchema(tx: Tx, wasMigrated: boolean): Promise<void> {
  const { missing, unknown } = await appliedState(tx);
  if (unknown[0] !== undefined)
    throw new RedressError([databaseFault('database.newer_version', { found: unknown[0] })]);
  if (missing.length > 0)
    throw new RedressError([
      wasMigrated
        ? databaseFault('database.different_databases')
        : databaseFault('database.not_migrated', { missing: missing.join(', ') }),
    ]);
  const strong = await roleFault(tx);
  if (strong !== undefined) throw new RedressError([strong]);
}

/** The fault of an application's role that could rewrite evidence: a superuser, an owner, a member of one. */
export async function roleFault(tx: Tx): Promise<Fault | undefined> {
  const [strong] = await tx.query<{ table: string; role: string }>(
    'role-check',
    `select t as table, current_user::text as role from unnest($1::text[]) as t
     where has_table_privilege('public.' || t, 'update, delete, truncate') limit 1`,
    [appended],
  );
  return strong === undefined ? undefined : databaseFault('database.role_too_strong', { ...strong });
}

function migrationRefusal(error: unknown, owner: DatabaseAddress): unknown {
  if (error instanceof RedressError) return error;
  const refusal = refusalAtOpening(error, { address: owner });
  if (refusal instanceof RedressError) return refusal;
  const reason = errorCode(error);
  if (reason === '42501')
    return new RedressError([databaseFault('database.owner_lacks_rights', { ...owner.shown })], { cause: error });
  if (reason === undefined) return error;
  return new RedressError([databaseFault('database.migration_failed', { reason })], { cause: error });
}
