import type { Policy, PolicySet } from '../policy/policy.js';
import type { RuleBase } from '../policy/rule-types.js';
import type { Candidate, PolicyPlan, RuleGroup, SetPlan } from './case-run.js';
import type { WorkedOutIn } from './scope.js';

const plans = new WeakMap<PolicySet, SetPlan>();

/** What can be said of a set before any complaint, worked out once. */
export function setPlanOf(set: PolicySet): SetPlan {
  const known = plans.get(set);
  if (known !== undefined) return known;
  const policies = new Map(
    [...Map.groupBy(set.policies, (policy) => policy.id)].map(([id, versions]) => [
      id,
      planPolicy(id, byFirstDay(versions)),
    ]),
  );
  const all = [...policies.values()];
  const plan: SetPlan = {
    policies,
    rules: byRef(all.flatMap(({ rules }) => rules)),
    rights: byRef(all.flatMap(({ rights }) => rights)),
    workedOut: workedOutIn(set),
    terms: new Map(),
    calendars: Object.fromEntries([...set.calendars].map(([id, calendar]) => [id, calendar.digest])),
  };
  plans.set(set, plan);
  return plan;
}

function workedOutIn({ policies }: PolicySet): ReadonlyMap<string, readonly WorkedOutIn[]> {
  const workedOut = new Map<string, WorkedOutIn[]>();
  for (const policy of policies)
    for (const [name, fact] of policy.facts) workedOut.set(name, [...(workedOut.get(name) ?? []), { policy, fact }]);
  return workedOut;
}

function planPolicy(id: string, versions: readonly Policy[]): PolicyPlan {
  const sections = {
    rules: inVersions(versions, (policy) => policy.rules),
    statements: inVersions(versions, (policy) => policy.statements),
    rights: inVersions(versions, (policy) => policy.rights),
    retention: inVersions(versions, (policy) => policy.retention),
  };
  const groups: readonly RuleGroup<RuleBase>[] = Object.values(sections).flat();
  const plain = groups.every((group) => group.plain);
  const [version, ...others] = versions;
  const single = version !== undefined && others.length === 0;
  return {
    id,
    versions,
    ...sections,
    escalations: inVersions(versions, (policy) => policy.escalations),
    plain,
    asksFirst:
      (single && plain && version.versionBy.kind !== 'parameter') ||
      versions.every((each) => groups.some((group) => isAskedOf(group, each))),
    each: [...new Set(groups.flatMap(({ each }) => each))],
  };
}

/** A rule of a version about the complaint as such, which is asked on the policy's own day whether its policy applies. */
function isAskedOf({ candidates, plain, each }: RuleGroup<RuleBase>, version: Policy): boolean {
  return plain && each.length === 0 && candidates.some(({ policy }) => policy === version);
}

function byFirstDay(versions: readonly Policy[]): readonly Policy[] {
  return versions.toSorted((a, b) => a.inForce.from - b.inForce.from);
}

/** Each rule with the versions that have it, in the order in which they first stand. */
function inVersions<R extends RuleBase>(
  versions: readonly Policy[],
  rulesOf: (policy: Policy) => readonly R[],
): readonly RuleGroup<R>[] {
  const all = versions.flatMap((policy) => rulesOf(policy).map((rule): Candidate<R> => ({ policy, rule })));
  return [...Map.groupBy(all, (candidate) => refOf(candidate))].map(([ref, candidates]) => ({
    ref,
    candidates,
    plain: candidates.every(isPlain),
    each: [...new Set(candidates.flatMap(({ rule }) => rule.each))],
  }));
}

function isPlain({ policy, rule }: Candidate<RuleBase>): boolean {
  return rule.versionBy === undefined && rule.inForce === undefined && rule.status === policy.status;
}

function byRef<R extends RuleBase>(groups: readonly RuleGroup<R>[]): ReadonlyMap<string, readonly Candidate<R>[]> {
  return new Map(groups.map(({ ref, candidates }) => [ref, candidates]));
}

/** `policy#rule`. */
export function refOf({ policy, rule }: Candidate<RuleBase>): string {
  return `${policy.id}#${rule.id}`;
}

/** A reference as it may be written: `policy#rule`, or the bare id within its own policy. */
export function refIn(policy: Policy, reference: string): string {
  return reference.includes('#') ? reference : `${policy.id}#${reference}`;
}
