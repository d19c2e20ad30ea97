import type { MissingFact, Range } from '../conditions/condition.js';
import { decimalsOf, noCurrency } from '../facts/currency.js';
import {
  add,
  compareFractions,
  divide,
  fractionOf,
  multiply,
  negate,
  rounded,
  toDecimal,
  zero,
} from '../facts/fraction.js';
import type { Fraction } from '../facts/fraction.js';
import { formatFactValue } from '../facts/fact-value.js';
import { isMoney, type FactValue, type Money } from '../values.js';
import { joinMissing } from './missing.js';

/**
 * A number or an amount of money, exact, or between what it lies. `unit`: a currency, `number`, `mixed` for currencies that have
 * no sum, undefined where nothing is known that has one.
 */
export interface Amount {
  readonly least: Fraction | undefined;
  readonly most: Fraction | undefined;
  readonly unit: string | undefined;
  /** What is missing to know it exactly; asked only where that is told. */
  readonly lacking: () => readonly MissingFact[];
  /** The facts it was worked out from, to name what does not go together. */
  readonly names: readonly string[];
}

const nothingKnown = { least: undefined, most: undefined } as const;

/** Nothing is missing. */
export const noFacts = (): readonly MissingFact[] => [];

/** Undefined for what is neither a number nor money. */
export function amountIn(value: FactValue, names: readonly string[]): Amount | undefined {
  const unit = typeof value === 'number' ? 'number' : isMoney(value) ? value.currency : undefined;
  if (unit === undefined) return undefined;
  const exact = fractionOf(isMoney(value) ? value.amount : formatFactValue(value));
  return { least: exact, most: exact, unit, lacking: noFacts, names };
}

export function unknownAmount(lacking: Amount['lacking'], names: readonly string[]): Amount {
  return { ...nothingKnown, unit: undefined, lacking, names };
}

export function isExact({ least, most }: Amount): boolean {
  return least !== undefined && most !== undefined && compareFractions(least, most) === 0;
}

/** One of these and nobody knows which: between the smallest and the largest. */
export function eitherAmount(amounts: readonly Amount[], lacking: Amount['lacking']): Amount {
  const least = amounts.every((each) => each.least !== undefined) ? pick(amounts, 'least', -1) : undefined;
  const most = amounts.every((each) => each.most !== undefined) ? pick(amounts, 'most', 1) : undefined;
  return settled(amounts, alike(amounts), { least, most }, lacking);
}

/** At least the largest floor that is known (S57), and at most the largest cap if each has one. */
export function largestOf(amounts: readonly Amount[]): Amount {
  const most = amounts.every((each) => each.most !== undefined) ? pick(amounts, 'most', 1) : undefined;
  return settled(amounts, alike(amounts), { least: pick(amounts, 'least', 1), most });
}

export function smallestOf(amounts: readonly Amount[]): Amount {
  const least = amounts.every((each) => each.least !== undefined) ? pick(amounts, 'least', -1) : undefined;
  return settled(amounts, alike(amounts), { least, most: pick(amounts, 'most', -1) });
}

export function sumOf(amounts: readonly Amount[]): Amount {
  const total = (end: 'least' | 'most'): Fraction | undefined =>
    amounts.reduce<Fraction | undefined>((sum, each) => sum && each[end] && add(sum, each[end]), zero);
  return settled(amounts, alike(amounts), { least: total('least'), most: total('most') });
}

export function minus(amount: Amount): Amount {
  const { least, most } = amount;
  return { ...amount, least: most && negate(most), most: least && negate(least) };
}

export function productOf(amounts: readonly Amount[]): Amount {
  const [first, ...others] = amounts;
  return first === undefined ? unknownAmount(noFacts, []) : others.reduce(times, first);
}

function times(a: Amount, b: Amount): Amount {
  const units = [a, b].flatMap(({ unit }) => (unit === undefined || unit === 'number' ? [] : [unit]));
  const known = a.unit === undefined || b.unit === undefined ? undefined : 'number';
  const unit = units.length > 1 || units.includes('mixed') ? 'mixed' : (units[0] ?? known);
  return settled([a, b], unit, productEnds(a, b));
}

type Ends = Pick<Amount, 'least' | 'most'>;

