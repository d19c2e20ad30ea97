import type { Policy } from '../policy/policy.js';
import type { RuleBase } from '../policy/rule-types.js';
import type { Answer, Candidate, CaseRun, Found, PolicyFound, PolicyPlan, RuleGroup } from './case-run.js';
import { rulesSection } from './judge-policy.js';
import type { Reason } from './judgement.js';
import { retentionSection } from './retention.js';
import { rightsSection } from './rights.js';
import { saysNo } from './said.js';
import type { Section } from './section.js';
import { appliesIn, isDatedByRule, policyDay } from './standing.js';
import { statementsSection } from './statements.js';
import { isInForce } from './versions.js';

/** Why no version of a policy concerns a complaint, version by version in their order. */
export type Silence = readonly { readonly policy: Policy; readonly reason: Reason }[];

/** Undefined where a version applies, perhaps applies or gives way: then its rules have to be asked one by one. */
export function silenceOf(run: CaseRun, { versions }: PolicyPlan): Silence | undefined {
  const silence: { policy: Policy; reason: Reason }[] = [];
  for (const policy of versions) {
    const reason = isDatedByRule(run, policy) ? undefined : whyNot(run, policy);
    if (reason === undefined) return undefined;
    silence.push({ policy, reason });
  }
  return silence;
}

function whyNot(run: CaseRun, policy: Policy): Reason | undefined {
  const day = policyDay(run, policy);
  if (day.kind === 'unknown') return undefined;
  if (!isInForce(policy.inForce, day.day)) return 'not-in-force';
  if (policy.status === 'unverified') {
    const { useUnverified } = run.of.set.organisation;
    const used = useUnverified.some((name) => name === policy.id || name.startsWith(`${policy.id}#`));
    return used ? undefined : 'unverified';
  }
  const { truth, yieldsTo } = appliesIn(run, policy);
  return truth === false && yieldsTo === undefined ? 'applies-false' : undefined;
}

/** What a rule of such a policy says; undefined where it has to be asked all the same. */
export function silentRule<R extends RuleBase, F, I>(
  run: CaseRun,
  section: Section<R, F, I>,
  { candidates, plain, each }: RuleGroup<R>,
  silence: Silence,
): Answer<Found<R, F, I>> | undefined {
  if (!plain || hasOccurred(run, each)) return undefined;
  const reasonOf = ({ policy }: Candidate<R>): Reason | undefined =>
    silence.find((version) => version.policy === policy)?.reason;
  const standing = candidates.filter((candidate) => reasonOf(candidate) !== 'not-in-force');
  if (each.length === 0)
    return answerOf(
      standing.length === 0
        ? candidates.slice(-1).flatMap((last) => saysNo(run, section, last, 'not-in-force'))
        : standing.flatMap((candidate) => saysNo(run, section, candidate, reasonOf(candidate) ?? 'applies-false')),
    );
  // What would be asked about occurrences says that there are none, in force or not.
  const asked = candidates.length === 1 ? candidates[0] : (standing[0] ?? candidates.at(-1));
  if (asked === undefined || reasonOf(asked) !== 'applies-false') return undefined;
  return answerOf(saysNo(run, section, asked, 'applies-false'));
}

function answerOf<T>(found: readonly T[]): Answer<T> {
  return { found, undecided: undefined };
}

function hasOccurred({ of }: CaseRun, each: readonly string[]): boolean {
  return each.some((type) => of.timeline.byType.has(type));
}

const silent = new WeakMap<PolicyPlan, Map<string, PolicyFound>>();

/**
 * What a whole policy says of a complaint that it does not concern: the same for every such complaint, so it is said once. Undefined
 * where some of its rules have to be asked.
 */
export function silentPolicy(run: CaseRun, plan: PolicyPlan, silence: Silence): PolicyFound | undefined {
  if (!plan.plain || hasOccurred(run, plan.each)) return undefined;
  const known = silent.get(plan) ?? new Map<string, PolicyFound>();
  const key = `${silence.map(({ reason }) => reason).join(' ')} ${run.of.role ?? ''}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  const found = foundOf(run, plan, silence);
  if (found === undefined) return undefined;
  silent.set(plan, known.set(key, found));
  return found;
}

function foundOf(run: CaseRun, plan: PolicyPlan, silence: Silence): PolicyFound | undefined {
  const rules = noes(run, rulesSection, plan.rules, silence);
  const statements = noes(run, statementsSection, plan.statements, silence);
  const rights = noes(run, rightsSection, plan.rights, silence);
  const retention = noes(run, retentionSection, plan.retention, silence);
  if (rules === undefined || statements === undefined || rights === undefined || retention === undefined)
    return undefined;
  return { rules, statements, rights, retention, undecided: undefined };
}

function noes<R extends RuleBase, F, I>(
  run: CaseRun,
  section: Section<R, F, I>,
  groups: readonly RuleGroup<R>[],
  silence: Silence,
): readonly Found<R, F, I>[] | undefined {
  const all: Found<R, F, I>[] = [];
  for (const group of groups) {
    const answer = silentRule(run, section, group, silence);
    if (answer === undefined) return undefined;
    all.push(...answer.found);
  }
  return all;
}
