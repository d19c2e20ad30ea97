import type { ComplaintEvent } from '../complaint.js';
import type { MissingFact } from '../conditions/condition.js';
import type { Answer, Candidate, CaseRun, Found, Undecided } from './case-run.js';
import { ask, isObserved } from './reader.js';
import { saysNo } from './said.js';
import { ruleWhen } from './rule-when.js';
import { joinMissing, now } from './scope.js';
import {
  appliesIn,
  dayOf,
  isUnverified,
  isUsed,
  occasionsOf,
  standingOf,
  type Occasion,
  type Stands,
} from './standing.js';
import type { Section } from './section.js';
import { isInForce, scopeOf, type AnyRule } from './versions.js';

/** One rule in all its versions: each occasion is judged by the version in force on its day. It comes to at least one answer, so that figures add up. */
export function judgeVersions<R extends AnyRule, F, I>(
  run: CaseRun,
  section: Section<R, F, I>,
  candidates: readonly Candidate<R>[],
): Answer<Found<R, F, I>> {
  const found: Found<R, F, I>[] = [];
  let undecided: Undecided | undefined;
  let asked = 0;
  for (const candidate of candidates) {
    for (const occasion of occasionsOf(run, candidate)) {
      asked += 1;
      const answer = judgeOccasion(run, section, candidate, occasion);
      if ('missing' in answer) undecided ??= answer;
      else found.push(...answer);
    }
  }
  if (found.length > 0 || undecided !== undefined) return { found, undecided };
  return {
    found: asked === 0 ? noOccurrence(run, section, candidates) : notInForce(run, section, candidates),
    undecided,
  };
}

function judgeOccasion<R extends AnyRule, F, I>(
  run: CaseRun,
  section: Section<R, F, I>,
  candidate: Candidate<R>,
  occasion: Occasion,
): readonly Found<R, F, I>[] | Undecided {
  const { occurrence } = occasion;
  const standing = standingOf(run, candidate, occasion);
  switch (standing.kind) {
    case 'not-in-force':
      return [];
    case 'undecided':
      return { policy: candidate.policy, missing: standing.missing };
    case 'no':
      return occurrence === undefined && standing.yieldsTo === undefined
        ? saysNo(run, section, candidate, standing.reason)
        : bare(candidate, occurrence, section.notApplicable(run.of, candidate, { ...standing, occurrence }));
    case 'perhaps': {
      const holds = ruleWhen(standing.scope, candidate.rule, occurrence);
      if (holds.truth === false) return judgedIn(section, candidate, occurrence, standing);
      const missing = joinMissing(standing.missing, holds.truth === undefined ? holds.missing : []);
      return bare(candidate, occurrence, section.indeterminate(run.of, candidate, occurrence, missing));
    }
    case 'yes':
      return judgedIn(section, candidate, occurrence, standing);
  }
}

/** What is said of a rule that did not come to be asked. */
function bare<R extends AnyRule, F, I>(
  candidate: Candidate<R>,
  occurrence: ComplaintEvent | undefined,
  finding: F,
): readonly Found<R, F, I>[] {
  return [{ candidate, scope: undefined, occurrence, instance: undefined, finding }];
}

function judgedIn<R extends AnyRule, F, I>(
  section: Section<R, F, I>,
  candidate: Candidate<R>,
  occurrence: ComplaintEvent | undefined,
  { scope, notes, unverified }: Stands,
): readonly Found<R, F, I>[] {
  return section.judge(scope, candidate.rule, occurrence, notes).map(({ finding, instance }) => ({
    candidate,
    scope,
    occurrence,
    instance,
    finding: unverified ? section.unverified(finding) : finding,
  }));
}

function notInForce<R extends AnyRule, F, I>(
  run: CaseRun,
  section: Section<R, F, I>,
  candidates: readonly Candidate<R>[],
): readonly Found<R, F, I>[] {
  const candidate = candidates.at(-1);
  return candidate === undefined ? [] : saysNo(run, section, candidate, 'not-in-force');
}

/** Nothing occurred that the rule judges; where the source would not report it, nobody knows (S32). */
function noOccurrence<R extends AnyRule, F, I>(
  run: CaseRun,
  section: Section<R, F, I>,
  candidates: readonly Candidate<R>[],
): readonly Found<R, F, I>[] {
  const candidate = candidateWithout(run, candidates);
  if (candidate === undefined) return [];
  const { policy, rule } = candidate;
  const unseen = rule.each.filter((type) => !isObserved(run, type));
  const applies = appliesIn(run, policy).truth;
  if (unseen.length === 0 || applies !== true || !isConcerned(run, candidate))
    return saysNo(run, section, candidate, applies === false ? 'applies-false' : 'no-occurrence');
  const missing = unseen.map((name): MissingFact => ({ name, kind: 'event', why: 'not-reported' }));
  return bare(candidate, undefined, section.indeterminate(run.of, candidate, undefined, missing));
}

/** The version in force where nothing occurred, else the last. */
function candidateWithout<R extends AnyRule>(
  run: CaseRun,
  candidates: readonly Candidate<R>[],
): Candidate<R> | undefined {
  if (candidates.length === 1) return candidates[0];
  return candidates.find((candidate) => isInForceWithout(run, candidate)) ?? candidates.at(-1);
}

/** Whether a rule would be asked about what may have occurred unseen. */
function isConcerned(run: CaseRun, candidate: Candidate<AnyRule>): boolean {
  const { policy, rule } = candidate;
  if (!isInForceWithout(run, candidate) || (isUnverified(candidate) && !isUsed(run.of, candidate))) return false;
  return ask(scopeOf(run.of, policy, policy.inForce.from), now, rule.when).truth !== false;
}

function isInForceWithout(run: CaseRun, candidate: Candidate<AnyRule>): boolean {
  const day = dayOf(run, candidate, undefined);
  return day.kind === 'day' && isInForce(candidate.policy.inForce, day.day);
}
