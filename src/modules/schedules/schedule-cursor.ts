import { RedressError } from '../../errors.js';
import type { Instant } from '../../rules/values.js';
import { scheduleRunFault } from './schedules-errors.js';

/** Where the next page begins: before this due time. */
export function cursorOf(dueAt: Instant): string {
  return Buffer.from(String(dueAt)).toString('base64url');
}

/** Refuses a text that `cursorOf` did not make. */
export function placeOfCursor(cursor: string): Instant {
  const text = Buffer.from(cursor, 'base64url').toString('utf8');
  if (!/^\d{1,14}$/u.test(text)) throw new RedressError([scheduleRunFault('schedules.wrong_cursor')]);
  return Number(text);
}
