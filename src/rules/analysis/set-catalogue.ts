import type { ConditionCatalogue } from '../conditions/condition.js';
import { catalogueOf } from '../policy/catalogue.js';
import type { Policy, PolicySet } from '../policy/policy.js';
import type { RuleIndex } from '../policy/rule-index.js';
import { allRules } from './all-rules.js';

const indexes = new WeakMap<PolicySet, RuleIndex>();

/**
 * What the conditions of a loaded set may ask, as this policy sees it: each version has parameters of its own, and a waiver's scope stands
 * in none (give the waiver's id, and the parameters of the set). Refuses nothing: the set is loaded, so its names are known.
 */
export function catalogueIn(set: PolicySet, policy: Pick<Policy, 'id' | 'parameters'>): ConditionCatalogue {
  const workedOut = new Map(
    set.policies.flatMap(({ facts: own }) => [...own].map(([id, { type }]) => [id, { type, values: undefined }])),
  );
  const { events, facts } = set.vocabulary;
  const known = { events, facts, workedOut, parameters: policy.parameters, rules: indexOf(set), policy: policy.id };
  const catalogue = catalogueOf(known, new Map());
  return { ...catalogue, condition: (name) => set.conditions.get(name)?.document };
}

function indexOf(set: PolicySet): RuleIndex {
  const known = indexes.get(set);
  if (known !== undefined) return known;
  const entries = [...Map.groupBy(set.policies, ({ id }) => id)].map(([id, versions]) => {
    const rules = Map.groupBy(versions.flatMap(allRules), (rule) => rule.id);
    const kinds = new Map([...rules].map(([name, of]) => [name, new Set(of.map(({ kind }) => kind))]));
    return [id, { rules: kinds, ranks: new Set<string>(versions.map(({ source }) => source.rank)) }] as const;
  });
  const index = { policies: new Map(entries), whole: true };
  indexes.set(set, index);
  return index;
}
