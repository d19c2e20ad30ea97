import type { ComplaintEvent } from '../complaint.js';
import type { MissingFact } from '../conditions/condition.js';
import type { Escalation } from '../policy/escalation-types.js';
import type { Policy } from '../policy/policy.js';
import type { Retention } from '../policy/retention-types.js';
import type { Right } from '../policy/right-types.js';
import type { InForce, Rule } from '../policy/rule-types.js';
import type { Statement } from '../policy/statement-types.js';
import type { Moment } from '../policy/value-types.js';
import { dayIn } from '../time/compare.js';
import type { Day, Reading, Time } from '../values.js';
import type { Note } from './judgement.js';
import { resolve } from './moments.js';
import { read } from './reader.js';
import type { Resolved } from './resolved.js';
import { calendarOf, now, readParameter, termsOf, type Case, type Scope, type View } from './scope.js';

/** A rule of any section that is judged. */
export type AnyRule = Rule | Statement | Right | Retention | Escalation;

/** The day that picks a version; unknown where not even the day of receipt is known. */
export type VersionDay =
  | { readonly kind: 'day'; readonly day: Day; readonly time: Time; readonly notes: readonly Note[] }
  | { readonly kind: 'unknown'; readonly missing: readonly MissingFact[] };

export function isInForce(inForce: InForce, day: Day): boolean {
  return inForce.from <= day && day <= (inForce.through ?? Infinity);
}

/** A policy version as looked at on a day. */
export function scopeOf(of: Case, policy: Policy, day: Day, choice = policy.calendar): Scope {
  const named = choice.kind === 'named' ? of.set.calendars.get(choice.id) : undefined;
  const calendar = named ?? calendarOf(of, choice, (name) => readBefore(of, policy, day, name));
  const known = of.scopes.get(policy);
  if (known !== undefined) for (const each of known) if (each.day === day && each.calendar === calendar) return each;
  const scope: Scope = { of, policy, day, calendar, zone: calendar.zone };
  of.scopes.set(policy, known === undefined ? [scope] : [...known, scope]);
  return scope;
}

/** A fact read to find the calendar, on any of the calendars. */
function readBefore(of: Case, policy: Policy, day: Day, name: string): Reading {
  const [any] = of.set.calendars.values();
  return any === undefined ? undefined : read({ of, policy, day, calendar: any, zone: any.zone }, now, name);
}

/**
 * The day of `version-by` (S43). With `each` it is the day of the occurrence, unless the rule or a parameter says
 * otherwise; where the moment has not come or is not known, it is the day of receipt, and the finding says so.
 */
export function versionDay(
  scope: Scope,
  rule: AnyRule | undefined,
  occurrence: ComplaintEvent | undefined,
): VersionDay {
  const received = receivedAt(scope);
  const seen = onDayOf(received, scope);
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

function onDayOf(received: Time | undefined, scope: Scope): Scope {
  return received === undefined ? scope : { ...scope, day: dayIn(received, scope.zone) };
}

/**
 * Whether the day that picks the version hangs on the rule, its own step or the counting of its clock, where a policy is dated by a
 * step or by a parameter.
 */
export function hangsOnRule(scope: Scope): boolean {
  const { versionBy } = scope.policy;
  if (versionBy.kind !== 'parameter') return versionBy.kind === 'step';
  const value = readParameter(onDayOf(receivedAt(scope), scope), versionBy.name);
  const chosen = typeof value === 'string' ? versionBy.options.get(value) : undefined;
  return chosen?.kind !== 'event' && chosen?.kind !== 'fact';
}

const occurrenceMoment: Moment = { kind: 'occurrence' };

function byMoment(
  scope: Scope,
  moment: Moment,
  rule: AnyRule | undefined,
  occurrence: ComplaintEvent | undefined,
  view: View,
): Resolved {
  const step = isStep(scope, moment);
  const chosen = step ? stepOf(rule, occurrence) : moment;
  if (chosen === undefined) return { kind: 'not-yet' };
  const counting = countingOf(rule) ?? scope.policy.counting;
  return resolve(scope, view, chosen, { terms: termsOf(scope, scope.calendar, counting), roll: false });
}

function countingOf(rule: AnyRule | undefined): string | undefined {
  if (rule?.kind === 'deadline') return rule.clock.counting;
  if (rule?.kind === 'right') return rule.window?.clock?.counting;
  return rule?.kind === 'retention' ? rule.counting : undefined;
}

function isStep(scope: Scope, moment: Moment): boolean {
  if (moment.kind !== 'parameter') return moment.kind === 'step';
  const value = readParameter(scope, moment.name);
  return typeof value === 'string' && moment.options.get(value)?.kind === 'step';
}

/** Where the rule's own clock starts, or the occurrence that it judges. */
function stepOf(rule: AnyRule | undefined, occurrence: ComplaintEvent | undefined): Moment | undefined {
  if (occurrence !== undefined) return occurrenceMoment;
  if (rule?.kind === 'retention' || rule?.kind === 'judgement-needed') return rule.from;
  const clock = rule?.kind === 'deadline' ? rule.clock : rule?.kind === 'right' ? rule.window?.clock : undefined;
  return clock?.period.kind === 'within' ? clock.period.from : undefined;
}

/** The time of receipt; without one that of the first thing known to have happened. */
function receivedAt(scope: Scope): Time | undefined {
  const { timeline } = scope.of;
  return (timeline.byType.get('received')?.[0] ?? timeline.events[0])?.at;
}
