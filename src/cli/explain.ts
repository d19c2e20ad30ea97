import { RedressError } from '../errors.js';
import { judgeExplained, findingKey } from '../modules/judgements/explained.js';
import { allRules } from '../rules/analysis/all-rules.js';
import type { Complaint } from '../rules/complaint.js';
import { explainRule, type RuleExplained } from '../rules/explain/explain-rule.js';
import { readingsOf, type ReadingFound } from '../rules/explain/readings.js';
import { smallestChange, usualJudgements, type SmallestChange } from '../rules/explain/smallest-change.js';
import type { Derivation, Finding, RightFinding } from '../rules/judge/judgement.js';
import { hint } from '../rules/nearest.js';
import type { PolicySet } from '../rules/policy/policy.js';
import type { Instant } from '../rules/values.js';
import { explainFault } from './explain-errors.js';

/** One answer with everything that led to it. */
export interface ExplainedAnswer {
  readonly ref: string;
  readonly finding: Finding | undefined;
  readonly right: RightFinding | undefined;
  readonly derivation: Derivation | undefined;
  readonly explained: RuleExplained | undefined;
  readonly readings: readonly ReadingFound[];
  /** Undefined where it was not looked for. */
  readonly change: SmallestChange | undefined;
}

export interface ExplainedComplaint {
  readonly answers: readonly ExplainedAnswer[];
  /** How many answers are not shown, because they do not apply. */
  readonly quiet: number;
  /** Whether the smallest change of each answer was looked for. */
  readonly isWhole: boolean;
  /** Findings about whole policies, of which nobody knows whether they apply. */
  readonly open: readonly Finding[];
}

/**
 * Explains the rule asked for with its smallest change, or every duty and right that applies or may apply; the others are counted. `isOver` ends the
 * search for the smallest change, which then says so.
 */
export function explainComplaint(
  set: PolicySet,
  complaint: Complaint,
  at: Instant,
  asked: { readonly rule: string | undefined; readonly isOver: () => boolean },
): ExplainedComplaint {
  const { judgement, derivations } = judgeExplained(set, complaint, at, process.versions['tz'] ?? '');
  const ref = asked.rule === undefined ? undefined : refOf(asked.rule, set);
  const isAsked = (each: Finding | RightFinding): boolean =>
    ref === undefined
      ? each.rule !== undefined && cameOf(each) !== 'not-applicable'
      : `${each.policy}#${each.rule ?? ''}` === ref;
  const duties = judgement.findings.filter(isAsked).map((finding) => ({ finding, right: undefined }));
  const rights = judgement.rights.filter(isAsked).map((right) => ({ finding: undefined, right }));
  const answers = [...duties, ...rights].map(({ finding, right }): ExplainedAnswer => {
    const found = finding ?? right;
    const about = { ...found, policy: found?.policy ?? '', rule: found?.rule ?? '' };
    const name = `${about.policy}#${about.rule}`;
    return {
      ref: name,
      finding,
      right,
      derivation: finding && derivations.get(findingKey(finding)),
      explained: ofOccurrence(explainRule(set, complaint, at, name), about.occurrence?.event),
      readings: readingsOf(set, complaint, at, name),
      change:
        ref === undefined
          ? undefined
          : smallestChange({ set, complaint, at, about }, { judgements: usualJudgements, isOver: asked.isOver }),
    };
  });
  // Whoever asks about one rule wants to hear of no other.
  if (ref !== undefined) return { answers, quiet: 0, open: [], isWhole: true };
  const all = judgement.findings.length + judgement.rights.length;
  const open = judgement.findings.filter(({ rule }) => rule === undefined);
  return { answers, quiet: all - answers.length - open.length, open, isWhole: false };
}

function cameOf(each: Finding | RightFinding): Finding['outcome'] | RightFinding['state'] {
  return 'outcome' in each ? each.outcome : each.state;
}

function ofOccurrence(all: readonly RuleExplained[], event: string | undefined): RuleExplained | undefined {
  return all.find(({ occurrence }) => occurrence?.id === event) ?? all[0];
}

/** `policy#rule`, or the id of a rule that one policy alone has. */
function refOf(rule: string, { policies }: PolicySet): string {
  const refs = [...new Set(policies.flatMap(({ rules, rights }) => [...rules, ...rights].map(({ ref }) => ref)))];
  const found = refs.filter((ref) => ref === rule || ref.split('#')[1] === rule);
  const [only, ...more] = found;
  if (only !== undefined && (more.length === 0 || only === rule)) return only;
  const name = rule.slice(0, 80);
  if (only !== undefined)
    throw new RedressError([explainFault('explain.rule_of_several', { rule: name, known: found.join(', ') })]);
  const known = [...refs, ...policies.flatMap((policy) => allRules(policy).map(({ id }) => id))];
  throw new RedressError([explainFault('explain.unknown_rule', { rule: name, hint: hint(rule, known) })]);
}
