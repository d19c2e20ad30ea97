import type { ComplaintEvent } from '../complaint.js';
import type { MissingFact } from '../conditions/condition.js';
import type { CalendarChoice } from '../policy/clock-types.js';
import type { Policy } from '../policy/policy.js';
import type { RuleBase } from '../policy/rule-types.js';
import type { Applies, Candidate, CaseRun } from './case-run.js';
import type { Note, Reason } from './judgement.js';
import { ask } from './reader.js';
import { now, type Case, type Scope, type View } from './scope.js';
import { hangsOnRule, isInForce, scopeOf, versionDay, type AnyRule, type VersionDay } from './versions.js';

export interface Occasion {
  readonly occurrence: ComplaintEvent | undefined;
  readonly day: VersionDay;
}

/** Whether a version of a rule is to be judged on an occasion; if it is, in which scope. */
export type Standing =
  | { readonly kind: 'not-in-force' }
  /** Nobody knows whether its policy applies (S38). */
  | { readonly kind: 'undecided'; readonly missing: readonly MissingFact[] }
  | { readonly kind: 'no'; readonly reason: Reason; readonly yieldsTo?: string }
  /** It gives way, or not: of no weight where its own conditions do not hold (S33). */
  | ({ readonly kind: 'perhaps'; readonly missing: readonly MissingFact[] } & Stands)
  | ({ readonly kind: 'yes' } & Stands);

/** A rule to be judged. */
export interface Stands {
  readonly scope: Scope;
  readonly notes: readonly Note[];
  readonly unverified: boolean;
}

/** What a rule is asked about: the complaint, or each occurrence (S62), with the day that picks the version (S43). */
export function occasionsOf(run: CaseRun, candidate: Candidate<AnyRule>): readonly Occasion[] {
  const { rule } = candidate;
  if (rule.each.length === 0) return [{ occurrence: undefined, day: dayOf(run, candidate, undefined) }];
  if (!rule.each.some((type) => run.of.timeline.byType.has(type))) return [];
  return run.of.timeline.events
    .filter((event) => rule.each.includes(event.type))
    .map((occurrence) => ({ occurrence, day: dayOf(run, candidate, occurrence) }));
}

/** The day that picks the version of a rule on an occasion. */
export function dayOf(
  run: CaseRun,
  { policy, rule }: Candidate<AnyRule>,
  occurrence: ComplaintEvent | undefined,
): VersionDay {
  if (rule.versionBy === undefined && occurrence === undefined && !isDatedByRule(run, policy))
    return policyDay(run, policy);
  return versionDay(scopeOf(run.of, policy, policy.inForce.from), rule, occurrence);
}

/** Whether each rule of a policy has a day of its own. */
export function isDatedByRule({ of }: CaseRun, policy: Policy): boolean {
  const { kind } = policy.versionBy;
  if (kind !== 'step' && kind !== 'parameter') return false;
  return hangsOnRule(scopeOf(of, policy, policy.inForce.from));
}

/** The day that picks the version of a whole policy. */
export function policyDay(run: CaseRun, policy: Policy): VersionDay {
  const known = run.days.get(policy);
  if (known !== undefined) return known;
  const scope = scopeOf(run.of, policy, policy.inForce.from);
  const { versionBy } = policy;
  const day =
    versionBy.kind === 'event' ? dayOfEvent(run, scope, versionBy.event) : versionDay(scope, undefined, undefined);
  run.days.set(policy, day);
  return day;
}

/** Most policies are dated by one event, on one calendar. */
function dayOfEvent({ daysOfEvents }: CaseRun, scope: Scope, event: string): VersionDay {
  const byEvent = daysOfEvents.get(scope.calendar) ?? new Map<string, VersionDay>();
  const known = byEvent.get(event);
  if (known !== undefined) return known;
  const day = versionDay(scope, undefined, undefined);
  daysOfEvents.set(scope.calendar, byEvent.set(event, day));
  return day;
}

/** In force on the day, checked or used all the same, its policy applies, and neither gives way. */
export function standingOf(run: CaseRun, candidate: Candidate<AnyRule>, { day }: Occasion): Standing {
  const { policy, rule } = candidate;
  if (day.kind === 'unknown') return { kind: 'undecided', missing: day.missing };
  if (!isInForce(policy.inForce, day.day) || (rule.inForce !== undefined && !isInForce(rule.inForce, day.day)))
    return { kind: 'not-in-force' };
  const unverified = isUnverified(candidate);
  if (unverified && !isUsed(run.of, candidate)) return { kind: 'no', reason: 'unverified' };
  const applies = appliesIn(run, policy);
  if (applies.truth === undefined) return { kind: 'undecided', missing: applies.missing };
  if (!applies.truth) return no(applies.yieldsTo === undefined ? 'applies-false' : 'yields', applies.yieldsTo);
  const yields = run.givesWay(policy, rule.yieldsTo);
  if (yields.truth === true) return no('yields', yields.yieldsTo);
  const scope = scopeOf(run.of, policy, day.day, calendarOf(policy, rule));
  const stands: Stands = { scope, notes: day.notes, unverified };
  return yields.truth === undefined
    ? { kind: 'perhaps', ...stands, missing: yields.missing }
    : { kind: 'yes', ...stands };
}

function no(reason: Reason, yieldsTo: string | undefined): Standing {
  return { kind: 'no', reason, ...(yieldsTo === undefined ? {} : { yieldsTo }) };
}

function calendarOf(policy: Policy, rule: AnyRule): CalendarChoice {
  if (rule.kind === 'deadline') return rule.clock.calendar;
  if (rule.kind === 'right') return rule.window?.clock?.calendar ?? policy.calendar;
  return rule.kind === 'retention' ? rule.calendar : policy.calendar;
}

/** Rules that nobody has checked against their source stay out of force, unless the organisation uses them. */
export function isUnverified({ policy, rule }: Candidate<RuleBase>): boolean {
  return policy.status === 'unverified' || rule.status === 'unverified';
}

export function isUsed({ set }: Case, { policy, rule }: Candidate<RuleBase>): boolean {
  const { useUnverified } = set.organisation;
  return useUnverified.includes(policy.id) || useUnverified.includes(`${policy.id}#${rule.id}`);
}

/**
 * Whether a version of a policy applies, as it stood on the day that picks it; decided once, because an unknown answer is
 * one finding for the policy (S38). A policy that gives way does not apply (S47).
 */
export function appliesIn(run: CaseRun, policy: Policy): Applies {
  const known = run.applies.get(policy);
  if (known !== undefined) return known;
  const result = askPolicy(run, policy);
  run.applies.set(policy, result);
  return result;
}

function askPolicy(run: CaseRun, policy: Policy): Applies {
  const scope = scopeOf(run.of, policy, policy.inForce.from);
  const day = policyDay(run, policy);
  const view: View = day.kind === 'day' ? { asOf: day.time } : now;
  const applies = ask(day.kind === 'day' ? { ...scope, day: day.day } : scope, view, policy.applies);
  if (applies.truth === false || policy.yieldsTo.length === 0) return applies;
  const yields = run.givesWay(policy, policy.yieldsTo);
  if (yields.truth === true) return { ...yields, truth: false };
  return applies.truth === undefined
    ? applies
    : { truth: yields.truth === false ? true : undefined, missing: yields.missing };
}
