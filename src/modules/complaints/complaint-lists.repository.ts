import type { Entry } from '../../ledger/entry.js';
import type { CountedAs } from '../../rules/analysis/counted-as.js';
import type { Instant } from '../../rules/values.js';
import { milliseconds } from '../../store/sql-parts.js';
import type { Tx } from '../../store/tx.js';
import type { StoredJudgement } from './change.js';
import type { ListFilters, ListPlace } from './complaint-cursor.js';
import { complaintIdOf, type ComplaintId } from './complaint-id.js';
import type { ComplaintState } from './complaint.js';
import { visibleTo, type Units } from './visible.repository.js';

/** A complaint as a list shows it. */
export interface ListedComplaint {
  readonly id: ComplaintId;
  readonly source: string;
  readonly reference: string;
  readonly unit: string | null;
  readonly version: number;
  readonly state: ComplaintState;
  readonly listedAt: Instant;
  readonly outcome: CountedAs | null;
  readonly nextLookAt: Instant | null;
  readonly changedAt: Instant;
}

const listed = `
  select c.complaint_id as id, c.source, c.reference, c.unit, c.version, c.state, ${milliseconds('c.listed_at')} as "listedAt",
    l.outcome, ${milliseconds('l.next_look_at')} as "nextLookAt", ${milliseconds('c.changed_at')} as "changedAt", c.listed_at as place
  from complaint c left join look l on l.complaint_id = c.complaint_id`;

const outside = {
  columns: 'id, source, reference, found.unit, version, state, "listedAt", outcome, "nextLookAt", "changedAt"',
  order: 'place desc, id',
};

/**
 * One page of what somebody of these units sees, from the complaint received last; those that are not known to be received stand where
 * they were given in.
 */
export async function listComplaints(
  tx: Tx,
  units: Units,
  filters: ListFilters,
  after: ListPlace | undefined,
  limit: number,
): Promise<readonly ListedComplaint[]> {
  const values: unknown[] = [];
  const parts: string[] = [];
  const names: string[] = [];
  const where = (name: string, condition: (parameter: () => string) => string, ...given: readonly unknown[]): void => {
    const rest = [...given];
    names.push(name);
    parts.push(condition(() => `$${values.push(rest.shift())}`));
  };
  conditionsOf(filters, where);
  // The first half alone bounds the walk along the index.
  if (after !== undefined)
    where(
      'after',
      (next) => {
        const [at, id] = [next(), next()];
        return `c.listed_at <= ${at}::timestamptz and (c.listed_at < ${at}::timestamptz or c.complaint_id > ${id}::uuid)`;
      },
      time(after.listedAt),
      after.id,
    );
  const order = 'c.listed_at desc, c.complaint_id';
  const page = { select: listed, conditions: parts, order, limit: `$${values.push(limit)}`, outside };
  const text = visibleTo(units, page, (value) => `$${values.push(value)}`);
  if (units !== 'all') names.push('units');
  return tx.query<ListedComplaint>(['complaint-list', ...names].join('-'), text, values);
}

type Where = (name: string, condition: (parameter: () => string) => string, ...given: readonly unknown[]) => void;

function conditionsOf(filters: ListFilters, where: Where): void {
  const { source, reference, status, outcome, unit, receivedFrom, receivedBefore, nextLookBefore } = filters;
  // Both together are the id: one row, without a search.
  if (source !== undefined && reference !== undefined)
    where('id', (next) => `c.complaint_id = ${next()}::uuid`, complaintIdOf(source, reference));
  else if (source !== undefined) where('source', (next) => `c.source = ${next()}`, source);
  else if (reference !== undefined) where('reference', (next) => `c.reference = ${next()}`, reference);
  if (status !== undefined) where('status', (next) => `c.status = ${next()}`, status);
  if (outcome !== undefined) where('outcome', (next) => `l.outcome = ${next()}`, outcome);
  if (unit !== undefined) where('unit', (next) => `c.unit = ${next()}`, unit);
  // Where it was received is known, a complaint is listed there.
  if (receivedFrom !== undefined)
    where('from', (next) => `c.received_at is not null and c.listed_at >= ${next()}::timestamptz`, time(receivedFrom));
  if (receivedBefore !== undefined)
    where(
      'before',
      (next) => `c.received_at is not null and c.listed_at < ${next()}::timestamptz`,
      time(receivedBefore),
    );
  if (nextLookBefore !== undefined)
    where('look', (next) => `l.next_look_at < ${next()}::timestamptz`, time(nextLookBefore));
}

const judgementColumns = `number, ${milliseconds('at')} as at, set_number as "setNumber", outcome, encode(result, 'hex') as result,
  run_id as run`;

/** A stored judgement of a complaint. */
export async function readJudgement(tx: Tx, id: ComplaintId, number: number): Promise<StoredJudgement | undefined> {
  const text = `select ${judgementColumns}, findings, rights, retention, records, escalations,
      not_applicable as "notApplicable", receipt
    from judgement where complaint_id = $1 and number = $2`;
  const [row] = await tx.query<StoredJudgement>('judgement-read', text, [id, number]);
  return row;
}

export type ListedJudgement = Pick<StoredJudgement, 'number' | 'at' | 'setNumber' | 'outcome' | 'result'> & {
  readonly run: string | null;
};

/** From the newest; those below `before`. */
export async function listJudgements(
  tx: Tx,
  id: ComplaintId,
  before: number | undefined,
  limit: number,
): Promise<readonly ListedJudgement[]> {
  const text = `select ${judgementColumns} from judgement where complaint_id = $1 and number < coalesce($2::int, 2147483647)
    order by number desc limit $3`;
  return tx.query<ListedJudgement>('judgement-list', text, [id, before ?? null, limit]);
}

/** From the oldest; those above `after`. */
export async function listEntries(tx: Tx, id: ComplaintId, after: number, limit: number): Promise<readonly Entry[]> {
  const text = `select number, type, actor, ${milliseconds('at')} as at, body, encode(previous, 'hex') as previous,
      encode(hash, 'hex') as hash
    from entry where subject_id = $1 and number > $2 order by number limit $3`;
  const rows = await tx.query<Omit<Entry, 'subject'>>('complaint-entries', text, [id, after, limit]);
  return rows.map((row) => ({ ...row, subject: { kind: 'complaint', id } }));
}

function time(at: Instant): string {
  return new Date(at).toISOString();
}
