import { judge } from '../../rules/judge/judge.js';
import type { PolicySet } from '../../rules/policy/policy.js';
import { formatInstant } from '../../rules/time/parse-time.js';
import type { Instant } from '../../rules/values.js';
import { judgeExplained } from '../judgements/explained.js';
import { judgedOf, type Wanted } from '../judgements/judge-question.js';
import { judgementView, type Judged } from '../judgements/judgement-view.js';
import { indexOf } from '../judgements/set-index.js';
import type { StoredJudgement } from './change.js';
import type { StoredComplaint } from './complaint.js';
import { erasedFacts, judgeable, knownAt, knownUpTo } from './judgeable.js';

/** A stored judgement as it was made: "judged then". `set` is the one in whose words it is said, its own where that can be read. */
export function judgedThen(complaint: string, stored: StoredJudgement, set: PolicySet, judged: Judged = stored) {
  return {
    complaint,
    number: stored.number,
    judged: 'then' as const,
    set: { number: stored.setNumber, digest: stored.receipt.policySet },
    ...judgementView(judged, indexOf(set)),
  };
}

/**
 * A stored judgement with the derivation of its dates and the rules that do not apply: made again from what was known then, by the set
 * of then. Where that gives another result (values were erased, or the engine is another) what is stored stands, and it is said.
 */
export function explainedThen(
  complaint: StoredComplaint,
  stored: StoredJudgement,
  set: PolicySet,
  { explain, notApplicable }: Wanted,
) {
  const known = knownUpTo(complaint, stored.receipt.input.event);
  const { judgement, derivations } = judgeExplained(
    set,
    judgeable(known, stored.at),
    stored.at,
    stored.receipt.timeZoneData,
  );
  const again = judgedOf(judgement, notApplicable);
  if (again.receipt.result !== stored.result)
    return { ...judgedThen(complaint.id, stored, set), ...erasedView(known), unrepeatable: true as const };
  const judged: Judged = { ...stored, ...(again.others && { others: again.others }) };
  return {
    ...judgedThen(complaint.id, stored, set),
    ...judgementView(judged, indexOf(set), explain ? derivations : undefined),
  };
}

/** "Judged now": by the set in force, for any instant, by what is known or by what was known at one. */
export function judgedNow(
  complaint: StoredComplaint,
  { set, number }: { readonly set: PolicySet; readonly number: number },
  asked: Wanted & { readonly at: Instant; readonly known: Instant | undefined },
) {
  const { at, known: knownBy, explain, notApplicable } = asked;
  const known = knownBy === undefined ? complaint : knownAt(complaint, knownBy);
  const timeZoneData = process.versions.tz ?? '';
  const { judgement, derivations } = explain
    ? judgeExplained(set, judgeable(known, at), at, timeZoneData)
    : { judgement: judge(set, judgeable(known, at), at, { timeZoneData }), derivations: undefined };
  const index = indexOf(set);
  return {
    complaint: complaint.id,
    judged: 'now' as const,
    set: { number, digest: set.digest },
    ...(knownBy === undefined ? {} : { known_at: formatInstant(knownBy, index.zone) }),
    ...erasedView(known),
    next_look_at: judgement.nextLookAt === undefined ? null : formatInstant(judgement.nextLookAt, index.zone),
    ...judgementView(judgedOf(judgement, notApplicable), index, derivations),
  };
}

/** What was erased of a complaint, where anything was: judging it again says so. */
export function erasedView(complaint: StoredComplaint): { readonly erased?: string[] } {
  const erased = erasedFacts(complaint);
  return erased.length === 0 ? {} : { erased: [...erased] };
}
