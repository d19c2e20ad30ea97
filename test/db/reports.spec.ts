import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { appendFile, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '../../src/actor.js';
import { judgedAt } from '../../src/cli/audit.command.js';
import { runAudit } from '../../src/cli/audit.runner.js';
import { RedressError } from '../../src/errors.js';
import { complaintIdOf } from '../../src/modules/complaints/complaint-id.js';
import { newComplaint, recordEvents, type NewEvent } from '../../src/modules/complaints/record-events.js';
import { ImportsService } from '../../src/modules/imports/imports.service.js';
import { PoliciesService, soundSet } from '../../src/modules/policies/policies.service.js';
import {
  plannedFiles,
  readRequest,
  type ReportFormat,
  type WrittenRequest,
} from '../../src/modules/reports/report-request.js';
import { ReportsService } from '../../src/modules/reports/reports.service.js';
import { storedComplaints } from '../../src/modules/reports/stored-complaints.reader.js';
import type { Run } from '../../src/modules/runs/run.js';
import { RunsService } from '../../src/modules/runs/runs.service.js';
import { randomBytes } from '../../src/random.js';
import { readPolicyFiles } from '../../src/policies-folder/policies.reader.js';
import { auditFiles } from '../../src/reports/audit-files.writer.js';
import type { DatabaseSource } from '../../src/reports/audit-report.js';
import { parseTime } from '../../src/rules/time/parse-time.js';
import { zoneOf } from '../../src/rules/time/zone.js';
import type { Time } from '../../src/rules/values.js';
import { chainOf } from '../../src/store/entries.repository.js';
import { changeComplaints } from '../../src/store/complaint-changes.writer.js';
import { faultsIn } from '../reports/faults-in.js';
import { testDatabase, type TestDatabase } from './support/test-database.js';

const data = process.env['REDRESS_TRIAL_DATA'] ?? '../shared/data';
const by: Actor = { kind: 'system', id: 'test' };

/** A database with the policies of the project in force, and the services over it. */
interface Store {
  readonly test: TestDatabase;
  readonly runs: RunsService;
  readonly policies: PoliciesService;
  readonly imports: ImportsService;
  readonly reports: ReportsService;
  readonly folder: string;
  close(): Promise<void>;
}

async function openStore(): Promise<Store> {
  const test = await testDatabase();
  const folder = await mkdtemp(join(tmpdir(), 'redress-test-'));
  const runs = new RunsService(test.database);
  const policies = new PoliciesService(test.database);
  const sound = soundSet(await readPolicyFiles('policies'));
  if (!('set' in sound)) throw new RedressError(sound);
  await policies.take(sound, by);
  const imports = new ImportsService(test.database, runs, policies);
  const reports = new ReportsService(test.database, runs, policies, join(folder, 'reports'));
  return {
    test,
    runs,
    policies,
    imports,
    reports,
    folder,
    async close() {
      await reports.beforeApplicationShutdown();
      await imports.beforeApplicationShutdown();
      await runs.onApplicationShutdown();
      await test.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function importFile({ imports }: Store, path: string, mapping: string): Promise<void> {
  const text = await readFile(mapping, 'utf8');
  const result = await imports.importFile({ path, name: 'export.csv', mapping: { file: mapping, text }, by });
  if ('error' in result) throw result.error;
}

/** The figures of a results file, lists in an order that does not depend on that of the complaints. */
type Results = Readonly<Record<string, unknown>>;

async function results(path: string): Promise<Results> {
  const {
    source: _,
    population,
    rejected: _r,
    apart: _a,
    ...rest
  } = JSON.parse(await readFile(path, 'utf8')) as Results;
  const { complaints } = population as Readonly<Record<string, unknown>>;
  return { ...(sorted(rest) as Results), complaints };
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item) => sorted(item));
    return items.every((item) => typeof item === 'object') ? items.sort((a, b) => (text(a) < text(b) ? -1 : 1)) : items;
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, sorted(inner)]));
}

const text = (value: unknown): string => JSON.stringify(value);

