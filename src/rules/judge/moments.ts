import type { ComplaintEvent } from '../complaint.js';
import type { MissingFact } from '../conditions/condition.js';
import type { DurationValue, Moment } from '../policy/policy.js';
import { advance, close, endsAtInstant, retreat, rollBack, rollForward, rolls } from '../time/count.js';
import type { Terms } from '../time/count.js';
import { compareTimes, earlier, isWithin, later } from '../time/compare.js';
import { isNone, type Duration, type Reading, type Time } from '../values.js';
import { ask, isEvent, isObserved, read, whyMissing } from './reader.js';
import type { Resolved, Spot } from './resolved.js';
import { joinMissing, readParameter, termsOf, unreadFor, type ReadTerms, type Scope, type View } from './scope.js';

/** How a moment is resolved: by which terms, whether its outermost period rolls (S5), and which occurrences of an event count. */
export interface MomentTerms {
  readonly terms: ReadTerms;
  readonly roll: boolean;
  readonly accepts?: (event: ComplaintEvent) => boolean;
}

/** Resolves a moment as seen from a view. */
export function resolve(scope: Scope, view: View, moment: Moment, by: MomentTerms): Resolved {
  switch (moment.kind) {
    case 'event':
      return resolveEvent(scope, view, moment.event, by);
    case 'fact':
      return ofReading(scope, view, moment.fact, read(scope, view, moment.fact));
    case 'worked-out':
      return resolveWorkedOut(scope, view, moment.name, by.roll);
    case 'parameter':
      return resolveParameter(scope, view, moment, by);
    case 'occurrence':
      return view.occurrence === undefined ? { kind: 'not-yet' } : spotOf(view.occurrence);
    case 'step':
      return { kind: 'not-yet' };
    case 'offset':
      return resolveOffset(scope, view, moment, by);
    case 'first':
      return first(
        moment.of.map((part) => resolve(scope, view, part, by)),
        scope,
      );
    case 'latest':
      return latest(
        moment.of.map((part) => resolve(scope, view, part, by)),
        scope,
      );
    case 'since':
      return resolveSince(scope, view, moment.when);
  }
}

function spotOf(event: ComplaintEvent): Spot {
  return { kind: 'at', time: event.at, provisional: false, event };
}

/** The first occurrence that counts; the occurrence judged stands for its own type unless stops are looked for. */
function resolveEvent(scope: Scope, view: View, type: string, by: MomentTerms): Resolved {
  if (by.accepts === undefined && view.occurrence?.type === type) return spotOf(view.occurrence);
  const { until } = view;
  const candidates = scope.of.timeline.byType.get(type) ?? [];
  const event = candidates.find(
    (each) => (by.accepts?.(each) ?? true) && (until === undefined || isWithin(each.at, until, scope.zone) === true),
  );
  if (event !== undefined) return spotOf(event);
  if (isObserved(scope, type)) return { kind: 'not-yet' };
  return { kind: 'unknown', missing: [{ name: type, kind: 'event', why: 'not-reported' }] };
}

function ofReading(scope: Scope, view: View, name: string, reading: Reading): Resolved {
  if (reading === undefined) return { kind: 'unknown', missing: whyMissing(scope, view, name) };
  if (isNone(reading)) return isEvent(scope, name) ? { kind: 'not-yet' } : { kind: 'none' };
  if (isTime(reading)) return { kind: 'at', time: reading, provisional: false };
  return { kind: 'unknown', missing: [{ name, kind: 'fact', why: 'not-recorded' }] };
}

function isTime(reading: Reading): reading is Time {
  return typeof reading === 'object' && 'kind' in reading && (reading.kind === 'day' || reading.kind === 'instant');
}

/** A worked-out fact, by the version of its policy; its name stands for its moment, so inside another period it does not roll. */
export function resolveWorkedOut(scope: Scope, view: View, name: string, roll: boolean): Resolved {
  const candidates = scope.of.workedOut.get(name) ?? [];
  const chosen =
    candidates.find(({ policy }) => policy === scope.policy) ??
    candidates.find(
      ({ policy }) => policy.inForce.from <= scope.day && scope.day <= (policy.inForce.through ?? Infinity),
    ) ??
    candidates.at(-1);
  if (chosen === undefined) return { kind: 'unknown', missing: [{ name, kind: 'fact', why: 'not-recorded' }] };
  const inner: Scope = chosen.policy === scope.policy ? scope : { ...scope, policy: chosen.policy };
  const terms = termsOf(inner, scope.calendar, chosen.fact.counting ?? chosen.policy.counting);
  return resolve(inner, view, chosen.fact.moment, { terms, roll });
}

function resolveParameter(
  scope: Scope,
  view: View,
  moment: Extract<Moment, { kind: 'parameter' }>,
  by: MomentTerms,
): Resolved {
  const value = readParameter(scope, moment.name);
  const chosen = typeof value === 'string' ? moment.options.get(value) : undefined;
  if (chosen !== undefined) return resolve(scope, view, chosen, by);
  return { kind: 'unknown', missing: [{ name: moment.name, kind: 'fact', why: 'not-recorded' }] };
}

