import type { Zone } from '../rules/time/calendar.js';
import type { Day, Instant, Time } from '../rules/values.js';
import type { TimeFormat, WrittenTime } from './written-time.js';

/** How local times become instants. Without a zone they are refused. */
export interface LocalRule {
  readonly zone: Zone | undefined;
  /** A wall time that clocks show twice (autumn): the earlier or later of the two, or refused. */
  readonly ambiguous: 'earlier' | 'later' | 'reject';
  /** A wall time that clocks skip (spring): moved on by the length of the gap, or refused. */
  readonly missing: 'shift' | 'reject';
}

export type LocalNote = 'doubled' | 'missing';

/** A cell's time, or why it is none. */
export type TimeReading =
  | { readonly time: Time; readonly localDay: Day; readonly note?: LocalNote }
  | { readonly problem: 'not-a-time' | 'no-zone' | 'doubled' | 'missing' };

const day = 86_400_000;

/** Reads one cell; what is neither a time of this format nor an instant under this rule comes back as a problem, never as a guess. */
export function readTime(cell: string, format: TimeFormat, rule: LocalRule): TimeReading {
  const written: WrittenTime | undefined = format.read(cell.trim());
  if (written === undefined) return { problem: 'not-a-time' };
  if (written.kind === 'day') return { time: written, localDay: written.day };
  if (written.kind === 'instant')
    return { time: { kind: 'instant', at: written.at }, localDay: localDayOf(written, rule) };
  if (rule.zone === undefined) return { problem: 'no-zone' };
  const found = resolve(written.day * day + written.milliseconds, rule.zone, rule);
  if ('problem' in found) return found;
  const note = found.note === undefined ? {} : { note: found.note };
  return { time: { kind: 'instant', at: found.at }, localDay: written.day, ...note };
}

/** The day on the mapping's own clocks, or without a zone the day as written. */
function localDayOf(written: { readonly at: Instant; readonly localDay: Day }, rule: LocalRule): Day {
  return rule.zone === undefined ? written.localDay : rule.zone.dayOf(written.at);
}

/**
 * The instant of a wall time. No zone switches twice within two days, so the offsets a day before and a day after are
 * the only two that can hold.
 */
function resolve(
  wall: number,
  zone: Zone,
  rule: LocalRule,
): { readonly at: Instant; readonly note?: LocalNote } | { readonly problem: LocalNote } {
  const before = zone.offsetAt(wall - day);
  const after = zone.offsetAt(wall + day);
  if (before === after) return { at: wall - before };
  const [first, second] = [wall - before, wall - after];
  const firstHolds = zone.offsetAt(first) === before;
  const secondHolds = zone.offsetAt(second) === after;
  if (firstHolds && secondHolds) {
    if (rule.ambiguous === 'reject') return { problem: 'doubled' };
    return { at: rule.ambiguous === 'earlier' ? Math.min(first, second) : Math.max(first, second), note: 'doubled' };
  }
  if (firstHolds || secondHolds) return { at: firstHolds ? first : second };
  return rule.missing === 'reject' ? { problem: 'missing' } : { at: first, note: 'missing' };
}
