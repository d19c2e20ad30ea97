import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '../../src/actor.js';
import { RedressError } from '../../src/errors.js';
import { brokenAt } from '../../src/ledger/entry.js';
import { ChecksService } from '../../src/modules/checks/checks.service.js';
import type { CheckAccount } from '../../src/modules/checks/check-account.js';
import { readCheck, type WrittenPopulation } from '../../src/modules/checks/check-request.js';
import { complaintIdOf } from '../../src/modules/complaints/complaint-id.js';
import { newComplaint, recordEvents, type NewEvent } from '../../src/modules/complaints/record-events.js';
import { PoliciesFolder } from '../../src/modules/policies/policies-folder.service.js';
import { PoliciesService } from '../../src/modules/policies/policies.service.js';
import { RunsService } from '../../src/modules/runs/runs.service.js';
import { randomBytes } from '../../src/random.js';
import { chainOf } from '../../src/store/entries.repository.js';
import { changeComplaints } from '../../src/store/complaint-changes.writer.js';
import { time } from '../support/builders.js';
import { policyHead, usualFiles } from '../support/policy-files.js';
import { testDatabase, type TestDatabase } from './support/test-database.js';

const policy = `${policyHead}version-by: received
deadlines:
  answer: { from: received, within: 7 days, done: accepted, cite: art. 1 }
requirements:
  cheap: { require: { all: [{ fact: price, operator: lessThan, value: "100 CNY" }] }, cite: art. 2 }
`;
const by: Actor = { kind: 'account', id: 'an-officer' };
const day = (ago: number): string => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);

let test: TestDatabase;
let folder: string;
let policies: PoliciesService;
let runs: RunsService;
let checks: ChecksService;

beforeAll(async () => {
  test = await testDatabase();
  folder = await mkdtemp(join(tmpdir(), 'redress-policies-'));
  for (const [file, text] of Object.entries({ ...usualFiles, 'house/example.yaml': policy })) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), text);
  }
  policies = new PoliciesService(test.database);
  await new PoliciesFolder(policies, folder).onModuleInit();
  runs = new RunsService(test.database);
  checks = new ChecksService(test.database, runs, policies);
});
afterAll(async () => {
  await checks.beforeApplicationShutdown();
  await runs.onApplicationShutdown();
  await test.close();
  await rm(folder, { recursive: true, force: true });
});

interface Given {
  readonly source: string;
  readonly references: readonly string[];
  readonly events: readonly NewEvent[];
  /** When Redress learnt of it and judged it. */
  readonly at?: number;
}

async function store({ source, references, events, at = Date.now() }: Given): Promise<readonly string[]> {
  const { set, number } = policies.inForce();
  const how = { set, setNumber: number, timeZoneData: '', at, by, origin: 'test', random: randomBytes };
  const byId = new Map(references.map((reference) => [complaintIdOf(source, reference), reference]));
  await test.database.transaction((tx) =>
    changeComplaints(tx, [...byId.keys()], (stored, id) => {
      const complaint = stored ?? newComplaint({ source, reference: byId.get(id) ?? '', observes: 'everything' });
      return { answer: undefined, change: recordEvents(complaint, events, how) };
    }),
  );
  return [...byId.keys()];
}

const received = (on: string): NewEvent => ({ id: 'r', type: 'received', at: time(on), data: {} });
const named = (count: number, from = 0): readonly string[] => Array.from({ length: count }, (_, i) => `c${from + i}`);

async function check(population: WrittenPopulation, at?: string): Promise<CheckAccount> {
  const request = readCheck({ population, ...(at === undefined ? {} : { at }) }, () => undefined);
  return (await checks.checkNow(request, by)).account;
}

const looks = (source: string) =>
  test.owner.query<{ outcome: string; judged: string; count: number }>(
    'looks',
    `select l.outcome, count(*)::int as count from look l join complaint c using (complaint_id) where c.source = $1
     group by 1 order by 1`,
    [source],
  );

