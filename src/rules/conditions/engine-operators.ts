import { noCurrency } from '../facts/currency.js';
import { parseEventTime, parseFactValue } from '../facts/fact-value.js';
import type { Zone } from '../time/calendar.js';
import { isNone, type Duration, type FactValue, type Money, type None, type Time } from '../values.js';
import { ruleOfState } from './built-in.js';
import type { ConditionCatalogue, NameType } from './condition.js';

/** A fact as the engine holds it. */
export interface Typed {
  readonly kind: 'typed';
  readonly name: string;
  readonly type: NameType;
  readonly reading: FactValue | None;
  /** One of the values that it may have: what asks whether it is known or shown does not see it (S34). */
  readonly assumed?: true;
}

type EngineOperator = (left: unknown, right: unknown) => boolean;
/** The sign of left minus right; undefined where the two have no order, NaN where nobody knows it. */
type Sign = number | undefined;

/**
 * The operators as the second judge understands them, written apart from the compiled ones on purpose: they share the
 * reading of literals only. Each returns a boolean, as the engine wants; what cannot be known is false.
 */
export function engineOperators(
  facts: ReadonlyMap<string, Typed>,
  catalogue: ConditionCatalogue,
  zone: Zone,
): ReadonlyMap<string, EngineOperator> {
  /** `whenNone` where either side is known not to exist, whatever the other is; false where a side is missing. */
  const both =
    (decide: (left: Typed, right: Typed) => boolean, whenNone: boolean): EngineOperator =>
    (left, raw) => {
      const right = rightSide(raw, left, facts, catalogue);
      if (isAbsent(left) || isAbsent(right)) return whenNone;
      return isTyped(left) && right !== undefined && decide(left, right);
    };
  const bySign = (decide: (sign: Sign) => boolean, whenNone: boolean): EngineOperator =>
    both((left, right) => decide(signOf(left, right, zone)), whenNone);
  const equal = bySign((sign) => sign === 0, false);
  const unequal = bySign((sign) => sign === undefined || (sign !== 0 && !Number.isNaN(sign)), true);
  const within = both((left, right) => holds(right, left), false);
  const notWithin = both((left, right) => !holds(right, left), true);
  return new Map<string, EngineOperator>([
    ...orders((decide) => bySign((sign) => sign !== undefined && decide(sign), false)),
    ['equal', equal],
    ['notEqual', unequal],
    ['in', (left, raw) => (Array.isArray(raw) ? raw.some((item) => equal(left, item)) : within(left, raw))],
    ['notIn', (left, raw) => (Array.isArray(raw) ? raw.every((item) => unequal(left, item)) : notWithin(left, raw))],
    ['contains', both((left, right) => holds(left, right), false)],
    ['doesNotContain', both((left, right) => !holds(left, right), true)],
    ['happened', (left, raw) => isTyped(left) && isAbsent(left) === (raw === false)],
    ['known', (left, raw) => (isShown(left) && !isAbsent(left)) === (raw === true)],
    ['proven', (left, raw) => isShown(left) && isShown(rightSide(raw, left, facts, catalogue)) && equal(left, raw)],
  ]);
}

function orders(operator: (decide: (sign: number) => boolean) => EngineOperator): readonly [string, EngineOperator][] {
  const less = operator((sign) => sign < 0);
  const atMost = operator((sign) => sign <= 0);
  const more = operator((sign) => sign > 0);
  const atLeast = operator((sign) => sign >= 0);
  return [
    ['lessThan', less],
    ['before', less],
    ['lessThanInclusive', atMost],
    ['onOrBefore', atMost],
    ['greaterThan', more],
    ['after', more],
    ['greaterThanInclusive', atLeast],
    ['onOrAfter', atLeast],
  ];
}

