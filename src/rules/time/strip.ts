import type { StripDay } from '../judge/judgement.js';
import type { Day, Duration, Time } from '../values.js';
import { advance, dayOf, endsAtInstant, nothingSuspended, startDayOf, type Suspended, type Terms } from './count.js';

/** Days on which a clock stood still, both ends among them (S18). Ranges must not overlap. */
export interface PausedDays {
  readonly first: Day;
  readonly last: Day;
}

export interface StripOptions {
  readonly paused?: readonly PausedDays[];
  /** What the pauses add, as given to `advance`; needed where there are any. */
  readonly suspended?: Suspended;
  /** The last day is shown as counted, not as due: the date is still to roll, or to be capped. */
  readonly goesOn?: boolean;
  /** Longer strips are abbreviated; see `stripOf`. */
  readonly limit?: number;
}

/** A year and a month, which shows every counting of an ordinary rule whole. */
export const stripLimit = 400;
const shownAtEachEnd = 31;

/**
 * Day by day from the start to where counting ends: the start, then each day counted with its number, skipped or paused, the
 * last of them due. A strip of more than `limit` days holds its first and last 31 days alone; days and numbers are true, so
 * that the gap is plain. Days of a period in hours have no numbers. Empty only for a period that ends before it starts.
 */
export function stripOf(from: Time, by: Duration, terms: Terms, options: StripOptions = {}): StripDay[] {
  const end = advance(from, by, terms, options.suspended ?? nothingSuspended).time;
  const first = dayOf(from, terms);
  const last = dayOf(end, terms);
  const length = last - first + 1;
  const limit = Math.max(options.limit ?? stripLimit, 2 * shownAtEachEnd);
  const show = dayShower(from, by, terms, options, last);
  if (length <= limit) return Array.from({ length }, (_, i) => show(first + i));
  return Array.from({ length: 2 * shownAtEachEnd }, (_, i) =>
    show(i < shownAtEachEnd ? first + i : last - 2 * shownAtEachEnd + 1 + i),
  );
}

/** The days tested when a last day rolls (S6): those in the set are skipped, the one after them (before, going back) is due. */
export function stripOfRoll(from: Day, to: Day, terms: Terms): StripDay[] {
  const step = to < from ? -1 : 1;
  return Array.from({ length: Math.abs(to - from) + 1 }, (_, i) => {
    const day = from + i * step;
    return { day, kind: day === to ? 'due' : 'skipped', description: terms.calendar.describe(day) };
  });
}

/** True where days were left out of a strip to keep it short: between this day and the one before it. */
export function isGap(before: StripDay | undefined, day: StripDay): boolean {
  return before !== undefined && Math.abs(day.day - before.day) > 1;
}

/** Every kind of period numbers its days in its own way; each can number any day at once, without walking to it. */
function dayShower(from: Time, by: Duration, terms: Terms, options: StripOptions, last: Day): (day: Day) => StripDay {
  const { calendar, counting } = terms;
  const start = dayOf(from, terms);
  const numberedFrom = startDayOf(from, terms);
  const countsStart = counting.firstDay === 'counted' && by.count > 0 && !endsAtInstant(by);
  const firstCounted = endsAtInstant(by) ? start : countsStart ? numberedFrom : numberedFrom + 1;
  const working = by.unit.startsWith('working');
  const paused = options.paused ?? [];
  const isCounted = (day: Day): boolean => day >= firstCounted && (!working || calendar.isWorkingDay(day));
  const isPaused = (day: Day): boolean => paused.some((range) => day >= range.first && day <= range.last);
  const countBetween = (first: Day, through: Day): number =>
    through < first ? 0 : working ? calendar.workingDaysBetween(first - 1, through) : through - first + 1;
  const numberOf = (day: Day): number =>
    paused.reduce(
      (number, range) => number - countBetween(Math.max(range.first, firstCounted), Math.min(range.last, day)),
      countBetween(firstCounted, day),
    );
  return (day) => {
    const counted = isCounted(day) && !isPaused(day);
    const kind = kindOf(day, {
      start,
      last,
      counted,
      paused: isPaused(day) && day >= firstCounted,
      goesOn: options.goesOn === true,
      byTheHour: endsAtInstant(by),
    });
    return {
      day,
      kind,
      ...(counted && !endsAtInstant(by) ? { n: numberOf(day) } : {}),
      description: calendar.describe(day),
    };
  };
}

function kindOf(
  day: Day,
  on: {
    readonly start: Day;
    readonly last: Day;
    readonly counted: boolean;
    readonly paused: boolean;
    readonly goesOn: boolean;
    readonly byTheHour: boolean;
  },
): StripDay['kind'] {
  if (day === on.last && !on.goesOn) return 'due';
  if (day === on.start && (on.byTheHour || !on.counted)) return 'start';
  if (on.paused) return 'paused';
  return on.counted ? 'counted' : 'skipped';
}
