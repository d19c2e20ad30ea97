import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { RedressError } from '../../src/errors.js';
import { brokenAt } from '../../src/ledger/entry.js';
import type { Change } from '../../src/modules/complaints/change.js';
import type { StoredComplaint } from '../../src/modules/complaints/complaint.js';
import { afterChange, recordEvents, type Recording } from '../../src/modules/complaints/record-events.js';
import { chainOf, record } from '../../src/store/entries.repository.js';
import { aPolicySet } from '../support/random-recordings.js';
import * as use from '../support/recordings.js';
import { commitAll, happened, later, readOne, unstored } from '../support/recordings.js';
import { testDatabase, type TestDatabase } from './support/test-database.js';

let test: TestDatabase;
let how: Recording;
beforeAll(async () => {
  test = await testDatabase();
  how = use.recording(aPolicySet, await use.storeSet(test.database.reading, aPolicySet));
});
afterAll(() => test.close());

/** Every statement of `commit`, by the table that refuses; `known` where only a complaint that is stored already gets there. */
const places = [
  { table: 'complaint', operation: 'insert', known: false },
  { table: 'complaint', operation: 'update', known: true },
  { table: 'event', operation: 'insert', known: false },
  { table: 'personal', operation: 'insert', known: false },
  { table: 'judgement', operation: 'insert', known: true },
  { table: 'look', operation: 'insert', known: false },
  { table: 'look', operation: 'update', known: true },
  { table: 'entry', operation: 'insert', known: true },
  { table: 'entry_pending', operation: 'insert', known: false },
  { table: 'notice', operation: 'insert', known: true },
] as const;

type Place = (typeof places)[number];
const both = (place: Place) => [
  { ...place, when: 'at once' as const, state: 'P0001' },
  { ...place, when: 'at COMMIT' as const, state: 'P0001' },
  { ...place, when: 'at once' as const, state: '53100' },
];

let made = 0;

describe('a failure of one statement', () => {
  afterEach(async () => {
    for (const { table } of places) await owner(`drop trigger if exists planted on ${table}`);
  });

  it.each(places.flatMap(both))(
    '$operation of $table, $when ($state): nothing is changed, and the same change goes through later',
    async (place) => {
      const decided = await fiveChanges(place);
      const before = await everything();
      // The fourth of five: what was written before it must not stay either.
      await plant(place, decided[3]?.[1].complaint ?? '');
      const changes = decided.map(([, change]) => change);
      const error: unknown = await commitAll(test.database, changes).catch((reason: unknown) => reason);
      expectClear(error, place.state);
      expect(await everything()).toEqual(before);

      await owner(`drop trigger planted on ${place.table}`);
      const { committed, moved } = await commitAll(test.database, changes);
      expect([committed.size, moved.size]).toEqual([5, 0]);
      for (const [complaint, change] of decided) {
        expect(await readOne(test.database.reading, complaint.id)).toEqual(afterChange(complaint, change));
        const chain = await chainOf(test.database.reading, { kind: 'complaint', id: complaint.id });
        expect([chain.length, brokenAt(chain)]).toEqual([complaint.head.number + change.entries.length, undefined]);
      }
      const again = await commitAll(test.database, changes);
      expect([again.committed.size, again.moved.size]).toEqual([0, 5]);
    },
  );

  it('of `record` takes back the row beside it', async () => {
    const subject = { kind: 'run', id: '00000000-0000-8000-8000-000000000009' } as const;
    const work = () =>
      test.database.transaction(async (tx) => {
        await tx.query(
          'beside',
          `insert into account (account_id, kind, name, created_at) values ($1, 'person', 'x', now())`,
          [subject.id],
        );
        await record(tx, subject, [{ type: 'tried', body: {} }], { actor: 'system:test', at: how.at });
      });
    const before = await everything();
    await plant({ table: 'entry_pending', when: 'at once', operation: 'insert', state: '53100' }, subject.id);
    await expect(work()).rejects.toBeInstanceOf(RedressError);
    expect(await everything()).toEqual(before);
    await owner('drop trigger planted on entry_pending');
    await work();
    expect(await chainOf(test.database.reading, subject)).toHaveLength(1);
  });

  it('is not hidden when the work goes on after it', async () => {
    const before = await everything();
    const work = test.database.transaction(async (tx) => {
      await tx.query('wrong', 'select 1/0 as never').catch(() => undefined);
      return 'done';
    });
    await expect(work).rejects.toThrow('the transaction had failed');
    expect(await everything()).toEqual(before);
  });
});

/** Five changes, each with a row in every table: of new complaints, or of complaints that are stored. */
async function fiveChanges({ known }: Place): Promise<readonly (readonly [StoredComplaint, Change])[]> {
  made++;
  const complaints = Array.from({ length: 5 }, (_, place) => unstored(`failing ${made}/${place}`));
  const received = happened('received', '2026-03-02T08:00:00+08:00', { data: { complainant_name: '李春' } });
  if (!known) return complaints.map((complaint) => [complaint, noticed(recordEvents(complaint, [received], how))]);
  await commitAll(
    test.database,
    complaints.map((complaint) => recordEvents(complaint, [received], how)),
  );
  const told = happened('told', '2026-03-03T08:00:00+08:00', { data: { complainant_name: '李秋' } });
  const changes = complaints.map(async ({ id }) => {
    const complaint = await readOne(test.database.reading, id);
    return [complaint, noticed(recordEvents(complaint, [told], { ...how, at: later }))] as const;
  });
  const decided = await Promise.all(changes);
  return decided.toSorted(([, one], [, other]) => (one.complaint < other.complaint ? -1 : 1));
}