/** Where both are bounded, between the smallest and the largest product of their ends; what is not negative keeps its floor. */
function productEnds(a: Ends, b: Ends): Ends {
  const corners = [a.least, a.most].flatMap((left) =>
    [b.least, b.most].map((right) => left && right && multiply(left, right)),
  );
  const known = corners.filter((each) => each !== undefined);
  if (known.length === corners.length) return { least: outermost(known, -1), most: outermost(known, 1) };
  for (const [one, other] of [
    [a, b],
    [b, a],
  ] as const)
    if (one.least !== undefined && one.most !== undefined && compareFractions(one.least, one.most) === 0)
      return scaled(other, one.least);
  const floor =
    isNotNegative(a.least) && isNotNegative(b.least) ? a.least && b.least && multiply(a.least, b.least) : undefined;
  return { least: floor, most: undefined };
}

function scaled({ least, most }: Ends, by: Fraction): Ends {
  const ends = { least: least && multiply(least, by), most: most && multiply(most, by) };
  return compareFractions(by, zero) >= 0 ? ends : { least: ends.most, most: ends.least };
}

function isNotNegative(end: Fraction | undefined): boolean {
  return end !== undefined && compareFractions(end, zero) >= 0;
}

/** By a number, or money by money of one currency, which gives a number; unknown where the divisor is or may be 0. */
export function quotientOf(amount: Amount, by: Amount): Amount {
  const unit =
    by.unit === 'number' || by.unit === undefined ? amount.unit : by.unit === amount.unit ? 'number' : 'mixed';
  const least = by.least && divide(fractionOf('1'), by.least);
  const most = by.most && divide(fractionOf('1'), by.most);
  const oneSign =
    least !== undefined && most !== undefined && compareFractions(least, zero) === compareFractions(most, zero);
  if (!oneSign) return notComparable([amount, by]);
  return settled([amount, by], unit, productEnds(amount, { least: most, most: least }));
}

/** All of one currency, or all plain numbers; what nobody knows and nothing at all go with each. */
function alike(amounts: readonly Amount[]): string | undefined {
  const units = new Set(amounts.flatMap(({ unit }) => (unit === undefined ? [] : [unit])));
  if (units.size > 1) units.delete(noCurrency);
  return units.size > 1 ? 'mixed' : [...units][0];
}

function settled(amounts: readonly Amount[], unit: string | undefined, ends: Ends, besides = noFacts): Amount {
  if (unit === 'mixed') return { ...notComparable(amounts), unit };
  const result = {
    ...ends,
    unit,
    lacking: () => joinMissing(besides(), ...amounts.map(({ lacking }) => lacking())),
    names: [...new Set(amounts.flatMap(({ names }) => names))],
  };
  return isExact(result) ? { ...result, lacking: noFacts } : result;
}

/** Two currencies in one amount, or a division by nothing: nobody can say what that is (S56). */
function notComparable(amounts: readonly Amount[]): Amount {
  const names = [...new Set(amounts.flatMap((each) => each.names))];
  const apart = names.map((name) => ({ name, kind: 'fact', why: 'not-comparable' }) as const);
  return unknownAmount(() => joinMissing(...amounts.map(({ lacking }) => lacking()), apart), names);
}

function pick(amounts: readonly Amount[], end: 'least' | 'most', sign: 1 | -1): Fraction | undefined {
  return outermost(
    amounts.flatMap((each) => (each[end] === undefined ? [] : [each[end]])),
    sign,
  );
}

function outermost(fractions: readonly Fraction[], sign: 1 | -1): Fraction | undefined {
  return fractions.reduce<Fraction | undefined>(
    (best, each) => (best === undefined || compareFractions(each, best) * sign > 0 ? each : best),
    undefined,
  );
}

/** The value as facts have it: money with all its decimals, a plain number. Undefined without a unit. */
export function valueOf(end: Fraction, unit: string | undefined): number | Money | undefined {
  if (unit === undefined || unit === 'mixed') return undefined;
  const decimal = toDecimal(end);
  return unit === 'number' ? Number(decimal) : { kind: 'money', amount: decimal, currency: unit };
}

export function rangeOfAmount({ least, most, unit }: Amount): Range {
  const [low, high] = [least && valueOf(least, unit), most && valueOf(most, unit)];
  return { ...(low === undefined ? {} : { least: low }), ...(high === undefined ? {} : { most: high }) };
}

/** Rounded once, at the end, to the currency's unit, half up (S56). */
export function moneyOf(end: Fraction, currency: string): Money {
  return { kind: 'money', amount: rounded(end, decimalsOf(currency)), currency };
}
