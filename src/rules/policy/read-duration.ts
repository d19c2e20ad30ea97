import { hint } from '../nearest.js';
import { durationProblem, durationUnits, parseDuration } from '../time/duration.js';
import type { Duration } from '../values.js';
import type { RawDuration } from './moment-shape.js';
import type { DurationValue } from './value-types.js';
import { depthLimit, readTable } from './read-table.js';
import { parameterType, refusePersonal, report, reportUnknown, shorten, use, type Reading } from './reading.js';
import { under, type Spot } from './spot.js';

/** Stands where a fault has been reported; a set with faults is never handed out. */
export const noDuration: Duration = { kind: 'duration', count: 0, unit: 'days' };

type Faults = Pick<Reading, 'faults'>;

/** A duration as a text with its unit. Refuses a bare number, an unknown unit, a fraction, and what is longer than about 200 years. */
export function readDuration(raw: string | number, spot: Spot, reading: Faults): Duration {
  const text = String(raw).trim();
  const duration = text.length > 100 ? undefined : parseDuration(text);
  if (duration !== undefined) return duration;
  if (/^\d{1,15}$/.test(text)) report(reading, 'policy.duration_without_unit', { text }, spot);
  else report(reading, 'policy.duration_unknown', { text: shorten(text), hint: suggestion(text) }, spot);
  return noDuration;
}

/** `7 business days` and `7 wroking days` both suggest `7 working days`. */
function suggestion(text: string): string {
  const problem = text.length > 100 ? undefined : durationProblem(text);
  switch (problem?.kind) {
    case 'unknown-unit': {
      const [count = ''] = /^\d+/.exec(text) ?? [];
      const near = hint(problem.unit, Object.keys(durationUnits)).replace(' (', ` (${count} `);
      return problem.suggestion === undefined ? near : ` (${problem.suggestion}?)`;
    }
    case 'too-long':
      return ` (≤ ${problem.most} ${problem.unit})`;
    default:
      return '';
  }
}

/** A duration written down, one that a fact or a parameter holds, or one that a table picks. */
export function readDurationValue(raw: RawDuration, spot: Spot, reading: Reading, depth = 0): DurationValue {
  if (typeof raw !== 'object') return readDuration(raw, spot, reading);
  const { fact, parameter, first } = raw;
  const forms = [fact, parameter, first].filter((form) => form !== undefined);
  if (depth > depthLimit) report(reading, 'policy.moment_too_deep', { limit: depthLimit }, spot);
  else if (forms.length !== 1) report(reading, 'policy.duration_form', {}, spot);
  else if (fact !== undefined) return durationFact(fact, under(spot, 'fact'), reading);
  else if (parameter !== undefined) return durationParameter(parameter, under(spot, 'parameter'), reading);
  else if (first !== undefined)
    return readTable(first, under(spot, 'first'), (is, at) => readDurationValue(is, at, reading, depth + 1), reading);
  return noDuration;
}

function durationFact(name: string, spot: Spot, reading: Reading): DurationValue {
  const { facts, workedOut } = reading.names;
  const entry = facts.get(name);
  const found = workedOut.get(name);
  if (found !== undefined && entry === undefined) {
    const { type } = found;
    if (type !== undefined && type !== 'duration') report(reading, 'policy.not_a_duration', { name, type }, spot);
  } else if (entry === undefined)
    reportUnknown(reading, 'policy.unknown_fact', name, [...facts.keys(), ...workedOut.keys()], spot);
  else if (entry.type !== 'duration') report(reading, 'policy.not_a_duration', { name, type: entry.type }, spot);
  else refusePersonal(entry, spot, reading);
  return { kind: 'fact', name };
}

function durationParameter(name: string, spot: Spot, reading: Reading): DurationValue {
  const { parameters } = reading.names;
  const parameter = parameters.get(name);
  if (parameter === undefined) reportUnknown(reading, 'policy.unknown_parameter', name, parameters.keys(), spot);
  else {
    use(name, spot, reading);
    const type = parameterType(parameter);
    if (type !== undefined && type !== 'duration') report(reading, 'policy.not_a_duration', { name, type }, spot);
  }
  return { kind: 'parameter', name };
}
