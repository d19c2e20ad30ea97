import type { Outcome, RetentionState, RightState } from '../judge/judgement.js';
import type { PolicySet } from '../policy/policy.js';
import type { Retention } from '../policy/retention-types.js';
import type { Right } from '../policy/right-types.js';
import type { Deadline, JudgementNeeded, Requirement } from '../policy/rule-types.js';
import { allRules, type AnyRule } from './all-rules.js';
import type { Expected, Timed } from './test-cases-expectation.js';
import type { FindingShape } from './test-cases-shape.js';
import type { TestCase } from './test-cases.js';

/** What a rule can give, whatever its section: an outcome, a state of a right or of a record, or that somebody is told. */
export type Given = Outcome | RightState | RetentionState | 'levels' | 'no-levels';

/** How far the cases of a set try one rule, all its versions together. */
export interface RuleCoverage {
  readonly policy: string;
  readonly rule: string;
  /** Where it stands in the newest version. */
  readonly file: string;
  readonly line: number;
  /** Whether any case expects anything of it. */
  readonly tested: boolean;
  /** What it can give and no case expects, in a fixed order. */
  readonly untried: readonly Given[];
}

/**
 * Every rule with what it can give and no case expects. `indeterminate` is left out: every rule can give it where a fact is unknown;
 * so is `not-applicable` of a rule without conditions of its own, which is its policy's business. Statements are not judged.
 */
export function coverageOf(set: PolicySet, cases: readonly TestCase[]): readonly RuleCoverage[] {
  const expected = Map.groupBy(
    cases.flatMap((each) => each.expected),
    (one) => `${one.policy}#${one.sort === 'records' ? '' : (one.rule ?? '')}`,
  );
  const rules = new Map<
    string,
    { readonly policy: string; readonly file: string; readonly rule: AnyRule; can: Set<Given> }
  >();
  for (const policy of set.policies)
    for (const rule of allRules(policy)) {
      if (rule.kind === 'statement') continue;
      const can = rules.get(rule.ref)?.can ?? new Set<Given>();
      for (const given of givenBy(rule, policy.yieldsTo.length > 0)) can.add(given);
      rules.set(rule.ref, { policy: policy.id, file: policy.file, rule, can });
    }
  return [...rules].map(([ref, { policy, file, rule, can }]): RuleCoverage => {
    const of = expected.get(ref) ?? [];
    const tried = new Set(of.flatMap(triedBy));
    const untried = [...can].filter((given) => !tried.has(given));
    return { policy, rule: rule.id, file, line: rule.line, tested: of.length > 0, untried };
  });
}

function givenBy(rule: Exclude<AnyRule, { readonly kind: 'statement' }>, policyYields: boolean): readonly Given[] {
  const yields = policyYields || rule.yieldsTo.length > 0;
  const without: readonly Given[] = rule.when !== undefined || yields || rule.each.length > 0 ? ['not-applicable'] : [];
  switch (rule.kind) {
    case 'deadline':
      return [...byDeadline(rule), ...without];
    case 'requirement':
    case 'judgement-needed':
      return [...byRequirement(rule), ...without];
    case 'right':
      return [...byRight(rule), ...(rule.exclusions.length > 0 ? (['not-applicable'] as const) : []), ...without];
    case 'retention':
      return [...byRetention(rule), ...without];
    case 'escalation':
      return ['levels', 'no-levels'];
  }
}

function byDeadline({ clock }: Deadline): readonly Given[] {
  const ends: readonly Given[] = clock.cancelledBy === undefined ? [] : ['not-applicable'];
  return ['compliant', 'non-compliant', 'pending', ...ends];
}

function byRequirement({ kind }: Requirement | JudgementNeeded): readonly Given[] {
  return kind === 'requirement' ? ['compliant', 'non-compliant'] : ['judgement-needed', 'compliant', 'non-compliant'];
}

function byRight({ window, usedBy }: Right): readonly Given[] {
  return [
    'open',
    ...(usedBy === undefined ? [] : (['used'] as const)),
    ...(window?.clock === undefined ? [] : (['lapsed'] as const)),
    ...(window?.opens === undefined ? [] : (['not-open-yet'] as const)),
  ];
}

function byRetention({ atLeast, atMost }: Retention): readonly Given[] {
  return [
    ...(atLeast === undefined ? [] : (['keep', 'may-go'] as const)),
    ...(atMost === undefined ? [] : (['must-go'] as const)),
  ];
}

/** What a case says must come out. A date alone tries the rule without saying what it gives. */
function triedBy(expected: Expected): readonly Given[] {
  switch (expected.sort) {
    case 'finding':
      return expected.each.flatMap(outcomeOf);
    case 'right':
      return expected.each.flatMap(({ shape }) => shape.right ?? (shape.reason === undefined ? [] : 'not-applicable'));
    case 'retention':
    case 'records':
      return expected.each.flatMap(({ shape }) => shape.retention ?? []);
    case 'escalation':
      return expected.each.map(({ shape }) => (shape.levels.length > 0 ? 'levels' : 'no-levels'));
  }
}

const outcomes = {
  'not-started': 'pending',
  running: 'pending',
  'at-risk': 'pending',
  paused: 'pending',
  'in-time': 'compliant',
  'done-late': 'non-compliant',
  overdue: 'non-compliant',
  cancelled: 'not-applicable',
  replaced: 'not-applicable',
  'no-deadline': 'not-applicable',
} as const;

function outcomeOf({ shape }: Timed<FindingShape>): readonly Outcome[] {
  if (shape.outcome !== undefined) return [shape.outcome];
  return shape.state === undefined ? [] : [outcomes[shape.state]];
}
