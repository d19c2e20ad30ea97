import type { Day, Duration, Instant, Time } from '../values.js';
import type { Calendar, ResolvedCounting } from './calendar.js';

/** What a period is counted by. */
export interface Terms {
  readonly calendar: Calendar;
  readonly counting: ResolvedCounting;
}

/** Where counting has got to: a day or an instant, and whether an unpublished day was counted or tested on the way (S15). */
export interface Counted {
  readonly time: Time;
  readonly provisional: boolean;
}

/** Time that did not run, in the measure of the period it is added to (S18). */
export interface Suspended {
  /** Calendar days, for days, weeks, months and years. */
  readonly days: number;
  readonly workingDays: number;
  readonly milliseconds: number;
  readonly openMilliseconds: number;
}

export type { Day, Duration, Instant, Time };
