import { showRaw } from '../facts/fact-value.js';
import { hint } from '../nearest.js';
import type { Report } from './condition-errors.js';
import type { ConditionCatalogue, NameType } from './condition.js';
import { readOperand } from './operand.js';
import { isOperator, mayCompare, operators, operatorsFor, type Operator } from './operators.js';

export const leafKeys: readonly string[] = ['fact', 'operator', 'value', 'params'];

/** Built-in facts of the language that nothing works out yet. */
const builtIn: readonly string[] = ['state', 'within_authority'];

type Path = readonly PropertyKey[];
type Leaf = Readonly<Record<string, unknown>>;

/** Checks one comparison: its names, its operator against their types, its value against the type. */
export function checkLeaf(leaf: Leaf, path: Path, catalogue: ConditionCatalogue, report: Report): void {
  for (const key of ['fact', 'operator', 'value'])
    if (!Object.hasOwn(leaf, key)) report('condition.missing_key', { key }, path);
  const type = checkFact(leaf, path, catalogue, report);
  const operator = checkOperator(leaf, path, type, report);
  if (type === undefined || operator === undefined || !Object.hasOwn(leaf, 'value')) return;
  checkValue(leaf, operator, type, [...path, 'value'], catalogue, report);
}

function checkFact(leaf: Leaf, path: Path, catalogue: ConditionCatalogue, report: Report): NameType | undefined {
  if (!Object.hasOwn(leaf, 'fact')) return undefined;
  const { fact } = leaf;
  if (typeof fact !== 'string') {
    report('condition.not_a_name', { key: 'fact', found: showRaw(fact) }, [...path, 'fact']);
    return undefined;
  }
  const type = catalogue.typeOf(fact);
  if (type === undefined && builtIn.includes(fact)) {
    report('condition.not_yet_supported', { fact }, [...path, 'fact']);
    return undefined;
  }
  if (Object.hasOwn(leaf, 'params')) report('condition.params', { fact: showRaw(fact) }, [...path, 'params']);
  if (type === undefined)
    report('condition.unknown_fact', { fact: showRaw(fact), hint: hintFor(fact, catalogue) }, [...path, 'fact']);
  return type;
}

function checkOperator(leaf: Leaf, path: Path, type: NameType | undefined, report: Report): Operator | undefined {
  if (!Object.hasOwn(leaf, 'operator')) return undefined;
  const { operator } = leaf;
  const at = [...path, 'operator'];
  const known = operators.join(', ');
  if (typeof operator !== 'string') report('condition.not_a_name', { key: 'operator', found: showRaw(operator) }, at);
  else if (operator.includes(':')) report('condition.decorator', { operator: showRaw(operator) }, at);
  else if (!isOperator(operator))
    report('condition.unknown_operator', { operator: showRaw(operator), known, hint: hint(operator, operators) }, at);
  else if (type === undefined || operatorsFor(type).includes(operator)) return operator;
  else {
    const fact = String(leaf['fact']);
    report('condition.operator_does_not_fit', { operator, fact, type, operators: operatorsFor(type).join(', ') }, at);
  }
  return undefined;
}

function checkValue(
  leaf: Leaf,
  operator: Operator,
  type: NameType,
  path: Path,
  catalogue: ConditionCatalogue,
  report: Report,
): void {
  const fact = String(leaf['fact']);
  const read = readOperand(leaf['value'], operator, type, catalogue.valuesOf(fact));
  if ('problems' in read) {
    for (const problem of read.problems) report(problem.code, problem.data, [...path, ...problem.path]);
    return;
  }
  if (read.operand.kind !== 'name') return;
  const { name: right } = read.operand;
  const rightType = catalogue.typeOf(right);
  if (rightType === undefined) {
    const unsupported = builtIn.includes(right);
    const data = unsupported ? { fact: right } : { fact: showRaw(right), hint: hintFor(right, catalogue) };
    report(unsupported ? 'condition.not_yet_supported' : 'condition.unknown_fact', data, path);
  } else if (!mayCompare(type, operator, rightType))
    report('condition.wrong_right_side', { fact, type, operator, right, rightType }, path);
}

function hintFor(name: string, catalogue: ConditionCatalogue): string {
  return hint(name, catalogue.names?.() ?? []);
}
