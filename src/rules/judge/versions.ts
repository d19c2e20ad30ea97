import type { ComplaintEvent } from '../complaint.js';
import type { MissingFact } from '../conditions/condition.js';
import type { InForce, Moment, Policy, Rule } from '../policy/policy.js';
import { dayIn } from '../time/compare.js';
import type { Day, Time } from '../values.js';
import type { Note } from './judgement.js';
import { resolve } from './moments.js';
import { read } from './reader.js';
import type { Resolved } from './resolved.js';
import { calendarOf, now, readParameter, termsOf, type Case, type Scope, type View } from './scope.js';

/** The day that picks a version; unknown where not even the day of receipt is known. */
export type VersionDay =
  | { readonly kind: 'day'; readonly day: Day; readonly time: Time; readonly notes: readonly Note[] }
  | { readonly kind: 'unknown'; readonly missing: readonly MissingFact[] };

export function isInForce(inForce: InForce, day: Day): boolean {
  return inForce.from <= day && day <= (inForce.through ?? Infinity);
}

/** A policy version as looked at on a day. */
export function scopeOf(of: Case, policy: Policy, day: Day, choice = policy.calendar): Scope {
  const named = of.set.calendars.values().next().value;
  const draft =
    choice.kind === 'of' && named !== undefined ? { of, policy, day, calendar: named, zone: named.zone } : undefined;
  const calendar = calendarOf(of, choice, (name) => (draft === undefined ? undefined : read(draft, now, name)));
  return { of, policy, day, calendar, zone: calendar.zone };
}

/**
 * The day of `version-by` (S43). With `each` it is the day of the occurrence, unless the rule or a parameter says
 * otherwise; where the moment has not come or is not known, it is the day of receipt, and the finding says so.
 */
export function versionDay(scope: Scope, rule: Rule | undefined, occurrence: ComplaintEvent | undefined): VersionDay {
  const received = receivedAt(scope);
  const seen: Scope = received === undefined ? scope : { ...scope, day: dayIn(received, scope.zone) };
  const moment =
    rule?.versionBy ??
    (occurrence !== undefined && scope.policy.versionBy.kind !== 'parameter'
      ? occurrenceMoment
      : scope.policy.versionBy);
  const view: View = occurrence === undefined ? now : { occurrence };
  const resolved = byMoment(seen, moment, rule, occurrence, view);
  if (resolved.kind === 'at')
    return { kind: 'day', day: dayIn(resolved.time, scope.zone), time: resolved.time, notes: [] };
  if (received === undefined)
    return {
      kind: 'unknown',
      missing:
        resolved.kind === 'unknown' ? resolved.missing : [{ name: 'received', kind: 'event', why: 'not-recorded' }],
    };
  return {
    kind: 'day',
    day: dayIn(received, scope.zone),
    time: received,
    notes: [{ code: 'version-day-from-received', data: {} }],
  };
}

const occurrenceMoment: Moment = { kind: 'occurrence' };

function byMoment(
  scope: Scope,
  moment: Moment,
  rule: Rule | undefined,
  occurrence: ComplaintEvent | undefined,
  view: View,
): Resolved {
  const step = isStep(scope, moment);
  const chosen = step ? stepOf(rule, occurrence) : moment;
  if (chosen === undefined) return { kind: 'not-yet' };
  const counting = rule?.kind === 'deadline' ? rule.clock.counting : scope.policy.counting;
  return resolve(scope, view, chosen, { terms: termsOf(scope, scope.calendar, counting), roll: false });
}

function isStep(scope: Scope, moment: Moment): boolean {
  if (moment.kind !== 'parameter') return moment.kind === 'step';
  const value = readParameter(scope, moment.name);
  return typeof value === 'string' && moment.options.get(value)?.kind === 'step';
}

/** Where the rule's own clock starts, or the occurrence that it judges. */
function stepOf(rule: Rule | undefined, occurrence: ComplaintEvent | undefined): Moment | undefined {
  if (occurrence !== undefined) return occurrenceMoment;
  return rule?.kind === 'deadline' && rule.clock.period.kind === 'within' ? rule.clock.period.from : undefined;
}

/** The time of receipt; without one that of the first thing known to have happened. */
function receivedAt(scope: Scope): Time | undefined {
  const { timeline } = scope.of;
  return (timeline.byType.get('received')?.[0] ?? timeline.events[0])?.at;
}
