import type { MissingFact } from '../conditions/condition.js';
import { endsAtInstant, startDayOf } from '../time/count.js';
import { compareTimes, earlier, sameTime } from '../time/compare.js';
import type { Time } from '../values.js';
import { extended, type Branch, type Extended } from './extensions.js';
import { resolve } from './moments.js';
import type { Interval } from './pauses.js';
import { reach, type DueQuestion, type Reached } from './reach.js';
import type { Resolved, Spot } from './resolved.js';
import { joinMissing, type Scope } from './scope.js';

/** One way in which a clock may run out. */
export interface Way {
  readonly due: Time;
  readonly provisional: boolean;
  /** A pause that is still open. */
  readonly open: Interval | undefined;
  /** What has to happen first for an extension to have an end. */
  readonly awaits: readonly MissingFact[] | undefined;
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

/** While paused (S20), or while an extension has no end yet, there is no due date, unless a cap runs on (S17). */
export function hasNoDate(way: Way): boolean {
  return (way.open !== undefined || way.awaits !== undefined) && way.cappedTo === undefined;
}

/** Period from the start, pauses added, rolled, extended, capped (S17, S23). */
export function dueOf(question: DueQuestion): Due {
  const { start, within, pauses } = question;
  const latest = latestStart(question);
  const starts = latest === undefined ? [start] : [start, latest];
  const all: Extended[] = [];
  for (const from of starts)
    for (const intervals of [pauses.ifEnded, pauses.proven, pauses.ifAgain]) {
      if (intervals === undefined) continue;
      const inForce = reach(question, from, within, intervals);
      all.push(extended(question, { start: from, pauses: intervals, inForce, steps: [inForce] }));
    }
  const noTime: readonly MissingFact[] =
    latest !== undefined ? [{ name: question.startName, kind: 'event', why: 'time-of-day' }] : [];
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

/** Of a start without a time of day: hours may run from its end, and a receipt after closing counts as a later day (S10, S13). */
function latestStart({ scope, start, within, terms }: DueQuestion): Time | undefined {
  if (start.kind === 'instant') return undefined;
  const end = scope.zone.startOf(start.day + 1);
  if (endsAtInstant(within)) return { kind: 'instant', at: end };
  const lastInstant: Time = { kind: 'instant', at: end - 1 };
  return startDayOf(lastInstant, terms) === startDayOf(start, terms) ? undefined : lastInstant;
}

/** The cap is never paused and rolls by its own count; whichever comes first (S17). */
function capped(question: DueQuestion, all: readonly Extended[], vague: readonly MissingFact[]): Due {
  const { scope, clock, terms, view } = question;
  const [only, ...more] = all.flatMap((each) => each.branches);
  if (clock.notAfter === undefined && only !== undefined && more.length === 0)
    return { ways: [wayOf(only, undefined, scope)], capUnknown: false, missing: [], laterIf: laterIf(all) };
  const limit: Resolved =
    clock.notAfter === undefined ? { kind: 'none' } : resolve(scope, view, clock.notAfter, { terms, roll: true });
  const caps = capsOf(limit);
  const branches = all.flatMap((each) => each.branches);
  const ways = distinctWays(
    branches.flatMap((branch) => caps.map((cap) => wayOf(branch, cap, scope))),
    scope,
  );
  const [safe = neverEmpty(), ...others] = ways;
  const capUnknown = limit.kind === 'unknown' && limit.atEarliest === undefined;
  const asked = joinMissing(vague, ...all.map(({ missing }) => missing), limit.kind === 'unknown' ? limit.missing : []);
  return {
    ways: [safe, ...others],
    capUnknown,
    // What makes no difference is not asked for.
    missing: capUnknown || others.length > 0 ? asked : [],
    laterIf: laterIf(all),
  };
}

function laterIf(all: readonly Extended[]): readonly MissingFact[] {
  return joinMissing(...all.map((each) => each.laterIf));
}

/** The cap, or the bounds of one that is not known: without an earliest it leaves no safe date. */
function capsOf(limit: Resolved): readonly (Spot | undefined)[] {
  if (limit.kind === 'at') return [limit];
  if (limit.kind !== 'unknown') return [undefined];
  return limit.atEarliest === undefined ? [limit.atLatest] : [limit.atEarliest, limit.atLatest];
}

/** A clock whose period is one of several: every way of each (S39); `missing` says what decides. */
export function eitherDue(first: Due, others: readonly Due[], missing: readonly MissingFact[], scope: Scope): Due {
  if (others.length === 0) return first;
  const dues = [first, ...others];
  const [safe = neverEmpty(), ...later] = distinctWays(
    dues.flatMap(({ ways }) => ways),
    scope,
  );
  return {
    ways: [safe, ...later],
    capUnknown: dues.some(({ capUnknown }) => capUnknown),
    missing: later.length === 0 ? first.missing : joinMissing(missing, ...dues.map((due) => due.missing)),
    laterIf: joinMissing(...dues.map(({ laterIf }) => laterIf)),
  };
}

function distinctWays(ways: readonly Way[], scope: Scope): readonly Way[] {
  return ways
    .toSorted((a, b) => order(a, b, scope))
    .filter((way, index, sorted) => index === 0 || !isSameWay(way, sorted[index - 1]));
}

function neverEmpty(): never {
  throw new RangeError('a clock has at least one way to run out');
}

function wayOf({ inForce, steps }: Branch, cap: Spot | undefined, scope: Scope): Way {
  const { due, open, awaits } = inForce;
  const provisional = inForce.provisional || cap?.provisional === true;
  const plain: Way = { due, open, awaits, steps, provisional, cappedTo: undefined };
  if (cap === undefined) return plain;
  const isFirst = open === undefined && awaits === undefined && sameTime(earlier(due, cap.time, scope.zone), due);
  return isFirst ? plain : { ...plain, due: cap.time, cappedTo: cap.time };
}

function isSameWay(a: Way, b: Way | undefined): boolean {
  if (b === undefined || a.open !== b.open || (a.awaits === undefined) !== (b.awaits === undefined)) return false;
  return a.cappedTo === b.cappedTo && sameTime(a.due, b.due);
}

/** The earliest date first; ways without one, which only a pause gives, last. */
function order(a: Way, b: Way, scope: Scope): number {
  if (hasNoDate(a) !== hasNoDate(b)) return hasNoDate(a) ? 1 : -1;
  const days = compareTimes(a.due, b.due, scope.zone);
  if (days !== 0 || sameTime(a.due, b.due)) return days;
  return a.due.kind === 'instant' ? -1 : 1;
}
