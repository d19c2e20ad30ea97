import type { ComplaintEvent } from '../complaint.js';
import type { MissingFact } from '../conditions/condition.js';
import type { Policy, Rule } from '../policy/policy.js';
import type { Instant, Truth } from '../values.js';
import { deadlineOf, findingParts, nextChange, type Instance } from './deadline.js';
import { headOf, notApplicable, policyFinding } from './findings.js';
import type { Finding, Note } from './judgement.js';
import { ask, isObserved } from './reader.js';
import { requirementOf } from './requirement.js';
import { now, type Case, type Scope, type View } from './scope.js';
import { isInForce, scopeOf, versionDay, type VersionDay } from './versions.js';

export type Watch = (finding: Finding, instance: Instance | undefined) => void;

/** A policy with all its versions, and each of its rules in the versions that have it. */
export interface PolicyPlan {
  readonly id: string;
  readonly rules: readonly (readonly Candidate[])[];
}

export interface Candidate {
  readonly policy: Policy;
  readonly rule: Rule;
}

export function planPolicy(id: string, versions: readonly Policy[]): PolicyPlan {
  const candidates = versions.flatMap((policy) => policy.rules.map((rule) => ({ policy, rule })));
  return { id, rules: [...Map.groupBy(candidates, ({ rule }) => rule.id).values()] };
}

/** Whether a version applies, decided once: an unknown answer is one finding for the policy, not one per rule (S38). */
interface Applies {
  readonly truth: Truth;
  readonly missing: readonly MissingFact[];
}

/** What is found of one policy on one complaint, while it is being judged. */
interface PolicyRun {
  readonly of: Case;
  readonly watch: Watch | undefined;
  readonly findings: Finding[];
  readonly known: Map<Policy, Applies>;
  nextLookAt: Instant | undefined;
  undecided: Finding | undefined;
}

function report(run: PolicyRun, finding: Finding, instance?: Instance): void {
  run.findings.push(finding);
  run.watch?.(finding, instance);
  const next = instance === undefined ? undefined : nextChange(instance, run.of.timeline.at);
  if (next !== undefined) run.nextLookAt = Math.min(run.nextLookAt ?? Infinity, next);
}

function undecide(run: PolicyRun, policy: Policy, missing: readonly MissingFact[]): void {
  run.undecided ??= policyFinding(run.of, policy, missing);
}

/** `applies` as it stood on the day that picks the version. */
function appliesIn(run: PolicyRun, policy: Policy): Applies {
  const before = run.known.get(policy);
  if (before !== undefined) return before;
  const scope = scopeOf(run.of, policy, policy.inForce.from);
  const day = versionDay(scope, undefined, undefined);
  const view: View = day.kind === 'day' ? { asOf: day.time } : now;
  const result = ask(day.kind === 'day' ? { ...scope, day: day.day } : scope, view, policy.applies);
  run.known.set(policy, result);
  return result;
}

/** Judges every rule of every version of one policy. Each rule comes to at least one finding, so that figures add up. */
export function judgePolicy(
  of: Case,
  plan: PolicyPlan,
  watch: Watch | undefined,
): { readonly findings: readonly Finding[]; readonly nextLookAt: Instant | undefined } {
  const run: PolicyRun = { of, watch, findings: [], known: new Map(), nextLookAt: undefined, undecided: undefined };
  for (const candidates of plan.rules) judgeVersions(run, candidates);
  if (run.undecided !== undefined) report(run, run.undecided);
  return run;
}

/** One rule in all its versions: each occasion is judged by the version in force on its day. */
function judgeVersions(run: PolicyRun, candidates: readonly Candidate[]): void {
  const before = run.findings.length;
  let asked = 0;
  let undecided = false;
  for (const candidate of candidates) {
    for (const occasion of occasions(run.of, candidate)) {
      asked += 1;
      undecided = judgeOccasion(run, candidate, occasion) === 'undecided' || undecided;
    }
  }
  if (run.findings.length > before || undecided) return;
  if (asked === 0) noOccurrence(run, candidates);
  else {
    const last = candidates.at(-1);
    if (last !== undefined)
      report(run, { ...notApplicable(run.of, last.policy, last.rule, 'not-in-force', undefined), version: undefined });
  }
}

