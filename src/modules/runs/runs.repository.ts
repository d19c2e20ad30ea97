import type { Fault } from '../../errors.js';
import type { Instant } from '../../rules/values.js';
import { milliseconds } from '../../store/sql-parts.js';
import type { Tx } from '../../store/tx.js';
import type { RunPlace } from './run-cursor.js';
import type { Run, RunId, RunKind, RunRecord, RunStatus, SaltedRecord } from './run.js';

/** A run as it begins; `process` is the process that does it, see `holdProcess`. An order waits for whichever process takes it. */
export type NewRun = Pick<Run, 'id' | 'kind' | 'actor' | 'createdAt'> & {
  readonly request: SaltedRecord;
  readonly status: 'waiting' | 'running';
  readonly doneBy: { readonly process: number } | { readonly ordered: true };
};

/** Writes the row of a new run. The database refuses an id that there is already. */
export async function insertRun(tx: Tx, run: NewRun): Promise<void> {
  const created = time(run.createdAt);
  const started = run.status === 'running' ? created : null;
  const request = JSON.stringify({ ...run.request, ...run.doneBy });
  await tx.query('run-insert', insertText, [run.id, run.kind, run.status, run.actor, created, started, request]);
}

const insertText = `
  insert into run (run_id, kind, status, actor, created_at, started_at, request)
  values ($1, $2, $3, $4, $5, $6, $7::jsonb)`;

/** What changes of a run that has not ended. */
export interface RunChange {
  readonly status: RunStatus;
  readonly at: Instant;
  /** Absent: as it is. */
  readonly account?: SaltedRecord;
  readonly faults?: readonly Fault[];
}

/** Changes a run that has not ended; false where it has, or where there is none. */
export async function changeRun(tx: Tx, id: RunId, change: RunChange): Promise<boolean> {
  const { status, at, account, faults } = change;
  const isOver = status !== 'waiting' && status !== 'running';
  const rows = await tx.query('run-change', changeText, [
    id,
    status,
    isOver ? time(at) : null,
    status === 'running' ? time(at) : null,
    account === undefined ? null : JSON.stringify(account),
    faults === undefined ? null : JSON.stringify(faults),
  ]);
  return rows.length > 0;
}

const changeText = `
  update run set status = $2, ended_at = $3, started_at = coalesce(started_at, $4::timestamptz),
    account = coalesce($5::jsonb, account), error = $6::jsonb
  where run_id = $1 and status in ('waiting', 'running')
  returning run_id`;

/** Undefined for an id that no run has. */
export async function readRun(tx: Tx, id: RunId): Promise<Run | undefined> {
  const [row] = await tx.query<RunRow>('run-read', `${select} where run_id = $1`, [id]);
  return row === undefined ? undefined : runOf(row);
}

/** The account as its row keeps it, with its salt; undefined where there is none. */
export async function keptAccount(tx: Tx, id: RunId): Promise<RunRecord | undefined> {
  const text = 'select account from run where run_id = $1';
  const [row] = await tx.query<{ readonly account: RunRecord | null }>('run-kept-account', text, [id]);
  return row?.account ?? undefined;
}

/** Whether the run is running; then nobody can end it before this transaction ends. */
export async function holdRunning(tx: Tx, id: RunId): Promise<boolean> {
  const text = `select run_id from run where run_id = $1 and status = 'running' for share`;
  return (await tx.query('run-hold-running', text, [id])).length > 0;
}

/** From the newest; those after `after`. */
export async function listRuns(
  tx: Tx,
  kind: RunKind | undefined,
  after: RunPlace | undefined,
  limit: number,
): Promise<readonly Run[]> {
  const place = after === undefined ? [null, null] : [time(after.createdAt), after.id];
  return (await tx.query<RunRow>('run-list', listText, [kind ?? null, ...place, limit])).map(runOf);
}

