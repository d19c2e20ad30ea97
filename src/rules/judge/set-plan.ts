import type { Policy, PolicySet, RuleBase } from '../policy/policy.js';
import type { Candidate, PolicyPlan, SetPlan } from './case-run.js';
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
  return {
    id,
    versions,
    rules: inVersions(versions, (policy) => policy.rules),
    statements: inVersions(versions, (policy) => policy.statements),
    rights: inVersions(versions, (policy) => policy.rights),
    retention: inVersions(versions, (policy) => policy.retention),
    escalations: inVersions(versions, (policy) => policy.escalations),
    uniform: versions.length === 1 && versions.every(isUniform),
    each: [...new Set(versions.flatMap((policy) => rulesOf(policy).flatMap(({ each }) => each)))],
  };
}

function rulesOf({ rules, statements, rights, retention }: Policy): readonly RuleBase[] {
  return [...rules, ...statements, ...rights, ...retention];
}

function isUniform(policy: Policy): boolean {
  const dated = policy.versionBy.kind === 'parameter' || policy.versionBy.kind === 'step';
  return (
    !dated &&
    rulesOf(policy).every(
      ({ versionBy, inForce, status }) => versionBy === undefined && inForce === undefined && status === policy.status,
    )
  );
}

function byFirstDay(versions: readonly Policy[]): readonly Policy[] {
  return versions.toSorted((a, b) => a.inForce.from - b.inForce.from);
}

/** Each rule with the versions that have it, in the order in which they first stand. */
function inVersions<R extends RuleBase>(
  versions: readonly Policy[],
  rulesOf: (policy: Policy) => readonly R[],
): readonly (readonly Candidate<R>[])[] {
  const candidates = versions.flatMap((policy) => rulesOf(policy).map((rule) => ({ policy, rule })));
  return [...Map.groupBy(candidates, ({ rule }) => rule.id).values()];
}

function byRef<R extends RuleBase>(
  groups: readonly (readonly Candidate<R>[])[],
): ReadonlyMap<string, readonly Candidate<R>[]> {
  return new Map(groups.flatMap((group) => (group[0] === undefined ? [] : [[refOf(group[0]), group]])));
}

/** `policy#rule`. */
export function refOf({ policy, rule }: Candidate<RuleBase>): string {
  return `${policy.id}#${rule.id}`;
}

/** A reference as it may be written: `policy#rule`, or the bare id within its own policy. */
export function refIn(policy: Policy, reference: string): string {
  return reference.includes('#') ? reference : `${policy.id}#${reference}`;
}
