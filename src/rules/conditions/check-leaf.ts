import { isRecord, showRaw } from '../facts/fact-value.js';
import { hint } from '../nearest.js';
import type { Report } from './condition-errors.js';
import type { ConditionCatalogue, NameType } from './condition.js';
import { isBuiltIn, typeIn, valuesIn } from './built-in.js';
import { readOperand } from './operand.js';
import { isOperator, mayCompare, operators, operatorsForState, operatorsFor, type Operator } from './operators.js';

export const leafKeys: readonly string[] = ['fact', 'operator', 'value', 'params'];

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
  if (fact === 'state') return checkState(leaf, path, catalogue, report);
  const type = typeIn(fact, catalogue);
  if (Object.hasOwn(leaf, 'params')) report('condition.params', { fact: showRaw(fact) }, [...path, 'params']);
  if (type === undefined)
    report('condition.unknown_fact', { fact: showRaw(fact), hint: hintFor(fact, catalogue) }, [...path, 'fact']);
  return type;
}

/** The state of a rule: `params: { rule: RULE }` and nothing else says of which. */
function checkState(leaf: Leaf, path: Path, catalogue: ConditionCatalogue, report: Report): NameType | undefined {
  const { params } = leaf;
  const rule = isRecord(params) ? params['rule'] : undefined;
  if (typeof rule !== 'string') {
    report('condition.state_of_no_rule', {}, Object.hasOwn(leaf, 'params') ? [...path, 'params'] : path);
    return undefined;
  }
  const others = isRecord(params) ? Object.keys(params).filter((key) => key !== 'rule') : [];
  for (const key of others)
    report('condition.unknown_key', { key, known: 'rule', hint: hint(key, ['rule']) }, [...path, 'params', key]);
  if ((catalogue.statesOf?.(rule) ?? []).length > 0) return typeIn('state', catalogue);
  const data = { rule: showRaw(rule), hint: hint(rule, catalogue.rulesWithStates?.() ?? []) };
  report('condition.unknown_rule', data, [...path, 'params', 'rule']);
  return undefined;
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
  else if (type === undefined || fitting(leaf, type).includes(operator)) return operator;
  else {
    const fact = String(leaf['fact']);
    const fit = fitting(leaf, type).join(', ');
    report('condition.operator_does_not_fit', { operator, fact, type, operators: fit }, at);
  }
  return undefined;
}

function fitting({ fact }: Leaf, type: NameType): readonly Operator[] {
  return fact === 'state' ? operatorsForState : operatorsFor(type);
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
  const read = readOperand(leaf['value'], operator, type, valuesIn(leaf, catalogue));
  if ('problems' in read) {
    for (const problem of read.problems) report(problem.code, problem.data, [...path, ...problem.path]);
    return;
  }
  if (read.operand.kind !== 'name') return;
  const { name: right } = read.operand;
  const rightType = catalogue.typeOf(right);
  if (isBuiltIn(right)) report('condition.built_in_on_right', { fact: right }, path);
  else if (rightType === undefined)
    report('condition.unknown_fact', { fact: showRaw(right), hint: hintFor(right, catalogue) }, path);
  else if (!mayCompare(type, operator, rightType))
    report('condition.wrong_right_side', { fact, type, operator, right, rightType }, path);
}

function hintFor(name: string, catalogue: ConditionCatalogue): string {
  return hint(name, catalogue.names?.() ?? []);
}
