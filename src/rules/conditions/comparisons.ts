import { noCurrency } from '../facts/currency.js';
import { compareDecimals } from '../facts/decimal.js';
import type { Zone } from '../time/calendar.js';
import { isDuration, isMoney, isTime, type DurationUnit, type FactValue, type Truth } from '../values.js';
import type { NameType } from './condition.js';

/** Below 0, 0 or above 0; undefined where the two have no order that anyone knows. */
export type Order = (left: FactValue, right: FactValue, zone: Zone) => number | undefined;
export type Same = (left: FactValue, right: FactValue, zone: Zone) => Truth;

/** How values of a type are ordered. `right` is undefined where a literal stands on the right-hand side. */
export function orderFor(left: NameType, right: NameType | undefined): Order {
  switch (left) {
    case 'number':
      return orderNumbers;
    case 'money':
      return orderMoney;
    case 'duration':
      return orderDurations;
    case 'date':
    case 'instant':
    case 'event':
      return timeOrder(left === 'event', right === 'event');
    default:
      throw new RangeError(`values of type ${left} have no order`);
  }
}

/** How values of a type are equal: texts exactly, money by amount and currency, times by their order. */
export function sameFor(left: NameType, right: NameType | undefined): Same {
  switch (left) {
    case 'money':
    case 'duration': {
      const order = orderFor(left, right);
      return (a, b, zone) => order(a, b, zone) === 0;
    }
    case 'date':
    case 'instant':
    case 'event': {
      const order = orderFor(left, right);
      return (a, b, zone) => {
        const apart = order(a, b, zone);
        return apart === undefined ? undefined : apart === 0;
      };
    }
    default:
      return (a, b) => a === b;
  }
}

const orderNumbers: Order = (a, b) => (typeof a === 'number' && typeof b === 'number' ? a - b : undefined);

/** Nothing at all has no currency, and is nothing in each. */
const orderMoney: Order = (a, b) =>
  isMoney(a) && isMoney(b) && (a.currency === b.currency || a.currency === noCurrency || b.currency === noCurrency)
    ? compareDecimals(a.amount, b.amount)
    : undefined;

/** A month is no number of days and a working day no number of hours: only units of one family have an order. */
const families: Readonly<Record<DurationUnit, readonly [family: string, size: number]>> = {
  minutes: ['hours', 1],
  hours: ['hours', 60],
  days: ['days', 1],
  weeks: ['days', 7],
  months: ['months', 1],
  years: ['months', 12],
  'working days': ['working days', 1],
  'working minutes': ['working hours', 1],
  'working hours': ['working hours', 60],
};

const orderDurations: Order = (a, b) => {
  if (!isDuration(a) || !isDuration(b)) return undefined;
  const [family, size] = families[a.unit];
  const [otherFamily, otherSize] = families[b.unit];
  return family === otherFamily ? a.count * size - b.count * otherSize : undefined;
};

/**
 * Two instants by instant, otherwise by day in the zone (S1). Of an event whose time of day is missing nobody knows
 * whether it came before an instant of that same day (S13); a date or a literal means its whole day.
 */
function timeOrder(leftIsEvent: boolean, rightIsEvent: boolean): Order {
  return (a, b, zone) => {
    if (!isTime(a) || !isTime(b)) return undefined;
    if (a.kind === 'instant') {
      if (b.kind === 'instant') return a.at - b.at;
      const apart = zone.dayOf(a.at) - b.day;
      return apart === 0 && rightIsEvent ? undefined : apart;
    }
    if (b.kind === 'day') return a.day - b.day;
    const apart = a.day - zone.dayOf(b.at);
    return apart === 0 && leftIsEvent ? undefined : apart;
  };
}
