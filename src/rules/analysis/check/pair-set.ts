import { usesOfClock, usesOfCondition, usesOfForm, usesOfMoment, type Use } from '../../policy/names-in.js';
import type { Policy, PolicySet } from '../../policy/policy.js';
import type { Deadline } from '../../policy/rule-types.js';
import { isCompiled } from '../walk-conditions.js';
import type { CompiledCondition } from '../../conditions/condition.js';

/** A deadline in one version of its policy. */
export interface Side {
  readonly policy: Policy;
  readonly rule: Deadline;
}

/** A promise of the organisation, and what the law says of the same duty. */
export interface Pair {
  readonly promise: Side;
  readonly statute: Side;
}

/** All that decides the dates of a pair: the set of these two rules alone, and every condition that they ask. */
export interface PairSet {
  readonly set: PolicySet;
  readonly conditions: readonly CompiledCondition[];
  /** Names that they read, through worked-out facts too. */
  readonly names: ReadonlySet<string>;
  /** False where something else decides: another rule, the register, a figure that grows with time. */
  readonly whole: boolean;
}

/** The smallest set that judges both rules of a pair as the whole set does. */
export function pairSetOf(set: PolicySet, pair: Pair): PairSet {
  const sides = [pair.promise, pair.statute];
  const uses = sides.flatMap(({ policy, rule }) => usesOfSide(policy, rule));
  const names = new Set(uses.flatMap(({ kind, name }) => (kind === 'name' ? [name] : [])));
  const forms = [];
  for (const name of names)
    for (const { facts } of set.policies) {
      const form = facts.get(name)?.form;
      if (form === undefined) continue;
      forms.push(form);
      for (const use of usesOfForm(form)) if (use.kind === 'name') names.add(use.name);
    }
  const used = new Set([pair.promise.policy, pair.statute.policy]);
  const policies = set.policies
    .filter((policy) => used.has(policy) || [...policy.facts.keys()].some((name) => names.has(name)))
    .map((policy) => bare(policy, sides));
  const conditions = [
    ...sides.flatMap(({ policy, rule }) => [policy.applies, rule.when, ...conditionsIn(rule.clock)]),
    ...forms.flatMap(conditionsIn),
  ].filter((each) => each !== undefined);
  const fixed = forms.every(({ kind }) => kind === 'value' || kind === 'moment');
  const alone =
    uses.every(({ kind }) => kind === 'name') && !sides.some(({ rule }) => rule.clock.period.kind === 'due');
  return { set: { ...set, policies, waivers: [] }, conditions, names, whole: fixed && alone };
}

function usesOfSide(policy: Policy, rule: Deadline): readonly Use[] {
  return [
    ...usesOfCondition(policy.applies),
    ...usesOfCondition(rule.when),
    ...usesOfMoment(policy.versionBy),
    ...usesOfMoment(rule.versionBy),
    ...usesOfClock({ ...rule.clock, cancelledBy: undefined }),
  ];
}

/** One that gives no other rule than those of the pair; they restart, end and are called off in no trial. */
function bare(policy: Policy, sides: readonly Side[]): Policy {
  const rules = sides
    .filter((side) => side.policy === policy)
    .map(({ rule }) => ({ ...rule, warn: undefined, clock: { ...rule.clock, restarts: [], cancelledBy: undefined } }));
  return {
    ...policy,
    rules,
    rights: [],
    retention: [],
    escalations: [],
    indicators: [],
    statements: [],
    authority: [],
  };
}

function conditionsIn(part: unknown): readonly CompiledCondition[] {
  if (isCompiled(part)) return [part];
  if (typeof part !== 'object' || part === null || part instanceof Set) return [];
  const inside: readonly unknown[] = part instanceof Map ? [...part.values()] : Object.values(part);
  return inside.flatMap(conditionsIn);
}
