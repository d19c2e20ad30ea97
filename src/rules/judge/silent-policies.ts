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

/** That no version of a policy concerns a complaint, and what it then says: the same to every such complaint, so it is said once. */
export interface Silence {
  /** Why not, version by version. */
  readonly reasons: ReadonlyMap<Policy, Reason>;
  /** What each rule says that is silent with its policy; filled as they are met. */
  readonly said: Map<object, Answer<unknown> | undefined>;
  /** What they say together, where all are. */
  whole: PolicyFound | undefined;
}

const silences = new WeakMap<PolicyPlan, Map<string, Silence>>();

/** Undefined where a version applies, perhaps applies or gives way: then its rules have to be asked one by one. */
export function silenceOf(run: CaseRun, plan: PolicyPlan): Silence | undefined {
  const reasons: Reason[] = [];
  for (const policy of plan.versions) {
    const reason = isDatedByRule(run, policy) ? undefined : whyNot(run, policy);
    if (reason === undefined) return undefined;
    reasons.push(reason);
  }
  const key = `${reasons.join(' ')} ${run.of.role ?? ''}`;
  const bySort = silences.get(plan) ?? new Map<string, Silence>();
  const known = bySort.get(key);
  if (known !== undefined) return known;
  const byVersion = new Map(plan.versions.map((policy, index) => [policy, reasons[index] ?? 'not-in-force'] as const));
  const silence: Silence = { reasons: byVersion, said: new Map(), whole: undefined };
  silences.set(plan, bySort.set(key, silence));
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
  group: RuleGroup<R>,
  silence: Silence,
): Answer<Found<R, F, I>> | undefined {
  if (!group.plain || hasOccurred(run, group.each)) return undefined;
  // A group stands in one section only, so what is kept for it is what that section said.
  const known = silence.said.get(group) as Answer<Found<R, F, I>> | undefined;
  if (known !== undefined) return known;
  const found = said(run, section, group, silence);
  const answer = found && { found, undecided: undefined };
  silence.said.set(group, answer);
  return answer;
}

function said<R extends RuleBase, F, I>(
  run: CaseRun,
  section: Section<R, F, I>,
  { candidates, each }: RuleGroup<R>,
  { reasons }: Silence,
): readonly Found<R, F, I>[] | undefined {
  const reasonOf = ({ policy }: Candidate<R>): Reason => reasons.get(policy) ?? 'not-in-force';
  const standing = candidates.filter((candidate) => reasonOf(candidate) !== 'not-in-force');
  const [only, ...others] = candidates;
  if (each.length > 0) {
    // What would be asked about occurrences says that there are none, in force or not.
    const asked = others.length === 0 ? only : (standing[0] ?? others.at(-1));
    const isSilent = asked !== undefined && reasonOf(asked) === 'applies-false';
    return isSilent ? saysNo(run, section, asked, 'applies-false') : undefined;
  }
  const speaking = standing.length === 0 ? candidates.slice(-1) : standing;
  return speaking.flatMap((candidate) => saysNo(run, section, candidate, reasonOf(candidate)));
}

function hasOccurred({ of }: CaseRun, each: readonly string[]): boolean {
  for (const type of each) if (of.timeline.byType.has(type)) return true;
  return false;
}

/** What a whole policy says of a complaint that it does not concern. Undefined where some of its rules have to be asked. */
export function silentPolicy(run: CaseRun, plan: PolicyPlan, silence: Silence): PolicyFound | undefined {
  if (!plan.plain || hasOccurred(run, plan.each)) return undefined;
  silence.whole ??= foundOf(run, plan, silence);
  return silence.whole;
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
