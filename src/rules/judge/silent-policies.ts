import type { RuleBase } from '../policy/policy.js';
import type { Candidate, CaseRun, Found, PolicyFound, PolicyPlan } from './case-run.js';
import { rulesSection } from './judge-policy.js';
import type { Reason } from './judgement.js';
import { retentionSection } from './retention.js';
import { rightsSection } from './rights.js';
import { saysNo } from './said.js';
import { appliesIn, policyDay } from './standing.js';
import { statementsSection } from './statements.js';
import type { Section } from './section.js';
import { isInForce } from './versions.js';

const silent = new WeakMap<PolicyPlan, Map<string, PolicyFound>>();

/**
 * What a policy says of a complaint that it does not concern: the same for every such complaint, so it is said once. Undefined
 * where its rules have to be asked one by one.
 */
export function silentPolicy(run: CaseRun, plan: PolicyPlan): PolicyFound | undefined {
  const reason = plan.uniform ? whyNot(run, plan) : undefined;
  if (reason === undefined) return undefined;
  const known = silent.get(plan) ?? new Map<string, PolicyFound>();
  silent.set(plan, known);
  const key = `${reason} ${run.of.role ?? ''}`;
  const found = known.get(key) ?? foundOf(run, plan, reason);
  known.set(key, found);
  return found;
}

/** Why none of its rules applies, where nothing occurred that each of them might be asked about. */
function whyNot(run: CaseRun, { versions: [policy], each }: PolicyPlan): Reason | undefined {
  if (policy === undefined || each.some((type) => run.of.timeline.byType.has(type))) return undefined;
  const day = policyDay(run, policy);
  if (day.kind === 'unknown') return undefined;
  // What would be asked about occurrences says that there are none, in force or not.
  if (!isInForce(policy.inForce, day.day)) return each.length === 0 ? 'not-in-force' : undefined;
  if (policy.status === 'unverified') {
    const { useUnverified } = run.of.set.organisation;
    const used = useUnverified.some((name) => name === policy.id || name.startsWith(`${policy.id}#`));
    return used || each.length > 0 ? undefined : 'unverified';
  }
  const { truth, yieldsTo } = appliesIn(run, policy);
  return truth === false && yieldsTo === undefined ? 'applies-false' : undefined;
}

function foundOf(run: CaseRun, plan: PolicyPlan, reason: Reason): PolicyFound {
  return {
    rules: noes(run, rulesSection, plan.rules, reason),
    statements: noes(run, statementsSection, plan.statements, reason),
    rights: noes(run, rightsSection, plan.rights, reason),
    retention: noes(run, retentionSection, plan.retention, reason),
    undecided: undefined,
  };
}

function noes<R extends RuleBase, F, I>(
  run: CaseRun,
  section: Section<R, F, I>,
  groups: readonly (readonly Candidate<R>[])[],
  reason: Reason,
): readonly Found<R, F, I>[] {
  return groups.flat().flatMap((candidate) => saysNo(run, section, candidate, reason));
}
