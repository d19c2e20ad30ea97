import { parseDay } from '../rules/time/day.js';
import { clockOf, offsetOf, writtenTime, type TimeFormat } from './written-time.js';

const pattern =
  /^(\d{4}-\d{2}-\d{2})(?:[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)? ?([Zz]|[+-]\d{2}(?::?\d{2})?)?)?$/;

/** `2026-03-06`, `2026-03-06T17:30`, with seconds, a fraction, a space for the T, `Z` or an offset; refuses 24:00 and leap seconds. */
export const isoFormat: TimeFormat = {
  text: 'iso',
  gives: new Set(['day', 'local', 'instant']),
  read(cell) {
    const [whole, date = '', hour, minute, second, fraction, offset] = pattern.exec(cell) ?? [];
    const day = whole === undefined ? undefined : parseDay(date);
    if (day === undefined) return undefined;
    if (hour === undefined) return writtenTime(day);
    const clock = clockOf(hour, minute, second, fraction);
    if (clock === undefined) return undefined;
    if (offset === undefined) return writtenTime(day, clock);
    const ahead = offsetOf(offset);
    return ahead === undefined ? undefined : writtenTime(day, clock, ahead);
  },
};