interface Occasion {
  readonly occurrence: ComplaintEvent | undefined;
  readonly day: VersionDay;
}

/** What a rule is asked about: the complaint, or each occurrence (S62), with the day that picks the version. */
function occasions(of: Case, { policy, rule }: Candidate): readonly Occasion[] {
  const scope = scopeOf(of, policy, policy.inForce.from);
  if (rule.each.length === 0) return [{ occurrence: undefined, day: versionDay(scope, rule, undefined) }];
  return of.timeline.events
    .filter((event) => rule.each.includes(event.type))
    .map((occurrence) => ({ occurrence, day: versionDay(scope, rule, occurrence) }));
}

function judgeOccasion(
  run: PolicyRun,
  { policy, rule }: Candidate,
  { occurrence, day }: Occasion,
): 'judged' | 'undecided' | 'not-in-force' {
  if (day.kind === 'unknown') {
    undecide(run, policy, day.missing);
    return 'undecided';
  }
  if (!isInForce(policy.inForce, day.day) || (rule.inForce !== undefined && !isInForce(rule.inForce, day.day)))
    return 'not-in-force';
  if (isUnverified({ policy, rule })) {
    report(run, notApplicable(run.of, policy, rule, 'unverified', occurrence));
    return 'judged';
  }
  const { truth, missing } = appliesIn(run, policy);
  if (truth === undefined) {
    undecide(run, policy, missing);
    return 'undecided';
  }
  if (!truth) report(run, notApplicable(run.of, policy, rule, 'applies-false', occurrence));
  else {
    const choice = rule.kind === 'deadline' ? rule.clock.calendar : policy.calendar;
    judgeRule(run, scopeOf(run.of, policy, day.day, choice), rule, occurrence, day.notes);
  }
  return 'judged';
}

/** Rules that nobody has checked against their source stay out of force. */
function isUnverified({ policy, rule }: Candidate): boolean {
  return policy.status === 'unverified' || rule.status === 'unverified';
}

function judgeRule(
  run: PolicyRun,
  scope: Scope,
  rule: Rule,
  occurrence: ComplaintEvent | undefined,
  notes: readonly Note[],
): void {
  const head = headOf(run.of, scope.policy, rule, occurrence);
  if (rule.kind === 'requirement') {
    const result = requirementOf(scope, rule, occurrence);
    report(run, { ...head, ...result, notes: result.outcome === 'not-applicable' ? [] : notes });
    return;
  }
  for (const instance of deadlineOf(scope, rule, occurrence)) {
    const parts = findingParts(instance);
    const quiet = parts.outcome === 'not-applicable' || parts.state === 'not-started';
    report(run, { ...head, ...parts, notes: [...(quiet ? [] : notes), ...parts.notes] }, instance);
  }
}

/** Nothing occurred that the rule judges; where the source would not report it, nobody knows (S32). */
function noOccurrence(run: PolicyRun, candidates: readonly Candidate[]): void {
  const { of } = run;
  const inForce = candidates.find((candidate) => {
    const scope = scopeOf(of, candidate.policy, candidate.policy.inForce.from);
    const day = versionDay(scope, { ...candidate.rule, each: [] }, undefined);
    return day.kind === 'day' && isInForce(candidate.policy.inForce, day.day);
  });
  const chosen = inForce ?? candidates.at(-1);
  if (chosen === undefined) return;
  const { policy, rule } = chosen;
  const scope = scopeOf(of, policy, policy.inForce.from);
  const unseen = rule.each.filter((type) => !isObserved(scope, type));
  const applies = appliesIn(run, policy).truth;
  const concerned =
    inForce !== undefined && !isUnverified(chosen) && applies === true && ask(scope, now, rule.when).truth !== false;
  if (unseen.length === 0 || !concerned) {
    report(run, notApplicable(of, policy, rule, applies === false ? 'applies-false' : 'no-occurrence', undefined));
    return;
  }
  const missing = unseen.map((name) => ({ name, kind: 'event', why: 'not-reported' }) as const);
  report(run, { ...headOf(of, policy, rule, undefined), outcome: 'indeterminate', missing, notes: [] });
}