/** Resolved inside out; only the outermost rolls (S5). */
function resolveOffset(
  scope: Scope,
  view: View,
  moment: Extract<Moment, { kind: 'offset' }>,
  by: MomentTerms,
): Resolved {
  const duration = readDuration(scope, view, moment.by);
  const base = resolve(scope, view, moment.base, { ...by, roll: false });
  if (base.kind === 'not-yet' || base.kind === 'none') return base;
  if (duration.kind === 'missing') {
    return { kind: 'unknown', missing: joinMissing(duration.missing, base.kind === 'unknown' ? base.missing : []) };
  }
  const unread = by.roll ? unreadFor(by.terms, duration) : [];
  if (unread.length > 0) return { kind: 'unknown', missing: unread };
  const moved = (spot: Spot): Spot => {
    const there = offsetFrom(spot.time, duration, moment.direction, by);
    return { ...there, provisional: spot.provisional || there.provisional };
  };
  if (base.kind === 'at') {
    const vague = withoutTime(base, duration, scope);
    return vague === undefined ? moved(base) : unknownUntil(vague.missing, moved(vague.atLatest), moved(base));
  }
  return unknownUntil(base.missing, base.atLatest && moved(base.atLatest), base.atEarliest && moved(base.atEarliest));
}

/** Hours from an event of which only the day is known begin at some time of that day (S13). */
function withoutTime(base: Spot, by: Duration, { zone }: Scope) {
  const { time, event } = base;
  if (event === undefined || time.kind === 'instant' || !endsAtInstant(by)) return undefined;
  const missing: readonly MissingFact[] = [{ name: event.type, kind: 'event', why: 'time-of-day' }];
  return { missing, atLatest: { ...base, time: { kind: 'instant', at: zone.startOf(time.day + 1) } as const } };
}

/** A period after or before a time, rolled and closed when it is the outermost. */
export function offsetFrom(
  from: Time,
  by: Duration,
  direction: 'after' | 'before',
  { terms, roll }: MomentTerms,
): Spot {
  const counted = direction === 'after' ? advance(from, by, terms) : retreat(from, by, terms);
  if (!roll || counted.time.kind === 'instant') return { kind: 'at', ...counted };
  return { kind: 'at', ...settle(counted, by, direction, terms) };
}

/** Rolls a counted day, unless it is a working day by its count (S8), and lets it end where its counting says (S10). */
export function settle(
  counted: { readonly time: Time; readonly provisional: boolean },
  by: Duration,
  direction: 'after' | 'before',
  terms: Terms,
): { readonly time: Time; readonly provisional: boolean } {
  if (counted.time.kind === 'instant') return counted;
  const rolled = !rolls(by)
    ? counted
    : direction === 'after'
      ? rollForward(counted.time.day, terms)
      : rollBack(counted.time.day, terms);
  const time = rolled.time.kind === 'day' ? close(rolled.time.day, terms) : rolled.time;
  return { time, provisional: counted.provisional || rolled.provisional };
}

export type DurationReading = Duration | { readonly kind: 'missing'; readonly missing: readonly MissingFact[] };

/** A duration that is written down, or stands in a fact or a parameter (C42). */
export function readDuration(scope: Scope, view: View, value: DurationValue): DurationReading {
  if (value.kind === 'duration') return value;
  const reading = value.kind === 'parameter' ? readParameter(scope, value.name) : read(scope, view, value.name);
  if (typeof reading === 'object' && 'kind' in reading && reading.kind === 'duration') return reading;
  return { kind: 'missing', missing: [{ name: value.name, kind: 'fact', why: 'not-recorded' }] };
}

/** Whichever comes first: unknown while one part is (S40), though it had come by the earliest that is known. */
function first(parts: readonly Resolved[], scope: Scope): Resolved {
  const latestOf = parts.flatMap((part) => boundOf(part, 'atLatest'));
  const missing = missingIn(parts);
  if (missing.length > 0) {
    const earliestOf = parts.map((part) => boundOf(part, 'atEarliest'));
    const open = parts.some((part, index) => part.kind === 'unknown' && earliestOf[index]?.length === 0);
    return unknownUntil(missing, minOf(latestOf, scope), open ? undefined : minOf(earliestOf.flat(), scope));
  }
  const earliest = minOf(latestOf, scope);
  if (earliest !== undefined) return { ...earliest, provisional: latestOf.some((spot) => spot.provisional) };
  return parts.every((part) => part.kind === 'none') ? { kind: 'none' } : { kind: 'not-yet' };
}

