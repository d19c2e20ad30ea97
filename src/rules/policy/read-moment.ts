import { parseDay } from '../time/day.js';
import { durationProblem } from '../time/duration.js';
import type { RawMoment, RawMomentForm } from './moment-shape.js';
import type { Moment } from './value-types.js';
import { requiredCondition } from './read-condition.js';
import { readDuration, readDurationValue } from './read-duration.js';
import { depthLimit, readTable } from './read-table.js';
import { readRuleRef } from './rule-refs.js';
import { parameterType, refusePersonal, report, reportUnknown, shorten, use, type Reading } from './reading.js';
import { under, type Spot } from './spot.js';

/** Stands where a fault has been reported; a set with faults is never handed out. */
export const noMoment: Moment = { kind: 'latest', of: [] };

const textLimit = 400;

/** A point in time in any of its forms, with every name resolved. Reports what is unknown, of another type, or not yet read. */
export function readMoment(raw: RawMoment | number, spot: Spot, reading: Reading, depth = 0): Moment {
  if (depth > depthLimit) return refuse(reading, 'policy.moment_too_deep', spot);
  if (typeof raw === 'number') return refuse(reading, 'policy.moment_form', spot);
  if (typeof raw === 'string') return readText(raw.trim(), spot, reading, depth);
  if (isList(raw)) return readList('first', raw, spot, reading, depth);
  return readForm(raw, spot, reading, depth);
}

function isList(raw: RawMoment): raw is readonly RawMoment[] {
  return Array.isArray(raw);
}

/** `NAME`, or `DURATION after MOMENT`, which nests to the right. */
function readText(text: string, spot: Spot, reading: Reading, depth: number): Moment {
  if (text.length > textLimit) {
    report(reading, 'policy.text_too_long', { length: text.length, limit: textLimit }, spot);
    return noMoment;
  }
  if (depth > depthLimit) return refuse(reading, 'policy.moment_too_deep', spot);
  const words = text.split(/\s+/);
  const at = words.findIndex((word) => word === 'after' || word === 'before');
  if (at < 0) return readName(text, spot, reading);
  const by = words.slice(0, at).join(' ');
  const base = words.slice(at + 1).join(' ');
  if (by === '' || base === '') return refuse(reading, 'policy.moment_form', spot);
  return {
    kind: 'offset',
    direction: words[at] === 'before' ? 'before' : 'after',
    by: readDuration(by, spot, reading),
    base: readText(base, spot, reading, depth + 1),
  };
}

function readList(
  kind: 'first' | 'latest',
  raw: readonly RawMoment[],
  spot: Spot,
  reading: Reading,
  depth: number,
): Moment {
  if (raw.length === 0) report(reading, 'policy.empty_list', { key: String(spot.path.at(-1)) }, spot);
  return { kind, of: raw.map((each, index) => readMoment(each, under(spot, index), reading, depth + 1)) };
}

const forms = ['by', 'after', 'before', 'latest', 'since', 'fact', 'parameter', 'due', 'overdue', 'first'] as const;

function readForm(raw: RawMomentForm, spot: Spot, reading: Reading, depth: number): Moment {
  const given = forms.filter((form) => raw[form] !== undefined);
  if (given[0] === 'by') return readOffset(raw, given, spot, reading, depth);
  const [form] = given;
  if (given.length !== 1) return refuse(reading, 'policy.moment_form', spot);
  if (form === 'first') return readMomentTable(raw.first ?? [], under(spot, 'first'), reading, depth);
  if (form === 'due' || form === 'overdue') return readRuleDue(raw[form] ?? '', form, under(spot, form), reading);
  if (form === 'latest') return readList('latest', raw.latest ?? [], under(spot, 'latest'), reading, depth);
  if (form === 'since') return { kind: 'since', when: requiredCondition(under(spot, 'since'), reading) };
  if (form === 'fact') return readName(raw.fact ?? '', under(spot, 'fact'), reading);
  if (form === 'parameter') return readParameter(raw.parameter ?? '', under(spot, 'parameter'), reading);
  return refuse(reading, 'policy.moment_form', spot);
}

