import type { ComplaintEvent } from '../complaint.js';
import type { MissingFact } from '../conditions/condition.js';
import type { Moment, Table } from '../policy/value-types.js';
import { advance, close, endsAtInstant, retreat, rollBack, rollForward, rolls } from '../time/count.js';
import type { Terms } from '../time/count.js';
import { isWithin } from '../time/compare.js';
import { isNone, isTime, type Duration, type Reading, type Time, type Truth } from '../values.js';
import { readDuration } from './durations.js';
import { isEvent, isObserved, read, whyMissing } from './reader.js';
import { spotOf, unknownUntil, type Resolved, type Spot, type WorkedOut } from './resolved.js';
import { dueOfRule, ranOutOf } from './rule-times.js';
import { eitherOf, firstOf, latestOf } from './several-moments.js';
import { resolveSince } from './since.js';
import { joinMissing, readParameter, unreadFor, type ReadTerms, type Scope, type View } from './scope.js';
import { candidatesOf } from './tables.js';

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
      return asMoment(scope.of.working.workOut(scope, view, moment.name, by.roll), moment.name);
    case 'parameter':
      return resolveParameter(scope, view, moment, by);
    case 'occurrence':
      return view.occurrence === undefined ? { kind: 'not-yet' } : spotOf(view.occurrence);
    case 'step':
      return { kind: 'not-yet' };
    case 'offset':
      return resolveOffset(scope, view, moment, by);
    case 'first':
      return firstOf(
        moment.of.map((part) => resolve(scope, view, part, by)),
        scope,
      );
    case 'latest':
      return latestOf(
        moment.of.map((part) => resolve(scope, view, part, by)),
        scope,
      );
    case 'since':
      return resolveSince(scope, view, moment.when);
    case 'table':
      return resolveTable(scope, view, moment, by);
    case 'rule-due':
      return moment.overdue ? ranOutOf(scope, view, moment.rule) : dueOfRule(scope, view, moment.rule);
  }
}

/** Each row that may be the first to hold (S39); where none does, there is no such moment. */
function resolveTable(scope: Scope, view: View, table: Table<Moment>, by: MomentTerms): Resolved {
  const { rows, perhapsNone, lacking } = candidatesOf(scope, view, table);
  const parts = rows.map((row) => resolve(scope, view, row.is, by));
  return eitherOf(perhapsNone ? [...parts, { kind: 'none' }] : parts, lacking(), scope);
}

function asMoment(worked: WorkedOut, name: string): Resolved {
  return worked.kind === 'value'
    ? { kind: 'unknown', missing: [{ name, kind: 'fact', why: 'not-comparable' }] }
    : worked;
}

/** The first occurrence that counts; the occurrence judged stands for its own type unless stops are looked for. */
function resolveEvent(scope: Scope, view: View, type: string, by: MomentTerms): Resolved {
  if (by.accepts === undefined && view.occurrence?.type === type) return spotOf(view.occurrence);
  const { until } = view;
  for (const event of scope.of.timeline.byType.get(type) ?? []) {
    if (by.accepts?.(event) === false) continue;
    const seen: Truth = until === undefined ? true : isWithin(event.at, until, scope.zone);
    if (seen === true) return spotOf(event);
    if (seen === undefined) return { kind: 'unknown', missing: [{ name: type, kind: 'event', why: 'time-of-day' }] };
  }
  if (isObserved(scope, type)) return { kind: 'not-yet' };
  return { kind: 'unknown', missing: [{ name: type, kind: 'event', why: 'not-reported' }] };
}

function ofReading(scope: Scope, view: View, name: string, reading: Reading): Resolved {
  if (reading === undefined) return { kind: 'unknown', missing: whyMissing(scope, view, name) };
  if (isNone(reading)) return isEvent(scope, name) ? { kind: 'not-yet' } : { kind: 'none' };
  if (isTime(reading)) return { kind: 'at', time: reading, provisional: false };
  return { kind: 'unknown', missing: [{ name, kind: 'fact', why: 'not-recorded' }] };
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
  const missingBase = base.kind === 'unknown' ? base.missing : [];
  if (duration.kind !== 'missing') return shifted(scope, base, duration, moment.direction, by);
  const missing = joinMissing(duration.missing, missingBase);
  const possible = duration.possible ?? [];
  if (possible.length === 0) return { kind: 'unknown', missing };
  const ways = possible.map((each) => shifted(scope, base, each, moment.direction, by));
  return eitherOf(ways, missing, scope);
}

function shifted(
  scope: Scope,
  base: Extract<Resolved, { kind: 'at' | 'unknown' }>,
  duration: Duration,
  direction: 'after' | 'before',
  by: MomentTerms,
): Resolved {
  const unread = by.roll ? unreadFor(by.terms, duration) : [];
  if (unread.length > 0) return { kind: 'unknown', missing: unread };
  const moved = (spot: Spot): Spot => {
    const there = offsetFrom(spot.time, duration, direction, by);
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
