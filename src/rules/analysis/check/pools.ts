import type { NameType } from '../../conditions/condition.js';
import { compareDecimals } from '../../facts/decimal.js';
import { firstInstant } from '../../time/compare.js';
import type { Zone } from '../../time/calendar.js';
import { parseDay } from '../../time/day.js';
import { durationUnits } from '../../time/duration.js';
import { millisecondsPerDay } from '../../time/zone.js';
import { isDuration, isMoney, isTime, type Duration, type FactValue, type Time } from '../../values.js';

/** `between`: how many different values are needed between two that are named, so that as many names can lie there in any order. */
export interface PoolQuestion {
  readonly literals: readonly FactValue[];
  readonly between: number;
  /** Whole numbers from 0 alone: how many of something there are. */
  readonly whole: boolean;
  readonly zone: Zone;
}

/** Values of an ordered type: each that is named, and enough below, between and above them. */
export function poolOf(type: NameType, question: PoolQuestion): readonly FactValue[] {
  switch (type) {
    case 'number':
      return numbers(question);
    case 'money':
      return amounts(question);
    case 'duration':
      return durations(question);
    case 'date':
    case 'instant':
    case 'event':
      return times(type, question);
    default:
      return question.literals;
  }
}

function numbers({ literals, between, whole }: PoolQuestion): readonly number[] {
  const named = literals.filter((each) => typeof each === 'number');
  if (!whole) return spread(named, between, 1);
  const near = named.flatMap((each) => range(-between, between).map((step) => Math.trunc(each) + step));
  return unique([...range(0, between), ...near]).filter((each) => each >= 0);
}

function amounts({ literals, between }: PoolQuestion): readonly FactValue[] {
  const money = literals.filter(isMoney);
  const groups = Map.groupBy(money, ({ currency }) => currency);
  if (groups.size === 0) groups.set('CNY', []);
  return [...groups].flatMap(([currency, of]) => {
    const named = of.map(({ amount }) => amount).toSorted(compareDecimals);
    // Amounts far from each other in size keep their own text: only those between them are made up.
    const near = spread(named.map(Number), between, 1).filter((each) => !named.some((one) => Number(one) === each));
    return [...new Set([...named, ...near.map(plainDecimal)])].map((amount) => ({
      kind: 'money' as const,
      amount,
      currency,
    }));
  });
}

function plainDecimal(value: number): string {
  const text = value.toFixed(4);
  return text.replace(/\.?0+$/u, '');
}

function durations({ literals, between }: PoolQuestion): readonly FactValue[] {
  const named = literals.filter(isDuration);
  const kinds = new Set(named.map(({ unit }) => unit));
  if (kinds.size === 0) kinds.add('days');
  // Each literal in every unit that occurs and is measured alike would do; one step of its own unit is enough where units do not mix.
  const counts = (unit: Duration['unit']): readonly number[] => {
    const own = named.filter((each) => each.unit === unit).map(({ count }) => count);
    return unique([
      ...own.flatMap((each) => range(-between, between).map((step) => each + step)),
      ...range(0, between),
    ]);
  };
  return [...kinds]
    .filter((unit) => unit in durationUnits)
    .flatMap((unit) =>
      counts(unit)
        .filter((count) => count >= 0)
        .map((count) => ({ kind: 'duration' as const, count, unit })),
    );
}

const noon = millisecondsPerDay / 2;
const someDay = parseDay('2026-03-04') ?? 0;

function times(type: 'date' | 'instant' | 'event', { literals, between, zone }: PoolQuestion): readonly FactValue[] {
  const named = literals.filter(isTime);
  const days = unique(named.map((each) => (each.kind === 'day' ? each.day : zone.dayOf(each.at))));
  const apart = between + 1;
  const all = days.length === 0 ? range(0, between - 1).map((step) => someDay + step) : spreadDays(days, apart);
  if (type === 'date') return all.map((day): Time => ({ kind: 'day', day }));
  const instants = named.flatMap((each) => (each.kind === 'instant' ? [each.at - 1, each.at, each.at + 1] : []));
  const atNoon = all.map((day) => firstInstant({ kind: 'day', day }, zone) + noon);
  return unique([...atNoon, ...instants]).map((at): Time => ({ kind: 'instant', at }));
}

function spreadDays(days: readonly number[], apart: number): readonly number[] {
  return unique(days.flatMap((day) => range(-apart, apart).map((step) => day + step)));
}

/** The values themselves and `between` others in each gap, below the first and above the last. */
function spread(named: readonly number[], between: number, step: number): readonly number[] {
  const sorted = unique(named).toSorted((a, b) => a - b);
  const [first, last] = [sorted[0], sorted.at(-1)];
  if (first === undefined || last === undefined) return range(1, between).map((each) => each * step);
  const gaps = sorted.slice(1).flatMap((high, index) => {
    const low = sorted[index] ?? high;
    return range(1, between).map((part) => low + ((high - low) * part) / (between + 1));
  });
  const ends = range(1, between).flatMap((each) => [first - each * step, last + each * step]);
  return unique([...sorted, ...gaps, ...ends]);
}

function range(from: number, through: number): readonly number[] {
  return Array.from({ length: Math.max(0, through - from + 1) }, (_, index) => from + index);
}

function unique<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}
