import type { Fault } from '../../errors.js';
import type { Instant } from '../../rules/values.js';
import { insertText, parameterOf, type Columns } from '../../store/insert-text.js';
import { milliseconds } from '../../store/sql-parts.js';
import type { Tx } from '../../store/tx.js';
import { writtenInstant } from '../../store/written-instant.js';
import type { RunId, RunRecord, RunStatus } from '../runs/run.js';

export type ScheduleRunState = 'claimed' | 'done' | 'failed' | 'missed' | 'passed-over';

/** What a row keeps besides: whether its time was missed, who asked for it out of turn, and during which run it was passed over. */
export type ScheduleRunDetail = { readonly late?: true; readonly asked?: string; readonly during?: string };

/** A time at which a schedule was due. */
export interface ScheduleRunKey {
  readonly schedule: string;
  readonly dueAt: Instant;
}

export interface NewScheduleRun extends ScheduleRunKey {
  readonly state: 'claimed' | 'missed' | 'passed-over';
  readonly set: number;
  readonly detail: ScheduleRunDetail;
}

const columns: Columns = {
  schedule: 'text',
  due_at: 'timestamptz',
  state: 'text',
  claimed_at: 'timestamptz',
  ended_at: 'timestamptz',
  set_number: 'integer',
  detail: 'jsonb',
};

/** Adds what is not there yet, in one statement, and gives that: whoever adds a row carries it out, and nobody else. */
export async function claimRuns(
  tx: Tx,
  runs: readonly NewScheduleRun[],
  at: Instant,
): Promise<readonly ScheduleRunKey[]> {
  const rows = runs.map(({ schedule, dueAt, state, set, detail }) => ({
    schedule,
    due_at: writtenInstant(dueAt),
    state,
    claimed_at: writtenInstant(at),
    ended_at: state === 'claimed' ? null : writtenInstant(at),
    set_number: set,
    detail,
  }));
  return tx.query<ScheduleRunKey>('schedule-claim', claimText, [parameterOf(columns, rows)]);
}

const claimText = `${insertText('schedule_run', columns, 1)} on conflict (schedule, due_at) do nothing
  returning schedule, ${milliseconds('due_at')} as "dueAt"`;

/** Says by which run it is carried out: the first, or the one that has taken it up. */
export async function linkRun(tx: Tx, { schedule, dueAt }: ScheduleRunKey, run: RunId): Promise<void> {
  const text = `update schedule_run set run_id = $3 where schedule = $1 and due_at = $2 and state = 'claimed'`;
  await tx.query('schedule-link', text, [schedule, writtenInstant(dueAt), run]);
}

/** A run of a schedule that has not come to an end. */
export interface OpenRun extends ScheduleRunKey {
  readonly run: RunId;
  /** Whether a time was passed over already because of it. */
  readonly isKnown: boolean;
}

/** The oldest open run of each of these schedules that nobody asked for out of turn. */
export function openRuns(tx: Tx, schedules: readonly string[]): Promise<readonly OpenRun[]> {
  return tx.query<OpenRun>('schedule-open-runs', openText, [schedules]);
}

const openText = `
  select distinct on (s.schedule) s.schedule, ${milliseconds('s.due_at')} as "dueAt", s.run_id as run,
    exists (select from schedule_run p where p.schedule = s.schedule and p.detail ->> 'during' = s.run_id::text) as "isKnown"
  from schedule_run s
  where s.state = 'claimed' and s.run_id is not null and s.detail ->> 'asked' is null and s.schedule = any($1::text[])
  order by s.schedule, s.due_at`;

/** Up to when all due times have their rows; undefined where none was ever looked for. */
export async function readMark(tx: Tx): Promise<Instant | undefined> {
  const text = `select ${milliseconds('through')} as through from schedule_mark`;
  const [row] = await tx.query<{ through: Instant }>('schedule-mark', text);
  return row?.through;
}

/** A mark that goes back is no harm: rows that are there already stay as they are. */
export async function writeMark(tx: Tx, through: Instant): Promise<void> {
  const text = `insert into schedule_mark (through) values ($1) on conflict (one) do update set through = excluded.through`;
  await tx.query('schedule-mark-write', text, [writtenInstant(through)]);
}

/** A set that was in force at some time since an instant, and whether it has schedules. */
export interface SetSince {
  readonly number: number;
  readonly takenAt: Instant;
  readonly hasSchedules: boolean;
}

/** The set in force at an instant and those after it; all sets without one. */
export function setsSince(tx: Tx, at: Instant | undefined): Promise<readonly SetSince[]> {
  return tx.query<SetSince>('schedule-sets', setsText, [at === undefined ? null : writtenInstant(at)]);
}

