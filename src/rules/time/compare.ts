import type { Instant, Time, Truth } from '../values.js';
import type { Zone } from './calendar.js';

/** The day of a time in a zone (S1). */
export function dayIn(time: Time, zone: Zone): number {
  return time.kind === 'day' ? time.day : zone.dayOf(time.at);
}

/** The first instant of a time: of a whole day its 00:00. */
export function firstInstant(time: Time, zone: Zone): Instant {
  return time.kind === 'day' ? zone.startOf(time.day) : time.at;
}

/** Whether a due time has run out at an instant: a day at its 24:00, an instant one millisecond later (S9). */
export function hasPassed(due: Time, now: Instant, zone: Zone): boolean {
  return due.kind === 'day' ? now >= zone.startOf(due.day + 1) : now > due.at;
}

/** The first instant at which `hasPassed` is true. */
export function passesAt(due: Time, zone: Zone): Instant {
  return due.kind === 'day' ? zone.startOf(due.day + 1) : due.at + 1;
}

/**
 * Whether something that happened at `time` is within a limit (S9, S13): a day limit compares days, an instant limit
 * includes itself; unknown where only the day is known and the limit is an instant of that same day.
 */
export function isWithin(time: Time, limit: Time, zone: Zone): Truth {
  if (limit.kind === 'day') return dayIn(time, zone) <= limit.day;
  if (time.kind === 'instant') return time.at <= limit.at;
  const day = zone.dayOf(limit.at);
  return time.day === day ? undefined : time.day < day;
}

/** Orders two times: by day, then by instant where both have one; a whole day equals every instant of it. */
export function compareTimes(a: Time, b: Time, zone: Zone): number {
  if (a.kind === 'instant' && b.kind === 'instant') return a.at - b.at;
  return dayIn(a, zone) - dayIn(b, zone);
}

/** The earlier limit; on the same day an instant is the earlier, because a day runs to its 24:00. */
export function earlier(a: Time, b: Time, zone: Zone): Time {
  const order = compareTimes(a, b, zone);
  if (order !== 0) return order < 0 ? a : b;
  return a.kind === 'instant' ? a : b;
}

/** The later limit; on the same day the whole day is the later. */
export function later(a: Time, b: Time, zone: Zone): Time {
  const order = compareTimes(a, b, zone);
  if (order !== 0) return order > 0 ? a : b;
  return a.kind === 'day' ? a : b;
}

/** Equal as written: a day is never the same as an instant on it. */
export function sameTime(a: Time, b: Time): boolean {
  return a.kind === 'day' ? b.kind === 'day' && a.day === b.day : b.kind === 'instant' && a.at === b.at;
}
