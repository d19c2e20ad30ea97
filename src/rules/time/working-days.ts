import type { Day } from '../values.js';
import { dayFrom, weekdayOf } from './day.js';
import type { DayEntry } from './calendar-definition.js';

/** The days that the tables hold; before and after them days count by the week alone. */
export const tableFrom: Day = dayFrom(1900, 1, 1) ?? 0;
export const tableThrough: Day = dayFrom(2200, 12, 31) ?? 0;
const size = tableThrough - tableFrom + 1;

/** Working days numbered in order, in both directions at once. */
export interface WorkingDays {
  isWorking(day: Day): boolean;
  /** How many working days there are from a fixed day through `day`; differences count the days between. */
  rank(day: Day): number;
  /** The working day of a rank: `withRank(rank(d)) = d` for every working day d. */
  withRank(rank: number): Day;
}

/** Tables over 1900 to 2200: every answer takes the same short time, whatever the distance. */
export function numberWorkingDays(week: ReadonlySet<number>, days: ReadonlyMap<Day, DayEntry>): WorkingDays {
  const byWeek = numberByWeek(week);
  const working = new Uint8Array(size);
  for (let i = 0, weekday = weekdayOf(tableFrom); i < size; i++) {
    if (week.has(weekday)) working[i] = 1;
    weekday = weekday === 7 ? 1 : weekday + 1;
  }
  for (const [day, { arranged }] of days)
    if (arranged !== undefined) working[day - tableFrom] = arranged === 'work' ? 1 : 0;
  const ranks = new Int32Array(size);
  const ordered = new Int32Array(size);
  let count = 0;
  for (let i = 0; i < size; i++) {
    if (working[i] === 1) ordered[count++] = tableFrom + i;
    ranks[i] = count;
  }
  const before = byWeek.rank(tableFrom - 1);
  const after = byWeek.rank(tableThrough);
  return {
    isWorking: (day) =>
      day < tableFrom || day > tableThrough ? byWeek.isWorking(day) : working[day - tableFrom] === 1,
    rank(day) {
      if (day < tableFrom) return byWeek.rank(day) - before;
      return day > tableThrough ? count + byWeek.rank(day) - after : (ranks[day - tableFrom] ?? 0);
    },
    withRank(rank) {
      if (rank < 1) return byWeek.withRank(rank + before);
      return rank > count ? byWeek.withRank(rank - count + after) : (ordered[rank - 1] ?? 0);
    },
  };
}

/** The same for a plain week, by arithmetic. */
function numberByWeek(week: ReadonlySet<number>): WorkingDays {
  const worked = [1, 2, 3, 4, 5, 6, 7].filter((weekday) => week.has(weekday));
  const through = [0, 1, 2, 3, 4, 5, 6, 7].map((weekday) => worked.filter((each) => each <= weekday).length);
  // Day -3, 1969-12-29, is a Monday.
  const weekOf = (day: Day): number => Math.floor((day + 3) / 7);
  return {
    isWorking: (day) => week.has(weekdayOf(day)),
    rank: (day) => weekOf(day) * worked.length + (through[weekdayOf(day)] ?? 0),
    withRank(rank) {
      const weeks = Math.floor((rank - 1) / worked.length);
      return weeks * 7 - 3 + (worked[rank - 1 - weeks * worked.length] ?? 1) - 1;
    },
  };
}