/** Lets this process do an order that nobody does yet; false where there is none, or another has taken it or ended it. */
export async function takeOrder(tx: Tx, id: RunId, process: number, at: Instant): Promise<boolean> {
  const text = `update run set status = 'running', started_at = $3, request = request || jsonb_build_object('process', $2::int)
    where run_id = $1 and status = 'waiting' and request ? 'ordered' returning run_id`;
  return (await tx.query('run-order-take', text, [id, process, time(at)])).length > 0;
}

/** Whether the run is running, and this process is said to do it. */
export async function isDoneBy(tx: Tx, id: RunId, process: number): Promise<boolean> {
  const text = `select from run where run_id = $1 and status = 'running' and (request ->> 'process')::int = $2`;
  return (await tx.query('run-order-mine', text, [id, process])).length > 0;
}

/** Whether the run was ordered from whichever process would take it. */
export async function isOrder(tx: Tx, id: RunId): Promise<boolean> {
  const text = `select from run where run_id = $1 and request ? 'ordered'`;
  return (await tx.query('run-order-is', text, [id])).length > 0;
}

/** Orders of this kind that have not ended, and whether somebody does them. */
export function openOrders(
  tx: Tx,
  kind: RunKind,
): Promise<readonly { readonly id: RunId; readonly status: 'waiting' | 'running' }[]> {
  const text = `select run_id as id, status from run
    where status in ('waiting', 'running') and kind = $1 and request ? 'ordered' order by created_at, run_id`;
  return tx.query('run-orders-open', text, [kind]);
}

/** Marks this process as alive until the transaction ends, however it ends. */
export async function holdProcess(tx: Tx, process: number): Promise<void> {
  await tx.query('run-process-hold', 'select pg_advisory_xact_lock_shared($1::int, $2::int)', [lockClass, process]);
}

/** Nothing but a sign that the transaction still stands. */
export async function touch(tx: Tx): Promise<void> {
  await tx.query('run-process-touch', 'select 1');
}

/** Runs that have not ended, and whose process is gone. Others who ask before this transaction ends get none of them. */
export function leftovers(tx: Tx): Promise<readonly { readonly id: RunId; readonly process: number }[]> {
  return tx.query('run-leftovers', leftoversText, [lockClass]);
}

/** Keeps these locks apart from all others: "run" in ASCII. */
const lockClass = 0x72756e;

const select = `
  select run_id as id, kind, status, actor, ${milliseconds('created_at')} as "createdAt",
    ${milliseconds('started_at')} as "startedAt", ${milliseconds('ended_at')} as "endedAt", request - 'process' - 'ordered' - 'salt' as request,
    account - 'salt' as account, error
  from run`;

const listText = `${select}
  where ($1::text is null or kind = $1) and ($2::timestamptz is null or created_at < $2 or (created_at = $2 and run_id > $3::uuid))
  order by created_at desc, run_id
  limit $4`;

// A process holds a shared lock as long as it lives; who gets the exclusive one knows that nobody does. `materialized`: once a process.
const leftoversText = `
  with open as materialized (
    select run_id as id, coalesce((request ->> 'process')::int, 0) as process
    from run where status in ('waiting', 'running') and not (status = 'waiting' and request ? 'ordered')
  ), gone as materialized (
    select process from (select distinct process from open) as processes where pg_try_advisory_xact_lock($1::int, process)
  )
  select id, process from open where process in (select process from gone) order by id`;

interface RunRow extends Omit<Run, 'startedAt' | 'endedAt' | 'account' | 'faults'> {
  readonly startedAt: Instant | null;
  readonly endedAt: Instant | null;
  readonly account: RunRecord | null;
  readonly error: readonly Fault[] | null;
}

function runOf({ startedAt, endedAt, account, error, ...row }: RunRow): Run {
  return {
    ...row,
    ...(startedAt === null ? {} : { startedAt }),
    ...(endedAt === null ? {} : { endedAt }),
    ...(account === null ? {} : { account }),
    faults: error ?? [],
  };
}

function time(at: Instant): string {
  return new Date(at).toISOString();
}
