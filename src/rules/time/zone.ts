import { RedressError } from '../../errors.js';
import type { Instant } from '../values.js';
import type { Zone } from './calendar.js';
import { calendarFault } from './calendar-errors.js';

export const millisecondsPerDay = 86_400_000;
const millisecondsPerMinute = 60_000;
/** Before the first and after the last year that a time may have (1900 to 2200), with room for offsets. */
const tableFrom = Date.UTC(1895, 0, 1);
const tableUntil = Date.UTC(2202, 0, 1);

const cache = new Map<string, Zone>();

/** The zone of an IANA name (`Asia/Shanghai`) or a fixed offset (`+08:00`). Throws `calendar.unknown_zone` for any other. */
export function zoneOf(id: string): Zone {
  const zone = knownZone(id);
  if (zone === undefined) throw new RedressError([calendarFault('calendar.unknown_zone', { zone: id.slice(0, 60) })]);
  return zone;
}

/** As `zoneOf`, but undefined for an unknown zone: for loaders, which have a place to report. */
export function knownZone(id: string): Zone | undefined {
  const cached = cache.get(id);
  if (cached !== undefined) return cached;
  const table = readTable(id);
  if (table === undefined) return undefined;
  const zone = makeZone(table);
  cache.set(id, zone);
  return zone;
}

/** Interval i begins at `starts[i]` and has `offsets[i]` until the next begins; the last start is Infinity, after every interval. */
interface ZoneTable {
  readonly id: string;
  readonly starts: Float64Array;
  readonly offsets: Float64Array;
}

function readTable(id: string): ZoneTable | undefined {
  let moment: Temporal.ZonedDateTime;
  try {
    moment = Temporal.Instant.fromEpochMilliseconds(tableFrom).toZonedDateTimeISO(id);
  } catch {
    return undefined;
  }
  const starts = [-Infinity];
  const offsets = [moment.offsetNanoseconds / 1e6];
  for (;;) {
    const next = moment.getTimeZoneTransition('next');
    if (next === null || next.epochMilliseconds > tableUntil) break;
    starts.push(next.epochMilliseconds);
    offsets.push(next.offsetNanoseconds / 1e6);
    moment = next;
  }
  starts.push(Infinity);
  return { id: moment.timeZoneId, starts: Float64Array.from(starts), offsets: Float64Array.from(offsets) };
}

function makeZone({ id, starts, offsets }: ZoneTable): Zone {
  let last = 0;

  /** The interval of an instant; times of one complaint lie close together, so the last answer is tried first. */
  function intervalOf(at: Instant): number {
    if (at >= (starts[last] ?? 0) && at < (starts[last + 1] ?? Infinity)) return last;
    let low = 0;
    let high = offsets.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= at) low = middle;
      else high = middle - 1;
    }
    last = low;
    return low;
  }

  const offsetAt = (at: Instant): number => offsets[intervalOf(at)] ?? 0;

  /** The earliest instant that shows this wall time; in a gap `inGap` decides, given the offset before and the switch. */
  function instantOf(wall: number, inGap: (offsetBefore: number, gap: Instant) => Instant): Instant {
    const before = intervalOf(wall - millisecondsPerDay);
    const offsetBefore = offsets[before] ?? 0;
    if (wall + millisecondsPerDay < (starts[before + 1] ?? Infinity)) return wall - offsetBefore;
    const after = intervalOf(wall + millisecondsPerDay);
    for (let i = before; i <= after; i++) {
      const at = wall - (offsets[i] ?? 0);
      if (at >= (starts[i] ?? 0) && at < (starts[i + 1] ?? Infinity)) return at;
    }
    for (let i = before; i < after; i++) {
      const gap = starts[i + 1] ?? Infinity;
      if (wall - (offsets[i + 1] ?? 0) < gap && wall - (offsets[i] ?? 0) >= gap) return inGap(offsets[i] ?? 0, gap);
    }
    return wall - offsetBefore;
  }

  return {
    id,
    offsetAt,
    dayOf: (at) => Math.floor((at + offsetAt(at)) / millisecondsPerDay),
    startOf: (day) => instantOf(day * millisecondsPerDay, (_, gap) => gap),
    at: (day, minutes) =>
      instantOf(
        day * millisecondsPerDay + minutes * millisecondsPerMinute,
        (offsetBefore) => day * millisecondsPerDay + minutes * millisecondsPerMinute - offsetBefore,
      ),
  };
}
