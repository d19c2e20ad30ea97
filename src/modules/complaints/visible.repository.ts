import { unitsSeen, type Verb } from '../../authority/authority.js';
import type { Known } from '../../authority/known.js';
import { RedressError } from '../../errors.js';
import type { Tx } from '../../store/tx.js';
import { complaintFault } from './complaint-errors.js';
import type { ComplaintId } from './complaint-id.js';

/** The units whose complaints are seen; `all` also for those that have none. */
export type Units = ReturnType<typeof unitsSeen>;

/** A statement about complaints, called `c` in it, its conditions and order so far. */
export interface Page {
  readonly select: string;
  readonly conditions: readonly string[];
  readonly order: string;
  readonly limit: string;
  /** The order and the columns as they stand outside. */
  readonly outside: { readonly columns: string; readonly order: string };
}

/**
 * The page as somebody of these units may see it; the one place where units limit what is read. A page of each unit along its own
 * index, then the first of them: a list is as quick for one small store as for everybody. Ordering by the unit too, and naming it as a
 * list, leaves the planner no other index: it cannot know how rare a unit is. `parameter` takes a value.
 */
export function visibleTo(units: Units, page: Page, parameter: (value: unknown) => string): string {
  const { select, conditions, order, limit, outside } = page;
  const of = (all: readonly string[], by: string): string =>
    `${select} ${all.length === 0 ? '' : `where ${all.join(' and ')}`} order by ${by} limit ${limit}`;
  if (units === 'all') return of(conditions, order);
  const ofUnit = of(['c.unit = any(array[seen.unit])', ...conditions], `c.unit, ${order}`);
  return `select ${outside.columns} from unnest(${parameter([...new Set(units)])}::text[]) as seen (unit)
    cross join lateral (${ofUnit}) found order by ${outside.order} limit ${limit}`;
}

/**
 * Refuses (404) a complaint that is not of the units somebody sees, in the words for one that does not exist and after the same one
 * look: nobody learns from the answer, or from how long it takes, that it is there. Whoever sees all units may go on and look.
 */
export async function mustBeVisible(tx: Tx, id: ComplaintId, who: Known, verb: Verb = 'complaint.read'): Promise<void> {
  const units = unitsSeen(who, verb);
  if (units === 'all') return;
  const page = {
    select: 'select c.complaint_id as id from complaint c',
    conditions: ['c.complaint_id = $1::uuid'],
    order: 'c.complaint_id',
    limit: '1',
    outside: { columns: 'id', order: 'id' },
  };
  const values: unknown[] = [id];
  const text = visibleTo(units, page, (value) => `$${values.push(value)}`);
  const found = await tx.query('complaint-visible', text, values);
  if (found.length === 0) throw new RedressError([complaintFault('complaint.unknown')]);
}
