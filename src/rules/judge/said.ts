import type { RuleBase } from '../policy/rule-types.js';
import type { Candidate, CaseRun, Found } from './case-run.js';
import { isOwn } from './findings.js';
import type { Reason } from './judgement.js';
import type { SaidOf, Section } from './section.js';

/** The answer that a rule does not apply to a complaint as such: the same for every such complaint, so it is said once. */
export function saysNo<R extends RuleBase, F, I>(
  run: CaseRun,
  section: Section<R, F, I>,
  candidate: Candidate<R>,
  reason: Reason,
): readonly Found<R, F, I>[] {
  const known: SaidOf<R, F, I> = section.said.get(candidate) ?? { own: new Map(), others: new Map() };
  const byReason = isOwn(run.of, candidate.rule.binds) ? known.own : known.others;
  const before = byReason.get(reason);
  if (before !== undefined) return before;
  const finding = section.notApplicable(run.of, candidate, { reason, occurrence: undefined });
  const found = [{ candidate, scope: undefined, occurrence: undefined, instance: undefined, finding }];
  byReason.set(reason, found);
  section.said.set(candidate, known);
  return found;
}
