import { parseDay } from '../time/day.js';
import type { Day } from '../values.js';
import { report, shorten, type Reading } from './reading.js';
import type { Spot } from './spot.js';

/** A day as a text; reports one that is malformed or does not exist and gives undefined. */
export function readDay(text: string, spot: Spot, reading: Pick<Reading, 'faults'>): Day | undefined {
  const day = text.length > 20 ? undefined : parseDay(text);
  if (day === undefined) report(reading, 'policy.date_unknown', { text: shorten(text) }, spot);
  return day;
}
