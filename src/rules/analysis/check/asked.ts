import { ruleIn, stateName, typeIn, valuesIn } from '../../conditions/built-in.js';
import type { ConditionCatalogue, ConditionLeaf, ConditionNode, NameType } from '../../conditions/condition.js';
import { readOperand } from '../../conditions/operand.js';
import { isOperator } from '../../conditions/operators.js';
import type { FactValue } from '../../values.js';

/** All that conditions ask of one name. */
export interface Asked {
  readonly name: string;
  readonly type: NameType;
  /** The words that it may have, where they are listed. */
  readonly values: readonly string[] | undefined;
  readonly literals: FactValue[];
  /** Names that it is compared with. */
  readonly others: Set<string>;
  readonly operators: Set<string>;
}

export type AskedNames = Map<string, Asked>;

/** Every comparison in these conditions, gathered by name; named conditions are followed. Undefined where a type is not known. */
export function askedBy(nodes: readonly ConditionNode[], catalogue: ConditionCatalogue): AskedNames | undefined {
  const asked: AskedNames = new Map();
  for (const leaf of nodes.flatMap((node) => leavesOf(node, catalogue)))
    if (!askLeaf(leaf, catalogue, asked)) return undefined;
  return asked;
}

/** Every comparison of a condition. A loaded set has no named condition that leads to itself. */
export function leavesOf(node: ConditionNode, catalogue: ConditionCatalogue): readonly ConditionLeaf[] {
  if ('all' in node) return node.all.flatMap((each) => leavesOf(each, catalogue));
  if ('any' in node) return node.any.flatMap((each) => leavesOf(each, catalogue));
  if ('not' in node) return leavesOf(node.not, catalogue);
  if (!('condition' in node)) return [node];
  const document = catalogue.condition(node.condition);
  return document === undefined ? [] : leavesOf(document, catalogue);
}

/** The name under which a comparison reads its left side. */
export function leftName(leaf: ConditionLeaf, catalogue: ConditionCatalogue): string {
  const rule = leaf.fact === 'state' ? ruleIn(leaf, catalogue) : undefined;
  return rule === undefined ? leaf.fact : stateName(rule);
}

function askLeaf(leaf: ConditionLeaf, catalogue: ConditionCatalogue, asked: AskedNames): boolean {
  const { operator } = leaf;
  const type = typeIn(leaf.fact, catalogue);
  if (type === undefined || !isOperator(operator)) return false;
  const values = valuesIn(leaf, catalogue);
  const read = readOperand(leaf.value, operator, type, values);
  if (!('operand' in read)) return false;
  const name = leftName(leaf, catalogue);
  const own = entry(asked, name, type, values);
  own.operators.add(operator);
  const { operand } = read;
  if (operator === 'known' || operator === 'happened') return true;
  if (operand.kind === 'literal') own.literals.push(operand.value);
  if (operand.kind === 'list') own.literals.push(...operand.values);
  if (operand.kind !== 'name') return true;
  const otherType = catalogue.typeOf(operand.name);
  if (otherType === undefined) return false;
  entry(asked, operand.name, otherType, catalogue.valuesOf(operand.name)).others.add(name);
  own.others.add(operand.name);
  return true;
}

function entry(asked: AskedNames, name: string, type: NameType, values: Asked['values']): Asked {
  const known = asked.get(name);
  if (known !== undefined) return known;
  const made: Asked = { name, type, values, literals: [], others: new Set(), operators: new Set() };
  asked.set(name, made);
  return made;
}
