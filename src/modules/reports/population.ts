import type { DatabaseSource, PopulationAsked, SkipReason } from '../../reports/audit-report.js';
import type { Zone } from '../../rules/time/calendar.js';
import type { Day, Instant } from '../../rules/values.js';

/** A population as the database is asked for it: an instant of receipt from the one on, and before the other. */
export interface PopulationFilter {
  readonly receivedFrom: Instant | undefined;
  readonly receivedBefore: Instant | undefined;
  readonly source: string | undefined;
  readonly unit: string | undefined;
}

/** Days of the zone as instants: the last day is in it to its end. */
export function filterOf({ from, to, source, unit }: PopulationAsked, zone: Zone): PopulationFilter {
  const startOf = (day: Day | undefined): Instant | undefined => (day === undefined ? undefined : zone.startOf(day));
  return { receivedFrom: startOf(from), receivedBefore: startOf(to === undefined ? undefined : to + 1), source, unit };
}

/** Whether complaints are chosen by when they were received. */
export function hasPeriod({ receivedFrom, receivedBefore }: PopulationFilter): boolean {
  return receivedFrom !== undefined || receivedBefore !== undefined;
}

/** What is known of a complaint of the population before it is read. */
export interface Member {
  readonly id: string;
  readonly source: string;
  readonly reference: string;
  readonly status: string;
  readonly isDated: boolean;
  /** Number and hash of its newest entry. */
  readonly entries: number;
  readonly head: string;
}

/** Why a member of the population is not judged; undefined where it is. */
export function skippedFor({ status, isDated }: Member, filter: PopulationFilter): SkipReason | undefined {
  if (status === 'void') return 'void';
  return !isDated && hasPeriod(filter) ? 'receipt-unknown' : undefined;
}

/** How many complaints a source has, and how many of them were received outside the period. */
export interface SourceCount {
  readonly source: string;
  readonly stored: number;
  readonly outside: number;
}

/** The sums over all sources. */
export function sumOf(
  counts: readonly SourceCount[],
): Pick<DatabaseSource, 'stored' | 'outside' | 'population' | 'bySource'> {
  const sum = (of: (count: SourceCount) => number): number => counts.reduce((total, count) => total + of(count), 0);
  const stored = sum((count) => count.stored);
  const outside = sum((count) => count.outside);
  const bySource = counts
    .map((count) => ({ source: count.source, complaints: count.stored - count.outside }))
    .filter(({ complaints }) => complaints > 0)
    .sort((a, b) => b.complaints - a.complaints || (a.source < b.source ? -1 : 1));
  return { stored, outside, population: stored - outside, bySource };
}
