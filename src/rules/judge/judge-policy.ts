import type { ComplaintEvent } from '../complaint.js';
import type { Rule } from '../policy/rule-types.js';
import type { Answer, CaseRun, RightFound, RuleFound } from './case-run.js';
import { deadlineOf, findingParts, type Instance } from './deadline.js';
import { headOf } from './findings.js';
import { judgementNeededOf } from './judgement-needed.js';
import type { Finding, Note } from './judgement.js';
import { requirementOf } from './requirement.js';
import { rightsSection } from './rights.js';
import type { Scope } from './scope.js';
import type { Section } from './section.js';
import { judgeVersions } from './versions-of-rule.js';

/** How duties are answered: deadlines, requirements, and what needs a judgement. */
export const rulesSection: Section<Rule, Finding, Instance> = {
  judge: judgeRule,
  notApplicable: (of, { policy, rule }, { reason, occurrence, yieldsTo }) => ({
    ...headOf(of, policy, rule, occurrence),
    ...(reason === 'not-in-force' ? { version: undefined } : {}),
    outcome: 'not-applicable',
    reason,
    ...(yieldsTo === undefined ? {} : { yieldsTo }),
    missing: [],
    notes: [],
  }),
  indeterminate: (of, { policy, rule }, occurrence, missing) => ({
    ...headOf(of, policy, rule, occurrence),
    outcome: 'indeterminate',
    missing,
    notes: [],
  }),
  unverified: (finding) => ({ ...finding, unverified: true }),
  said: new WeakMap(),
};

function judgeRule(
  scope: Scope,
  rule: Rule,
  occurrence: ComplaintEvent | undefined,
  notes: readonly Note[],
): readonly { readonly finding: Finding; readonly instance: Instance | undefined }[] {
  const head = headOf(scope.of, scope.policy, rule, occurrence);
  if (rule.kind === 'deadline')
    return deadlineOf(scope, rule, occurrence).map((instance) => {
      const parts = findingParts(instance);
      const quiet = parts.outcome === 'not-applicable' || parts.state === 'not-started';
      return { finding: { ...head, ...parts, notes: [...(quiet ? [] : notes), ...parts.notes] }, instance };
    });
  const result =
    rule.kind === 'requirement' ? requirementOf(scope, rule, occurrence) : judgementNeededOf(scope, rule, occurrence);
  const quiet = result.outcome === 'not-applicable' || result.outcome === 'pending';
  return [{ finding: { ...head, ...result, notes: quiet ? [] : notes }, instance: undefined }];
}

const nobody: Answer<never> = { found: [], undecided: undefined };

/** What a rule comes to on every occasion, worked out once; one that asks about itself gets no answer. */
export function rulesFound(run: CaseRun, ref: string): Answer<RuleFound> {
  return once(run.rules, ref, () => {
    const candidates = run.plan.rules.get(ref);
    return candidates === undefined ? nobody : judgeVersions(run, rulesSection, candidates);
  });
}

/** What a right comes to on every occasion, before anything of the same claim is used or elected. */
export function rightsFound(run: CaseRun, ref: string): Answer<RightFound> {
  return once(run.rights, ref, () => {
    const candidates = run.plan.rights.get(ref);
    return candidates === undefined ? nobody : judgeVersions(run, rightsSection, candidates);
  });
}

function once<T>(known: Map<string, Answer<T>>, ref: string, make: () => Answer<T>): Answer<T> {
  const before = known.get(ref);
  if (before !== undefined) return before;
  known.set(ref, nobody);
  const answer = make();
  known.set(ref, answer);
  return answer;
}