describe('a check', () => {
  it('judges a population as of now, renews what is stored, and accounts for it in its run and chain', async () => {
    const source = 'renewed';
    // Judged two weeks ago, when it was not late yet.
    const ago = Date.now() - 14 * 86_400_000;
    await store({ source, references: named(450), events: [received(day(15))], at: ago });
    await store({ source, references: named(50, 450), events: [received(day(1))] });
    expect(await looks(source)).toEqual([{ outcome: 'indeterminate', count: 500 }]);
    const request = readCheck({ population: { source } }, () => undefined);
    const { run, account } = await checks.checkNow(request, by);
    expect(account).toMatchObject({
      population: 500,
      examined: 500,
      skipped: 0,
      stored: true,
      renewed: 500,
      changed: 450,
      complaints: { 'non-compliant': 450, indeterminate: 50 },
      findings: 1_000,
      outcomes: { 'non-compliant': 450, pending: 50, indeterminate: 500 },
      setNumber: 1,
      policySet: policies.inForce().set.digest,
    });
    expect(await looks(source)).toEqual([
      { outcome: 'indeterminate', count: 50 },
      { outcome: 'non-compliant', count: 450 },
    ]);
    expect(run).toMatchObject({
      kind: 'check',
      status: 'done',
      actor: 'account:an-officer',
      request: { population: { source } },
    });
    expect(run.account).toEqual(JSON.parse(JSON.stringify(account)));
    const entries = await chainOf(test.database.reading, { kind: 'run', id: run.id });
    expect(brokenAt(entries)).toBeUndefined();
    expect(entries.at(-1)?.body).toMatchObject({
      status: 'done',
      figures: { population: 500, examined: 500, skipped: 0 },
    });
    expect(await check({ source })).toMatchObject({ population: 500, renewed: 500, changed: 0 });
  });

  it('as at another instant says what would be said then, and stores nothing', async () => {
    const source = 'then';
    const references = named(3);
    await store({ source, references, events: [received('2026-01-01')] });
    const before = await looks(source);
    const rows = () =>
      test.owner.query(
        'versions',
        'select complaint_id, version, entries from complaint where source = $1 order by 1',
        [source],
      );
    const versions = await rows();
    expect(await check({ source }, '2026-01-03')).toMatchObject({
      examined: 3,
      stored: false,
      renewed: 0,
      outcomes: { pending: 3, indeterminate: 3, 'non-compliant': 0 },
    });
    expect(await looks(source)).toEqual(before);
    expect(await rows()).toEqual(versions);
  });

  it.each<[string, WrittenPopulation, number]>([
    ['its source', {}, 6],
    ['a status', { status: 'closed' }, 1],
    ['an outcome', { outcome: 'non-compliant' }, 4],
    ['days of receipt, both included', { received_from: '2026-02-01', received_to: '2026-02-02' }, 3],
    ['a unit that nobody has', { unit: 'north' }, 0],
  ])('takes the complaints of %s', async (_, population, count) => {
    const source = 'chosen';
    await store({ source, references: named(2), events: [received('2026-02-01')] });
    await store({ source, references: named(1, 2), events: [received('2026-02-03')] });
    await store({
      source,
      references: named(1, 3),
      events: [received('2026-01-31'), { id: 'c', type: 'closed', at: time('2026-02-05'), data: {} }],
    });
    await store({ source, references: named(1, 4), events: [received(day(0))] });
    await store({
      source,
      references: named(1, 5),
      events: [{ id: 'n', type: 'told', at: time('2026-02-01'), data: {} }],
    });
    expect((await check({ source, ...population })).population).toBe(count);
  });

  it('counts apart what was undone, and in a period what may belong to it or not; each can be read', async () => {
    const source = 'apart';
    await store({ source, references: named(3), events: [received('2026-02-01')] });
    const [undone] = await store({ source, references: ['undone'], events: [received('2026-02-01')] });
    await store({
      source,
      references: ['undone'],
      events: [{ type: 'event-retracted', at: time('2026-02-02'), data: { event: 'r', reason: 'twice' } }],
    });
    const [undated] = await store({
      source,
      references: ['undated'],
      events: [{ id: 'n', type: 'told', at: time('2026-02-01'), data: {} }],
    });
    expect(await check({ source })).toMatchObject({ population: 5, examined: 4, skipped: 1, skippedFor: { void: 1 } });
    const request = readCheck({ population: { source, received_from: '2026-01-01' } }, () => undefined);
    const { run, account } = await checks.checkNow(request, by);
    expect(account).toMatchObject({
      population: 5,
      examined: 3,
      skipped: 2,
      skippedFor: { void: 1, 'receipt-unknown': 1 },
    });
    const first = await checks.skipped(run.id, { limit: 1 });
    const second = await checks.skipped(run.id, { limit: 1, after: first.next });
    const skipped = [...first.skipped, ...second.skipped];
    expect(skipped).toHaveLength(2);
    expect(new Map(skipped.map(({ id, reason }) => [id, reason]))).toEqual(
      new Map([
        [undone, 'void'],
        [undated, 'receipt-unknown'],
      ]),
    );
    expect(second.next).toBeUndefined();
  });

  it('of nothing is done, with nothing in it', async () => {
    expect(await check({ source: 'nobody' })).toMatchObject({
      population: 0,
      examined: 0,
      findings: 0,
      nextLookAt: null,
    });
  });
});

