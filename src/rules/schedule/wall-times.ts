import type { Zone } from '../time/calendar.js';
import { millisecondsPerDay } from '../time/zone.js';
import type { Day, Instant } from '../values.js';

/** What becomes of a local time that a day does not have, when clocks go forward. */
export type MissingHour = 'after' | 'skip';

/** Which of two is meant where a local time comes twice, when clocks go back. */
export type DoubledHour = 'first' | 'second' | 'both';

export interface HourRules {
  readonly missing: MissingHour;
  readonly doubled: DoubledHour;
}

/**
 * The instants of a local time on a day of a zone, minutes after 00:00: usually one. A time that does not exist is, with `after`, the first
 * moment after the gap, and with `skip` none; of a time that comes twice the first, the second or both.
 */
export function instantsOf(zone: Zone, day: Day, minutes: number, { missing, doubled }: HourRules): readonly Instant[] {
  const wall = day * millisecondsPerDay + minutes * 60_000;
  const [before, after] = [zone.offsetAt(wall - millisecondsPerDay), zone.offsetAt(wall + millisecondsPerDay)];
  if (before === after) return [wall - before];
  const offsets = [before, zone.offsetAt(wall), zone.offsetAt(wall - before), zone.offsetAt(wall - after), after];
  const found = [...new Set(offsets.map((offset) => wall - offset))]
    .filter((at) => at + zone.offsetAt(at) === wall)
    .sort((a, b) => a - b);
  const [first, second] = found;
  if (first === undefined) return missing === 'skip' ? [] : [endOfGap(zone, wall)];
  if (second === undefined || doubled === 'first') return [first];
  return doubled === 'second' ? [second] : found;
}

/** The first instant at which local time is later than a time that is skipped. */
function endOfGap(zone: Zone, wall: number): Instant {
  let [low, high] = [wall - 2 * millisecondsPerDay, wall + 2 * millisecondsPerDay];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (middle + zone.offsetAt(middle) > wall) high = middle;
    else low = middle;
  }
  return high;
}
