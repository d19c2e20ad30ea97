import type { NameType } from './condition.js';

const equality = ['equal', 'notEqual', 'in', 'notIn'] as const;
const membership = ['contains', 'doesNotContain'] as const;
const size = ['lessThan', 'lessThanInclusive', 'greaterThan', 'greaterThanInclusive'] as const;
const order = ['before', 'onOrBefore', 'after', 'onOrAfter'] as const;
const knowledge = ['happened', 'known', 'proven'] as const;

/** Every operator of a condition: the engine's, made aware of types, and ours. */
export const operators = [...equality, ...membership, ...size, ...order, ...knowledge] as const;
export type Operator = (typeof operators)[number];

const byType: Readonly<Record<NameType, readonly Operator[]>> = {
  word: [...equality, 'known', 'proven'],
  text: [...equality, 'known', 'proven'],
  words: [...membership, 'known'],
  'yes-no': [...equality, 'known', 'proven'],
  number: [...equality, ...size, 'known', 'proven'],
  money: [...equality, ...size, 'known', 'proven'],
  duration: [...equality, ...size, 'known', 'proven'],
  date: [...equality, ...order, 'known', 'proven'],
  instant: [...equality, ...order, 'known', 'proven'],
  event: [...equality, ...order, 'happened', 'known'],
};

/** A state is asked for by its words alone: it is always one of them, and nothing shows or proves it. */
export const operatorsForState: readonly Operator[] = equality;

/** The operators that a name of this type may stand before. */
export function operatorsFor(type: NameType): readonly Operator[] {
  return byType[type];
}

export function isOperator(word: string): word is Operator {
  return operators.some((operator) => operator === word);
}

/** Whether a name of type `right` may stand on the right-hand side of this operator after one of type `left`. */
export function mayCompare(left: NameType, operator: Operator, right: NameType): boolean {
  if (operator === 'happened' || operator === 'known') return false;
  if (operator === 'contains' || operator === 'doesNotContain') return family(right) === 'text';
  if (operator === 'in' || operator === 'notIn') return family(left) === 'text' && right === 'words';
  return family(left) === family(right);
}

function family(type: NameType): string {
  if (type === 'word') return 'text';
  return type === 'instant' || type === 'event' ? 'date' : type;
}
