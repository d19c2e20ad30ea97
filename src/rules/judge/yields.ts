import type { Policy } from '../policy/policy.js';
import type { Applies, CaseRun } from './case-run.js';
import { ruleWhen } from './rule-when.js';
import { joinMissing } from './scope.js';
import { refIn } from './set-plan.js';
import { appliesIn, occasionsOf, policyDay, standingOf } from './standing.js';
import { isInForce } from './versions.js';

const stays: Applies = { truth: false, missing: [] };

/** Whether one of the policies and rules to which something gives way applies (S47); the first that does is named. */
export function givesWay(run: CaseRun, policy: Policy, references: readonly string[]): Applies {
  if (references.length === 0) return stays;
  const answers = references.map((reference) => ({ reference, ...appliesAs(run, policy, reference) }));
  const first = answers.find(({ truth }) => truth === true);
  return first === undefined ? joined(answers) : { truth: true, missing: [], yieldsTo: first.reference };
}

function joined(answers: readonly Applies[]): Applies {
  if (answers.some(({ truth }) => truth === true)) return { truth: true, missing: [] };
  const unknown = answers.filter(({ truth }) => truth === undefined);
  if (unknown.length === 0) return stays;
  return { truth: undefined, missing: joinMissing(...unknown.map(({ missing }) => missing)) };
}

function appliesAs(run: CaseRun, policy: Policy, reference: string): Applies {
  const key = `applies ${reference}`;
  if (run.asking.has(key)) return stays;
  run.asking.add(key);
  const named = run.plan.policies.get(reference);
  const answers =
    named === undefined
      ? ruleAnswers(run, refIn(policy, reference))
      : named.versions.map((version) => versionApplies(run, version));
  run.asking.delete(key);
  return joined(answers);
}

/** A version that is in force, that is checked or of which something is used all the same, and that applies. */
function versionApplies(run: CaseRun, version: Policy): Applies {
  const { useUnverified } = run.of.set.organisation;
  const used = useUnverified.some((each) => each === version.id || each.startsWith(`${version.id}#`));
  if (version.status === 'unverified' && !used) return stays;
  const day = policyDay(run, version);
  if (day.kind === 'unknown') return { truth: undefined, missing: day.missing };
  return isInForce(version.inForce, day.day) ? appliesIn(run, version) : stays;
}

function ruleAnswers(run: CaseRun, ref: string): readonly Applies[] {
  const candidates = run.plan.rules.get(ref) ?? run.plan.rights.get(ref) ?? [];
  return candidates.flatMap((candidate) =>
    occasionsOf(run, candidate).map((occasion): Applies => {
      const standing = standingOf(run, candidate, occasion);
      if (standing.kind === 'no' || standing.kind === 'not-in-force') return stays;
      if (standing.kind === 'undecided') return { truth: undefined, missing: standing.missing };
      const holds = ruleWhen(standing.scope, candidate.rule, occasion.occurrence);
      if (standing.kind === 'yes' || holds.truth === false) return holds;
      return { truth: undefined, missing: joinMissing(standing.missing, holds.missing) };
    }),
  );
}
