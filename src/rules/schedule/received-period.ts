import type { Day } from '../values.js';
import { nextStart, periods, startOf, type Period } from './working-day-rule.js';

/** When the complaints of a run were received, seen from the day on which it is due. */
export type ReceivedPeriod =
  | { readonly kind: 'day'; readonly which: 'today' | 'yesterday' }
  | { readonly kind: 'period'; readonly which: 'this' | 'last'; readonly of: Period }
  /** Whole days before the day of the run. */
  | { readonly kind: 'days'; readonly count: number };

const longest = 3_660;

/** Reads `today`, `yesterday`, `this month`, `last quarter` (week, year), `last 7 days`. Undefined for anything else. */
export function parseReceived(text: string): ReceivedPeriod | undefined {
  const plain = text.trim().toLowerCase().split(/\s+/u).join(' ');
  if (plain === 'today' || plain === 'yesterday') return { kind: 'day', which: plain };
  const [, which, rest] = /^(this|last) (\w+)$/u.exec(plain) ?? [];
  const of = periods.find((one) => one === rest);
  if (of !== undefined) return { kind: 'period', which: which === 'this' ? 'this' : 'last', of };
  const count = Number(/^last (\d{1,4}) days?$/u.exec(plain)?.[1]);
  return count >= 1 && count <= longest ? { kind: 'days', count } : undefined;
}

/** The first and the last day meant, seen from a day. */
export function receivedDays(period: ReceivedPeriod, day: Day): readonly [from: Day, through: Day] {
  if (period.kind === 'day') return period.which === 'today' ? [day, day] : [day - 1, day - 1];
  if (period.kind === 'days') return [day - period.count, day - 1];
  const start = startOf(period.of, day);
  if (period.which === 'this') return [start, nextStart(period.of, start) - 1];
  return [startOf(period.of, start - 1), start - 1];
}