/** Another fact, a parameter, or a literal in the left one's type; undefined where it is missing. */
function rightSide(
  raw: unknown,
  left: unknown,
  facts: ReadonlyMap<string, Typed>,
  catalogue: ConditionCatalogue,
): Typed | undefined {
  if (isTyped(raw)) return raw;
  if (isParameter(raw)) return facts.get(raw.parameter);
  if (raw === undefined || !isTyped(left)) return undefined;
  const type = left.type === 'words' ? 'word' : left.type;
  const anyTime = type === 'event' || type === 'instant';
  const values = ruleOfState(left.name) === undefined ? catalogue.valuesOf(left.name) : undefined;
  const parsed = anyTime ? parseEventTime(raw) : parseFactValue(type, raw, values);
  if ('problem' in parsed) throw new RangeError(parsed.problem.code);
  return { kind: 'typed', name: '', type: type === 'event' ? 'instant' : type, reading: parsed.value };
}

function holds(list: Typed, item: Typed): boolean {
  const { reading } = item;
  return Array.isArray(list.reading) && list.reading.some((each) => each === reading);
}

function signOf(
  { reading: left, type: leftType }: Typed,
  { reading: right, type: rightType }: Typed,
  zone: Zone,
): Sign {
  if (typeof left === 'number' && typeof right === 'number') return left < right ? -1 : left > right ? 1 : 0;
  if (typeof left !== 'object' || typeof right !== 'object') return left === right ? 0 : undefined;
  if (!('kind' in left) || !('kind' in right)) return undefined;
  if (left.kind === 'money') return right.kind === 'money' ? signOfMoney(left, right) : undefined;
  if (left.kind === 'duration') return right.kind === 'duration' ? signOfDurations(left, right) : undefined;
  if (right.kind === 'money' || right.kind === 'duration') return undefined;
  if (left.kind === 'none' || right.kind === 'none') return undefined;
  return signOfTimes(left, right, leftType === 'event', rightType === 'event', zone);
}

function signOfMoney(left: Money, right: Money): Sign {
  const nothing = [left, right].some(({ currency }) => currency === noCurrency);
  if (left.currency !== right.currency && !nothing) return undefined;
  const decimals = (amount: string): number => amount.split('.')[1]?.length ?? 0;
  const scale = Math.max(decimals(left.amount), decimals(right.amount));
  const units = (amount: string): bigint => BigInt(amount.replace('.', '') + '0'.repeat(scale - decimals(amount)));
  const apart = units(left.amount) - units(right.amount);
  return apart < 0n ? -1 : apart > 0n ? 1 : 0;
}

function signOfDurations(left: Duration, right: Duration): Sign {
  const inSmallest = ({ count, unit }: Duration): readonly [number, string] => {
    if (unit === 'weeks') return [count * 7, 'days'];
    if (unit === 'hours') return [count * 60, 'minutes'];
    if (unit === 'working hours') return [count * 60, 'working minutes'];
    return unit === 'years' ? [count * 12, 'months'] : [count, unit];
  };
  const [a, unit] = inSmallest(left);
  const [b, otherUnit] = inSmallest(right);
  return unit === otherUnit ? Math.sign(a - b) : undefined;
}

function signOfTimes(left: Time, right: Time, leftIsEvent: boolean, rightIsEvent: boolean, zone: Zone): Sign {
  if (left.kind === 'instant' && right.kind === 'instant') return Math.sign(left.at - right.at);
  const dayOf = (time: Time): number => (time.kind === 'day' ? time.day : zone.dayOf(time.at));
  const sign = Math.sign(dayOf(left) - dayOf(right));
  if (sign !== 0 || left.kind === right.kind) return sign;
  const eventLacksTime = left.kind === 'day' ? leftIsEvent : rightIsEvent;
  return eventLacksTime ? Number.NaN : 0;
}

function isTyped(value: unknown): value is Typed {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'typed';
}

function isShown(side: unknown): boolean {
  return isTyped(side) && side.assumed === undefined;
}

/** Known not to exist. */
function isAbsent(side: unknown): boolean {
  return isTyped(side) && isNone(side.reading);
}

function isParameter(value: unknown): value is { readonly parameter: string } {
  return typeof value === 'object' && value !== null && 'parameter' in value && typeof value.parameter === 'string';
}
