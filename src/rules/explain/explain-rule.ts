import type { Complaint, ComplaintEvent } from '../complaint.js';
import type { CompiledCondition, ConditionDocument, ConditionNode, Explanation } from '../conditions/condition.js';
import { amountOf } from '../judge/amounts.js';
import type { Candidate, CaseRun } from '../judge/case-run.js';
import { beginningOf } from '../judge/deadline.js';
import { runOf } from '../judge/judge.js';
import type { AmountFound } from '../judge/judgement.js';
import { readerOf } from '../judge/reader.js';
import { now, type Scope, type View } from '../judge/scope.js';
import { dayOf, occasionsOf } from '../judge/standing.js';
import { isInForce, scopeOf } from '../judge/versions.js';
import type { Grant, Policy, PolicySet, Right, Rule, Value } from '../policy/policy.js';
import type { Day, Instant, Truth } from '../values.js';
import { answering, type Answering } from './where-from.js';

/** A condition that was asked, what it came to, and which facts answered. */
export interface Asked {
  readonly what: 'applies' | 'when' | 'require' | 'exclusion' | 'unless' | 'extension' | 'gives';
  readonly document: ConditionDocument;
  readonly result: Truth;
  /** The comparisons that made the result what it is. */
  readonly decided: readonly ConditionDocument[];
  readonly answers: readonly Answering[];
  readonly cite: readonly string[];
}

/** One step of an amount: a part of its formula and what it came to. */
export interface AmountStep {
  readonly value: Value;
  readonly found: AmountFound;
}

/** What one rule was asked on one occasion. */
export interface RuleExplained {
  readonly policy: Policy;
  readonly rule: Rule | Right;
  readonly occurrence: ComplaintEvent | undefined;
  /** The day that picked the version; undefined where it is not known. */
  readonly day: Day | undefined;
  readonly asked: readonly Asked[];
  /** Of a right: each amount, from its parts to the whole. */
  readonly amounts: readonly { readonly remedy: string; readonly steps: readonly AmountStep[] }[];
}

/** Everything that a duty or right (`policy#rule`) was asked about a complaint, in the version in force on each occasion's day. */
export function explainRule(set: PolicySet, complaint: Complaint, at: Instant, ref: string): readonly RuleExplained[] {
  const run = runOf(set, complaint, at);
  const candidates: readonly Candidate<Rule | Right>[] = run.plan.rules.get(ref) ?? run.plan.rights.get(ref) ?? [];
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

function explainIn(
  run: CaseRun,
  { policy, rule }: Candidate<Rule | Right>,
  occurrence: ComplaintEvent | undefined,
  day: Day | undefined,
): RuleExplained {
  const scope = scopeOf(run.of, policy, day ?? policy.inForce.from, calendarOf(policy, rule));
  const view = viewOf(scope, rule, occurrence);
  const applies = policy.applies === undefined ? [] : [ask(scope, now, 'applies', policy.applies, [])];
  return {
    policy,
    rule,
    occurrence,
    day,
    asked: [...applies, ...(occurrence === undefined && rule.each.length > 0 ? [] : askedOf(scope, view, rule))],
    amounts: rule.kind === 'right' ? rule.gives.flatMap((grant) => amountsOf(scope, view, grant)) : [],
  };
}

function calendarOf(policy: Policy, rule: Rule | Right): Policy['calendar'] {
  if (rule.kind === 'deadline') return rule.clock.calendar;
  return rule.kind === 'right' ? (rule.window?.clock?.calendar ?? policy.calendar) : policy.calendar;
}

/** Conditions are asked as things stood when the clock started (S35). */
function viewOf(scope: Scope, rule: Rule | Right, occurrence: ComplaintEvent | undefined): View {
  const clock = rule.kind === 'deadline' ? rule.clock : rule.kind === 'right' ? rule.window?.clock : undefined;
  if (clock !== undefined) return beginningOf(scope, { clock, when: rule.when }, occurrence).view;
  return occurrence === undefined ? now : { occurrence, asOf: occurrence.at };
}

function askedOf(scope: Scope, view: View, rule: Rule | Right): readonly Asked[] {
  const { when, cite } = rule;
  const own = when === undefined ? [] : [ask(scope, view, 'when', when, cite)];
  switch (rule.kind) {
    case 'requirement':
      return [...own, ask(scope, view, 'require', rule.require, cite)];
    case 'deadline':
      return [...own, ...rule.clock.extensions.map((each) => ask(scope, view, 'extension', each.when, each.cite))];
    case 'judgement-needed':
      return own;
    case 'right':
      return [
        ...own,
        ...rule.exclusions.flatMap((each) => [
          ask(scope, view, 'exclusion', each.when, each.cite),
          ...(each.unless === undefined ? [] : [ask(scope, view, 'unless', each.unless, each.cite)]),
        ]),
        ...rule.gives.flatMap((grant) => (grant.when === undefined ? [] : [ask(scope, view, 'gives', grant.when, [])])),
      ];
  }
}

function ask(
  scope: Scope,
  view: View,
  what: Asked['what'],
  condition: CompiledCondition,
  cite: readonly string[],
): Asked {
  const explained = condition.explain(readerOf(scope, view));
  return {
    what,
    document: condition.document,
    result: explained.result,
    decided: decisive(condition.document, explained, scope.of.set),
    answers: [...condition.names].map((name) => answering(scope, view, name)),
    cite,
  };
}

/** The comparisons that alone would give the result: the false ones of an `all` that fails, the open ones of one that is open. */
function decisive(node: ConditionNode, told: Explanation, set: PolicySet): readonly ConditionDocument[] {
  const [child] = told.children;
  if ('condition' in node) {
    const document = set.conditions.get(node.condition)?.document;
    return document === undefined || child === undefined ? [] : decisive(document, child, set);
  }
  if ('not' in node) return child === undefined ? [] : decisive(node.not, child, set);
  const nodes = 'all' in node ? node.all : 'any' in node ? node.any : undefined;
  if (nodes === undefined) return 'fact' in node ? [told.result === false ? { not: node } : { all: [node] }] : [];
  const parts = nodes.flatMap((each, index) => {
    const part = told.children[index];
    return part === undefined ? [] : [[each, part] as const];
  });
  const alike = parts.filter(([, part]) => part.result === told.result);
  return (alike.length > 0 ? alike : parts).flatMap(([each, part]) => decisive(each, part, set));
}

function amountsOf(scope: Scope, view: View, grant: Grant): RuleExplained['amounts'] {
  if (grant.kind === 'one-of') return grant.of.flatMap((each) => amountsOf(scope, view, each));
  return [grant.amount, grant.upTo].flatMap((value) =>
    value === undefined ? [] : [{ remedy: grant.remedy, steps: stepsOf(scope, view, value) }],
  );
}

/** Parts before the whole; what is written down needs no step. */
function stepsOf(scope: Scope, view: View, value: Value): readonly AmountStep[] {
  return [
    ...partsOf(value).flatMap((part) => stepsOf(scope, view, part)),
    ...(value.kind === 'literal' ? [] : [{ value, found: amountOf(scope, view, value) }]),
  ];
}

function partsOf(value: Value): readonly Value[] {
  switch (value.kind) {
    case 'largest-of':
    case 'smallest-of':
    case 'sum':
    case 'times':
      return value.of;
    case 'minus':
      return [value.of];
    case 'divided-by':
      return [value.of, value.by];
    default:
      return [];
  }
}
