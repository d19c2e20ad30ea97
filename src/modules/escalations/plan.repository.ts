import type { ComplaintId } from '../complaints/complaint-id.js';
import { visibleTo, type Units } from '../complaints/visible.repository.js';
import type { Tx } from '../../store/tx.js';

/** Open, or one that time alone still changes: of a complaint that is closed a clock may run on. */
const alive = `c.status <> 'void' and (c.status = 'open' or exists (select from look l where l.complaint_id = c.complaint_id and l.next_look_at is not null))`;

/** The next complaints of these units that somebody may still be told of, in the order of their ids. */
export async function openAfter(
  tx: Tx,
  units: Units,
  after: ComplaintId,
  limit: number,
): Promise<readonly ComplaintId[]> {
  const values: unknown[] = [];
  const next = (value: unknown): string => `$${values.push(value)}`;
  const page = {
    select: 'select c.complaint_id as id from complaint c',
    conditions: [`c.complaint_id > ${next(after)}::uuid`, alive],
    order: 'c.complaint_id',
    limit: next(limit),
    outside: { columns: 'id', order: 'id' },
  };
  const text = visibleTo(units, page, next);
  const rows = await tx.query<{ id: ComplaintId }>(units === 'all' ? 'plan-page' : 'plan-page-units', text, values);
  return rows.map(({ id }) => id);
}

/** How many there are. */
export async function countOpen(tx: Tx, units: Units): Promise<number> {
  const ofUnits = units === 'all' ? '' : ' and c.unit = any($1::text[])';
  const text = `select count(*)::float8 as n from complaint c where ${alive}${ofUnits}`;
  const name = units === 'all' ? 'plan-count' : 'plan-count-units';
  const [row] = await tx.query<{ n: number }>(name, text, units === 'all' ? [] : [[...units]]);
  return row?.n ?? 0;
}
