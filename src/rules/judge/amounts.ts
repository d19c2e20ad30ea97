import type { MissingFact } from '../conditions/condition.js';
import type { Moment, Value } from '../policy/value-types.js';
import type { Fraction } from '../facts/fraction.js';
import type { Reading } from '../values.js';
import {
  amountIn,
  eitherAmount,
  isExact,
  largestOf,
  minus,
  moneyOf,
  noFacts,
  productOf,
  quotientOf,
  smallestOf,
  sumOf,
  unknownAmount,
  type Amount,
} from './amount.js';
import type { AmountFound } from './judgement.js';
import { read, whyMissing, workedOut } from './reader.js';
import { readParameter, type Scope, type View } from './scope.js';
import { candidatesOf } from './tables.js';

/**
 * What is known of an amount: exact, rounded once at the end to its currency's unit, half up (S56); or its bounds, with what is
 * missing (S57). Two currencies in one amount, or an amount of none, have neither.
 */
export function amountOf(scope: Scope, view: View, value: Value): AmountFound {
  const amount = workOutAmount(scope, view, value);
  const { least, most, unit, lacking } = amount;
  if (unit === undefined || unit === 'mixed' || unit === 'number') return { kind: 'bounded', missing: lacking() };
  if (least !== undefined && isExact(amount)) return { kind: 'exact', amount: moneyOf(least, unit) };
  const shown = (end: Fraction | undefined, key: 'atLeast' | 'atMost') =>
    end === undefined ? {} : { [key]: moneyOf(end, unit) };
  return { kind: 'bounded', ...shown(least, 'atLeast'), ...shown(most, 'atMost'), missing: lacking() };
}

/** Works an amount out, nothing rounded on the way. */
export function workOutAmount(scope: Scope, view: View, value: Value): Amount {
  const part = (each: Value): Amount => workOutAmount(scope, view, each);
  switch (value.kind) {
    case 'literal':
      return amountIn(value.value, []) ?? unknownAmount(noFacts, []);
    case 'name':
      return ofName(scope, view, value.name);
    case 'parameter':
      return ofReading(readParameter(scope, value.name), value.name, noFacts);
    case 'moment':
      return unknownAmount(() => notANumber(value.moment), []);
    case 'table': {
      const { rows, perhapsNone, lacking } = candidatesOf(scope, view, value);
      const amounts = rows.map((row) => part(row.is));
      return eitherAmount(perhapsNone ? [...amounts, unknownAmount(noFacts, [])] : amounts, lacking);
    }
    case 'largest-of':
      return largestOf(value.of.map(part));
    case 'smallest-of':
      return smallestOf(value.of.map(part));
    case 'sum':
      return sumOf(value.of.map(part));
    case 'times':
      return productOf(value.of.map(part));
    case 'minus':
      return minus(part(value.of));
    case 'divided-by':
      return quotientOf(part(value.of), part(value.by));
  }
}

/** A worked-out amount goes on as it was worked out, not as it is shown. */
function ofName(scope: Scope, view: View, name: string): Amount {
  const worked = workedOut(scope, view, name);
  if (worked !== undefined && 'amount' in worked && worked.amount !== undefined) return worked.amount;
  return ofReading(read(scope, view, name), name, () => whyMissing(scope, view, name));
}

function ofReading(reading: Reading, name: string, missing: Amount['lacking']): Amount {
  const because = (why: MissingFact['why']): readonly MissingFact[] => [{ name, kind: 'fact', why }];
  if (reading === undefined) {
    const lacking = (): readonly MissingFact[] => {
      const known = missing();
      return known.length > 0 ? known : because('not-recorded');
    };
    return unknownAmount(lacking, [name]);
  }
  const amount =
    typeof reading === 'object' && 'kind' in reading && reading.kind === 'none' ? undefined : amountIn(reading, [name]);
  return amount ?? unknownAmount(() => because('not-comparable'), [name]);
}

function notANumber(moment: Moment): readonly MissingFact[] {
  const name = moment.kind === 'event' ? moment.event : moment.kind === 'fact' ? moment.fact : moment.kind;
  return [{ name, kind: 'fact', why: 'not-comparable' }];
}