const setsText = `
  select number, ${milliseconds('taken_at')} as "takenAt", files ? 'schedules.yaml' as "hasSchedules" from policy_set
  where number >= (select coalesce(max(number), 0) from policy_set where taken_at <= $1::timestamptz) order by number`;

/** A claimed run whose work has come to an end. */
export interface EndedWork extends ScheduleRunKey {
  readonly set: number;
  readonly run: RunId;
  readonly kind: string;
  readonly status: Extract<RunStatus, 'done' | 'failed' | 'interrupted'>;
  readonly account: RunRecord | null;
  readonly faults: readonly Fault[] | null;
  readonly endedAt: Instant;
}

/** The next of them; nobody else gets them before this transaction ends. */
export function takeEnded(tx: Tx, limit: number): Promise<readonly EndedWork[]> {
  return tx.query<EndedWork>('schedule-ended', endedText, [limit]);
}

const endedText = `
  select s.schedule, ${milliseconds('s.due_at')} as "dueAt", s.set_number as set, r.run_id as run, r.kind, r.status, r.account,
    r.error as faults, ${milliseconds('r.ended_at')} as "endedAt"
  from schedule_run s join run r on r.run_id = s.run_id
  where s.state = 'claimed' and r.status in ('done', 'failed', 'interrupted')
  order by s.due_at, s.schedule limit $1 for update of s skip locked`;

/** What became of a run that was claimed. */
export async function endScheduleRun(
  tx: Tx,
  { schedule, dueAt }: ScheduleRunKey,
  state: 'done' | 'failed',
  at: Instant,
): Promise<void> {
  const text = `update schedule_run set state = $3, ended_at = $4 where schedule = $1 and due_at = $2 and state = 'claimed'`;
  await tx.query('schedule-end', text, [schedule, writtenInstant(dueAt), state, writtenInstant(at)]);
}

/** A time at which a schedule was due, with the run that carries it out. */
export interface ScheduleRun extends ScheduleRunKey {
  readonly state: ScheduleRunState;
  readonly claimedAt: Instant;
  readonly endedAt: Instant | null;
  readonly set: number;
  readonly detail: ScheduleRunDetail;
  readonly run: RunId | null;
  readonly kind: string | null;
  readonly status: RunStatus | null;
  readonly actor: string | null;
  readonly startedAt: Instant | null;
  readonly runEndedAt: Instant | null;
  readonly account: RunRecord | null;
  readonly faults: readonly Fault[] | null;
}

const select = `
  select s.schedule, ${milliseconds('s.due_at')} as "dueAt", s.state, ${milliseconds('s.claimed_at')} as "claimedAt",
    ${milliseconds('s.ended_at')} as "endedAt", s.set_number as set, coalesce(s.detail, '{}') as detail, s.run_id as run, r.kind, r.status,
    r.actor, ${milliseconds('r.started_at')} as "startedAt", ${milliseconds('r.ended_at')} as "runEndedAt", r.account - 'salt' as account,
    r.error as faults
  from schedule_run s left join run r on r.run_id = s.run_id`;

/** Of one schedule, from the newest; those due before an instant. */
export function listScheduleRuns(
  tx: Tx,
  schedule: string,
  before: Instant | undefined,
  limit: number,
): Promise<readonly ScheduleRun[]> {
  const text = `${select} where s.schedule = $1 and ($2::timestamptz is null or s.due_at < $2) order by s.due_at desc limit $3`;
  return tx.query('schedule-runs', text, [schedule, before === undefined ? null : writtenInstant(before), limit]);
}

/** Undefined where the schedule was not due then. */
export async function readScheduleRun(tx: Tx, { schedule, dueAt }: ScheduleRunKey): Promise<ScheduleRun | undefined> {
  const text = `${select} where s.schedule = $1 and s.due_at = $2`;
  const [row] = await tx.query<ScheduleRun>('schedule-run', text, [schedule, writtenInstant(dueAt)]);
  return row;
}

/** How many times of each schedule came to what. */
export function countStates(tx: Tx): Promise<
  readonly {
    readonly schedule: string;
    readonly state: ScheduleRunState;
    readonly late: boolean;
    readonly runs: number;
  }[]
> {
  const text = `select schedule, state, coalesce((detail ->> 'late')::boolean, false) as late, count(*)::float8 as runs
    from schedule_run group by 1, 2, 3 order by 1, 2, 3`;
  return tx.query('schedule-states', text);
}
