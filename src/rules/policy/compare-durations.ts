import type { Duration, DurationUnit } from '../values.js';

/** Units that are exact multiples of each other. */
const families: Readonly<Record<DurationUnit, readonly [family: string, size: number]>> = {
  minutes: ['elapsed', 1],
  hours: ['elapsed', 60],
  days: ['days', 1],
  weeks: ['days', 7],
  months: ['months', 1],
  years: ['months', 12],
  'working days': ['working days', 1],
  'working minutes': ['open', 1],
  'working hours': ['open', 60],
};

const perDay = 24 * 60;

/** The fewest and the most minutes that may pass; a month has 28 to 31 days, a working day comes when it comes. */
function bounds({ count, unit }: Duration): readonly [least: number, most: number] {
  const [family, size] = families[unit];
  const n = count * size;
  switch (family) {
    case 'elapsed':
      return [n, n];
    case 'days':
      return [n * perDay, n * perDay];
    case 'months':
      return [n * 28 * perDay, n * 31 * perDay];
    case 'working days':
      return [n * perDay, n === 0 ? 0 : Infinity];
    default:
      return [n, n === 0 ? 0 : Infinity];
  }
}

/** Less than, equal or greater where the units are of one family and the answer is exact; undefined otherwise. */
function compareExactly(a: Duration, b: Duration): number | undefined {
  const [familyA, sizeA] = families[a.unit];
  const [familyB, sizeB] = families[b.unit];
  return familyA === familyB ? a.count * sizeA - b.count * sizeB : undefined;
}

/** Whether `a` is shorter than `b` whatever the calendar says. */
export function isSurelyShorter(a: Duration, b: Duration): boolean {
  const exact = compareExactly(a, b);
  if (exact !== undefined) return exact < 0;
  return bounds(a)[1] + slack(a, b) < bounds(b)[0];
}

/** Whether going back `warn` from the end of `within` surely reaches its start or goes beyond it (S16). */
export function surelyReachesStart(warn: Duration, within: Duration): boolean {
  const exact = compareExactly(warn, within);
  if (exact !== undefined) return exact >= 0;
  return bounds(warn)[0] >= bounds(within)[1] + slack(warn, within);
}

/** A period of days ends at midnight, one of hours does not: between the two lie up to a day and a change of the clock. */
function slack(a: Duration, b: Duration): number {
  return endsInDays(a) === endsInDays(b) ? 0 : perDay + 120;
}

function endsInDays({ unit }: Duration): boolean {
  return ['days', 'months', 'working days'].includes(families[unit][0]);
}
