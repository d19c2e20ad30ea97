import type { Text } from '../../errors.js';
import type { Day, Instant } from '../values.js';

/** The days on which a last day may not fall (S6). A make-up working day is in none of the first three. */
export type RollSet = 'rest-days' | 'arranged-breaks' | 'festivals' | 'nothing';

/** How a period is counted: a property of days, cited, living in the calendar. */
export interface Counting {
  readonly id: string;
  readonly firstDay: 'counted' | 'not-counted';
  readonly rolls: RollSet | { readonly parameter: string };
  readonly ends: 'midnight' | 'close-of-business';
  /** A receipt after closing counts as the next working day (S10; house countings only). */
  readonly afterHours?: 'next-working-day';
  readonly cite: string;
}

/** A counting whose parameter, if it has one, has been read. */
export interface ResolvedCounting extends Omit<Counting, 'rolls'> {
  readonly rolls: RollSet;
}

/** Why a day is what it is, for the strip of days shown to people. */
export interface DayDescription {
  readonly kind: 'working' | 'make-up' | 'weekend' | 'rest' | 'festival' | 'unpublished';
  /** The festival or break, when it has a name. */
  readonly name?: Text;
  /** The notice or statute that says so. */
  readonly source?: { readonly notice: string; readonly url?: string };
}

/** Local time of a zone, from a table of its changes; exact for every instant of the years 1900 to 2200. */
export interface Zone {
  readonly id: string;
  /** The day that an instant belongs to (S1). */
  dayOf(at: Instant): Day;
  /** The first instant of a day (00:00, or the first moment that exists). */
  startOf(day: Day): Instant;
  /** The instant of a local wall time, minutes after 00:00; in a gap the later reading, in an overlap the earlier. */
  at(day: Day, minutes: number): Instant;
  /** Milliseconds to add to UTC at an instant. */
  offsetAt(at: Instant): number;
}

/** A calendar ready for counting. Everything is O(1) or O(log n) on prefix tables. */
export interface Calendar {
  readonly id: string;
  readonly title: Text;
  readonly zone: Zone;
  /** SHA-256 of the calendar's text, hex. */
  readonly digest: string;
  readonly publishedFrom: Day | undefined;
  readonly publishedThrough: Day | undefined;
  readonly countings: ReadonlyMap<string, Counting>;
  readonly defaultCounting: string | undefined;
  /** False where the file gives no opening hours: open time is then refused with `calendar.no_hours`. */
  readonly hasHours: boolean;
  /** True where rest days and make-up days of this day have been published; others count by `week`. */
  isPublished(day: Day): boolean;
  isWorkingDay(day: Day): boolean;
  isInRollSet(day: Day, set: RollSet): boolean;
  /** The n-th working day after `day` (n ≥ 1), or before it (n ≤ -1); `day` itself for 0. */
  addWorkingDays(day: Day, n: number): Day;
  /** Working days in the half-open range (after, through]; negative when reversed. */
  workingDaysBetween(after: Day, through: Day): number;
  /** Opening intervals of that day as instants, in order; empty on a day that is not a working day. */
  openings(day: Day): readonly (readonly [Instant, Instant])[];
  /** Adds open time (S12): starts at the next opening, ends at a closing rather than at the opening after it; negative goes back. */
  addOpenTime(from: Instant, milliseconds: number): Instant;
  openTimeBetween(from: Instant, until: Instant): number;
  describe(day: Day): DayDescription;
}
