import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { addressOf } from '../../src/store/database-address.js';
import { migrations } from '../../src/store/migrations/all-migrations.js';
import { openDatabase, type OpenDatabase } from '../../src/store/open.database.js';
import { connect, dataSource } from '../../src/store/postgres.connection.js';
import { migrate } from '../../src/store/schema.migrator.js';
import { emptyDatabase, testDatabase, type TestDatabase } from './support/test-database.js';

describe('the role of the application', () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await testDatabase();
  });
  afterAll(() => test.close());

  const column = { event: 'data', judgement: 'findings', entry: 'body', leaf: 'hash', policy_set: 'files' };

  it.each(
    Object.entries(column).flatMap(([table, name]) => [
      [`update ${table} set ${name} = ${name}`],
      [`delete from ${table}`],
      [`truncate ${table}`],
      [`drop table ${table}`],
      [`alter table ${table} disable trigger all`],
    ]),
  )('is refused: %s', async (statement) => {
    await expect(test.database.reading.query('', statement)).rejects.toMatchObject({ code: '42501' });
  });

  it.each([
    'create table mine (x int)',
    'delete from complaint',
    'delete from run',
    'delete from account',
    'delete from api_token',
    'delete from role_request',
    'update account_role set role = role',
    `insert into migration values (9, 9, '')`,
  ])('is refused: %s', async (statement) => {
    await expect(test.database.reading.query('', statement)).rejects.toMatchObject({ code: '42501' });
  });

  it('cannot give itself a right, and may read and append everywhere', async () => {
    await test.database.reading.query('', 'grant all on all tables in schema public to redress_app');

    const tables = await test.owner.query<{ name: string; rights: string }>(
      '',
      `select relname as name, concat_ws(' ',
         case when has_table_privilege('redress_app', oid, 'select') then 'select' end,
         case when has_table_privilege('redress_app', oid, 'insert') then 'insert' end,
         case when has_table_privilege('redress_app', oid, 'update') then 'update' end,
         case when has_table_privilege('redress_app', oid, 'delete') then 'delete' end) as rights
       from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace order by relname`,
    );
    expect(Object.fromEntries(tables.map(({ name, rights }) => [name, rights]))).toMatchObject({
      event: 'select insert',
      judgement: 'select insert',
      entry: 'select insert',
      leaf: 'select insert',
      policy_set: 'select insert',
      migration: 'select',
      complaint: 'select insert update',
      look: 'select insert update',
      run: 'select insert update',
      personal: 'select insert delete',
      entry_pending: 'select insert delete',
      account: 'select insert update',
      account_role: 'select insert delete',
      role_request: 'select insert update',
      password: 'select insert update delete',
      session: 'select insert update delete',
      api_token: 'select insert update',
      sign_in_failure: 'select insert update delete',
    });
  });
});

describe('the tables', () => {
  const made: TestDatabase[] = [];
  const opened: OpenDatabase[] = [];
  afterEach(async () => {
    for (const one of opened.splice(0)) await one.close();
    for (const one of made.splice(0)) await one.close();
  });
  const empty = async (): Promise<TestDatabase> => {
    const one = await emptyDatabase();
    made.push(one);
    return one;
  };
  const open = async (databaseUrl: string, databaseOwnerUrl?: string): Promise<OpenDatabase> => {
    const one = await openDatabase({ databaseUrl, databaseOwnerUrl, data: '/nowhere', cache: '/nowhere' });
    opened.push(one);
    return one;
  };

  it('are made in an empty database, and a second start changes nothing', async () => {
    const { url, ownerUrl, owner } = await empty();
    await open(url, ownerUrl);
    const before = await schemaOf(owner);
    const { database } = await open(url, ownerUrl);
    expect(await schemaOf(owner)).toEqual(before);
    expect(before.length).toBeGreaterThan(100);
    expect(await database.reading.query('', 'select 1 from complaint')).toEqual([]);
  });

  it('of a version before are brought to this one, and what they hold stays', async () => {
    const { url, ownerUrl, owner } = await empty();
    await (await open(url, ownerUrl)).close();
    const whole = await schemaOf(owner);
    const other = await empty();
    await migrateTo(other.ownerUrl, 1);
    await expect(open(other.url)).rejects.toMatchObject(refusal('database.not_migrated'));
    const account = '00000000-0000-4000-8000-000000000001';
    await other.owner.query('', `insert into account values ($1, 'person', 'li.wei', now(), null)`, [account]);
    await (await open(other.url, other.ownerUrl)).close();
    expect(await schemaOf(other.owner)).toEqual(whole);
    expect(await other.owner.query('', 'select name from account')).toEqual([{ name: 'li.wei' }]);
  });

  it('are enough for a start without the address of the owner', async () => {
    const { url, ownerUrl } = await empty();
    await migrate(addressOf(ownerUrl, 'DATABASE_OWNER_URL'), 'redress_app');
    expect((await open(url)).where).toMatchObject({ kind: 'own' });
  });

  it('are made once by four who start at once', async () => {
    const { url, ownerUrl, owner } = await empty();
    await Promise.all([1, 2, 3, 4].map(() => open(url, ownerUrl)));
    expect(
      await owner.query('', 'select count(*)::int as count, count(distinct name)::int as names from migration'),
    ).toEqual([{ count: migrations.length, names: migrations.length }]);
  });

  it('are missing: the start says which address to set', async () => {
    const { url } = await empty();
    await expect(open(url)).rejects.toMatchObject(refusal('database.not_migrated'));
  });

  it('are those of a newer version: the start is refused and nothing is changed', async () => {
    const { url, ownerUrl, owner } = await empty();
    await (await open(url, ownerUrl)).close();
    await owner.query('', `insert into migration (timestamp, name) values (9000000000000, 'Later9000000000000')`);
    const before = await schemaOf(owner);
    await expect(open(url, ownerUrl)).rejects.toMatchObject(refusal('database.newer_version'));
    await expect(open(url)).rejects.toMatchObject(refusal('database.newer_version'));
    expect(await schemaOf(owner)).toEqual(before);
  });

  it('are those of another program: the start is refused and nothing is changed', async () => {
    const { url, ownerUrl, owner } = await empty();
    await owner.query('', 'create table complaint (id int)');
    await expect(open(url, ownerUrl)).rejects.toMatchObject(refusal('database.migration_failed'));
    expect(await owner.query('', `select relname from pg_class where relname in ('event', 'policy_set')`)).toEqual([]);
  });
});