function readMomentTable(
  raw: NonNullable<RawMomentForm['first']>,
  spot: Spot,
  reading: Reading,
  depth: number,
): Moment {
  return readTable(raw, spot, (is, at) => readMoment(is, at, reading, depth + 1), reading);
}

/** When a rule is due; only a duty can run out undone, a right has a last day too. */
function readRuleDue(rule: string, form: 'due' | 'overdue', spot: Spot, reading: Reading): Moment {
  const overdue = form === 'overdue';
  const ref = readRuleRef(rule, overdue ? ['deadline'] : ['deadline', 'right'], spot, reading);
  return { kind: 'rule-due', rule: ref, overdue };
}

function readOffset(raw: RawMomentForm, given: readonly string[], spot: Spot, reading: Reading, depth: number): Moment {
  const direction = raw.after === undefined ? 'before' : 'after';
  const base = raw[direction];
  if (raw.by === undefined || base === undefined || given.length !== 2)
    return refuse(reading, 'policy.moment_form', spot);
  return {
    kind: 'offset',
    direction,
    by: readDurationValue(raw.by, under(spot, 'by'), reading),
    base: readMoment(base, under(spot, direction), reading, depth + 1),
  };
}

/** An event, a worked-out fact, or a fact of type date or instant. */
function readName(name: string, spot: Spot, reading: Reading): Moment {
  const { names } = reading;
  if (name === 'step' && reading.step) return { kind: 'step' };
  if (names.events.has(name)) return { kind: 'event', event: name };
  const fact = names.facts.get(name);
  const found = names.workedOut.get(name);
  if (found !== undefined && fact === undefined) {
    const { type } = found;
    if (type === undefined || type === 'date' || type === 'instant') return { kind: 'worked-out', name };
    report(reading, 'policy.not_a_moment', { name, type }, spot);
    return noMoment;
  }
  if (fact === undefined) reportNoMoment(name, spot, reading);
  else if (fact.type === 'date' || fact.type === 'instant') {
    refusePersonal(fact, spot, reading);
    return { kind: 'fact', fact: name };
  } else report(reading, 'policy.not_a_moment', { name, type: fact.type }, spot);
  return noMoment;
}

function reportNoMoment(name: string, spot: Spot, reading: Reading): void {
  const { names } = reading;
  if (names.parameters.has(name)) report(reading, 'policy.moment_is_parameter', { name }, spot);
  else if (parseDay(name) !== undefined) report(reading, 'policy.moment_is_date', { name }, spot);
  else if (isDuration(name)) report(reading, 'policy.moment_is_duration', { name: shorten(name) }, spot);
  else reportUnknown(reading, 'policy.unknown_moment', name, momentNames(reading), spot);
}

function isDuration(text: string): boolean {
  return /^\d+ /.test(text) && durationProblem(text)?.kind !== 'not-a-duration';
}

function momentNames({ names }: Reading): readonly string[] {
  const dates = [...names.facts.values()].filter(
    ({ type, personal }) => !personal && (type === 'date' || type === 'instant'),
  );
  const found = [...names.workedOut].filter(([, { type }]) => type === 'date' || type === 'instant');
  return [...names.events.keys(), ...found.map(([name]) => name), ...dates.map((fact) => fact.id)];
}

/** A parameter whose values name moments: each of its readings is resolved now, the one in force is chosen when judging. */
function readParameter(name: string, spot: Spot, reading: Reading): Moment {
  const { parameters } = reading.names;
  const parameter = parameters.get(name);
  if (parameter === undefined) {
    reportUnknown(reading, 'policy.unknown_parameter', name, parameters.keys(), spot);
    return noMoment;
  }
  use(name, spot, reading);
  const type = parameterType(parameter);
  if (type !== undefined && type !== 'word') {
    report(reading, 'policy.not_a_moment', { name, type }, spot);
    return noMoment;
  }
  const values = parameter.options ?? parameter.values.map((dated) => dated.value);
  const options = values
    .filter((value) => typeof value === 'string')
    .map((value) => [value, readName(value, spot, reading)] as const);
  return { kind: 'parameter', name, options: new Map(options) };
}

function refuse(reading: Reading, code: 'policy.moment_form' | 'policy.moment_too_deep', spot: Spot): Moment {
  report(reading, code, { limit: depthLimit }, spot);
  return noMoment;
}
