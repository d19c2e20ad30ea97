import type { TimeUnit } from '../policy/worked-out-types.js';
import type { Calendar } from '../time/calendar.js';
import { dayIn, firstInstant } from '../time/compare.js';
import { millisecondsPerDay } from '../time/zone.js';
import type { Instant, Time } from '../values.js';

const hour = 3_600_000;
const minute = 60_000;

/** How a unit measures a span: its raw length, what that is in the unit, and what one unit is. */
interface Measure {
  /** Of whole days, their number; otherwise milliseconds, elapsed or open. */
  readonly by: 'day' | 'working-day' | 'elapsed' | 'open';
  /** Length of one unit. */
  readonly unit: number;
  /** A unit that has begun counts whole (S65). */
  readonly started?: true;
}

const measures: Readonly<Record<TimeUnit, Measure>> = {
  minutes: { by: 'elapsed', unit: minute },
  hours: { by: 'elapsed', unit: hour },
  days: { by: 'day', unit: 1 },
  'started days of 24 hours': { by: 'elapsed', unit: millisecondsPerDay, started: true },
  'working minutes': { by: 'open', unit: minute },
  'working hours': { by: 'open', unit: hour },
  'working days': { by: 'working-day', unit: 1 },
};

export function needsHours(as: TimeUnit): boolean {
  return measures[as].by === 'open';
}

/** A raw length in its unit: whole where begun units count whole. */
export function inUnits(length: number, as: TimeUnit): number {
  const { unit, started } = measures[as];
  return started === true ? Math.ceil(length / unit) : length / unit;
}

/**
 * The raw length between two times: calendar days as the length of a pause (S18), the working days among them, or milliseconds.
 * A whole day is taken at its end where `end` says so. Never negative.
 */
export function lengthBetween(from: Time, until: Time, as: TimeUnit, calendar: Calendar, ends: Ends): number {
  const { zone } = calendar;
  const { by } = measures[as];
  if (by === 'day') return Math.max(0, dayIn(until, zone) - dayIn(from, zone));
  if (by === 'working-day') return Math.max(0, calendar.workingDaysBetween(dayIn(from, zone), dayIn(until, zone)));
  const start = instantOf(from, ends.from, calendar);
  const end = instantOf(until, ends.until, calendar);
  if (end <= start) return 0;
  return by === 'elapsed' ? end - start : calendar.openTimeBetween(start, end);
}

/** At which end a whole day is taken. */
export interface Ends {
  readonly from: 'start' | 'end';
  readonly until: 'start' | 'end';
}

/** The shortest and the longest that a span between whole days can have been. */
export const shortest: Ends = { from: 'end', until: 'start' };
export const longest: Ends = { from: 'start', until: 'end' };

function instantOf(time: Time, end: 'start' | 'end', { zone }: Calendar): Instant {
  return time.kind === 'day' && end === 'end' ? zone.startOf(time.day + 1) : firstInstant(time, zone);
}

/**
 * When an open span that is so long at an instant next comes to another number of units: at the whole unit, or just after it
 * where a begun one counts (S42). A length without end of its own has none on a calendar that is never open.
 */
export function nextStep(length: number, as: TimeUnit, at: Instant, calendar: Calendar): Instant {
  const { by, unit, started } = measures[as];
  const { zone } = calendar;
  if (by === 'day') return zone.startOf(zone.dayOf(at) + 1);
  if (by === 'working-day') return zone.startOf(calendar.addWorkingDays(zone.dayOf(at), 1));
  const over = length % unit;
  // A full unit has just been reached: what asks for more than it is true one millisecond later.
  if (over === 0) return at + 1;
  const there = by === 'elapsed' ? at + unit - over : calendar.addOpenTime(at, unit - over);
  return started === true ? there + 1 : there;
}
