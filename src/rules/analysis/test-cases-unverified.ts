import { hint } from '../nearest.js';
import type { PolicySet } from '../policy/policy.js';
import { allRules } from './all-rules.js';
import { refuse, type Notebook } from './test-cases-complaint.js';

/** Reads `use-unverified: [policy, policy#rule]` of a case; refuses what there is not. */
export function readUseUnverified(
  names: readonly string[] | undefined,
  set: PolicySet,
  notebook: Notebook,
): readonly string[] {
  const policies = new Set(set.policies.map(({ id }) => id));
  const refs = new Set(set.policies.flatMap((policy) => allRules(policy).map(({ id }) => `${policy.id}#${id}`)));
  for (const [index, name] of (names ?? []).entries()) {
    if (policies.has(name) || refs.has(name)) continue;
    const [policy = '', rule] = name.split('#');
    const path = ['use-unverified', index];
    if (rule === undefined || !policies.has(policy))
      refuse('test.unknown_policy', { policy, hint: hint(policy, policies) }, path, notebook);
    else refuse('test.unknown_rule', { policy, rule, hint: hint(name, refs) }, path, notebook);
  }
  return names ?? [];
}

/** The set in which a case is judged: with the unverified rules that it uses. */
export function setUsing(set: PolicySet, names: readonly string[]): PolicySet {
  if (names.length === 0) return set;
  const { organisation } = set;
  return { ...set, organisation: { ...organisation, useUnverified: [...organisation.useUnverified, ...names] } };
}
