import type { ComplaintEvent } from '../complaint.js';
import type { Deadline } from '../policy/policy.js';
import { compareTimes, firstInstant } from '../time/compare.js';
import type { Instant } from '../values.js';
import type { Resolved, Spot } from './resolved.js';
import type { ReadTerms, Scope, View } from './scope.js';

/** One turn of a clock: from its start to the restart that ends it, or to now. */
export interface Round {
  readonly scope: Scope;
  readonly rule: Deadline;
  readonly terms: ReadTerms;
  readonly view: View;
  /** Undefined before the clock starts, and where the rule names the due date itself. */
  readonly start: Spot | undefined;
  readonly startName: string;
  /** The event that the instance or the later round began with; it never stops itself (S63). */
  readonly begunBy: ComplaintEvent | undefined;
  /** The restart that ends this round. */
  readonly endedBy: ComplaintEvent | undefined;
  readonly pairs: (stop: ComplaintEvent) => boolean;
}

/** The instant at which a round is looked at: its end, or the instant judged. */
export function nowOf(round: Round): Instant {
  const { scope, endedBy } = round;
  return endedBy === undefined ? scope.of.timeline.at : firstInstant(endedBy.at, scope.zone);
}

/** Events up to the end of the round. */
export function isSeen(round: Round, event: ComplaintEvent): boolean {
  const { order } = round.scope.of.timeline;
  return round.endedBy === undefined || (order.get(event) ?? 0) <= (order.get(round.endedBy) ?? 0);
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

export function position(event: ComplaintEvent, scope: Scope): number {
  return scope.of.timeline.order.get(event) ?? 0;
}