describe('two addresses', () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await testDatabase();
    await test.owner.query(
      '',
      `do $$ begin
      create role plain_owner login password 'abc'; exception when duplicate_object then null; end $$`,
    );
  });
  afterAll(() => test.close());
  const start = (databaseUrl: string | undefined, databaseOwnerUrl?: string): Promise<OpenDatabase> =>
    openDatabase({ databaseUrl, databaseOwnerUrl, data: '/nowhere', cache: '/nowhere' });
  const changed = (url: string, change: (url: URL) => void): string => {
    const copy = new URL(url);
    change(copy);
    return copy.href;
  };

  it('with one role are refused', async () => {
    await expect(start(test.url, test.url)).rejects.toMatchObject(refusal('database.same_role'));
  });

  it('of which the second is in the place of the first are refused', async () => {
    await expect(start(test.ownerUrl)).rejects.toMatchObject(refusal('database.role_too_strong'));
  });

  it('of which the first is missing are refused', async () => {
    await expect(start(undefined, test.ownerUrl)).rejects.toMatchObject(refusal('database.missing_address'));
  });

  it('of different databases are refused', async () => {
    const other = await emptyDatabase();
    try {
      await expect(start(other.url, test.ownerUrl)).rejects.toMatchObject(refusal('database.different_databases'));
    } finally {
      await other.close();
    }
  });

  it('with an owner who may make no tables are refused', async () => {
    const other = await emptyDatabase();
    try {
      const weak = changed(other.ownerUrl, (url) => {
        url.username = 'plain_owner';
        url.password = 'abc';
      });
      await expect(start(other.url, weak)).rejects.toMatchObject(refusal('database.owner_lacks_rights'));
    } finally {
      await other.close();
    }
  });

  it.each([
    ['a wrong password', (url: URL) => (url.password = 'guessed'), 'database.wrong_password'],
    ['no password', (url: URL) => (url.password = ''), 'database.wrong_password'],
    ['an unknown role', (url: URL) => (url.username = 'nobody_at_all'), 'database.wrong_password'],
    ['an unknown database', (url: URL) => (url.pathname = '/not_there'), 'database.unknown_database'],
    ['a port where nobody listens', (url: URL) => (url.port = '1'), 'database.not_reachable'],
    ['a host that does not exist', (url: URL) => (url.hostname = 'host.invalid'), 'database.not_reachable'],
    [
      'encryption that the server does not have',
      (url: URL) => url.searchParams.set('sslmode', 'require'),
      'database.tls_refused',
    ],
    ['another scheme', (url: URL) => (url.href = url.href.replace('postgres:', 'mysql:')), 'database.wrong_address'],
  ])('with %s are refused, and the password is not told', async (_what, change, code) => {
    for (const [databaseUrl, owner] of [
      [changed(test.url, change), test.ownerUrl],
      [test.url, changed(test.ownerUrl, change)],
    ]) {
      const error = await start(databaseUrl ?? '', owner).catch((caught: unknown) => caught);
      expect(error).toMatchObject(refusal(code));
      for (const secret of [test.url, test.ownerUrl].map((url) => new URL(url).password).concat('guessed'))
        expect(String(error)).not.toContain(secret);
    }
  });

  it('of a database in another encoding are refused', async () => {
    const administrator = await connect({ address: addressOf(test.ownerUrl, 'DATABASE_OWNER_URL'), poolSize: 1 });
    try {
      await administrator.reading.query('', `create database latin encoding 'LATIN1' locale 'C' template template0`);
      const latin = (url: string): string => changed(url, (copy) => (copy.pathname = '/latin'));
      await expect(start(latin(test.url), latin(test.ownerUrl))).rejects.toMatchObject(
        refusal('database.wrong_encoding'),
      );
    } finally {
      await administrator.reading.query('', 'drop database if exists latin with (force)');
      await administrator.close();
    }
  });
});

/** Brings an empty database as far as a version before had it. */
async function migrateTo(ownerUrl: string, count: number): Promise<void> {
  const address = addressOf(ownerUrl, 'DATABASE_OWNER_URL');
  const source = dataSource({ address, poolSize: 1 }, migrations.slice(0, count));
  await source.initialize();
  await source.query(`select set_config('redress.app_role', 'redress_app', false)`);
  await source.runMigrations({ transaction: 'each' });
  await source.destroy();
}

/** Everything that the catalogue says about our tables, in an order of its own. */
async function schemaOf(owner: TestDatabase['owner']): Promise<readonly object[]> {
  return owner.query(
    '',
    `select c.relname, c.relkind, c.relacl::text, a.attname, a.atttypid::regtype::text, a.attnotnull
     from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
     where c.relnamespace = 'public'::regnamespace
     union all select name, 'm', null, timestamp::text, id::text, null from migration order by 1, 2, 4`,
  );
}

function refusal(code: string): object {
  return { name: 'RedressError', faults: [expect.objectContaining({ code })] };
}
