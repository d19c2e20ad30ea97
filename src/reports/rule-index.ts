import type { Zone } from '../rules/time/calendar.js';
import { zoneOf } from '../rules/time/zone.js';
import type { DutyClass, PolicyInfo, RuleInfo, RuleKey } from './audit-report.js';
import type { AuditSetInfo } from './audit-set-info.js';
import { dutyClassOf } from './standing.js';

/** Finds what a finding speaks of. */
export interface RuleIndex {
  policy(key: Pick<RuleKey, 'policy' | 'version'>): PolicyInfo | undefined;
  rule(key: Omit<RuleKey, 'own'>): RuleInfo | undefined;
  /** Unknown policies count as law: the stricter side. */
  dutyClass(key: Pick<RuleKey, 'policy' | 'version'>): DutyClass;
  isUnverified(key: Omit<RuleKey, 'own'>): boolean;
  /** The zone whose days count for a rule. */
  zone(key: Omit<RuleKey, 'own'>): Zone;
}

/** Looks things up by name; where no version is in force, by any version of the policy. */
export function ruleIndex(set: Pick<AuditSetInfo, 'policies' | 'zone'>): RuleIndex {
  const versions = Map.groupBy(set.policies, ({ id }) => id);
  const policyOf: RuleIndex['policy'] = ({ policy, version }) => {
    const all = versions.get(policy);
    return all?.findLast((one) => one.version === version) ?? all?.at(-1);
  };
  // The last version that has the rule, for findings that name no version.
  const anyRule = new Map(
    set.policies.flatMap(({ id, rules }) => rules.map((rule) => [`${id}#${rule.id}`, rule] as const)),
  );
  const ruleOf: RuleIndex['rule'] = (key) =>
    key.version === undefined
      ? anyRule.get(`${key.policy}#${key.rule}`)
      : policyOf(key)?.rules.find(({ id }) => id === key.rule);
  return {
    policy: policyOf,
    rule: ruleOf,
    dutyClass: (key) => dutyClassOf(policyOf(key)?.rank ?? 'law'),
    isUnverified: (key) => (ruleOf(key)?.status ?? policyOf(key)?.status) === 'unverified',
    zone: (key) => zoneOf(ruleOf(key)?.zone ?? set.zone),
  };
}

/** One text for one rule of one version, ours or not. */
export function keyOf({ policy, version, rule, own }: RuleKey): string {
  return JSON.stringify([policy, version ?? null, rule ?? null, own]);
}
