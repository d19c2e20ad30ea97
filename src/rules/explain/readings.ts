import { judge } from '../judge/judge.js';
import type { Finding, RightFinding } from '../judge/judgement.js';
import type { Parameter, PolicySet } from '../policy/policy.js';
import { formatFactValue } from '../facts/fact-value.js';
import type { FactValue, Instant } from '../values.js';
import type { Complaint } from '../complaint.js';
import { whatItReads } from './what-it-reads.js';

/** One way of reading an ambiguous text, and what the rule comes to under it (S49). */
export interface ReadingFound {
  readonly parameter: string;
  readonly value: FactValue;
  readonly chosen: boolean;
  readonly findings: readonly Finding[];
  readonly rights: readonly RightFinding[];
}

/** What a rule comes to under every option of each reading that it uses; a rule without readings has none. */
export function readingsOf(set: PolicySet, complaint: Complaint, at: Instant, ref: string): readonly ReadingFound[] {
  const { policies } = whatItReads(set, ref);
  const small: PolicySet = { ...set, policies: set.policies.filter(({ id }) => policies.has(id)), waivers: [] };
  const { receipt } = judge(small, complaint, at);
  return Object.entries(receipt.readings).flatMap(([key, used]) => {
    const [name = '', policy = ''] = key.split('@');
    const parameter = small.policies.find(({ id }) => id === policy)?.parameters.get(name) ?? set.parameters.get(name);
    return (parameter?.options ?? []).map((value): ReadingFound => {
      const judged = judge(withReading(small, name, value), complaint, at);
      const isMeant = (each: { readonly policy: string; readonly rule: string | undefined }): boolean =>
        `${each.policy}#${each.rule ?? ''}` === ref;
      const chosen = used.split(', ').includes(shown(value));
      return {
        parameter: name,
        value,
        chosen,
        findings: judged.findings.filter(isMeant),
        rights: judged.rights.filter(isMeant),
      };
    });
  });
}

/** As the receipt writes it. */
function shown(value: FactValue): string {
  return typeof value === 'object' ? formatFactValue(value) : String(value);
}

/** The set as if a parameter had always had one value. */
function withReading(set: PolicySet, name: string, value: FactValue): PolicySet {
  const settled = (parameters: ReadonlyMap<string, Parameter>): ReadonlyMap<string, Parameter> => {
    const known = parameters.get(name);
    if (known === undefined) return parameters;
    const first = known.values[0]?.from ?? 0;
    return new Map(parameters).set(name, { ...known, values: [{ from: Math.min(first, 0), value }] });
  };
  return {
    ...set,
    parameters: settled(set.parameters),
    policies: set.policies.map((policy) => ({ ...policy, parameters: settled(policy.parameters) })),
  };
}