describe('checks beside other work', () => {
  it('add up, two at once and while complaints arrive and change; what is newer stays', async () => {
    const source = 'busy';
    const references = named(900);
    await store({ source, references, events: [received('2026-02-01')] });
    const end = new AbortController();
    const writer = async (): Promise<number> => {
      let round = 0;
      for (; !end.signal.aborted; round++) {
        const chosen = references.filter((_, i) => i % 9 === round % 9);
        await store({ source, references: chosen, events: [{ type: 'accepted', at: time('2026-02-02'), data: {} }] });
        await store({ source, references: [`late${round}`], events: [received('2026-02-01')] });
      }
      return round;
    };
    const writing = writer();
    const accounts = await Promise.all([
      check({ source }),
      check({ source }),
      check({ source, received_from: '2026-01-01' }),
    ]);
    end.abort();
    const rounds = await writing;
    expect(rounds).toBeGreaterThan(1);
    for (const { population, examined, skipped, complaints, renewed } of accounts) {
      expect(population).toBeGreaterThanOrEqual(900);
      expect(population).toBeLessThanOrEqual(900 + rounds);
      expect(examined + skipped).toBe(population);
      expect(Object.values(complaints).reduce((a, b) => a + b)).toBe(examined);
      expect(renewed).toBeLessThanOrEqual(examined);
    }
    // No check has put an older judgement over a newer one: judging again now finds nothing to change.
    const [before] = await test.owner.query<{ count: number }>('count', 'select count(*)::int as count from judgement');
    expect(await check({ source })).toMatchObject({ changed: 0, population: 900 + rounds });
    expect(await test.owner.query('count', 'select count(*)::int as count from judgement')).toEqual([before]);
    const chains = await test.owner.query<{ id: string }>(
      'ids',
      'select complaint_id as id from complaint where source = $1 limit 50',
      [source],
    );
    for (const { id } of chains)
      expect(brokenAt(await chainOf(test.database.reading, { kind: 'complaint', id }))).toBeUndefined();
  });

  it('judge a complaint that left the population meanwhile, as it was when they began', async () => {
    const source = 'moving';
    await store({ source, references: named(500), events: [received('2026-02-01')] });
    const request = readCheck({ population: { source, status: 'open' } }, () => undefined);
    const { account } = await checks.checkNow(request, by, async ({ examined }) => {
      if (examined > 0) return;
      const events = [{ type: 'accepted', at: time('2026-02-02'), data: {} }];
      await store({
        source,
        references: named(500),
        events: [...events, { type: 'closed', at: time('2026-02-03'), data: {} }],
      });
    });
    expect(account).toMatchObject({
      population: 500,
      examined: 500,
      renewed: 0,
      outcomes: { 'non-compliant': 500, compliant: 0 },
    });
    expect(await check({ source })).toMatchObject({ changed: 0, outcomes: { 'non-compliant': 0, compliant: 500 } });
  });

  it('put no older judgement over a newer one', async () => {
    const source = 'newer';
    const references = named(3);
    await store({ source, references, events: [received(day(0))] });
    const request = readCheck({ population: { source } }, () => undefined);
    const { account } = await checks.checkNow(request, by, async ({ examined }) => {
      // Somebody looks again when it is late; the check, which began before, does not know of that.
      if (examined === 0) await store({ source, references, events: [], at: Date.now() + 30 * 86_400_000 });
    });
    expect(account).toMatchObject({ examined: 3, renewed: 0, outcomes: { pending: 3, 'non-compliant': 0 } });
    expect(await looks(source)).toEqual([{ outcome: 'non-compliant', count: 3 }]);
  });

  it('that an orderly end of the process stops are interrupted, and can be asked for anew', async () => {
    const source = 'moving';
    const [otherRuns, before] = [new RunsService(test.database), await looks(source)];
    const other = new ChecksService(test.database, otherRuns, policies);
    const stopped = other
      .checkNow(
        readCheck({ population: { source } }, () => undefined),
        by,
        ({ examined }) => {
          if (examined > 0) void other.beforeApplicationShutdown();
        },
      )
      .catch((error: unknown) => (error instanceof RedressError ? 'failed' : 'stopped'));
    expect(await stopped).toBe('stopped');
    await otherRuns.onApplicationShutdown();
    const [newest] = (await checks.list({ limit: 1 })).runs;
    expect(newest).toMatchObject({ status: 'interrupted' });
    expect(await looks(source)).toEqual(before);
    expect(await check({ source })).toMatchObject({ population: 500, examined: 500 });
  });

  it('leave a run that failed where the database went away, with what is known of it', async () => {
    const source = 'moving';
    let calls = 0;
    const flaky = {
      ...test.database,
      transaction: ((work) => {
        calls++;
        // The first holds the snapshot, the second writes a batch; the rows of the run are written through another service.
        return calls === 2 ? Promise.reject(new Error('gone')) : test.database.transaction(work);
      }) satisfies typeof test.database.transaction,
    };
    const broken = new ChecksService(flaky, runs, policies);
    await expect(
      broken.checkNow(
        readCheck({ population: { source } }, () => undefined),
        by,
      ),
    ).rejects.toThrow('gone');
    const [newest] = (await checks.list({ limit: 1 })).runs;
    expect(newest).toMatchObject({
      status: 'failed',
      account: { population: 500, examined: 0 },
      faults: [{ code: 'run.unexpected' }],
    });
  });
});
