import type { MissingFact } from '../conditions/condition.js';
import { compareDecimals } from '../facts/decimal.js';
import type { Table, Value } from '../policy/value-types.js';
import { sameTime } from '../time/compare.js';
import { isMoney, isNone, isTime, NONE, type FactValue, type None, type Reading } from '../values.js';
import {
  amountIn,
  eitherAmount,
  isExact,
  noFacts,
  rangeOfAmount,
  unknownAmount,
  valueOf,
  type Amount,
} from './amount.js';
import { workOutAmount } from './amounts.js';
import { resolve, type MomentTerms } from './moments.js';
import { isEvent, read, whyMissing, workedOut } from './reader.js';
import { unknownFor, type Bounds, type Resolved, type WorkedOut } from './resolved.js';
import { joinMissing, readParameter, type Scope, type View } from './scope.js';
import { eitherOf } from './several-moments.js';
import { candidatesOf } from './tables.js';

/** Works a value out: a literal, a name, a moment, the row of a table, an amount. */
export function workOutValue(scope: Scope, view: View, value: Value, by: MomentTerms): WorkedOut {
  switch (value.kind) {
    case 'literal':
      return known(value.value);
    case 'name':
      return workedOut(scope, view, value.name) ?? ofName(scope, view, value.name);
    case 'parameter':
      return ofReading(readParameter(scope, value.name), [{ name: value.name, kind: 'fact', why: 'not-recorded' }]);
    case 'moment':
      return resolve(scope, view, value.moment, by);
    case 'table':
      return ofTable(scope, view, value, by);
    default:
      return ofAmount(workOutAmount(scope, view, value));
  }
}

function known(value: FactValue): WorkedOut {
  return isTime(value) ? { kind: 'at', time: value, provisional: false } : { kind: 'value', value };
}

function ofName(scope: Scope, view: View, name: string): WorkedOut {
  const reading = read(scope, view, name);
  if (isNone(reading) && isEvent(scope, name)) return { kind: 'not-yet' };
  if (reading === undefined) return unknownFor(() => whyMissing(scope, view, name));
  return ofReading(reading, []);
}

function ofReading(reading: Reading, missing: readonly MissingFact[]): WorkedOut {
  if (reading === undefined) return { kind: 'unknown', missing };
  return isNone(reading) ? { kind: 'none' } : known(reading);
}

/** An amount as a fact has it. */
export function ofAmount(amount: Amount): WorkedOut {
  const { least, unit, lacking } = amount;
  const exact = least !== undefined && isExact(amount) ? valueOf(least, unit) : undefined;
  if (exact !== undefined) return { kind: 'value', value: exact, amount };
  return unknownFor(lacking, { range: rangeOfAmount(amount), amount });
}

/** What all rows agree on that may be the first to hold (S39); otherwise unknown, with what they leave. */
function ofTable(scope: Scope, view: View, table: Table<Value>, by: MomentTerms): WorkedOut {
  const candidates = candidatesOf(scope, view, table);
  const found = candidates.rows.map((row) => workOutValue(scope, view, row.is, by));
  const ways: readonly WorkedOut[] = candidates.perhapsNone ? [...found, { kind: 'none' }] : found;
  const [first, ...others] = ways;
  if (first === undefined) return { kind: 'none' };
  if (others.every((other) => isSame(first, other))) return first;
  const lacking = (): readonly MissingFact[] =>
    joinMissing(candidates.lacking(), ...ways.map((way) => (way.kind === 'unknown' ? way.missing : [])));
  return unknownFor(lacking, { ...boundsOf(ways, lacking, scope), ...possibleIn(ways) });
}

/** Between what amounts, or between which times; nothing for what has neither. */
function boundsOf(ways: readonly WorkedOut[], lacking: () => readonly MissingFact[], scope: Scope): Bounds {
  const amounts = ways.flatMap((way) => amountOfWay(way) ?? []);
  if (amounts.length > 0) {
    const all = amounts.length === ways.length ? amounts : [...amounts, unknownAmount(noFacts, [])];
    const amount = eitherAmount(all, lacking);
    return { amount, range: rangeOfAmount(amount) };
  }
  const moments = ways.filter((way): way is Resolved => way.kind !== 'value');
  if (moments.length < ways.length || !moments.some(({ kind }) => kind === 'at')) return {};
  const either = eitherOf(moments, [], scope);
  if (either.kind !== 'unknown') return {};
  const { kind: _kind, missing: _missing, ...bounds } = either;
  return bounds;
}

function amountOfWay(way: WorkedOut): Amount | undefined {
  if (way.kind === 'unknown') return way.amount;
  return way.kind === 'value' ? (way.amount ?? amountIn(way.value, [])) : undefined;
}

function possibleIn(ways: readonly WorkedOut[]): { readonly possible?: readonly (FactValue | None)[] } {
  const all = ways.map((way): readonly (FactValue | None)[] => {
    if (way.kind === 'unknown') return way.possible ?? [];
    return way.kind === 'value' ? [way.value] : way.kind === 'at' ? [way.time] : [NONE];
  });
  return all.some((values) => values.length === 0) ? {} : { possible: distinct(all.flat()) };
}

function distinct(values: readonly (FactValue | None)[]): readonly (FactValue | None)[] {
  return values.filter((value, index) => values.findIndex((other) => sameValue(value, other)) === index);
}

function isSame(a: WorkedOut, b: WorkedOut): boolean {
  if (a.kind === 'value') return b.kind === 'value' && sameValue(a.value, b.value);
  if (a.kind === 'at') return b.kind === 'at' && sameTime(a.time, b.time);
  return a.kind !== 'unknown' && a.kind === b.kind;
}

/** Whether two values are the same: money by its amount, lists by their words in order. */
export function sameValue(a: FactValue | None, b: FactValue | None): boolean {
  if (typeof a !== 'object' || typeof b !== 'object') return a === b;
  if (!('kind' in a) || !('kind' in b))
    return !('kind' in a) && !('kind' in b) && a.length === b.length && a.every((word, index) => word === b[index]);
  if (isMoney(a) && isMoney(b)) return a.currency === b.currency && compareDecimals(a.amount, b.amount) === 0;
  if (isTime(a) && isTime(b)) return sameTime(a, b);
  if (a.kind === 'duration' && b.kind === 'duration') return a.count === b.count && a.unit === b.unit;
  return a.kind === 'none' && b.kind === 'none';
}
