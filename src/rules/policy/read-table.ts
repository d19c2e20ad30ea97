import type { RawRow } from './moment-shape.js';
import type { Row, Table } from './value-types.js';
import { checkParty } from './read-calendar-choice.js';
import { readCondition } from './read-condition.js';
import { citesOf } from './read-source.js';
import { report, type Reading } from './reading.js';
import { under, type Spot } from './spot.js';

/** How deep tables, moments and amounts may stand in each other; more is a mistake or an attack. */
export const depthLimit = 8;

/** A table, its values read by whoever asks for one. Reports one without rows and a burden on nobody. */
export function readTable<R, T>(
  raw: readonly RawRow<R>[],
  spot: Spot,
  readIs: (raw: R, spot: Spot) => T,
  reading: Reading,
): Table<T> {
  if (raw.length === 0) report(reading, 'policy.empty_list', { key: 'first' }, spot);
  return { kind: 'table', rows: raw.map((row, index) => readRow(row, under(spot, index), readIs, reading)) };
}

function readRow<R, T>(
  { is, cite, burden }: RawRow<R>,
  spot: Spot,
  readIs: (raw: R, spot: Spot) => T,
  reading: Reading,
): Row<T> {
  if (burden !== undefined) checkParty(burden, under(spot, 'burden'), reading);
  return {
    when: readCondition(under(spot, 'when'), reading),
    is: readIs(is, under(spot, 'is')),
    cite: citesOf(cite),
    ...(burden === undefined ? {} : { burden }),
  };
}
