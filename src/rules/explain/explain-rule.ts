import { allRules, calendarOfRule, type AnyRule } from '../analysis/all-rules.js';
import type { Complaint, ComplaintEvent } from '../complaint.js';
import type { Candidate, CaseRun } from '../judge/case-run.js';
import { beginningOf } from '../judge/deadline.js';
import { runOf } from '../judge/judge.js';
import { now, type Scope, type View } from '../judge/scope.js';
import { dayOf, occasionsOf } from '../judge/standing.js';
import { isInForce, scopeOf } from '../judge/versions.js';
import type { Policy, PolicySet } from '../policy/policy.js';
import type { Day, Instant } from '../values.js';
import { amountsOf, type AmountExplained } from './amount-steps.js';
import { ask, askedOf, type Asked } from './asked.js';
import { choicesOf, type Choice } from './choices.js';
import { momentsOf, type MomentRead } from './moments-read.js';
import { retentionDates, windowDates, type DateExplained } from './date-steps.js';

/** What one rule was asked on one occasion. */
export interface RuleExplained {
  readonly policy: Policy;
  readonly rule: AnyRule;
  readonly occurrence: ComplaintEvent | undefined;
  /** The day that picked the version; undefined where it is not known. */
  readonly day: Day | undefined;
  readonly asked: readonly Asked[];
  /** From where, until when: what the clock looks at, and what answered. */
  readonly moments: readonly MomentRead[];
  /** Which row of each table applied. */
  readonly choices: readonly Choice[];
  /** Of a right: each amount, from its parts to the whole. */
  readonly amounts: readonly AmountExplained[];
  /** Of a right and of a retention: each date, one for each round. Those of a deadline stand with its finding. */
  readonly dates: readonly DateExplained[];
}

/** Everything that a rule of any section (`policy#rule`) was asked about a complaint, in the version in force on each occasion's day. */
export function explainRule(set: PolicySet, complaint: Complaint, at: Instant, ref: string): readonly RuleExplained[] {
  const run = runOf(set, complaint, at);
  const candidates = candidatesOf(run, ref);
  const explained = candidates.flatMap((candidate) =>
    occasionsOf(run, candidate).flatMap(({ occurrence, day }) => {
      if (day.kind === 'unknown') return [explainIn(run, candidate, occurrence, undefined)];
      const { policy, rule } = candidate;
      const inForce =
        isInForce(policy.inForce, day.day) && (rule.inForce === undefined || isInForce(rule.inForce, day.day));
      return inForce ? [explainIn(run, candidate, occurrence, day.day)] : [];
    }),
  );
  const last = candidates.at(-1);
  // A rule about something that has not happened, or not in force: at least whether its policy applies.
  if (explained.length > 0 || last === undefined) return explained;
  const day = dayOf(run, last, undefined);
  return [explainIn(run, last, undefined, day.kind === 'day' ? day.day : undefined)];
}

/** The rule in each version of its policy that has it. */
function candidatesOf({ plan }: CaseRun, ref: string): readonly Candidate<AnyRule>[] {
  const [id = ''] = ref.split('#');
  const versions = plan.policies.get(id)?.versions ?? [];
  return versions.flatMap((policy) => allRules(policy).flatMap((rule) => (rule.ref === ref ? [{ policy, rule }] : [])));
}

function explainIn(
  run: CaseRun,
  { policy, rule }: Candidate<AnyRule>,
  occurrence: ComplaintEvent | undefined,
  day: Day | undefined,
): RuleExplained {
  const scope = scopeOf(run.of, policy, day ?? policy.inForce.from, calendarOfRule(rule, policy));
  const view = viewOf(scope, rule, occurrence);
  const applies = policy.applies === undefined ? [] : [ask(scope, now, 'applies', policy.applies, [])];
  const hasOccasion = occurrence !== undefined || rule.each.length === 0;
  return {
    policy,
    rule,
    occurrence,
    day,
    asked: [...applies, ...(hasOccasion ? askedOf(scope, view, rule) : [])],
    moments: hasOccasion ? momentsOf(scope, view, rule) : [],
    choices: hasOccasion ? choicesOf(scope, view, rule) : [],
    amounts: rule.kind === 'right' ? rule.gives.flatMap((grant) => amountsOf(scope, view, grant)) : [],
    dates: hasOccasion ? datesOf(scope, view, rule, occurrence) : [],
  };
}

function datesOf(
  scope: Scope,
  view: View,
  rule: AnyRule,
  occurrence: ComplaintEvent | undefined,
): readonly DateExplained[] {
  if (rule.kind === 'right') return windowDates(scope, rule, occurrence);
  return rule.kind === 'retention' ? retentionDates(scope, view, rule, occurrence) : [];
}

/** Conditions are asked as things stood when the clock started (S35). */
function viewOf(scope: Scope, rule: AnyRule, occurrence: ComplaintEvent | undefined): View {
  const clock = rule.kind === 'deadline' ? rule.clock : rule.kind === 'right' ? rule.window?.clock : undefined;
  if (clock !== undefined) return beginningOf(scope, { clock, when: rule.when }, occurrence).view;
  if (occurrence === undefined) return now;
  // Who is to be told hangs on how things stand now.
  return rule.kind === 'escalation' ? { occurrence } : { occurrence, asOf: occurrence.at };
}
