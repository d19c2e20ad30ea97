import { formatDuration, parseDuration } from '../time/duration.js';
import type { Duration } from '../values.js';
import { isSurelyShorter, surelyReachesStart } from './compare-durations.js';
import type { RawDuration, RawMoment } from './moment-shape.js';
import { extension as extensionShape, pause as pauseShape } from './rule-shape.js';
import type { Clock, Extension, Pause } from './clock-types.js';
import type { DurationValue, Moment } from './value-types.js';
import { readCondition } from './read-condition.js';
import { noDuration, readDuration, readDurationValue } from './read-duration.js';
import { readMoment } from './read-moment.js';
import { citesOf } from './read-source.js';
import { parameterType, report, type Reading } from './reading.js';
import { fieldsOf, has, under, type Spot } from './spot.js';

const nothing: Moment = { kind: 'latest', of: [] };

/** A pause from one moment until another. Reports one that never ends. */
export function readPause(spot: Spot, reading: Reading): Pause {
  const fields = fieldsOf(pauseShape, spot);
  if (!has(spot, 'until')) report(reading, 'policy.pause_without_until', {}, spot);
  const moment = (key: 'from' | 'until'): Moment => {
    const raw = fields[key];
    return raw === undefined ? nothing : readMoment(raw, under(spot, key), reading);
  };
  const atMost = fields['at-most'];
  return {
    from: moment('from'),
    until: moment('until'),
    when: readCondition(under(spot, 'when'), reading),
    atMost: atMost === undefined ? undefined : readDurationValue(atMost, under(spot, 'at-most'), reading),
    counted: fields.counted ?? 'days-between',
    cite: citesOf(fields.cite),
  };
}

/** An extension to a new total from the same start, or to a moment; undefined where its shape is wrong. Reports one that shortens (S23). */
export function readExtension(spot: Spot, period: Clock['period'], reading: Reading): Extension | undefined {
  const { to: raw, cite } = fieldsOf(extensionShape, spot);
  const when = readCondition(under(spot, 'when'), reading);
  if (!has(spot, 'when')) report(reading, 'policy.conditions_missing', { key: 'when' }, spot);
  if (raw === undefined) return undefined;
  const to = readTo(raw, under(spot, 'to'), reading);
  if (to.kind !== 'moment' && period.kind === 'within') checkLonger(to, period.within, under(spot, 'to'), reading);
  return when === undefined ? undefined : { when, to, cite: citesOf(cite) };
}

function readTo(raw: number | RawMoment, spot: Spot, reading: Reading): Extension['to'] {
  if (isLength(raw, reading)) return readDurationValue(raw, spot, reading);
  return { kind: 'moment', moment: readMoment(raw, spot, reading) };
}

/** Whether a length of time is meant rather than a moment: of a table, whether any of its rows says so. */
function isLength(raw: number | RawMoment, reading: Reading): raw is RawDuration {
  if (typeof raw === 'number') return true;
  if (typeof raw === 'string') {
    const text = raw.trim();
    const isMoment = !/^[\d"]/.test(text) || /\s(after|before)\s/.test(text);
    return parseDuration(text.slice(0, 100)) !== undefined || !isMoment;
  }
  if (!('fact' in raw || 'parameter' in raw || 'first' in raw)) return false;
  const { fact, parameter, first } = raw;
  const { facts, workedOut } = reading.names;
  if (fact !== undefined) return (facts.get(fact) ?? workedOut.get(fact))?.type === 'duration';
  if (parameter !== undefined) return isDurationParameter(parameter, reading);
  return first?.some(({ is }) => isLength(is, reading)) ?? false;
}

function isDurationParameter(name: string, { names }: Reading): boolean {
  const parameter = names.parameters.get(name);
  return parameter !== undefined && parameterType(parameter) === 'duration';
}

function checkLonger(to: DurationValue, within: DurationValue, spot: Spot, reading: Reading): void {
  const totals = lengthsOf(within, reading);
  const short = lengthsOf(to, reading).find(
    (each) => totals.length > 0 && totals.every((total) => isSurelyShorter(each, total)),
  );
  const [total] = totals;
  if (short === undefined || total === undefined) return;
  const data = { to: formatDuration(short, 'en'), within: formatDuration(total, 'en') };
  report(reading, 'policy.extension_shortens', data, spot);
}

/** The lengths that a duration may have, as far as policies tell: its own, or every value of its parameter. */
export function lengthsOf(value: DurationValue, { names }: Pick<Reading, 'names'>): readonly Duration[] {
  if (value.kind === 'duration') return value === noDuration ? [] : [value];
  if (value.kind === 'fact') return [];
  if (value.kind === 'table') return value.rows.flatMap(({ is }) => lengthsOf(is, { names }));
  const values = names.parameters.get(value.name)?.values ?? [];
  return values.flatMap((dated) => (isDuration(dated.value) ? [dated.value] : []));
}

function isDuration(value: unknown): value is Duration {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'duration';
}

/** The warning before the end. Reports one that surely comes no later than the start (S16). */
export function readWarn(
  raw: string | number | undefined,
  period: Clock['period'],
  spot: Spot,
  reading: Reading,
): Duration | undefined {
  if (raw === undefined) return undefined;
  const warn = readDuration(raw, spot, reading);
  if (period.kind !== 'within' || warn === noDuration) return warn;
  const within = lengthsOf(period.within, reading).find((each) => surelyReachesStart(warn, each));
  if (within !== undefined) {
    const data = { warn: formatDuration(warn, 'en'), within: formatDuration(within, 'en') };
    report(reading, 'policy.warning_before_start', data, spot);
  }
  return warn;
}
