import type { Zone } from '../rules/time/calendar.js';
import type { Finding } from '../rules/judge/judgement.js';
import type { Instant, Time } from '../rules/values.js';
import type { Lateness } from './audit-report.js';

/**
 * How late a finding that is overdue or done late is, at the instant judged. After a due day it is counted in days of the
 * zone (the day after is 1); after a due instant in milliseconds. Undefined where there is no due time, and where only the day of the
 * completion is known and nothing can be said of hours.
 */
export function latenessOf(finding: Finding, at: Instant, zone: Zone): Lateness | undefined {
  const { due, done, state } = finding;
  if (due === undefined || (state !== 'overdue' && state !== 'done-late')) return undefined;
  const end: Time = state === 'done-late' && done !== undefined ? done : { kind: 'instant', at };
  const ranOut = due.kind === 'instant' ? due.at : zone.startOf(due.day + 1);
  const ended = end.kind === 'instant' ? end.at : zone.startOf(end.day);
  const milliseconds = Math.max(0, ended - ranOut);
  if (due.kind === 'day' || end.kind === 'day') {
    const dueDay = due.kind === 'day' ? due.day : zone.dayOf(due.at);
    const endDay = end.kind === 'day' ? end.day : zone.dayOf(end.at);
    return { milliseconds, days: Math.max(0, endDay - dueDay) };
  }
  return { milliseconds, days: undefined };
}

const MILLISECONDS_PER_DAY = 86_400_000;

/** Days late as one number: whole for a due day, with a fraction for a due instant; never rounded down to nothing. */
export function daysLate(late: Lateness): number {
  if (late.days !== undefined) return late.days;
  return Math.ceil((late.milliseconds / MILLISECONDS_PER_DAY) * 10_000) / 10_000;
}