/** The first records of a CSV file: a line break inside quotes ends none. */
async function head(file: string, records: number): Promise<string> {
  const whole = await readFile(file, 'utf8');
  let [found, isQuoted] = [0, false];
  for (let at = 0; at < whole.length; at++) {
    if (whole[at] === '"') isQuoted = !isQuoted;
    else if (whole[at] === '\n' && !isQuoted && ++found > records) return whole.slice(0, at + 1);
  }
  return whole;
}

const extracts = [
  {
    name: 'the samples',
    file: 'samples/complaints.csv',
    mapping: 'samples/mapping.yaml',
    at: '2026-11-21T09:00+08:00',
  },
  {
    name: 'CFPB',
    file: join(data, 'cfpb', 'complaints-20000.csv'),
    mapping: 'policies/mappings/cfpb.yaml',
    at: '2026-11-21',
  },
  {
    name: 'Boston',
    file: join(data, 'boston311', 'requests-20000.csv'),
    mapping: 'policies/mappings/boston311.yaml',
    at: '2020-01-01',
  },
  {
    name: 'the help desk',
    file: join(data, 'helpdesk', 'events.csv'),
    mapping: 'policies/mappings/helpdesk.yaml',
    at: '2026-11-21',
  },
];
const there = extracts.filter(({ file }) => existsSync(file));
for (const { name, file } of extracts.filter((extract) => !there.includes(extract)))
  console.log(`not tried: a report over ${name}, for ${file} is missing`);

const order = (written: WrittenRequest) => ({ request: readRequest(written, () => undefined), written });

/** What happened to a complaint, in the words of a test. */
interface Told {
  readonly source?: string;
  readonly unit?: string;
  readonly events: readonly NewEvent[];
}

const received = (at: string): NewEvent => ({ type: 'received', at: timeOf(at), data: {} });
const named: NewEvent = {
  type: 'facts-recorded',
  at: timeOf('2026-01-01'),
  fromStart: true,
  data: { category: 'quality', complainant_name: '张三' },
};

function timeOf(written: string): Time {
  const time = parseTime(written);
  if (time === undefined) throw new RangeError(written);
  return time;
}

/** Records complaints, named by their references. */
async function tell({ test, policies }: Store, complaints: Readonly<Record<string, Told>>): Promise<void> {
  const { set, number: setNumber } = policies.inForce();
  const how = { set, setNumber, timeZoneData: '', by, origin: 'test', random: randomBytes, at: Date.now() };
  const told = Object.entries(complaints).map(([reference, { source = 'desk', unit, events }]) => {
    const complaint = {
      source,
      reference,
      observes: new Set(['received', 'closed']),
      ...(unit !== undefined && { unit }),
    };
    return [complaintIdOf(source, reference), complaint, events] as const;
  });
  await test.database.transaction((tx) =>
    changeComplaints(
      tx,
      told.map(([id]) => id),
      (stored, id) => {
        const [, complaint, events] = told.find(([one]) => one === id) ?? [];
        if (complaint === undefined || events === undefined) throw new RangeError(id);
        return { change: recordEvents(stored ?? newComplaint(complaint), events, how), answer: undefined };
      },
    ),
  );
}

async function figures(store: Store, written: WrittenRequest): Promise<DatabaseSource> {
  const { report } = await store.reports.makeNow(order(written), [], by);
  if (report.source.kind !== 'database') throw new TypeError();
  return report.source;
}

const retraction: NewEvent = {
  type: 'event-retracted',
  at: timeOf('2026-05-01'),
  data: { event: 'mistake', reason: 'entered twice' },
};

