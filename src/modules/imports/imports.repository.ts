import type { Tx } from '../../store/tx.js';
import type { ComplaintId } from '../complaints/complaint-id.js';
import type { RunId } from '../runs/run.js';

/** A complaint as the source names it. */
export interface NamedComplaint {
  readonly id: ComplaintId;
  readonly reference: string;
}

/** Complaints of a source that imports of this origin brought and that are not void, in the order of their references. */
export async function complaintsOfOrigin(
  tx: Tx,
  of: { readonly source: string; readonly origin: string },
  after: NamedComplaint | undefined,
  limit: number,
): Promise<readonly NamedComplaint[]> {
  const place = [after?.reference ?? '', after?.id ?? '00000000-0000-0000-0000-000000000000'];
  return tx.query('imports-of-origin', ofOrigin, [of.source, of.origin, ...place, limit]);
}

const ofOrigin = `
  select c.complaint_id as id, c.reference from complaint c
  where c.source = $1 and (c.reference, c.complaint_id) > ($3, $4::uuid) and c.status <> 'void'
    and exists (select from event e where e.complaint_id = c.complaint_id and e.origin = $2)
  order by c.reference, c.complaint_id limit $5`;

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
  return tx.query('imports-absent', absentText, [run, after ?? '00000000-0000-0000-0000-000000000000', limit]);
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
  const place = after ?? '00000000-0000-0000-0000-000000000000';
  const rows = await tx.query<{ readonly id: ComplaintId }>('imports-of-run', ofRun, [run, place, limit]);
  return rows.map(({ id }) => id);
}

const ofRun = `
  select distinct complaint_id as id from event where run_id = $1 and complaint_id > $2::uuid
  order by complaint_id limit $3`;

/** Imports of the same origin that changed complaints of this run after it and that are not undone, from the newest. */
export async function newerImports(tx: Tx, run: RunId): Promise<readonly RunId[]> {
  const rows = await tx.query<{ readonly id: RunId }>('imports-newer', newer, [run]);
  return rows.map(({ id }) => id);
}

/** Of a complaint the events of one run follow each other, for a run records of it once. */
const newer = `
  select r.run_id as id from run r
  where r.kind = 'import' and r.run_id <> $1
    and not exists (select from run u where u.kind = 'undo' and u.status = 'done' and u.request ->> 'run' = r.run_id::text)
    and exists (
      select from event later join event own using (complaint_id)
      where later.run_id = r.run_id and own.run_id = $1 and own.origin = later.origin and own.number < later.number)
  order by r.created_at desc, r.run_id`;

/** Whether an undoing of this import has come to its end. */
export async function isUndone(tx: Tx, run: RunId): Promise<boolean> {
  return (await tx.query('imports-undone', undone, [run])).length > 0;
}

const undone = `select run_id from run where kind = 'undo' and status = 'done' and request ->> 'run' = $1::text limit 1`;
