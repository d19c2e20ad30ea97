import type { Instant } from '../../rules/values.js';
import { beforeAllIds } from '../../store/sql-parts.js';
import type { Tx } from '../../store/tx.js';
import type { Member, PopulationFilter, SourceCount } from './population.js';

const chosen = '($1::text is null or source = $1) and ($2::text is null or unit = $2)';
/** A complaint without a known receipt is not outside: nobody can say so. */
const outside = '(received_at < $3::timestamptz or received_at >= $4::timestamptz)';

/** How many complaints of the filter's source and unit each source has, and how many of them lie outside its period. */
export async function countPopulation(tx: Tx, filter: PopulationFilter): Promise<readonly SourceCount[]> {
  return tx.query<SourceCount>('population-count', countText, valuesOf(filter));
}

const countText = `
  select source, count(*)::float8 as stored, count(*) filter (where ${outside})::float8 as outside
  from complaint where ${chosen} group by source`;

/** The next complaints of a population after one, in the order of their ids. */
export async function readMembers(
  tx: Tx,
  filter: PopulationFilter,
  after: string | undefined,
  limit: number,
): Promise<readonly Member[]> {
  return tx.query<Member>('population-page', pageText, [...valuesOf(filter), after ?? beforeAllIds, limit]);
}

const pageText = `
  select complaint_id as id, source, reference, status, received_at is not null as "isDated", entries,
    encode(head, 'hex') as head
  from complaint where ${chosen} and ${outside} is not true and complaint_id > $5::uuid
  order by complaint_id limit $6`;

function valuesOf({ source, unit, receivedFrom, receivedBefore }: PopulationFilter): readonly unknown[] {
  return [source ?? null, unit ?? null, time(receivedFrom), time(receivedBefore)];
}

function time(at: Instant | undefined): string | null {
  return at === undefined ? null : new Date(at).toISOString();
}
