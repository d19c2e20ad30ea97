import { z } from 'zod';
import { RedressError, type Fault, type Place } from '../../errors.js';
import type { CountedAs } from '../../rules/analysis/counted-as.js';
import { firstInstant } from '../../rules/time/compare.js';
import type { Zone } from '../../rules/time/calendar.js';
import { formatDay } from '../../rules/time/day.js';
import { parseTime } from '../../rules/time/parse-time.js';
import type { Day, Instant, Time } from '../../rules/values.js';
import type { ComplaintState } from '../complaints/complaint.js';
import type { RunRecord } from '../runs/run.js';
import { checkFault } from './check-errors.js';

export type Status = ComplaintState['status'];

/** Which complaints are to be checked, as somebody writes it; days of receipt as texts. Every part narrows it. */
export interface WrittenPopulation {
  readonly source?: string | undefined;
  readonly unit?: string | undefined;
  readonly status?: Status | undefined;
  /** The outcome of the last stored judgement, when the check begins. */
  readonly outcome?: CountedAs | undefined;
  readonly received_from?: string | undefined;
  /** This day included. */
  readonly received_to?: string | undefined;
}

export interface WrittenCheck {
  readonly population: WrittenPopulation;
  readonly at?: string | undefined;
}

export interface CheckRequest {
  readonly written: WrittenCheck;
  readonly from: Day | undefined;
  readonly to: Day | undefined;
  /** Absent: the instant at which the check is made; then what is stored is renewed. */
  readonly at: Time | undefined;
}

/** Reads a request. Refuses, all at once, what is no day or instant between 1900 and 2200, and a period that ends before it begins. */
export function readCheck(written: WrittenCheck, placeOf: (path: string) => Place | undefined): CheckRequest {
  const faults: Fault[] = [];
  const dayOf = (name: 'received_from' | 'received_to'): Day | undefined => {
    const text = written.population[name];
    const time = text === undefined ? undefined : parseTime(text);
    if (time?.kind === 'day') return time.day;
    if (text !== undefined)
      faults.push(checkFault('check.wrong_day', { found: text.slice(0, 40) }, placeOf(`/population/${name}`)));
    return undefined;
  };
  const [from, to] = [dayOf('received_from'), dayOf('received_to')];
  if (from !== undefined && to !== undefined && to < from) {
    const data = { from: formatDay(from), to: formatDay(to) };
    faults.push(checkFault('check.period_reversed', data, placeOf('/population/received_to')));
  }
  const at = written.at === undefined ? undefined : parseTime(written.at);
  if (written.at !== undefined && at === undefined) faults.push(checkFault('check.wrong_at', {}, placeOf('/at')));
  if (faults.length > 0) throw new RedressError(faults);
  return { written, from, to, at };
}

/** A population as the database is asked for it. */
export interface PopulationFilter extends Pick<WrittenPopulation, 'source' | 'unit' | 'status' | 'outcome'> {
  readonly receivedFrom: Instant | undefined;
  readonly receivedBefore: Instant | undefined;
}

/** Days of receipt as instants of the zone: the last day is in it to its end. */
export function filterOf({ written, from, to }: CheckRequest, zone: Zone): PopulationFilter {
  const { source, unit, status, outcome } = written.population;
  return {
    source,
    unit,
    status,
    outcome,
    receivedFrom: from === undefined ? undefined : zone.startOf(from),
    receivedBefore: to === undefined ? undefined : zone.startOf(to + 1),
  };
}

/** The instant judged: a day from its first instant in the zone, or this moment. */
export function judgedAt({ at }: CheckRequest, zone: Zone, moment: Instant): Instant {
  return at === undefined ? moment : firstInstant(at, zone);
}

/** The request as its run keeps it, in the words in which it was written. */
export function requestRecord({ population, at }: WrittenCheck): RunRecord {
  const given = Object.entries(population).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return { population: Object.fromEntries(given), ...(at === undefined ? {} : { at }) };
}

const texts = z.record(z.string(), z.string());
const recorded = z.object({ population: texts, at: z.string().optional() });

/** The request of a run, as `requestRecord` has kept it. Refuses one that it did not write. */
export function requestOf(record: RunRecord): CheckRequest {
  const { population, at } = recorded.parse(record);
  return readCheck({ population, at }, () => undefined);
}
