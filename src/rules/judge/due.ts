import type { MissingFact } from '../conditions/condition.js';
import { endsAtInstant } from '../time/count.js';
import { compareTimes, earlier, sameTime } from '../time/compare.js';
import type { Day, Time } from '../values.js';
import { extended, type Branch, type Extended } from './extensions.js';
import { resolve } from './moments.js';
import type { Interval } from './pauses.js';
import { reach, type DueQuestion, type Reached } from './reach.js';
import type { Resolved } from './resolved.js';
import { joinMissing, type Scope } from './scope.js';

/** One way in which a clock may run out. */
export interface Way {
  readonly due: Time;
  readonly provisional: boolean;
  /** A pause that is still open. */
  readonly open: Interval | undefined;
  /** The period first, then each extension that held. */
  readonly steps: readonly Reached[];
  readonly cappedTo: Time | undefined;
}

/**
 * When a clock runs out: one way where all is known, otherwise every way that the unknown leaves (S33), the earliest
 * first. `capUnknown`: a cap that is not known may make each of them earlier. `laterIf`: what may make it later still.
 */
export interface Due {
  readonly ways: readonly [Way, ...Way[]];
  readonly capUnknown: boolean;
  readonly missing: readonly MissingFact[];
  readonly laterIf: readonly MissingFact[];
}

/** While paused there is no due date (S20), unless a cap runs on (S17). */
export function hasNoDate(way: Way): boolean {
  return way.open !== undefined && way.cappedTo === undefined;
}

/** Period from the start, pauses added, rolled, extended, capped (S17, S23). */
export function dueOf(question: DueQuestion): Due {
  const { scope, start, within, pauses } = question;
  // Hours from a whole day may have begun at any time of it.
  const vague = endsAtInstant(within) && start.kind === 'day';
  const starts = vague ? [start, nextDay(start.day, scope)] : [start];
  const readings = pauses.ifEnded === undefined ? [pauses.proven] : [pauses.ifEnded, pauses.proven];
  const all = starts.flatMap((from) =>
    readings.map((intervals) => {
      const inForce = reach(question, from, within, intervals);
      return extended(question, { start: from, pauses: intervals, inForce, steps: [inForce] });
    }),
  );
  const noTime: readonly MissingFact[] = vague ? [{ name: question.startName, kind: 'event', why: 'time-of-day' }] : [];
  return capped(question, all, joinMissing(noTime, pauses.endUnknown));
}

/** A due date that a fact or event gives, extended and capped like any other. */
export function dueGiven(question: DueQuestion, given: Time, provisional: boolean): Due {
  const inForce: Reached = {
    total: question.within,
    from: given,
    pauses: [],
    unrolled: given,
    due: given,
    provisional,
  };
  return capped(question, [extended(question, { start: given, pauses: [], inForce, steps: [inForce] })], []);
}

function nextDay(day: Day, scope: Scope): Time {
  return { kind: 'instant', at: scope.zone.startOf(day + 1) };
}

/** The cap is never paused and rolls by its own count; whichever comes first (S17). A cap that is not known leaves no safe date. */
function capped(question: DueQuestion, all: readonly Extended[], vague: readonly MissingFact[]): Due {
  const { scope, clock, terms, view } = question;
  const limit: Resolved =
    clock.notAfter === undefined ? { kind: 'none' } : resolve(scope, view, clock.notAfter, { terms, roll: true });
  const spot = limit.kind === 'unknown' ? limit.atLatest : limit.kind === 'at' ? limit : undefined;
  const ways = all
    .flatMap(({ branches }) => branches)
    .map((branch) => wayOf(branch, spot?.time, spot?.provisional === true, scope))
    .toSorted((a, b) => order(a, b, scope));
  const [safe = neverEmpty(), ...others] = ways;
  return {
    ways: [safe, ...others],
    capUnknown: limit.kind === 'unknown',
    missing: joinMissing(vague, ...all.map(({ missing }) => missing), limit.kind === 'unknown' ? limit.missing : []),
    laterIf: joinMissing(...all.map(({ laterIf }) => laterIf)),
  };
}

function neverEmpty(): never {
  throw new RangeError('a clock has at least one way to run out');
}

function wayOf({ inForce, steps }: Branch, cap: Time | undefined, provisional: boolean, scope: Scope): Way {
  const { due, open } = inForce;
  const plain = { due, open, steps, provisional: inForce.provisional || provisional, cappedTo: undefined };
  if (cap === undefined) return plain;
  const first = earlier(due, cap, scope.zone);
  if (open === undefined && sameTime(first, due)) return plain;
  return { ...plain, due: cap, cappedTo: cap };
}

/** The earliest date first; ways without one, which only a pause gives, last. */
function order(a: Way, b: Way, scope: Scope): number {
  if (hasNoDate(a) !== hasNoDate(b)) return hasNoDate(a) ? 1 : -1;
  const days = compareTimes(a.due, b.due, scope.zone);
  if (days !== 0 || sameTime(a.due, b.due)) return days;
  return a.due.kind === 'instant' ? -1 : 1;
}