describe('the population of a report', () => {
  let store: Store;
  beforeAll(async () => {
    store = await openStore();
    await tell(store, {
      'first-moment': { events: [received('2026-01-01T00:00+08:00')] },
      'a-day': { events: [received('2026-03-31')], unit: 'north' },
      'last-moment': { events: [received('2026-03-31T23:59:59.999+08:00')] },
      'too-late': { events: [received('2026-04-01T00:00+08:00')] },
      'too-early': { events: [received('2025-12-31T23:59:59.999+08:00')] },
      undated: { events: [named] },
      void: { events: [{ ...received('2026-02-01'), id: 'mistake' }, retraction] },
    });
  });
  afterAll(() => store.close());

  it('of a period has its first and its last day, and accounts for what is undated or void', async () => {
    const file = join(store.folder, 'period.json');
    const written = { from: '2026-01-01', to: '2026-03-31' };
    const { report, run } = await store.reports.makeNow(
      order(written),
      [{ name: 'audit.json', format: 'json', path: file }],
      by,
    );
    expect(report.source).toMatchObject({
      stored: 7,
      outside: 2,
      population: 5,
      skipped: { void: 1, 'receipt-unknown': 1 },
      receiptUnknown: 1,
    });
    expect(report.totals.complaints).toBe(3);
    const { apart } = JSON.parse(await readFile(file, 'utf8')) as { apart: unknown };
    expect(apart).toHaveLength(2);
    expect(apart).toContainEqual({ complaint: 'undated', reason: 'receipt-unknown', judged: false });
    expect(apart).toContainEqual({ complaint: 'void', reason: 'void', judged: false });
    expect(run).toMatchObject({
      status: 'done',
      kind: 'report',
      request: written,
      account: { complaints: 3, population: 5 },
    });
  });

  it.each([
    { written: {}, stored: 7, outside: 0, complaints: 6 },
    { written: { from: '2026-04-01' }, stored: 7, outside: 4, complaints: 1 },
    { written: { to: '2025-12-31' }, stored: 7, outside: 4, complaints: 1 },
    { written: { from: '2026-03-31', to: '2026-03-31' }, stored: 7, outside: 3, complaints: 2 },
    { written: { unit: 'north' }, stored: 1, outside: 0, complaints: 1 },
    { written: { unit: 'north', from: '2026-04-01' }, stored: 1, outside: 1, complaints: 0 },
    { written: { source: 'nobody' }, stored: 0, outside: 0, complaints: 0 },
  ])('for $written is $complaints', async ({ written, ...expected }) => {
    expect(await figures(store, written)).toMatchObject(expected);
  });

  it('without a period judges what is undated, and says so', async () => {
    const { report } = await store.reports.makeNow(order({}), [], by);
    expect(report.source).toMatchObject({ skipped: { void: 1, 'receipt-unknown': 0 }, receiptUnknown: 1 });
    expect(report.lists.apart.rows).toEqual([
      { complaint: 'undated', reason: 'receipt-unknown', judged: true },
      { complaint: 'void', reason: 'void', judged: false },
    ]);
  });

  it('has its digest: the same while nothing changes, another after a change', async () => {
    const before = await figures(store, { unit: 'north' });
    expect((await figures(store, { unit: 'north' })).sha256).toBe(before.sha256);
    await tell(store, { 'a-day': { events: [{ type: 'closed', at: timeOf('2026-04-02'), data: {} }] } });
    expect((await figures(store, { unit: 'north' })).sha256).not.toBe(before.sha256);
  });

  it('is that of one moment: what arrives while it is judged is in the next report', async () => {
    let isTold = false;
    const { report } = await store.reports.makeNow(order({ source: 'desk' }), [], by, () => {
      isTold = true;
    });
    expect(isTold).toBe(true);
    const items = storedComplaints({
      database: store.test.database,
      asked: {},
      zone: zoneOf('Asia/Shanghai'),
      setNumber: 1,
      now: () => 0,
    });
    const seen: string[] = [];
    for await (const item of items) {
      if (seen.length === 0) await tell(store, { 'ffff-new': { events: [received('2026-02-02')] } });
      if (item.kind === 'complaint') seen.push(item.complaint.id);
    }
    expect(seen).toHaveLength(report.totals.complaints);
    expect(await figures(store, {})).toMatchObject({ complaints: report.totals.complaints + 1 });
  });

  it('of several sources names complaints by both', async () => {
    await tell(store, { 'a-day': { source: 'shop', events: [received('2026-03-31')] } });
    const file = join(store.folder, 'sources.json');
    const files = [{ name: 'audit.json', format: 'json', path: file } as const];
    const { report } = await store.reports.makeNow(
      order({ findings: 'all', from: '2026-03-31', to: '2026-03-31' }),
      files,
      by,
    );
    expect(report.source).toMatchObject({ bySource: [{ source: 'desk' }, { source: 'shop', complaints: 1 }] });
    const { findings } = JSON.parse(await readFile(file, 'utf8')) as { findings: readonly { complaint: string }[] };
    expect(new Set(findings.map(({ complaint }) => complaint))).toEqual(
      new Set(['desk/a-day', 'desk/last-moment', 'shop/a-day']),
    );
    expect(text(report)).not.toContain('张三');
  });

  it('says of how many personal facts were erased', async () => {
    expect(await figures(store, {})).toMatchObject({ erased: 0 });
    await store.test.database.reading.query('erase', 'delete from personal where complaint_id = $1', [
      complaintIdOf('desk', 'undated'),
    ]);
    expect(await figures(store, {})).toMatchObject({ erased: 1 });
  });

  it.each([
    ['a day that does not exist', { from: '2026-02-30' }, ['reports.wrong_day']],
    ['a period turned round', { from: '2026-03-01', to: '2026-02-01' }, ['reports.period_reversed']],
    [
      'everything at once',
      { from: 'x', to: '2026-01-01T00:00Z', at: '24:00' },
      ['reports.wrong_day', 'reports.wrong_day', 'reports.wrong_at'],
    ],
  ])('is refused with %s', (_, written, codes) => {
    expect(faultsIn(() => order(written)).map(({ code }) => code)).toEqual(codes);
  });
});

