import type { Day, Duration, DurationUnit, Instant, Time } from '../values.js';
import type { Calendar, Counting, ResolvedCounting, RollSet } from './calendar.js';
import { addMonths, partsOf } from './day.js';

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

/** As `Counted`, where the result is always a day. */
export interface CountedDay extends Counted {
  readonly time: { readonly kind: 'day'; readonly day: Day };
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

export const nothingSuspended: Suspended = { days: 0, workingDays: 0, milliseconds: 0, openMilliseconds: 0 };

const millisecondsOf: Partial<Record<DurationUnit, number>> = {
  minutes: 60_000,
  hours: 3_600_000,
  'working minutes': 60_000,
  'working hours': 3_600_000,
};

/** True for periods that end at an instant rather than on a day: hours and minutes, of the clock or open. */
export function endsAtInstant(by: Duration): boolean {
  return millisecondsOf[by.unit] !== undefined;
}

/**
 * The end of a period from `from`, suspended time added (S2–S4, S8, S11, S12, S18): not rolled, not closed. Units of days
 * give a day, others an instant; a whole-day start of the latter is taken at its first instant, so the caller who does not
 * know the time of day asks twice. Open time throws `calendar.no_hours` on a calendar without hours.
 */
export function advance(from: Time, by: Duration, terms: Terms, suspended: Suspended = nothingSuspended): Counted {
  switch (by.unit) {
    case 'minutes':
    case 'hours':
      return instantCounted(firstInstantOf(from, terms) + lengthOf(by) + suspended.milliseconds, false);
    case 'working minutes':
    case 'working hours':
      return addOpenTime(from, lengthOf(by) + suspended.openMilliseconds, terms);
    case 'working days':
      return advanceWorkingDays(from, by.count, suspended.workingDays, terms);
    default: {
      const start = startDayOf(from, terms);
      const walkedFrom = dayOf(from, terms);
      return {
        time: { kind: 'day', day: lastDayOf(start, by, terms) + suspended.days },
        // Only a start that was itself moved to a working day has met the calendar; the days counted have not.
        provisional: start !== walkedFrom && anyUnpublished(walkedFrom, start, terms.calendar),
      };
    }
  }
}

/** Back from `from` (S14): its own day is never counted, whatever the counting; not rolled. Instants go back by the clock or by open time. */
export function retreat(from: Time, by: Duration, terms: Terms): Counted {
  const day = dayOf(from, terms);
  switch (by.unit) {
    case 'minutes':
    case 'hours':
      return instantCounted(firstInstantOf(from, terms) - lengthOf(by), false);
    case 'working minutes':
    case 'working hours':
      return addOpenTime(from, -lengthOf(by), terms);
    case 'working days': {
      const first = terms.calendar.addWorkingDays(day, -by.count);
      return dayCounted(first, by.count > 0 && anyUnpublished(first, day - 1, terms.calendar));
    }
    case 'days':
      return dayCounted(day - by.count, false);
    case 'weeks':
      return dayCounted(day - 7 * by.count, false);
    case 'months':
      return dayCounted(addMonths(day, -by.count), false);
    case 'years':
      return dayCounted(addMonths(day, -12 * by.count), false);
  }
}

/** The first day from `day` on that is not in the counting's set (S6, S7); provisional when a tested day is unpublished (S15). */
export function rollForward(day: Day, terms: Terms): CountedDay {
  return roll(day, 1, terms);
}

/** The last day up to `day` that is not in the counting's set, for periods measured back (S6). */
export function rollBack(day: Day, terms: Terms): CountedDay {
  return roll(day, -1, terms);
}

/**
 * Where a due day ends (S9, S10): at close of business the end of that day's last opening, otherwise the day itself. A day
 * without opening has no closing, and ends at midnight rather than before its own beginning.
 */
export function close(day: Day, { calendar, counting }: Terms): Time {
  const closing = counting.ends === 'close-of-business' ? closingOf(day, calendar) : undefined;
  return closing === undefined ? { kind: 'day', day } : { kind: 'instant', at: closing };
}

/**
 * A whole period as it stands when nothing interferes: counted, then rolled, then closed. Working days never roll (S8);
 * hours and minutes neither roll nor close (S11). `unrolled` is where counting alone ended.
 */
export function dueOf(
  from: Time,
  by: Duration,
  terms: Terms,
  suspended: Suspended = nothingSuspended,
): Counted & { readonly unrolled: Time } {
  const period = advance(from, by, terms, suspended);
  if (period.time.kind === 'instant') return { ...period, unrolled: period.time };
  const last = rolls(by) ? rollForward(period.time.day, terms) : { time: period.time, provisional: false };
  return {
    time: close(last.time.day, terms),
    provisional: period.provisional || last.provisional,
    unrolled: period.time,
  };
}

/** Whether the last day of such a period rolls off the counting's set: calendar units only (S8, S11). */
export function rolls(by: Duration): boolean {
  return by.unit !== 'working days' && !endsAtInstant(by);
}

/**
 * The length of a pause in every measure (S18). `days-between`: its first day is not counted, its last is; `both-days`: both
 * are. A pause that ends before it began has no length. `provisional` concerns working days and open time alone.
 */
export function suspendedBetween(
  from: Time,
  until: Time,
  terms: Terms,
  counted: 'days-between' | 'both-days',
): Suspended & { readonly provisional: boolean } {
  const { calendar } = terms;
  const [start, end] = [firstInstantOf(from, terms), firstInstantOf(until, terms)];
  const [first, last] = [dayOf(from, terms), dayOf(until, terms)];
  if (end < start) return { ...nothingSuspended, provisional: false };
  const both = counted === 'both-days';
  const before = both ? first - 1 : first;
  // A pause of whole days that counts both runs to the end of its last.
  const stop = both && until.kind === 'day' ? calendar.zone.startOf(last + 1) : end;
  return {
    days: last - before,
    workingDays: calendar.workingDaysBetween(before, last),
    milliseconds: stop - start,
    openMilliseconds: calendar.hasHours ? calendar.openTimeBetween(start, stop) : 0,
    provisional: anyUnpublished(before + 1, last, calendar),
  };
}

/**
 * The day that a period starts from: the day of the time in the calendar's zone (S1). Under `after-hours: next working day`
 * an instant after closing, and any time of a day without work, is the next working day's (S10); a whole working day stays
 * itself, for its time is not known.
 */
export function startDayOf(time: Time, terms: Terms): Day {
  const { calendar, counting } = terms;
  const day = dayOf(time, terms);
  if (counting.afterHours === undefined) return day;
  if (!calendar.isWorkingDay(day)) return calendar.addWorkingDays(day, 1);
  const closing = closingOf(day, calendar);
  const late = time.kind === 'instant' && closing !== undefined && time.at > closing;
  return late ? calendar.addWorkingDays(day, 1) : day;
}

/** The day of a time in the calendar's zone (S1). */
export function dayOf(time: Time, { calendar }: Terms): Day {
  return time.kind === 'day' ? time.day : calendar.zone.dayOf(time.at);
}

/** The instant itself, or the first instant of a whole day in the calendar's zone. */
export function firstInstantOf(time: Time, { calendar }: Terms): Instant {
  return time.kind === 'instant' ? time.at : calendar.zone.startOf(time.day);
}

/** The counting with its roll set read; `readingOf` gives a parameter's value. Undefined when that is no roll set. */
export function resolveCounting(
  counting: Counting,
  readingOf: (parameter: string) => unknown,
): ResolvedCounting | undefined {
  if (typeof counting.rolls === 'string') return { ...counting, rolls: counting.rolls };
  const value = readingOf(counting.rolls.parameter);
  const rollSet = rollSets.find((set) => set === value);
  return rollSet === undefined ? undefined : { ...counting, rolls: rollSet };
}

export const rollSets: readonly RollSet[] = ['rest-days', 'arranged-breaks', 'festivals', 'nothing'];

/** True if some day from `first` through `last` is outside the published calendar; the published days are one range. */
export function anyUnpublished(first: Day, last: Day, calendar: Calendar): boolean {
  return last >= first && !(calendar.isPublished(first) && calendar.isPublished(last));
}

function advanceWorkingDays(from: Time, count: number, paused: number, terms: Terms): CountedDay {
  const { calendar, counting } = terms;
  const walkedFrom = dayOf(from, terms);
  const start = startDayOf(from, terms);
  const total = count + paused;
  const counted = counting.firstDay === 'counted' && total > 0;
  const end = calendar.addWorkingDays(counted ? start - 1 : start, total);
  const first = counted || start !== walkedFrom ? walkedFrom : walkedFrom + 1;
  return dayCounted(end, anyUnpublished(first, end, calendar));
}

function lastDayOf(start: Day, by: Duration, { counting }: Terms): Day {
  const inclusive = counting.firstDay === 'counted' && by.count > 0;
  switch (by.unit) {
    case 'weeks':
      return start + 7 * by.count - (inclusive ? 1 : 0);
    case 'months':
      return addCountedMonths(start, by.count, inclusive);
    case 'years':
      return addCountedMonths(start, 12 * by.count, inclusive);
    default:
      return start + by.count - (inclusive ? 1 : 0);
  }
}

/** With the first day counted, months end the day before the corresponding day; where there is none, on the month's last (S4). */
function addCountedMonths(start: Day, months: number, inclusive: boolean): Day {
  const end = addMonths(start, months);
  return inclusive && partsOf(end).day === partsOf(start).day ? end - 1 : end;
}

function addOpenTime(from: Time, milliseconds: number, terms: Terms): Counted {
  const start = firstInstantOf(from, terms);
  const at = terms.calendar.addOpenTime(start, milliseconds);
  const { zone } = terms.calendar;
  const [first, last] = [zone.dayOf(Math.min(start, at)), zone.dayOf(Math.max(start, at))];
  return instantCounted(at, anyUnpublished(first, last, terms.calendar));
}

function roll(day: Day, step: 1 | -1, { calendar, counting }: Terms): CountedDay {
  let last = day;
  while (calendar.isInRollSet(last, counting.rolls)) last += step;
  const tested = counting.rolls !== 'nothing';
  return dayCounted(last, tested && anyUnpublished(Math.min(day, last), Math.max(day, last), calendar));
}

function closingOf(day: Day, calendar: Calendar): Instant | undefined {
  return calendar.openings(day).at(-1)?.[1];
}

function lengthOf(by: Duration): number {
  return by.count * (millisecondsOf[by.unit] ?? 0);
}

function dayCounted(day: Day, provisional: boolean): CountedDay {
  return { time: { kind: 'day', day }, provisional };
}

function instantCounted(at: Instant, provisional: boolean): Counted {
  return { time: { kind: 'instant', at }, provisional };
}
