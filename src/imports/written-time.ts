import type { Day, Instant } from '../rules/values.js';

/** A time as a cell states it; `local` is a wall-clock time that still needs a zone. */
export type WrittenTime =
  | { readonly kind: 'day'; readonly day: Day }
  | { readonly kind: 'local'; readonly day: Day; readonly milliseconds: number }
  | { readonly kind: 'instant'; readonly at: Instant; readonly localDay: Day };

/** One way of writing times. `read` is undefined for a text that is not such a time. */
export interface TimeFormat {
  readonly text: string;
  readonly gives: ReadonlySet<WrittenTime['kind']>;
  read(cell: string): WrittenTime | undefined;
}

const millisecondsPerDay = 86_400_000;
const firstDay: Day = Date.UTC(1900, 0, 1) / millisecondsPerDay;
const lastDay: Day = Date.UTC(2199, 11, 31) / millisecondsPerDay;

/**
 * Puts the parts together: a day, a local time, or with an offset an instant. Undefined outside 1900 to 2199:
 * such years (0001, 9999) stand for "none" or are slips, and zones are not known for them.
 */
export function writtenTime(day: Day, milliseconds?: number, offset?: number): WrittenTime | undefined {
  if (!(day >= firstDay && day <= lastDay)) return undefined;
  if (milliseconds === undefined) return { kind: 'day', day };
  if (offset === undefined) return { kind: 'local', day, milliseconds };
  return { kind: 'instant', at: day * millisecondsPerDay + milliseconds - offset, localDay: day };
}

/** Milliseconds after 00:00; undefined where the clock never shows it (24:00, 23:60). What is finer than a millisecond is cut off. */
export function clockOf(hour: string, minute = '0', second = '0', fraction = '0'): number | undefined {
  const [h, m, s] = [Number(hour), Number(minute), Number(second)];
  if (!(h <= 23 && m <= 59 && s <= 59)) return undefined;
  return ((h * 60 + m) * 60 + s) * 1000 + Number(fraction.slice(0, 3).padEnd(3, '0'));
}

/** Milliseconds that `Z`, `+08`, `+0800` or `+08:00` is ahead of UTC; undefined beyond 18 hours. */
export function offsetOf(text: string): number | undefined {
  if (text === 'Z' || text === 'z') return 0;
  const [, sign = '', hours = '', minutes = '0'] = /^([+-])(\d{2}):?(\d{2})?$/.exec(text) ?? [];
  const total = Number(hours) * 60 + Number(minutes);
  if (sign === '' || Number(minutes) > 59 || total > 18 * 60) return undefined;
  return (sign === '-' ? -total : total) * 60_000;
}

/** A year of two digits, as POSIX reads it: 69 to 99 are of the last century. */
export function fullYear(short: number): number {
  return short >= 69 ? 1900 + short : 2000 + short;
}
