import { retractionType } from '../../rules/judge/timeline.js';
import { beforeAllIds } from '../../store/sql-parts.js';
import type { Tx } from '../../store/tx.js';
import type { ComplaintId } from '../complaints/complaint-id.js';
import type { RunId } from '../runs/run.js';

/**
 * Lets the statements of this transaction be planned for the tables as they are now. A plan that was kept from when they were empty
 * reads them from one end to the other, page by page. Not for what writes: it would plan the check of every reference of every row.
 */
export async function planAnew(tx: Tx): Promise<void> {
  await tx.query('imports-plan-anew', 'set local plan_cache_mode = force_custom_plan');
}

/** Holds the lock of an origin until the transaction ends, however long it is idle; false where another transaction holds it. */
export async function holdOrigin(tx: Tx, origin: string): Promise<boolean> {
  await tx.query('imports-patience', 'set local idle_in_transaction_session_timeout = 0');
  const text = 'select pg_try_advisory_xact_lock($1::int, hashtext($2)) as "isHeld"';
  const [row] = await tx.query<{ readonly isHeld: boolean }>('imports-hold-origin', text, [lockClass, origin]);
  return row?.isHeld === true;
}

/** Nothing but a sign that the transaction still stands. */
export async function touch(tx: Tx): Promise<void> {
  await tx.query('imports-touch', 'select 1');
}

/** Keeps these locks apart from all others: "imp" in ASCII. */
const lockClass = 0x696d70;

/** A complaint as the source names it. */
export interface NamedComplaint {
  readonly id: ComplaintId;
  readonly reference: string;
}

/** Complaints of a source that are not void, in the order of their references. */
export async function complaintsOfSource(
  tx: Tx,
  source: string,
  after: NamedComplaint | undefined,
  limit: number,
): Promise<readonly NamedComplaint[]> {
  return tx.query('imports-of-source', ofSource, [source, after?.reference ?? '', after?.id ?? beforeAllIds, limit]);
}

const ofSource = `
  select complaint_id as id, reference from complaint
  where source = $1 and (reference, complaint_id) > ($2, $3::uuid) and status <> 'void'
  order by reference, complaint_id limit $4`;

/** Those of the complaints that imports of this origin brought or added to. */
export async function broughtBy(tx: Tx, origin: string, ids: readonly ComplaintId[]): Promise<readonly ComplaintId[]> {
  const rows = await tx.query<{ readonly id: ComplaintId }>('imports-brought-by', brought, [origin, ids]);
  return rows.map(({ id }) => id);
}

const brought = `select distinct complaint_id as id from event where complaint_id = any($2::uuid[]) and origin = $1`;

/** Notes what became of these complaints in a run, besides what it recorded of them. */
export async function noteItems(tx: Tx, run: RunId, fate: string, ids: readonly ComplaintId[]): Promise<void> {
  await tx.query('imports-note-items', noteText, [run, fate, ids]);
}

const noteText = `
  insert into run_item (complaint_id, run_id, fate)
  select id, $1, $2 from unnest($3::uuid[]) as id on conflict do nothing`;

/** Complaints that a run lists as missing from the export, in the order of their ids. */
export async function absentComplaints(
  tx: Tx,
  run: RunId,
  after: ComplaintId | undefined,
  limit: number,
): Promise<readonly (NamedComplaint & { readonly source: string; readonly status: string })[]> {
  return tx.query('imports-absent', absentText, [run, after ?? beforeAllIds, limit]);
}

const absentText = `
  select c.complaint_id as id, c.source, c.reference, c.status
  from run_item i join complaint c using (complaint_id)
  where i.run_id = $1 and i.fate = 'absent' and i.complaint_id > $2::uuid
  order by i.complaint_id limit $3`;

/** Complaints with events of this run, in the order of their ids. */
export async function complaintsOfRun(
  tx: Tx,
  run: RunId,
  after: ComplaintId | undefined,
  limit: number,
): Promise<readonly ComplaintId[]> {
  const place = after ?? beforeAllIds;
  const rows = await tx.query<{ readonly id: ComplaintId }>('imports-of-run', ofRun, [run, place, limit]);
  return rows.map(({ id }) => id);
}

const ofRun = `
  select distinct complaint_id as id from event where run_id = $1 and complaint_id > $2::uuid
  order by complaint_id limit $3`;

/** Which of these types of events a run brought. */
export async function typesBrought(tx: Tx, run: RunId, types: readonly string[]): Promise<readonly string[]> {
  const text = 'select distinct type from event where run_id = $1 and type = any($2::text[])';
  const rows = await tx.query<{ readonly type: string }>('imports-types', text, [run, types]);
  return rows.map(({ type }) => type);
}

/** Imports of the same origin that changed complaints of this run after it and that are not undone, from the newest. */
export async function newerImports(tx: Tx, run: RunId): Promise<readonly RunId[]> {
  const rows = await tx.query<{ readonly id: RunId }>('imports-newer', newer, [run]);
  return rows.map(({ id }) => id);
}

/** A run records of a complaint once, so that its events there follow each other. */
const newer = `
  with own as (select complaint_id, max(number) as number, min(origin) as origin from event where run_id = $1 group by complaint_id),
    later as (select distinct e.run_id from own join event e on e.complaint_id = own.complaint_id
      where e.number > own.number and e.origin = own.origin and e.run_id is not null)
  select r.run_id as id from later join run r using (run_id)
  where r.kind = 'import'
    and not exists (select from run u where u.kind = 'undo' and u.status = 'done' and u.request ->> 'run' = r.run_id::text)
  order by r.created_at desc, r.run_id`;

/** Whether an undoing of this import has come to its end, and no event of it stands. */
export async function isUndone(tx: Tx, run: RunId): Promise<boolean> {
  if ((await tx.query('imports-undone', undone, [run])).length === 0) return false;
  return (await tx.query('imports-stands', stands, [run])).length === 0;
}

const undone = `select run_id from run where kind = 'undo' and status = 'done' and request ->> 'run' = $1::text limit 1`;

/** The retraction `by` of an event, made by an import or its undoing: see `isCorrection`. */
const correction = (by: string, of: string): string => `
  from event ${by} where ${by}.complaint_id = ${of}.complaint_id and ${by}.origin = ${of}.origin and ${by}.number > ${of}.number
    and ${by}.type = '${retractionType}' and ${by}.data ->> 'event' = ${of}.event_id
    and ${by}.event_id ~ '~retracted(~([2-9]|[1-9][0-9]+))?$'`;

// A newer export takes an event back, and its undoing takes that back; an undoing is never taken back.
const stands = `
  select e.run_id from event e where e.run_id = $1
    and not exists (select ${correction('r', 'e')} and not exists (select ${correction('u', 'r')})) limit 1`;