function noticed(change: Change): Change {
  return { ...change, notices: [{ rule: 'answer', level: 1, round: 1, kind: 'team-lead', body: { days: 3 } }] };
}

/** Lets PostgreSQL itself refuse rows of this complaint. */
async function plant(
  { table, operation, when, state }: { table: string; operation: string; when: 'at once' | 'at COMMIT'; state: string },
  id: string,
): Promise<void> {
  await owner(`create or replace function planted() returns trigger language plpgsql as $$
    begin
      raise exception 'planted' using errcode = '${state}', detail = '李春';
    end $$`);
  const subject = ['entry', 'entry_pending'].includes(table) ? 'subject_id' : 'complaint_id';
  const [kind, timing] =
    when === 'at once' ? ['trigger', `before ${operation}`] : ['constraint trigger', `after ${operation}`];
  const deferred = when === 'at once' ? '' : 'deferrable initially deferred';
  await owner(`create ${kind} planted ${timing} on ${table} ${deferred} for each row
    when (new.${subject} = '${id}') execute function planted()`);
}

/** What the caller learns: a kind to act on where the machine is at fault, the state of the error otherwise; never a value. */
function expectClear(error: unknown, state: string): void {
  expect(error).toBeInstanceOf(Error);
  if (state === '53100') {
    expect(error).toBeInstanceOf(RedressError);
    expect(error).toMatchObject({ faults: [{ code: 'database.full', kind: 'unavailable' }] });
  } else expect(error).toMatchObject({ message: 'planted', code: state });
  expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain('李春');
}

/** Every row of every table. */
async function everything(): Promise<Readonly<Record<string, readonly string[]>>> {
  const tables = await owner<{ name: string }>(
    `select table_name as name from information_schema.tables where table_schema = 'public' order by 1`,
  );
  const read = tables.map(async ({ name }) => {
    const rows = await test.owner.query<{ row: string }>(
      `all-${name}`,
      `select t::text as row from ${name} t order by 1`,
    );
    return [name, rows.map(({ row }) => row)] as const;
  });
  return Object.fromEntries(await Promise.all(read));
}

let sent = 0;

function owner<Row extends object>(statement: string): Promise<readonly Row[]> {
  return test.owner.query<Row>(`owner-${sent++}`, statement);
}

describe('the application', () => {
  const appended = { event: 'type', judgement: 'outcome', entry: 'type', leaf: 'hash', policy_set: 'reason' } as const;
  const rewriting = Object.entries(appended).flatMap(([table, column]) => [
    [`update ${table} set ${column} = ${column}`],
    [`delete from ${table}`],
    [`truncate ${table} cascade`],
    [`select ${column} from ${table} for update`],
    [`merge into ${table} t using ${table} s on true when matched then delete`],
    [`alter table ${table} disable trigger all`],
    [`alter table ${table} drop column ${column}`],
    [`alter table ${table} owner to current_user`],
    [
      `create trigger mine before insert on ${table} for each row execute function suppress_redundant_updates_trigger()`,
    ],
    [`create rule mine as on insert to ${table} do instead nothing`],
    [`create index mine on ${table} (${column})`],
    [`drop table ${table} cascade`],
  ]);

  it.each([
    ...rewriting,
    [`insert into migration (timestamp, name) values (1, 'x')`],
    ['delete from migration'],
    ['delete from complaint'],
    ['delete from look'],
    ['delete from run'],
    ['delete from account'],
    ['truncate personal'],
    [`update personal set value = '1'`],
    ['update entry_pending set number = number'],
    ['create table mine (x int)'],
    ['create schema mine'],
    ['create function mine() returns int language sql as $$ select 1 $$'],
    ['create role mine'],
    ['set role redress_owner'],
    ['set session_replication_role = replica'],
    [`alter system set fsync = off`],
    [`copy event from program 'true'`],
    [`copy event to 'event.csv'`],
    [`select pg_read_file('PG_VERSION')`],
    ['drop schema public cascade'],
  ])('may not: %s', async (statement) => {
    await use.storeSet(test.database.reading, aPolicySet);
    const before = await everything();
    const refused = test.database.reading.query(`app-${sent++}`, statement);
    await expect(refused).rejects.toMatchObject({ code: '42501' });
    expect(await everything()).toEqual(before);
  });

  it.each(Object.keys(appended))('cannot give itself the right to rewrite %s', async (table) => {
    // PostgreSQL answers with a warning, and grants nothing.
    await test.database.reading.query(`app-${sent++}`, `grant all on ${table} to current_user`);
    const refused = test.database.reading.query(`app-${sent++}`, `delete from ${table}`);
    await expect(refused).rejects.toMatchObject({ code: '42501' });
  });
});