describe('a report that is ordered', () => {
  let store: Store;
  beforeAll(async () => {
    store = await openStore();
    await tell(store, { one: { events: [received('2026-03-02')] } });
  });
  afterAll(() => store.close());

  const ordered = async (formats: readonly ReportFormat[]): Promise<Run> => {
    const files = plannedFiles(formats, ['en']);
    const { body } = await store.reports.order({ ...order({}), files }, by, undefined, (run) => run.id);
    for (;;) {
      const run = await store.reports.read(body);
      if (run.status !== 'waiting' && run.status !== 'running') return run;
      await sleep(20);
    }
  };
  const codeOf = (promise: Promise<unknown>): Promise<unknown> =>
    promise.then(
      () => 'no refusal',
      (error: unknown) => (error instanceof RedressError ? error.faults[0]?.code : error),
    );

  it('has its files in a folder of its own, for our user alone, with their digests in its chain', async () => {
    const run = await ordered(['json', 'csv']);
    expect(run).toMatchObject({
      status: 'done',
      faults: [],
      account: { files: [{ name: 'audit.json' }, { name: 'audit.csv' }] },
    });
    const folder = join(store.folder, 'reports', run.id);
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    for (const name of ['audit.json', 'audit.csv']) {
      expect((await stat(join(folder, name))).mode & 0o777).toBe(0o600);
      const { opened } = await store.reports.openFile(run.id, name);
      const bytes = await opened.handle.readFile();
      await opened.handle.close();
      const digest = createHash('sha256').update(bytes).digest('hex');
      expect(opened.file).toMatchObject({ name, bytes: bytes.length, sha256: digest });
      const [, ended] = await chainOf(store.test.database.reading, { kind: 'run', id: run.id });
      expect(ended?.body).toMatchObject({ status: 'done', figures: { [name]: digest } });
    }
  });

  it('of the command line names its files, which are not given out here', async () => {
    const file = { name: 'audit.json', format: 'json', path: join(store.folder, 'own.json') } as const;
    const { run } = await store.reports.makeNow(order({}), [file], by);
    expect(run.account).toMatchObject({ files: [{ name: 'audit.json' }], kept: false });
    expect(await codeOf(store.reports.openFile(run.id, 'audit.json'))).toBe('reports.not_kept');
  });

  it('refuses a file that was changed, one that is gone, and a name that it does not have', async () => {
    const { id } = await ordered(['json', 'csv']);
    const folder = join(store.folder, 'reports', id);
    await appendFile(join(folder, 'audit.json'), ' ');
    await rm(join(folder, 'audit.csv'));
    expect(await codeOf(store.reports.openFile(id, 'audit.json'))).toBe('reports.file_changed');
    expect(await codeOf(store.reports.openFile(id, 'audit.csv'))).toBe('reports.file_missing');
    expect(await codeOf(store.reports.openFile(id, '../../secret'))).toBe('reports.unknown_file');
  });

  it('fails where there is no browser to print with, in both languages, and leaves nothing', async () => {
    process.env['REDRESS_CHROME'] = join(store.folder, 'no-such-browser');
    try {
      const run = await ordered(['json', 'pdf']);
      expect(run).toMatchObject({ status: 'failed', faults: [{ code: 'report.no_browser' }] });
      expect(run.faults[0]?.cause.zh).toMatch(/浏览器/);
      expect(await readdir(join(store.folder, 'reports'))).not.toContain(run.id);
      expect(await codeOf(store.reports.openFile(run.id, 'audit.json'))).toBe('reports.not_done');
    } finally {
      delete process.env['REDRESS_CHROME'];
    }
  });

  it('fails where its folder cannot be made', async () => {
    const folder = join(store.folder, 'reports');
    const aside = join(store.folder, 'aside');
    await rename(folder, aside);
    await writeFile(folder, 'in the way');
    try {
      expect(await ordered(['json'])).toMatchObject({ status: 'failed', faults: [{ code: 'report.not_writable' }] });
    } finally {
      await rm(folder);
      await rename(aside, folder);
    }
  });

  it('is refused while too many wait; those are interrupted by the end of the application', async () => {
    const other = await openStore();
    const isOver = Promise.withResolvers<void>();
    const isHeld = Promise.withResolvers<void>();
    const holding = other.test.database.transaction(async (tx) => {
      await tx.query('hold', 'lock table complaint in access exclusive mode');
      isHeld.resolve();
      await isOver.promise;
    });
    try {
      await isHeld.promise;
      const files = plannedFiles(['json'], ['en']);
      const ids: string[] = [];
      const orderMany = async (): Promise<void> => {
        for (;;) ids.push((await other.reports.order({ ...order({}), files }, by, undefined, (run) => run.id)).body);
      };
      expect(await codeOf(orderMany())).toBe('reports.too_many_waiting');
      expect(ids.length).toBeGreaterThan(10);
      const stopped = other.reports.beforeApplicationShutdown();
      isOver.resolve();
      await Promise.all([stopped, holding]);
      await other.runs.onApplicationShutdown();
      const runs = await Promise.all(ids.map((id) => other.reports.read(id)));
      expect(new Set(runs.map(({ status }) => status))).toEqual(new Set(['interrupted']));
      expect(await readdir(join(other.folder, 'reports')).catch(() => [])).toEqual([]);
    } finally {
      isOver.resolve();
      await other.close();
    }
  });
});

