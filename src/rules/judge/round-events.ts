import type { ComplaintEvent } from '../complaint.js';
import type { Clock } from '../policy/clock-types.js';
import type { Moment } from '../policy/value-types.js';
import type { Duration, Time } from '../values.js';
import { compareTimes } from '../time/compare.js';
import type { Resolved, Spot } from './resolved.js';
import type { ReadTerms, Scope, View } from './scope.js';

/** What a deadline and the window of a right have in common: a clock, and what ends it. */
export interface ClockRule {
  readonly id: string;
  /** Event types; one clock for each occurrence (S62). */
  readonly each: readonly string[];
  readonly clock: Clock;
  /** Undefined for a right that can be used again and again. */
  readonly done: Moment | undefined;
  readonly warn: Duration | undefined;
  /** A window without a first day: use before its start counts (S53). */
  readonly early?: true;
  /** The first day of a window: use before it does not count (S53). */
  readonly notBefore?: Time;
}

/** One turn of a clock: from its start to the restart that ends it, or to now. */
export interface Round {
  readonly scope: Scope;
  readonly rule: ClockRule;
  readonly terms: ReadTerms;
  readonly view: View;
  /** Undefined before the clock starts, and where the rule names the due date itself. */
  readonly start: Spot | undefined;
  readonly startName: string;
  /** The event that the instance or the later round began with; it never stops itself (S63). */
  readonly begunBy: ComplaintEvent | undefined;
  /** The restart that ends this round. */
  readonly endedBy: ComplaintEvent | undefined;
  /** Events that ended an earlier round. */
  readonly spent: ReadonlySet<ComplaintEvent>;
  /** The occurrence that is judged, and the refs of all that the rule has. */
  readonly begunAs: ComplaintEvent | undefined;
  readonly refs: ReadonlySet<string>;
  readonly pairs: (stop: ComplaintEvent) => boolean;
}

/** Events up to the restart that ends the round; those of the same day, whose order nobody knows, are still its own. */
export function isSeen({ scope, endedBy }: Round, event: ComplaintEvent): boolean {
  return endedBy === undefined || compareTimes(event.at, endedBy.at, scope.zone) <= 0;
}

/** Whether an event concerns this instance: not one whose `ref` is that of another occurrence (S62). */
export function belongsTo({ begunAs, refs }: Round, { ref }: ComplaintEvent): boolean {
  return ref === undefined || begunAs === undefined || ref === begunAs.ref || !refs.has(ref);
}

export function isAfter(event: ComplaintEvent, done: Resolved, scope: Scope): boolean {
  if (done.kind !== 'at') return false;
  const order = compareTimes(event.at, done.time, scope.zone);
  return order > 0 && event !== done.event;
}

/**
 * Whether an event is not before the start (S29): the same day counts for a plain clock; in a chain of occurrences or
 * rounds the order decides, so that nothing stops two instances that it did not end.
 */
export function isFromStartOn(round: Round, event: ComplaintEvent): boolean {
  const { scope, start, begunBy } = round;
  if (event === begunBy) return false;
  if (start === undefined) return true;
  const byDay = compareTimes({ kind: 'day', day: dayOf(event, scope) }, start.time, scope.zone);
  if (byDay !== 0 || begunBy === undefined) return byDay >= 0;
  if (event.at.kind === 'instant' && start.time.kind === 'instant' && event.at.at !== start.time.at)
    return event.at.at > start.time.at;
  return event.type !== begunBy.type || position(event, scope) > position(begunBy, scope);
}

function dayOf(event: ComplaintEvent, scope: Scope): number {
  return event.at.kind === 'day' ? event.at.day : scope.zone.dayOf(event.at.at);
}

function position(event: ComplaintEvent, scope: Scope): number {
  return scope.of.timeline.order.get(event) ?? 0;
}
