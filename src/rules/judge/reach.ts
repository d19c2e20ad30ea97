import type { MissingFact } from '../conditions/condition.js';
import { advance, nothingSuspended, suspendedBetween, endsAtInstant, type Suspended } from '../time/count.js';
import { dayIn } from '../time/compare.js';
import type { Clock } from '../policy/clock-types.js';
import type { Duration, Instant, Time } from '../values.js';
import { settle } from './moments.js';
import type { Interval, Pauses } from './pauses.js';
import type { ReadTerms, Scope, View } from './scope.js';

/** How a due date was reached, for the derivation. */
export interface Reached {
  readonly total: Duration;
  readonly from: Time;
  readonly pauses: readonly CountedPause[];
  readonly unrolled: Time;
  readonly due: Time;
  readonly provisional: boolean;
  /** A pause that is still open: no due date while it lasts (S20). */
  readonly open?: Interval;
  readonly cite?: readonly string[];
  /** An extension to a moment rather than to a total. */
  readonly byMoment?: true;
  /** An extension to a moment that has not come: there is no end until it does. */
  readonly awaits?: readonly MissingFact[];
}

export interface CountedPause {
  readonly interval: Interval;
  readonly added: number;
}

/** What a due date is worked out from. */
export interface DueQuestion {
  readonly scope: Scope;
  readonly clock: Clock;
  readonly terms: ReadTerms;
  readonly start: Time;
  /** The event or fact that the clock starts from, to name what lacks a time of day. */
  readonly startName: string;
  readonly within: Duration;
  readonly pauses: Pick<Pauses, 'proven' | 'ifEnded' | 'ifAgain' | 'endUnknown'>;
  readonly view: View;
  /** The instant judged. */
  readonly at: Instant;
  /** When a restart ended the round. */
  readonly endedAt: Time | undefined;
  /** When it was done: what happens later extends nothing (S31). */
  readonly done: Time | undefined;
}

/**
 * One total from the start with the pauses that began before it ran out: a pause after the due day changes nothing, one
 * between the unrolled and the rolled last day counts, and the due day is never before a pause's end (S21).
 */
export function reach(
  { scope, terms }: Pick<DueQuestion, 'scope' | 'terms'>,
  from: Time,
  total: Duration,
  intervals: readonly Interval[],
): Reached {
  let suspended = nothingSuspended;
  let counted = advance(from, total, terms);
  let { time: due, provisional } = settle(counted, total, 'after', terms);
  const pauses: CountedPause[] = [];
  for (const interval of intervals) {
    if (beginsAfter(interval.from, due, scope)) break;
    if (interval.until === undefined)
      return { total, from, pauses, unrolled: counted.time, due, provisional, open: interval };
    const length = suspendedBetween(interval.from, interval.until, terms, interval.counted);
    suspended = plus(suspended, length);
    counted = advance(from, total, terms, suspended);
    const settled = settle(counted, total, 'after', terms);
    const walked = total.unit.startsWith('working') && length.provisional;
    provisional ||= settled.provisional || walked;
    due = notBefore(settled.time, interval.until, scope);
    pauses.push({ interval, added: lengthFor(total, length) });
  }
  return { total, from, pauses, unrolled: counted.time, due, provisional };
}

/** A pause that starts on the due day still counts, one that starts at the due instant does not. */
function beginsAfter(from: Time, due: Time, scope: Scope): boolean {
  if (due.kind === 'day') return dayIn(from, scope.zone) > due.day;
  return from.kind === 'instant' ? from.at >= due.at : from.day > scope.zone.dayOf(due.at);
}

function notBefore(due: Time, end: Time, scope: Scope): Time {
  if (due.kind === 'day') return { kind: 'day', day: Math.max(due.day, dayIn(end, scope.zone)) };
  return end.kind === 'instant' && end.at > due.at ? end : due;
}

export function plus(a: Suspended, b: Suspended): Suspended {
  return {
    days: a.days + b.days,
    workingDays: a.workingDays + b.workingDays,
    milliseconds: a.milliseconds + b.milliseconds,
    openMilliseconds: a.openMilliseconds + b.openMilliseconds,
  };
}

/** The measure in which time is added to a period (S18): days, working days, hours or working hours. */
export function measureOf(total: Duration): 'days' | 'working days' | 'hours' | 'working hours' {
  if (total.unit === 'working days') return 'working days';
  if (!endsAtInstant(total)) return 'days';
  return total.unit.startsWith('working') ? 'working hours' : 'hours';
}

/** A length of time in the measure of a period. */
export function lengthFor(total: Duration, length: Suspended): number {
  switch (measureOf(total)) {
    case 'days':
      return length.days;
    case 'working days':
      return length.workingDays;
    case 'hours':
      return length.milliseconds / 3_600_000;
    case 'working hours':
      return length.openMilliseconds / 3_600_000;
  }
}
