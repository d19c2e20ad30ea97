import type { Fault, Text } from '../../errors.js';
import { formatDay } from '../time/day.js';
import type { RawInForce } from './basic-shapes.js';
import { source as shape } from './policy-shape.js';
import type { Source } from './policy.js';
import type { InForce } from './rule-types.js';
import { readDay } from './read-day.js';
import { report } from './reading.js';
import { fieldsOf, under, type Spot } from './spot.js';

type Faults = { readonly faults: Fault[] };

/** Where a policy comes from, and when someone last looked. */
export function readSource(spot: Spot, reading: Faults): Source {
  const { instrument, rank, checked, url } = fieldsOf(shape, spot);
  if (checked !== undefined) readDay(checked, under(spot, 'checked'), reading);
  return {
    instrument: plain(instrument) ?? '',
    ...(typeof instrument === 'object' ? { instrumentText: instrument } : {}),
    rank: rank ?? 'house',
    ...(checked === undefined ? {} : { checked }),
    ...(url === undefined ? {} : { url }),
  };
}

/** A text that may be given in both languages, as one: the English where there are two. */
export function plain(text: string | Text | undefined): string | undefined {
  return typeof text === 'object' ? text.en : text;
}

/** The days on which something is in force, both ends included; reports a last day before the first. */
export function readInForce(raw: RawInForce, spot: Spot, reading: Faults): InForce | undefined {
  const from = readDay(raw.from, under(spot, 'from'), reading);
  const through = raw.through === undefined ? undefined : readDay(raw.through, under(spot, 'through'), reading);
  if (from === undefined) return undefined;
  if (through !== undefined && through < from) {
    const data = { from: formatDay(from), through: formatDay(through) };
    report(reading, 'policy.through_before_from', data, under(spot, 'through'));
  }
  return { from, ...(through === undefined ? {} : { through }) };
}

/** One article or several as a list. */
export function citesOf(cite: string | readonly string[] | undefined): readonly string[] {
  if (cite === undefined) return [];
  return typeof cite === 'string' ? [cite] : cite;
}
