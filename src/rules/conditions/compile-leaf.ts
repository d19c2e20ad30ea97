import type { FactValue, Reading, Truth } from '../values.js';
import { ruleIn, stateName, typeIn, valuesIn } from './built-in.js';
import { orderFor, sameFor } from './comparisons.js';
import type { ConditionCatalogue, ConditionLeaf, Explanation, FactReader, NameType } from './condition.js';
import { containment, equality, happened, known, membership, ordering, proven, type Test } from './leaf-tests.js';
import { readOperand, type Operand } from './operand.js';
import { isOperator, type Operator } from './operators.js';
import { underEach } from './possible.js';

/** Any part of a condition, compiled. */
export interface CompiledNode {
  readonly names: readonly string[];
  readonly test: (reader: FactReader) => Truth;
  /** Names whose absence leaves it open; asked only of a part that is open. */
  readonly unknowns: (reader: FactReader) => readonly string[];
  readonly explain: (reader: FactReader) => Explanation;
}

/** Compiles a checked comparison; throws a RangeError on one that `checkCondition` would refuse. */
export function compileLeaf(leaf: ConditionLeaf, catalogue: ConditionCatalogue): CompiledNode {
  const { operator } = leaf;
  const type = typeIn(leaf.fact, catalogue);
  if (type === undefined || !isOperator(operator)) throw unchecked(leaf.fact);
  const read = readOperand(leaf.value, operator, type, valuesIn(leaf, catalogue));
  if (!('operand' in read)) throw unchecked(leaf.fact);
  const rule = leaf.fact === 'state' ? ruleIn(leaf, catalogue) : undefined;
  const fact = rule === undefined ? leaf.fact : stateName(rule);
  const { operand } = read;
  const names = operand.kind === 'name' ? [fact, operand.name] : [fact];
  const test = underEach(names, testFor(operator, fact, operand, type, catalogue));
  return {
    names,
    test,
    unknowns: (reader) => unknownsAmong(names, reader),
    explain: (reader) => ({
      kind: 'leaf',
      result: test(reader),
      children: [],
      leaf: {
        fact: leaf.fact,
        ...(rule === undefined ? {} : { rule }),
        operator,
        left: reader.read(fact),
        right: rightSide(operand, reader),
      },
    }),
  };
}

const accepts = {
  lessThan: (apart: number) => apart < 0,
  lessThanInclusive: (apart: number) => apart <= 0,
  greaterThan: (apart: number) => apart > 0,
  greaterThanInclusive: (apart: number) => apart >= 0,
  before: (apart: number) => apart < 0,
  onOrBefore: (apart: number) => apart <= 0,
  after: (apart: number) => apart > 0,
  onOrAfter: (apart: number) => apart >= 0,
} as const;

function testFor(
  operator: Operator,
  fact: string,
  operand: Operand,
  type: NameType,
  catalogue: ConditionCatalogue,
): Test {
  const right = operand.kind === 'name' ? catalogue.typeOf(operand.name) : undefined;
  const wanted = operand.kind === 'literal' && operand.value === true;
  switch (operator) {
    case 'equal':
    case 'notEqual':
      return equality(fact, operand, sameFor(type, right), operator === 'notEqual');
    case 'in':
    case 'notIn':
      return membership(fact, operand, sameFor(type, undefined), operator === 'notIn');
    case 'contains':
    case 'doesNotContain':
      return containment(fact, operand, operator === 'doesNotContain');
    case 'happened':
      return happened(fact, wanted);
    case 'known':
      return known(fact, wanted);
    case 'proven':
      return proven(fact, operand, sameFor(type, right));
    default:
      return ordering(fact, operand, orderFor(type, right), accepts[operator]);
  }
}

/** The names without a reading; where all have one, those of which only the day is known, else all. */
function unknownsAmong(names: readonly string[], reader: FactReader): readonly string[] {
  const absent = names.filter((name) => reader.read(name) === undefined);
  if (absent.length > 0) return absent;
  const days = names.filter((name) => isDay(reader.read(name)));
  return days.length > 0 ? days : names;
}

function isDay(reading: Reading): boolean {
  return typeof reading === 'object' && 'kind' in reading && reading.kind === 'day';
}

function rightSide(operand: Operand, reader: FactReader): Reading | readonly FactValue[] {
  if (operand.kind === 'name') return reader.read(operand.name);
  return operand.kind === 'list' ? operand.values : operand.value;
}

function unchecked(fact: string): RangeError {
  return new RangeError(`the condition on ${fact} has not been checked`);
}
