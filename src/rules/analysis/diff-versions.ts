import type { Policy, PolicySet } from '../policy/policy.js';

/** One version of a policy in two sets. */
export interface VersionPairs {
  /** The same text for both versions of a pair. */
  readonly keyOf: (policy: Policy) => string;
}

/**
 * Which version of a policy in one set is which in the other: those with the same first day, and then, in the order of their days,
 * those that are left on both sides: a first day that was moved is a change, not another policy.
 */
export function pairVersions(before: PolicySet, after: PolicySet): VersionPairs {
  const keys = new Map<Policy, string>();
  const ids = new Set([...before.policies, ...after.policies].map(({ id }) => id));
  for (const id of ids) {
    const [old, next] = [before, after].map(({ policies }) => policies.filter((policy) => policy.id === id));
    pairOf(old ?? [], next ?? []).forEach(([was, is], index) => {
      for (const policy of [was, is]) if (policy !== undefined) keys.set(policy, `${id}@${index}`);
    });
  }
  return { keyOf: (policy) => keys.get(policy) ?? policy.id };
}

type Pair = readonly [Policy | undefined, Policy | undefined];

function pairOf(old: readonly Policy[], next: readonly Policy[]): readonly Pair[] {
  const exact = old.flatMap((was): Pair[] => {
    const is = next.find(({ inForce }) => inForce.from === was.inForce.from);
    return is === undefined ? [] : [[was, is]];
  });
  const paired = new Set(exact.flat());
  const [oldLeft, nextLeft] = [old, next].map((all) => all.filter((policy) => !paired.has(policy)));
  const length = Math.max(oldLeft?.length ?? 0, nextLeft?.length ?? 0);
  const rest = Array.from({ length }, (_, index): Pair => [oldLeft?.[index], nextLeft?.[index]]);
  return [...exact, ...rest];
}
