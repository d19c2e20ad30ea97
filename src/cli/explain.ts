import { RedressError } from '../errors.js';
import { judgeExplained, findingKey } from '../modules/judgements/explained.js';
import type { Complaint } from '../rules/complaint.js';
import { answersAbout, refsOf, type Answer } from '../rules/explain/answers.js';
import { cameOf, foundOf } from '../rules/explain/found.js';
import { smallestChange, usualJudgements, type SmallestChange } from '../rules/explain/smallest-change.js';
import type { Finding } from '../rules/judge/judgement.js';
import { hint } from '../rules/nearest.js';
import type { PolicySet } from '../rules/policy/policy.js';
import type { Instant } from '../rules/values.js';
import { explainFault } from './explain-errors.js';

/** An answer with its smallest change. */
export interface ExplainedAnswer {
  readonly answer: Answer;
  /** Undefined where it was not looked for. */
  readonly change: SmallestChange | undefined;
}

export interface ExplainedComplaint {
  readonly answers: readonly ExplainedAnswer[];
  /** How many answers are not shown, because they do not apply or nobody is to be told. */
  readonly quiet: number;
  /** Whether the smallest change of each answer was looked for. */
  readonly isWhole: boolean;
  /** Findings about whole policies, of which nobody knows whether they apply. */
  readonly open: readonly Finding[];
}

/**
 * Explains the rule asked for with its smallest change, or every rule of every section that applies or may apply; the others are
 * counted. `isOver` ends the search for the smallest change, which then says so.
 */
export function explainComplaint(
  set: PolicySet,
  complaint: Complaint,
  at: Instant,
  asked: { readonly rule: string | undefined; readonly isOver: () => boolean },
): ExplainedComplaint {
  const { judgement, derivations } = judgeExplained(set, complaint, at, process.versions['tz'] ?? '');
  const judged = { judgement, derivationOf: (finding: Finding) => derivations.get(findingKey(finding)) };
  const about = (ref: string): readonly Answer[] => answersAbout(set, complaint, at, judged, ref);
  const ref = asked.rule === undefined ? undefined : refOf(asked.rule, set);
  // Whoever asks about one rule wants to hear of no other.
  if (ref !== undefined) {
    const limits = { judgements: usualJudgements, isOver: asked.isOver };
    const answers = about(ref).map((answer) => ({
      answer,
      change: smallestChange({ set, complaint, at, about: answer.about }, limits),
    }));
    return { answers, quiet: 0, open: [], isWhole: true };
  }
  const found = refsOf(set).map((each) => ({
    ref: each,
    came: foundOf(judgement, each, set).map((one) => cameOf(one, at)),
  }));
  const quiet = found.flatMap(({ came }) => came.filter(isQuiet)).length;
  const loud = found.filter(({ came }) => !came.every(isQuiet)).flatMap((each) => about(each.ref));
  const answers = loud.filter(({ came }) => !isQuiet(came)).map((answer) => ({ answer, change: undefined }));
  const open = judgement.findings.filter((finding) => finding.rule === undefined);
  return { answers, quiet, open, isWhole: false };
}

function isQuiet(came: Answer['came']): boolean {
  return came === 'not-applicable' || came === 'nobody-told';
}

/** `policy#rule`, or the id of a rule that one policy alone has. */
function refOf(rule: string, set: PolicySet): string {
  const refs = refsOf(set);
  const found = refs.filter((ref) => ref === rule || ref.split('#')[1] === rule);
  const [only, ...more] = found;
  if (only !== undefined && (more.length === 0 || found.includes(rule))) return found.includes(rule) ? rule : only;
  const name = rule.slice(0, 80);
  if (only !== undefined)
    throw new RedressError([explainFault('explain.rule_of_several', { rule: name, known: found.join(', ') })]);
  const known = [...refs, ...refs.flatMap((ref) => ref.split('#').slice(1))];
  throw new RedressError([explainFault('explain.unknown_rule', { rule: name, hint: hint(rule, known) })]);
}
