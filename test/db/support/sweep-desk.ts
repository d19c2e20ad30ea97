import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Actor } from '../../../src/actor.js';
import { ClockKeeper } from '../../../src/clock.keeper.js';
import { now, replaceClock } from '../../../src/clock.js';
import { acknowledge } from '../../../src/modules/complaints/acknowledge.js';
import type { Change } from '../../../src/modules/complaints/change.js';
import type { NoticeKey } from '../../../src/modules/complaints/notice-key.js';
import { complaintIdOf, type ComplaintId } from '../../../src/modules/complaints/complaint-id.js';
import type { StoredComplaint } from '../../../src/modules/complaints/complaint.js';
import type { NewEvent } from '../../../src/modules/complaints/keep-events.js';
import { newComplaint, recordEvents, type Recording } from '../../../src/modules/complaints/record-events.js';
import { PoliciesFolder } from '../../../src/modules/policies/policies-folder.service.js';
import { PoliciesService } from '../../../src/modules/policies/policies.service.js';
import { ProposalsService } from '../../../src/modules/policies/proposals.service.js';
import { Sweep } from '../../../src/modules/sweep/sweep.service.js';
import { randomBytes } from '../../../src/random.js';
import { formatTime } from '../../../src/rules/time/parse-time.js';
import { zoneOf } from '../../../src/rules/time/zone.js';
import { changeComplaints } from '../../../src/store/complaint-changes.writer.js';
import type { Database } from '../../../src/store/tx.js';
import { instant } from '../../support/builders.js';
import { policyHead, usualFiles, type Files } from '../../support/policy-files.js';
import { happened } from '../../support/recordings.js';
import { testDatabase, type TestDatabase } from './test-database.js';

const by: Actor = { kind: 'account', id: '019a0000-0000-7000-8000-000000000001' };
const zone = zoneOf('Asia/Shanghai');

/** Overdue a week after the day of receipt: of one received on 2 March 2026, from 2026-03-10T00:00. */
const policy = `${policyHead}version-by: received
deadlines:
  answer: { from: received, within: 7 days, done: accepted, cite: art. 1, restarts: [reopened], pauses: [{ from: appraisal-started, until: appraisal-ended, cite: art. 2 }] }
escalations:
  late: { for: answer, at: overdue, to: team-lead, acknowledge-within: 1 hour, otherwise: { to: head, acknowledge-within: 4 hours, otherwise: { to: general-manager } } }
  urgent: { when: { all: [{ fact: urgency, operator: equal, value: urgent }] }, to: head }
`;
const organisation = (usualFiles['organisation.yaml'] ?? '').replace(
  'roles: [team-lead]',
  'roles: [team-lead, head, general-manager]',
);
export const sweepFiles: Files = { ...usualFiles, 'organisation.yaml': organisation, 'house/example.yaml': policy };

/** A database, policies in force, and a clock that stands still until it is set. */
export interface SweepDesk {
  readonly test: TestDatabase;
  readonly policies: PoliciesService;
  readonly sweep: Sweep;
  /** Sets the clock: `03-10T00:00` of 2026 in Shanghai, or an instant in full. */
  at(time: string): void;
  /** Another worker on the same database, or on another view of it. */
  worker(database?: Database): Sweep;
  close(): Promise<void>;
}

