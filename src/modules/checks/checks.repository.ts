import type { ComplaintId } from '../complaints/complaint-id.js';
import type { RunId } from '../runs/run.js';
import type { Instant } from '../../rules/values.js';
import { beforeAllIds, milliseconds } from '../../store/sql-parts.js';
import type { Tx } from '../../store/tx.js';
import type { Counted, SkipReason } from './check-account.js';
import type { PopulationFilter } from './check-request.js';

const chosen = `($1::text is null or c.source = $1) and ($2::text is null or c.unit = $2) and ($3::text is null or c.status = $3)
  and ($4::text is null or l.outcome = $4)
  and (c.received_at < $5::timestamptz or c.received_at >= $6::timestamptz) is not true`;
const skipped = {
  void: `c.status = 'void'`,
  'receipt-unknown': `c.status <> 'void' and c.received_at is null and ($5::timestamptz is not null or $6::timestamptz is not null)`,
} as const satisfies Record<SkipReason, string>;
const from = 'from complaint c left join look l on l.complaint_id = c.complaint_id';

/** A population in figures. Complaints whose receipt is unknown belong to every period: nobody can say that they do not. */
export async function countPopulation(tx: Tx, filter: PopulationFilter): Promise<Counted> {
  const [row] = await tx.query<{ population: number; undone: number; undated: number }>(
    'check-count',
    countText,
    valuesOf(filter),
  );
  const { population = 0, undone = 0, undated = 0 } = row ?? {};
  return { population, skippedFor: { void: undone, 'receipt-unknown': undated } };
}

const countText = `
  select count(*)::float8 as population, count(*) filter (where ${skipped.void})::float8 as undone,
    count(*) filter (where ${skipped['receipt-unknown']})::float8 as undated
  ${from} where ${chosen}`;

/** A complaint of a population: why it is not examined, or up to which event it was known when the check began. */
export interface Member {
  readonly id: ComplaintId;
  readonly reason: SkipReason | null;
  readonly events: number;
}

/** The next complaints of a population after one, in the order of their ids. */
export function readMembers(
  tx: Tx,
  filter: PopulationFilter,
  after: ComplaintId | undefined,
  limit: number,
): Promise<readonly Member[]> {
  return tx.query<Member>('check-page', pageText, [...valuesOf(filter), after ?? beforeAllIds, limit]);
}

const pageText = `
  select c.complaint_id as id,
    case when ${skipped.void} then 'void' when ${skipped['receipt-unknown']} then 'receipt-unknown' end as reason,
    (select coalesce(max(e.number), 0) from event e where e.complaint_id = c.complaint_id) as events
  ${from} where ${chosen} and c.complaint_id > $7::uuid
  order by c.complaint_id limit $8`;

/** When each of these complaints was last judged. */
export async function readLooks(tx: Tx, ids: readonly ComplaintId[]): Promise<ReadonlyMap<ComplaintId, Instant>> {
  const text = `select complaint_id as id, ${milliseconds('judged_at')} as at
    from look where complaint_id = any($1::uuid[])`;
  const rows = await tx.query<{ id: ComplaintId; at: Instant }>('check-looks', text, [ids]);
  return new Map(rows.map(({ id, at }) => [id, at]));
}

/** Keeps which complaints a run has not examined, and why. */
export async function insertSkipped(tx: Tx, run: RunId, members: readonly Member[]): Promise<void> {
  const text = `insert into run_item (complaint_id, run_id, fate, reason)
    select id, $1::uuid, 'skipped', reason from unnest($2::uuid[], $3::text[]) as r(id, reason)`;
  await tx.query('check-skipped-insert', text, [run, members.map(({ id }) => id), members.map(({ reason }) => reason)]);
}

/** A complaint that a check has not examined. */
export interface Skipped {
  readonly id: ComplaintId;
  readonly source: string;
  readonly reference: string;
  readonly reason: SkipReason;
}

/** In the order of their ids; those after `after`. */
export function listSkipped(
  tx: Tx,
  run: RunId,
  after: ComplaintId | undefined,
  limit: number,
): Promise<readonly Skipped[]> {
  const text = `select r.complaint_id as id, c.source, c.reference, r.reason
    from run_item r join complaint c on c.complaint_id = r.complaint_id
    where r.run_id = $1 and r.fate = 'skipped' and r.complaint_id > $2::uuid order by r.complaint_id limit $3`;
  return tx.query<Skipped>('check-skipped-list', text, [run, after ?? beforeAllIds, limit]);
}

function valuesOf({
  source,
  unit,
  status,
  outcome,
  receivedFrom,
  receivedBefore,
}: PopulationFilter): readonly unknown[] {
  return [source ?? null, unit ?? null, status ?? null, outcome ?? null, time(receivedFrom), time(receivedBefore)];
}

function time(at: Instant | undefined): string | null {
  return at === undefined ? null : new Date(at).toISOString();
}
