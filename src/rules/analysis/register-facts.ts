import type { PolicySet } from '../policy/policy.js';
import type { FactType } from '../values.js';

/** Facts that policies count over other complaints, with their types (S77): what may be supplied as read from the register. */
export function registerFacts({ policies }: Pick<PolicySet, 'policies'>): ReadonlyMap<string, FactType> {
  return new Map(
    policies.flatMap(({ facts }) =>
      [...facts].flatMap(([name, { form, type }]) => (form.kind === 'register' ? [[name, type ?? 'number']] : [])),
    ),
  );
}
