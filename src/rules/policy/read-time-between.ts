import { timeBetween, type workedOut } from './rule-shape.js';
import type { Moment } from './value-types.js';
import type { FactForm } from './worked-out-types.js';
import { noMoment, readMoment } from './read-moment.js';
import { report, type Reading } from './reading.js';
import { fieldsOf, has, under, type Fields, type Spot } from './spot.js';

/** `{ time: { from, until, less }, as, longest }`: time that passed, in whole units, added up or the longest run alone. Reports one without its unit. */
export function readTimeBetween(fields: Fields<typeof workedOut>, spot: Spot, reading: Reading): FactForm {
  const at = under(spot, 'time');
  if (!has(spot, 'as')) report(reading, 'policy.key_missing', { key: 'as' }, spot, 'key');
  const less = under(at, 'less');
  return {
    kind: 'time',
    ...readBetween(at, reading),
    less: less.value === undefined || less.value === null ? undefined : readBetween(less, reading),
    as: fields.as ?? 'days',
    longest: fields.longest ?? false,
  };
}

function readBetween(spot: Spot, reading: Reading): { readonly from: Moment; readonly until: Moment } {
  const { from, until } = fieldsOf(timeBetween, spot);
  return {
    from: from === undefined ? noMoment : readMoment(from, under(spot, 'from'), reading),
    until: until === undefined ? noMoment : readMoment(until, under(spot, 'until'), reading),
  };
}
