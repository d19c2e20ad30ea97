import type { Text } from '../../errors.js';
import type { Day } from '../values.js';
import type { Counting, DayDescription, Zone } from './calendar.js';

/** What a calendar's file says of one day; a day that it does not name is what its weekday is. */
export interface DayEntry {
  /** `rest`: no work although it may be a weekday; `work`: work although it may be a weekend. */
  readonly arranged?: 'rest' | 'work';
  readonly festival: boolean;
  readonly name?: Text;
  readonly source?: NonNullable<DayDescription['source']>;
}

/** Minutes after 00:00, end after start, at most 24:00 = 1440. */
export type Opening = readonly [from: number, until: number];

/** A calendar as its file says it, checked, with what it inherits filled in. */
export interface CalendarDefinition {
  readonly id: string;
  readonly title: Text;
  readonly zone: Zone;
  readonly digest: string;
  readonly publishedFrom: Day | undefined;
  readonly publishedThrough: Day | undefined;
  /** Weekdays that are worked, 1 for Monday to 7; never empty. */
  readonly week: ReadonlySet<number>;
  /** In order, not overlapping; the same on every working day. */
  readonly hours: readonly Opening[];
  readonly days: ReadonlyMap<Day, DayEntry>;
  readonly countings: ReadonlyMap<string, Counting>;
  readonly defaultCounting: string | undefined;
}
