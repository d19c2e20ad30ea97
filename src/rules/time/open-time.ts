import type { Day, Instant } from '../values.js';
import type { Zone } from './calendar.js';
import type { Opening } from './calendar-definition.js';
import { millisecondsPerDay } from './zone.js';
import { tableFrom, tableThrough, type WorkingDays } from './working-days.js';

/** Opening hours on the time line. */
export interface OpenTime {
  openings(day: Day): readonly (readonly [Instant, Instant])[];
  add(from: Instant, milliseconds: number): Instant;
  between(from: Instant, until: Instant): number;
}

const size = tableThrough - tableFrom + 1;

/** Opening hours of every working day; a switch of the clocks lengthens or shortens the opening that it falls into. */
export function makeOpenTime(zone: Zone, hours: readonly Opening[], working: WorkingDays): OpenTime {
  function openings(day: Day): (readonly [Instant, Instant])[] {
    if (!working.isWorking(day)) return [];
    const result: (readonly [Instant, Instant])[] = [];
    let free = -Infinity;
    for (const [from, until] of hours) {
      // Hours that a switch skips must not overlap those after it.
      const start = Math.max(zone.at(day, from), free);
      const end = until === 1440 ? zone.startOf(day + 1) : zone.at(day, until);
      if (end > start) result.push([start, end]);
      free = Math.max(end, free);
    }
    return result;
  }
  const usual = hours.reduce((sum, [from, until]) => sum + (until - from) * 60_000, 0);
  /** Only a day on which the clocks change can have more or less open time than its hours say. */
  function openOn(day: Day): number {
    if (!working.isWorking(day)) return 0;
    if (zone.startOf(day + 1) - zone.startOf(day) === millisecondsPerDay) return usual;
    return openings(day).reduce((sum, [start, end]) => sum + end - start, 0);
  }

  let sums: Float64Array | undefined;
  /** Open time from the table's beginning to the beginning of a day; made when first asked for. */
  function openBefore(day: Day): number {
    sums ??= sumOpenTime(openOn);
    if (day >= tableFrom && day <= tableThrough + 1) return sums[day - tableFrom] ?? 0;
    let sum = day < tableFrom ? 0 : (sums[size] ?? 0);
    for (let each = tableThrough + 1; each < day; each++) sum += openOn(each);
    for (let each = day; each < tableFrom; each++) sum -= openOn(each);
    return sum;
  }

  /** Where an instant stands on the line of open time alone. */
  function positionOf(at: Instant): number {
    const day = zone.dayOf(at);
    return openings(day).reduce((sum, [start, end]) => sum + Math.max(0, Math.min(at, end) - start), openBefore(day));
  }

  /** The last day that begins before a position: the one whose open time reaches it. */
  function dayReaching(position: number): Day {
    let low = tableFrom;
    let high = tableThrough + 1;
    while (openBefore(low) >= position) low -= 400;
    while (openBefore(high) < position) high += 400;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (openBefore(middle) < position) low = middle;
      else high = middle;
    }
    return low;
  }

  /** The first instant at which a position is reached: a closing, not the opening after it. */
  function firstAt(position: number): Instant {
    const day = dayReaching(position);
    let left = position - openBefore(day);
    for (const [start, end] of openings(day)) {
      if (left <= end - start) return start + left;
      left -= end - start;
    }
    return zone.startOf(day + 1);
  }

  /** The last instant that still has this position: an opening, not the closing before it. */
  function lastAt(position: number): Instant {
    return nextOpening(firstAt(position));
  }

  function nextOpening(at: Instant): Instant {
    for (let day = zone.dayOf(at); ; day = working.withRank(working.rank(day) + 1))
      for (const [start, end] of openings(day)) if (at < end) return Math.max(at, start);
  }

  const isOpen = (at: Instant): boolean => openings(zone.dayOf(at)).some(([start, end]) => at >= start && at <= end);

  return {
    openings,
    between: (from, until) => positionOf(until) - positionOf(from),
    add(from, milliseconds) {
      if (milliseconds === 0) return isOpen(from) ? from : nextOpening(from);
      const target = positionOf(from) + milliseconds;
      return milliseconds > 0 ? firstAt(target) : lastAt(target);
    },
  };
}

function sumOpenTime(openOn: (day: Day) => number): Float64Array {
  const sums = new Float64Array(size + 1);
  for (let i = 0; i < size; i++) sums[i + 1] = (sums[i] ?? 0) + openOn(tableFrom + i);
  return sums;
}
