import type { Zone } from '../time/calendar.js';
import { isNone, type FactValue, type Reading, type Truth } from '../values.js';
import type { Order, Same } from './comparisons.js';
import type { FactReader } from './condition.js';
import type { Operand } from './operand.js';

export type Test = (reader: FactReader) => Truth;
type Decide = (left: FactValue, right: FactValue, zone: Zone) => Truth;

/** What is known not to exist equals nothing, not even another thing that does not exist. */
export function equality(fact: string, operand: Operand, same: Same, negated: boolean): Test {
  if (operand.kind === 'literal' && typeof operand.value !== 'object') {
    const { value } = operand;
    return (reader) => {
      const left = reader.read(fact);
      return left === undefined ? undefined : (left === value) !== negated;
    };
  }
  return twoSided(fact, operand, negated, (left, right, zone) => negatedIf(negated, same(left, right, zone)));
}

/** The list is written down, or is a fact of type `words`. */
export function membership(fact: string, operand: Operand, same: Same, negated: boolean): Test {
  if (operand.kind !== 'list') return twoSided(fact, operand, negated, (left, right) => holds(right, left) !== negated);
  const { values } = operand;
  const plain = new Set(values);
  if (values.every((value) => typeof value !== 'object'))
    return (reader) => {
      const left = reader.read(fact);
      return left === undefined ? undefined : (!isNone(left) && plain.has(left)) !== negated;
    };
  return (reader) => {
    const left = reader.read(fact);
    if (left === undefined) return undefined;
    if (isNone(left)) return negated;
    const { zone } = reader;
    return negatedIf(negated, any(values.map((value) => same(left, value, zone))));
  };
}

export function containment(fact: string, operand: Operand, negated: boolean): Test {
  return twoSided(fact, operand, negated, (left, right) => holds(left, right) !== negated);
}

/** Nothing comes before, after or is larger than what does not exist. Of what lies in a known range, its ends may decide. */
export function ordering(fact: string, operand: Operand, order: Order, accepts: (apart: number) => boolean): Test {
  if (operand.kind === 'literal' && typeof operand.value === 'number') {
    const { value } = operand;
    return (reader) => {
      const left = reader.read(fact);
      if (typeof left === 'number') return accepts(left - value);
      return isNone(left) ? false : byRange(reader, fact, (end) => (typeof end === 'number' ? end - value : undefined));
    };
  }
  const read = rightOf(operand);
  const byOrder = twoSided(fact, operand, false, (left, right, zone) => {
    const apart = order(left, right, zone);
    return apart === undefined ? undefined : accepts(apart);
  });
  return (reader) => {
    const truth = byOrder(reader);
    if (truth !== undefined || reader.range === undefined || reader.read(fact) !== undefined) return truth;
    const right = read(reader);
    if (right === undefined || isNone(right)) return undefined;
    return byRange(reader, fact, (end) => order(end, right, reader.zone));
  };

  /** Certain where every value of the range is on the same side: the tests are steps, so its ends say. */
  function byRange(reader: FactReader, name: string, apart: (end: FactValue) => number | undefined): Truth {
    const { least, most } = reader.range?.(name) ?? {};
    const low = least === undefined ? -Infinity : apart(least);
    const high = most === undefined ? Infinity : apart(most);
    if (low === undefined || high === undefined) return undefined;
    const truth = accepts(low);
    return truth === accepts(high) ? truth : undefined;
  }
}

/** Unknown only where the source does not report the event (S34). */
export function happened(fact: string, wanted: boolean): Test {
  return (reader) => {
    const left = reader.read(fact);
    return left === undefined ? undefined : isNone(left) !== wanted;
  };
}

/** Never unknown (S34): has a value, or has none, whether that is known or not. */
export function known(fact: string, wanted: boolean): Test {
  return (reader) => {
    const left = reader.read(fact);
    return (left !== undefined && !isNone(left)) === wanted;
  };
}

/** Never unknown (S34): recorded and equal, or not shown. */
export function proven(fact: string, operand: Operand, same: Same): Test {
  const test = equality(fact, operand, same, false);
  return (reader) => test(reader) === true;
}

function twoSided(fact: string, operand: Operand, whenNone: boolean, decide: Decide): Test {
  const read = rightOf(operand);
  return (reader) => {
    const left = reader.read(fact);
    const right = read(reader);
    if (isNone(left) || isNone(right)) return whenNone;
    return left === undefined || right === undefined ? undefined : decide(left, right, reader.zone);
  };
}

function rightOf(operand: Operand): (reader: FactReader) => Reading {
  if (operand.kind === 'name') {
    const { name } = operand;
    return (reader) => reader.read(name);
  }
  const value = operand.kind === 'literal' ? operand.value : undefined;
  return () => value;
}

/** Kleene's "or". */
function any(truths: readonly Truth[]): Truth {
  return truths.includes(true) ? true : truths.includes(undefined) ? undefined : false;
}

function negatedIf(negated: boolean, truth: Truth): Truth {
  return truth === undefined ? undefined : truth !== negated;
}

function holds(list: FactValue, item: FactValue): boolean {
  return Array.isArray(list) && list.includes(item);
}
