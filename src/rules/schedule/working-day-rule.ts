import type { Calendar } from '../time/calendar.js';
import { addMonths, partsOf, weekdayOf } from '../time/day.js';
import type { Day } from '../values.js';

export const periods = ['week', 'month', 'quarter', 'year'] as const;

/** A week begins on Monday, a quarter with January, April, July and October. */
export type Period = (typeof periods)[number];

/** Which working days of a calendar are meant. */
export type WorkingDayRule =
  | { readonly kind: 'every' }
  /** Counted from the beginning of the period, or the last one. A period with fewer has none. */
  | { readonly kind: 'nth'; readonly nth: number | 'last'; readonly of: Period }
  /** So many working days before the last day of the period, or after its first. */
  | {
      readonly kind: 'distance';
      readonly count: number;
      readonly side: 'before-end' | 'after-start';
      readonly of: Period;
    };

export const ordinals = [
  'first',
  'second',
  'third',
  'fourth',
  'fifth',
  'sixth',
  'seventh',
  'eighth',
  'ninth',
  'tenth',
] as const;

/** Of working days counted from the end or the beginning of a period. */
export const longestDistance = 60;

/**
 * Reads `every working day`, `last working day of the month` (also first to tenth; week, quarter, year), `3 working days before the end of
 * the month` and `3 working days after the start of the quarter`. Undefined for anything else.
 */
export function parseWorkingDayRule(text: string): WorkingDayRule | undefined {
  const plain = text.trim().toLowerCase().split(/\s+/u).join(' ');
  if (plain === 'every working day') return { kind: 'every' };
  const nth = /^(\w+) working day of the (\w+)$/u.exec(plain);
  if (nth !== null) {
    const of = periodOf(nth[2]);
    const place = nth[1] === 'last' ? 'last' : ordinals.findIndex((one) => one === nth[1]) + 1;
    return of === undefined || place === 0 ? undefined : { kind: 'nth', nth: place, of };
  }
  const distance = /^(\d{1,2}) working days? (before the end|after the start) of the (\w+)$/u.exec(plain);
  const of = periodOf(distance?.[3]);
  const count = Number(distance?.[1]);
  if (distance === null || of === undefined || count < 1 || count > longestDistance) return undefined;
  return { kind: 'distance', count, side: distance[2] === 'before the end' ? 'before-end' : 'after-start', of };
}

function periodOf(text: string | undefined): Period | undefined {
  return periods.find((one) => one === text);
}

/** Days by which a distance can lead out of its period, rest days included. */
const reach = 4 * longestDistance;

/** The days that are meant, from one day through another, ascending, each once. */
export function* workingDays(rule: WorkingDayRule, calendar: Calendar, from: Day, through: Day): Generator<Day> {
  if (rule.kind === 'every') {
    for (let day = from; day <= through; day++) if (calendar.isWorkingDay(day)) yield day;
    return;
  }
  let last = from - 1;
  for (let start = startOf(rule.of, from - reach); start <= through + reach; start = nextStart(rule.of, start)) {
    const day = dayIn(rule, calendar, start, nextStart(rule.of, start) - 1);
    // Later periods never come earlier.
    if (day !== undefined && day > through) return;
    if (day !== undefined && day > last) {
      yield day;
      last = day;
    }
  }
}

/** Whether the day rests on days whose holidays have not been published. */
export function isProvisionalDay(rule: WorkingDayRule, calendar: Calendar, day: Day): boolean {
  if (!calendar.isPublished(day)) return true;
  if (rule.kind === 'every' || (rule.kind === 'nth' && rule.nth !== 'last')) return false;
  const end = nextStart(rule.of, startOf(rule.of, day)) - 1;
  return rule.kind === 'nth' ? !calendar.isPublished(end) : rule.side === 'before-end' && !calendar.isPublished(end);
}

function dayIn(rule: Exclude<WorkingDayRule, { kind: 'every' }>, calendar: Calendar, start: Day, end: Day) {
  if (rule.kind === 'distance')
    return rule.side === 'before-end'
      ? calendar.addWorkingDays(end, -rule.count)
      : calendar.addWorkingDays(start, rule.count);
  const day = rule.nth === 'last' ? calendar.addWorkingDays(end + 1, -1) : calendar.addWorkingDays(start - 1, rule.nth);
  return day >= start && day <= end ? day : undefined;
}

/** The first day of the period that a day is in. */
export function startOf(period: Period, day: Day): Day {
  const { month, day: ofMonth } = partsOf(day);
  if (period === 'week') return day - weekdayOf(day) + 1;
  const first = day - ofMonth + 1;
  if (period === 'month') return first;
  return addMonths(first, period === 'quarter' ? -((month - 1) % 3) : 1 - month);
}

/** The first day of the period after the one that begins on this day. */
export function nextStart(period: Period, start: Day): Day {
  return period === 'week' ? start + 7 : addMonths(start, { month: 1, quarter: 3, year: 12 }[period]);
}