/** When all have happened; a part known not to exist is left out. While a part is unknown, not before the others. */
function latest(parts: readonly Resolved[], scope: Scope): Resolved {
  if (parts.some((part) => part.kind === 'not-yet')) return { kind: 'not-yet' };
  const earliestOf = parts.flatMap((part) => boundOf(part, 'atEarliest'));
  const missing = missingIn(parts);
  if (missing.length > 0) {
    const latestOf = parts.map((part) => boundOf(part, 'atLatest'));
    const open = parts.some((part, index) => part.kind === 'unknown' && latestOf[index]?.length === 0);
    return unknownUntil(missing, open ? undefined : maxOf(latestOf.flat(), scope), maxOf(earliestOf, scope));
  }
  const last = maxOf(earliestOf, scope);
  return last === undefined ? { kind: 'none' } : { ...last, provisional: earliestOf.some((spot) => spot.provisional) };
}

/** The part itself, or what bounds it while it is unknown. */
function boundOf(part: Resolved, bound: 'atLatest' | 'atEarliest'): readonly Spot[] {
  if (part.kind === 'at') return [part];
  const spot = part.kind === 'unknown' ? part[bound] : undefined;
  return spot === undefined ? [] : [spot];
}

function missingIn(parts: readonly Resolved[]): readonly MissingFact[] {
  return joinMissing(...parts.map((part) => (part.kind === 'unknown' ? part.missing : [])));
}

function unknownUntil(
  missing: readonly MissingFact[],
  atLatest: Spot | undefined,
  atEarliest: Spot | undefined,
): Resolved {
  return {
    kind: 'unknown',
    missing,
    ...(atLatest === undefined ? {} : { atLatest }),
    ...(atEarliest === undefined ? {} : { atEarliest }),
  };
}

function minOf(spots: readonly Spot[], scope: Scope): Spot | undefined {
  return spots.reduce<Spot | undefined>(
    (best, spot) => (best === undefined || isEarlier(spot, best, scope) ? spot : best),
    undefined,
  );
}

function maxOf(spots: readonly Spot[], scope: Scope): Spot | undefined {
  return spots.reduce<Spot | undefined>(
    (best, spot) => (best === undefined || !isEarlier(spot, best, scope) ? spot : best),
    undefined,
  );
}

function isEarlier(a: Spot, b: Spot, scope: Scope): boolean {
  const order = compareTimes(a.time, b.time, scope.zone);
  if (order !== 0) return order < 0;
  if (a.event !== undefined && b.event !== undefined) return orderOf(a.event, scope) < orderOf(b.event, scope);
  return earlier(a.time, b.time, scope.zone) === a.time && later(a.time, b.time, scope.zone) === b.time;
}

function orderOf(event: ComplaintEvent, scope: Scope): number {
  return scope.of.timeline.order.get(event) ?? 0;
}

/**
 * The instant at which the conditions first held (C4): the first event by which they were true, each fact as recorded
 * by then. Once true it stays. What stood in the row from the start counts from the first event; a fact that nobody had
 * recorded did not make them hold (S40), but an event that the source does not report may have, earlier (S32).
 */
function resolveSince(scope: Scope, view: View, when: Extract<Moment, { kind: 'since' }>['when']): Resolved {
  const [first] = scope.of.timeline.events;
  const atFirst = ask(scope, { ...view, asOf: beginning, until: beginning, asRecorded: true }, when);
  if (first !== undefined && atFirst.truth === true && isBy(view, first, scope)) return spotOf(first);
  let unseen = notReported(atFirst.missing);
  for (const event of scope.of.timeline.events) {
    if (!isBy(view, event, scope)) break;
    if (!concerns(event, when, scope)) continue;
    const seen: View = { ...view, asOf: event.at, until: event.at, asRecorded: true };
    const { truth, missing } = ask(scope, seen, when);
    if (truth === true) return unseen.length === 0 ? spotOf(event) : unknownUntil(unseen, spotOf(event), undefined);
    unseen = joinMissing(unseen, notReported(missing));
  }
  const { asOf: _, ...today } = view;
  const { truth, missing } = ask(scope, today, when);
  return truth === undefined ? { kind: 'unknown', missing } : { kind: 'not-yet' };
}

function notReported(missing: readonly MissingFact[]): readonly MissingFact[] {
  return missing.filter(({ why }) => why === 'not-reported');
}

/** Before anything happened. */
const beginning: Time = { kind: 'instant', at: -8.64e15 };

function isBy({ until }: View, event: ComplaintEvent, scope: Scope): boolean {
  return until === undefined || isWithin(event.at, until, scope.zone) === true;
}

/** Whether an event can make conditions hold: it is asked about, it carries a fact that is, or one is worked out. */
function concerns(
  { type, data }: ComplaintEvent,
  { names }: { readonly names: ReadonlySet<string> },
  scope: Scope,
): boolean {
  if (names.has(type) || Object.keys(data).some((name) => names.has(name))) return true;
  return names.values().some((name) => scope.of.workedOut.has(name));
}
