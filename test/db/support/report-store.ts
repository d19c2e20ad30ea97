import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Actor } from '../../../src/actor.js';
import { RedressError } from '../../../src/errors.js';
import { complaintIdOf } from '../../../src/modules/complaints/complaint-id.js';
import { newComplaint, recordEvents, type NewEvent } from '../../../src/modules/complaints/record-events.js';
import { Jobs } from '../../../src/jobs/jobs.service.js';
import { ImportsService } from '../../../src/modules/imports/imports.service.js';
import { PoliciesService, soundSet } from '../../../src/modules/policies/policies.service.js';
import { SetApprovals } from '../../../src/modules/policies/set-approvals.service.js';
import { readRequest, type WrittenRequest } from '../../../src/modules/reports/report-request.js';
import { ReportsService } from '../../../src/modules/reports/reports.service.js';
import { Orders } from '../../../src/modules/runs/orders.service.js';
import { RunsService } from '../../../src/modules/runs/runs.service.js';
import { randomBytes } from '../../../src/random.js';
import { readPolicyFiles } from '../../../src/policies-folder/policies.reader.js';
import { parseTime } from '../../../src/rules/time/parse-time.js';
import type { Time } from '../../../src/rules/values.js';
import { changeComplaints } from '../../../src/store/complaint-changes.writer.js';
import { testDatabase, type TestDatabase } from './test-database.js';

export const by: Actor = { kind: 'system', id: 'test' };

/** A database with the policies of the project in force, and the services over it. */
export interface Store {
  readonly test: TestDatabase;
  readonly runs: RunsService;
  readonly policies: PoliciesService;
  readonly imports: ImportsService;
  readonly reports: ReportsService;
  readonly jobs: Jobs;
  readonly folder: string;
  close(): Promise<void>;
}

export async function openStore(): Promise<Store> {
  const test = await testDatabase();
  const folder = await mkdtemp(join(tmpdir(), 'redress-test-'));
  const runs = new RunsService(test.database);
  const policies = new PoliciesService(test.database);
  const sound = soundSet(await readPolicyFiles('policies'));
  if (!('set' in sound)) throw new RedressError(sound);
  await policies.take(sound, by);
  const imports = new ImportsService(test.database, runs, policies);
  const jobs = new Jobs(test.database);
  const reports = new ReportsService(
    test.database,
    runs,
    policies,
    new SetApprovals(test.database),
    new Orders(test.database, runs, jobs),
    join(folder, 'reports'),
  );
  return {
    test,
    runs,
    policies,
    imports,
    reports,
    jobs,
    folder,
    async close() {
      await jobs.stop();
      await reports.beforeApplicationShutdown();
      await imports.beforeApplicationShutdown();
      await runs.onApplicationShutdown();
      await test.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Another process over the same database and the same folder, which makes what is ordered. */
export function makerOver({ test, policies, folder }: Pick<Store, 'test' | 'policies' | 'folder'>): Maker {
  const [runs, jobs] = [new RunsService(test.database), new Jobs(test.database)];
  const orders = new Orders(test.database, runs, jobs);
  const approvals = new SetApprovals(test.database);
  const reports = new ReportsService(test.database, runs, policies, approvals, orders, join(folder, 'reports'));
  reports.work();
  jobs.start();
  return {
    runs,
    reports,
    async stop() {
      await jobs.stop();
      await reports.beforeApplicationShutdown();
      await runs.onApplicationShutdown();
    },
  };
}

export interface Maker {
  readonly runs: RunsService;
  readonly reports: ReportsService;
  /** In order. */
  stop(): Promise<void>;
}

export async function importFile({ imports }: Store, path: string, mapping: string): Promise<void> {
  const text = await readFile(mapping, 'utf8');
  const result = await imports.importFile({ path, name: 'export.csv', mapping: { file: mapping, text }, by });
  if ('error' in result) throw result.error;
}

/** The figures of a results file, lists in an order that does not depend on that of the complaints. */
type Results = Readonly<Record<string, unknown>>;

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item) => sorted(item));
    return items.every((item) => typeof item === 'object') ? items.sort((a, b) => (text(a) < text(b) ? -1 : 1)) : items;
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, sorted(inner)]));
}

export async function results(path: string): Promise<Results> {
  const {
    source: _,
    population,
    rejected: _r,
    apart: _a,
    policySet,
    waivers,
    ...rest
  } = JSON.parse(await readFile(path, 'utf8')) as Results;
  const { complaints } = population as Readonly<Record<string, unknown>>;
  // A folder is not approved by anybody, a set of the database by whoever did.
  const { approval: _p, ...applied } = policySet as Readonly<Record<string, unknown>>;
  const unsigned = (waivers as readonly Results[]).map(({ approval: _w, ...waiver }) => waiver);
  return { ...(sorted({ ...rest, applied, waivers: unsigned }) as Results), complaints };
}

/** Where two results differ, as paths, the first few: half a million lines beside each other tell nobody anything. */
export function differing(one: unknown, other: unknown, path = ''): readonly string[] {
  if (text(one) === text(other)) return [];
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null)
    return [`${path}: ${text(one)} and ${text(other)}`];
  const keys = [...new Set([...Object.keys(one), ...Object.keys(other)])];
  const inner = (value: object, key: string): unknown => (value as Readonly<Record<string, unknown>>)[key];
  return keys.flatMap((key) => differing(inner(one, key), inner(other, key), `${path}/${key}`)).slice(0, 5);
}

export const text = (value: unknown): string => JSON.stringify(value) ?? 'nothing';

/** The first records of a CSV file: a line break inside quotes ends none. */
export async function head(file: string, records: number): Promise<string> {
  const whole = await readFile(file, 'utf8');
  let [found, isQuoted] = [0, false];
  for (let at = 0; at < whole.length; at++) {
    if (whole[at] === '"') isQuoted = !isQuoted;
    else if (whole[at] === '\n' && !isQuoted && ++found > records) return whole.slice(0, at + 1);
  }
  return whole;
}

export const order = (written: WrittenRequest) => ({ request: readRequest(written, () => undefined), written });

/** What happened to a complaint, in the words of a test. */
interface Told {
  readonly source?: string;
  readonly unit?: string;
  readonly events: readonly NewEvent[];
}

export const received = (at: string): NewEvent => ({ type: 'received', at: timeOf(at), data: {} });

export function timeOf(written: string): Time {
  const time = parseTime(written);
  if (time === undefined) throw new RangeError(written);
  return time;
}

/** Records complaints, named by their references. */
export async function tell({ test, policies }: Store, complaints: Readonly<Record<string, Told>>): Promise<void> {
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