export async function openSweepDesk(files: Files = sweepFiles): Promise<SweepDesk> {
  let clock = instantOf('03-02T10:00');
  process.env['REDRESS_SOLO'] = '1';
  const restore = replaceClock(() => clock);
  const test = await testDatabase();
  const folder = await mkdtemp(join(tmpdir(), 'redress-sweep-'));
  const policies = new PoliciesService(test.database);
  const working = new PoliciesFolder(policies, new ProposalsService(test.database, policies, folder), folder);
  const workers: Sweep[] = [];
  const worker = (database = test.database): Sweep => {
    const made = new Sweep(database, policies, new ClockKeeper(database));
    workers.push(made);
    return made;
  };
  await writeAll(folder, files);
  await working.onModuleInit();
  return {
    test,
    policies,
    sweep: worker(),
    at(time) {
      clock = instantOf(time);
    },
    worker,
    async close() {
      for (const each of workers) await each.onModuleDestroy();
      restore();
      delete process.env['REDRESS_SOLO'];
      await test.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function writeAll(folder: string, files: Files): Promise<void> {
  for (const [file, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), text);
  }
}

export function instantOf(time: string): number {
  return instant(time.length > 11 ? time : `2026-${time}+08:00`);
}

/** What is due when, as a person in Shanghai writes it: `03-10T00:00`. */
export function written(at: number): string {
  return formatTime({ kind: 'instant', at }, zone).slice(5, 16);
}

/** How the tests record: now, by the set in force. */
function recordingNow({ policies }: SweepDesk): Recording {
  const { set, number } = policies.inForce();
  return { set, setNumber: number, timeZoneData: '', at: now(), by, origin: 'test', random: randomBytes };
}

/** Records these events now, of complaints that are there or new. */
export async function tell(desk: SweepDesk, references: readonly string[], events: readonly NewEvent[]): Promise<void> {
  const byId = new Map(references.map((reference) => [idOf(reference), reference]));
  await change(desk, [...byId.keys()], (stored, id) => {
    const named = { source: 'test', reference: byId.get(id) ?? '', observes: 'everything' as const };
    return recordEvents(stored ?? newComplaint(named), events, recordingNow(desk));
  });
}

/** Somebody acknowledges a level of the rule `late`. */
export async function acknowledged(desk: SweepDesk, reference: string, key: Partial<NoticeKey> = {}): Promise<void> {
  const whole = { rule: 'cn.example#late', level: 1, round: 1, kind: 'escalation', ...key };
  await change(desk, [idOf(reference)], (stored) => {
    if (stored === undefined) throw new Error(`${reference} is not stored`);
    return acknowledge(stored, whole, recordingNow(desk));
  });
}

async function change(
  { test }: SweepDesk,
  ids: readonly ComplaintId[],
  decide: (stored: StoredComplaint | undefined, id: ComplaintId) => Change,
): Promise<void> {
  await test.database.transaction((tx) =>
    changeComplaints(tx, ids, (stored, id) => ({ answer: undefined, change: decide(stored, id) })),
  );
}

export function idOf(reference: string): ComplaintId {
  return complaintIdOf('test', reference);
}

export const received = happened('received', '2026-03-02T10:00:00+08:00', { id: 'received' });

/** A complaint received on 2 March and recorded then. */
export function aComplaint(desk: SweepDesk, reference = 'c'): Promise<void> {
  return tell(desk, [reference], [received]);
}

/** The notices of a complaint, the oldest first: `late 1/1 03-10T00:00 waiting`. */
export async function notices({ test }: SweepDesk, reference = 'c'): Promise<readonly string[]> {
  const rows = await test.owner.query<{ line: string; at: number }>(
    'test-notices',
    `select split_part(rule, '#', 2) || ' ' || round || '/' || level || ' ' || status as line, extract(epoch from created_at)::float8 * 1000 as at
     from notice where complaint_id = $1 order by created_at, rule, round, level`,
    [idOf(reference)],
  );
  return rows.map(({ line, at }) => `${line} ${written(at)}`);
}

/** When a complaint is looked at next, and what it came to. */
export async function lookAt({ test }: SweepDesk, reference = 'c'): Promise<{ next: string | null; outcome: string }> {
  const [row] = await test.owner.query<{ at: number | null; outcome: string }>(
    'test-look',
    'select extract(epoch from next_look_at)::float8 * 1000 as at, outcome from look where complaint_id = $1',
    [idOf(reference)],
  );
  if (row === undefined) throw new Error(`${reference} was never looked at`);
  return { next: row.at === null ? null : written(row.at), outcome: row.outcome };
}

/** What stands in the chain of a complaint. */
export async function chain({ test }: SweepDesk, reference = 'c'): Promise<readonly string[]> {
  const text = `select type from entry where subject_id = $1 order by number`;
  const rows = await test.owner.query<{ type: string }>('test-chain', text, [idOf(reference)]);
  return rows.map(({ type }) => type);
}
