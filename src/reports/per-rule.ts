import type { RuleKey } from './audit-report.js';

/** Keeps one thing for each rule of each version, made when it is first asked for. */
export interface PerRule<V> {
  of(key: RuleKey): V;
  /** In the order in which they were made. */
  values(): readonly V[];
}

interface Kept<V> {
  readonly version: RuleKey['version'];
  readonly own: boolean;
  readonly value: V;
}

/**
 * Finds by the names themselves: making one text of the four parts of a key for every finding took an eighth of an audit. A rule
 * has few versions, so that they are looked through.
 */
export function perRule<V>(make: (key: RuleKey) => V): PerRule<V> {
  const policies = new Map<string, Map<string | undefined, Kept<V>[]>>();
  const values: V[] = [];

  function keptOf({ policy, rule }: RuleKey): Kept<V>[] {
    const rules = policies.get(policy) ?? new Map<string | undefined, Kept<V>[]>();
    if (rules.size === 0) policies.set(policy, rules);
    const kept = rules.get(rule) ?? [];
    if (kept.length === 0) rules.set(rule, kept);
    return kept;
  }
  return {
    of(key) {
      const kept = keptOf(key);
      for (const { version, own, value } of kept) if (version === key.version && own === key.own) return value;
      const { policy, version, rule, own } = key;
      const value = make({ policy, version, rule, own });
      kept.push({ version, own, value });
      values.push(value);
      return value;
    },
    values: () => values,
  };
}
