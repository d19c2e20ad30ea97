import { compileCondition } from '../../conditions/compile-condition.js';
import type { CompiledCondition, ConditionCatalogue, ConditionNode, FactReader } from '../../conditions/condition.js';
import type { Policy, PolicySet } from '../../policy/policy.js';
import { zoneOf } from '../../time/zone.js';
import type { Reading, Truth } from '../../values.js';
import { askedBy, leavesOf, leftName } from './asked.js';
import { axesOf, combinationLimit, eachCombination, sizeOf, type Width } from './space.js';
import { catalogueIn } from '../set-catalogue.js';

/** Where conditions are asked: their set, and the policy whose parameters and rules they name. */
export interface Ground {
  readonly set: PolicySet;
  readonly policy: Policy;
  readonly catalogue: ConditionCatalogue;
}

/** Undefined: more combinations than are tried, or a name whose type nobody tells. */
export type Decision = boolean | undefined;

/** Where the conditions of this policy of the set are asked. */
export function groundOf(set: PolicySet, policy: Policy): Ground {
  return { set, policy, catalogue: catalogueIn(set, policy) };
}

/** Whether some complaint makes all of these true at once. Exact for the names as they stand: facts and events are taken as independent. */
export function canHold(conditions: readonly (CompiledCondition | undefined)[], ground: Ground): Decision {
  return satisfiable(
    conditions.flatMap((each) => (each === undefined ? [] : [each.document])),
    ground,
  );
}

/** Whether every complaint whose facts are all known makes it true. */
export function alwaysHolds({ document }: CompiledCondition, ground: Ground): Decision {
  let failed = false;
  if (tryAll([document], ground, { withNone: true }, ([truth]) => (failed = truth !== true))) return !failed;
  const fails = satisfiable([{ not: document }], ground);
  return fails === undefined ? undefined : !fails;
}

/** Parts that may be looked at for one question: conditions of many alternatives are taken apart, and may have too many of them. */
const stepLimit = 2_000;

/** Whether these can all be true at once: parts without a name in common by themselves, alternatives one by one where there are too many values. */
export function satisfiable(
  nodes: readonly ConditionNode[],
  ground: Ground,
  width: Width = { withNone: true },
  budget: { steps: number } = { steps: stepLimit },
): Decision {
  if (budget.steps-- <= 0) return undefined;
  const parts = nodes.flatMap((node) => conjuncts(node, false, ground.catalogue));
  let open = false;
  for (const group of independent(parts, ground.catalogue)) {
    const decision = groupHolds(group, ground, width, budget);
    if (decision === false) return false;
    open ||= decision === undefined;
  }
  return open ? undefined : true;
}

function groupHolds(
  group: readonly ConditionNode[],
  ground: Ground,
  width: Width,
  budget: { steps: number },
): Decision {
  let found = false;
  if (tryAll(group, ground, width, (truths) => (found = truths.every((truth) => truth === true)))) return found;
  const choice = group.find((node) => 'any' in node);
  if (choice === undefined || !('any' in choice)) return undefined;
  const others = group.filter((node) => node !== choice);
  let open = false;
  for (const branch of choice.any) {
    const decision = satisfiable([branch, ...others], ground, width, budget);
    if (decision === true) return true;
    open ||= decision === undefined;
  }
  return open ? undefined : false;
}

/**
 * Every combination of what these conditions ask, with their truths; stops when `visit` returns true. False, without a visit, where
 * there are too many.
 */
export function tryAll(
  nodes: readonly ConditionNode[],
  ground: Ground,
  width: Width,
  visit: (truths: readonly Truth[], values: ReadonlyMap<string, Reading>) => boolean,
): boolean {
  const { set, policy, catalogue } = ground;
  const asked = askedBy(nodes, catalogue);
  if (asked === undefined) return false;
  const axes = axesOf(asked, set, policy.parameters, width);
  const size = sizeOf(axes);
  if (size > combinationLimit || size === 0) return false;
  const tests = nodes.map((node) => compileCondition(documentOf(node), catalogue));
  const zone = zoneOf(set.organisation.zone);
  eachCombination(axes, (values) => {
    const reader: FactReader = { zone, read: (name) => values.get(name) };
    return visit(
      tests.map((each) => each.test(reader)),
      values,
    );
  });
  return true;
}

function documentOf(node: ConditionNode): CompiledCondition['document'] {
  return 'fact' in node ? { all: [node] } : node;
}

/** The parts that must all hold, negations moved inwards and named conditions written out. */
function conjuncts(node: ConditionNode, negated: boolean, catalogue: ConditionCatalogue): readonly ConditionNode[] {
  if ('not' in node) return conjuncts(node.not, !negated, catalogue);
  if ('condition' in node) {
    const named = catalogue.condition(node.condition);
    return named === undefined ? [node] : conjuncts(named, negated, catalogue);
  }
  if ('fact' in node) return [negated ? { not: node } : node];
  const parts = 'all' in node ? node.all : node.any;
  if ('all' in node !== negated) return parts.flatMap((each) => conjuncts(each, negated, catalogue));
  return [{ any: parts.map((each) => joined(conjuncts(each, negated, catalogue))) }];
}

function joined(nodes: readonly ConditionNode[]): ConditionNode {
  const [first] = nodes;
  return nodes.length === 1 && first !== undefined ? first : { all: nodes };
}

/** In groups that have no name in common: each can be decided by itself. */
function independent(
  nodes: readonly ConditionNode[],
  catalogue: ConditionCatalogue,
): readonly (readonly ConditionNode[])[] {
  let groups: { nodes: ConditionNode[]; names: Set<string> }[] = [];
  for (const node of nodes) {
    const names = new Set(
      leavesOf(node, catalogue).flatMap((leaf) => [leftName(leaf, catalogue), ...rightNames(leaf.value)]),
    );
    const [touching, apart] = [
      groups.filter((group) => !group.names.isDisjointFrom(names)),
      groups.filter((group) => group.names.isDisjointFrom(names)),
    ];
    const joined = touching.reduce<(typeof groups)[number]>(
      (sum, group) => ({ nodes: [...sum.nodes, ...group.nodes], names: sum.names.union(group.names) }),
      { nodes: [], names },
    );
    groups = [...apart, { nodes: [...joined.nodes, node], names: joined.names }];
  }
  return groups.map((group) => group.nodes);
}

function rightNames(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  return ['fact', 'parameter'].flatMap((key) => {
    const name: unknown = Reflect.get(value, key);
    return typeof name === 'string' ? [name] : [];
  });
}