describe('a report over what was imported', () => {
  it.each(there)(
    'has the figures of an audit of the file: $name',
    async ({ file, mapping, at }) => {
      const store = await openStore();
      try {
        const part = join(store.folder, 'part.csv');
        await writeFile(part, await head(file, 1_500));
        const [audited, reported] = ['audited.json', 'reported.json'].map((name) => join(store.folder, name));
        if (audited === undefined || reported === undefined) throw new RangeError();
        const audit = await runAudit({
          file: part,
          mapping,
          policies: 'policies',
          at: (set) => judgedAt(at, set),
          language: 'en',
          sinks: (inputs) => auditFiles(inputs, { json: audited, pdf: [], all: true }),
        });
        await importFile(store, part, mapping);
        const written = { at, findings: 'all' } as const;
        const { report } = await store.reports.makeNow(
          order(written),
          [{ name: 'audit.json', format: 'json', path: reported }],
          by,
        );
        expect(await results(reported)).toEqual(await results(audited));
        expect(report.totals.complaints).toBe(audit.totals.complaints);
        expect(report.totals.complaints).toBeGreaterThan(50);
        expect(report.source).toMatchObject({ kind: 'database', stored: audit.totals.complaints, outside: 0 });
      } finally {
        await store.close();
      }
    },
    120_000,
  );
});
