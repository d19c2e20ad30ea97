import { factValueFault } from '../facts/fact-value-errors.js';
import type { FactType, FactValue } from '../values.js';
import { sharedType } from './fact-types.js';
import { literalAs, literalOf } from './literal.js';
import type { Value } from './value-types.js';
import { readMoment } from './read-moment.js';
import { depthLimit, readTable } from './read-table.js';
import {
  parameterType,
  refusePersonal,
  report,
  reportUnknown,
  shorten,
  use,
  valueType,
  type Reading,
} from './reading.js';
import { placeOf, under, type Spot } from './spot.js';
import type { RawValue, RawValueForm } from './value-shape.js';

/** What a place asks for; without types any value will do, and its literals tell what it is. */
export interface Wanted {
  readonly types?: readonly FactType[];
  /** The allowed words. */
  readonly values?: readonly string[] | undefined;
}

/** A value with its type; undefined where a fault has been reported or a name's own declaration has one. */
export interface TypedValue {
  readonly value: Value;
  readonly type: FactType | undefined;
}

const nothing: TypedValue = { value: { kind: 'literal', value: false }, type: undefined };

/** A value in any of its forms. Reports unknown names, types that do not fit their place or each other, and personal facts. */
export function readValue(raw: RawValue, spot: Spot, wanted: Wanted, reading: Reading, depth = 0): TypedValue {
  if (depth > depthLimit) {
    report(reading, 'policy.moment_too_deep', { limit: depthLimit }, spot);
    return nothing;
  }
  if (isForm(raw)) return readForm(raw, spot, wanted, reading, depth);
  return readLiteral(raw, spot, wanted, reading);
}

function isForm(raw: RawValue): raw is RawValueForm {
  return typeof raw === 'object' && !Array.isArray(raw);
}

/** A literal of the wanted type; where a point in time is wanted, a text that is none names one. */
function readLiteral(raw: Exclude<RawValue, RawValueForm>, spot: Spot, wanted: Wanted, reading: Reading): TypedValue {
  const { types, values } = wanted;
  if (types === undefined) {
    const value = Array.isArray(raw) ? raw : literalOf(raw);
    if (value === undefined) report(reading, 'policy.value_form', {}, spot);
    return value === undefined ? nothing : literal(value, valueType(value));
  }
  const parsed = types.map((type) => [type, literalAs(type, raw, values)] as const);
  for (const [type, each] of parsed) if ('value' in each) return literal(each.value, type);
  if (typeof raw === 'string' && types.some((type) => type === 'date' || type === 'instant'))
    return { value: { kind: 'moment', moment: readMoment(raw, spot, reading) }, type: 'instant' };
  const [only, ...others] = parsed;
  if (only !== undefined && others.length === 0 && 'problem' in only[1])
    reading.faults.push(factValueFault(only[1].problem.code, only[1].problem.data, placeOf(spot)));
  else reportWrongType(shorten(JSON.stringify(raw)), typeName(raw), types, spot, reading);
  return nothing;
}

function literal(value: FactValue, type: FactType): TypedValue {
  return { value: { kind: 'literal', value }, type };
}

function typeName(raw: Exclude<RawValue, RawValueForm>): FactType {
  const value = Array.isArray(raw) ? raw : literalOf(raw);
  return value === undefined ? 'text' : valueType(value);
}

function reportWrongType(name: string, type: FactType, types: readonly FactType[], spot: Spot, reading: Reading): void {
  report(reading, 'policy.value_of_wrong_type', { name, type, wanted: types.join(', ') }, spot);
}

const forms = ['fact', 'parameter', 'moment', 'first', 'largest-of', 'smallest-of', 'sum', 'minus', 'times'] as const;

function readForm(raw: RawValueForm, spot: Spot, wanted: Wanted, reading: Reading, depth: number): TypedValue {
  const given = forms.filter((form) => raw[form] !== undefined);
  const [form] = given;
  if (form === undefined || given.length > 1 || (raw['divided-by'] !== undefined && form !== 'times')) {
    report(reading, 'policy.value_form', {}, spot);
    return nothing;
  }
  const found = readGiven(raw, form, spot, wanted, reading, depth);
  checkWanted(found.type, form, wanted, spot, reading);
  return found;
}

function readGiven(
  raw: RawValueForm,
  form: (typeof forms)[number],
  spot: Spot,
  wanted: Wanted,
  reading: Reading,
  depth: number,
): TypedValue {
  const at = under(spot, form);
  switch (form) {
    case 'fact':
      return readName(raw.fact ?? '', at, reading);
    case 'parameter':
      return readParameter(raw.parameter ?? '', at, reading);
    case 'moment':
      return {
        value: { kind: 'moment', moment: readMoment(raw.moment ?? '', at, reading, depth + 1) },
        type: 'instant',
      };
    case 'first':
      return readValueTable(raw.first ?? [], at, wanted, reading, depth);
    case 'times':
      return readTimes(raw, spot, reading, depth);
    case 'minus': {
      const { value, type } = readValue(raw.minus ?? 0, at, amounts, reading, depth + 1);
      return { value: { kind: 'minus', of: value }, type };
    }
    default:
      return readList(form, raw[form] ?? [], at, reading, depth);
  }
}

/** A fact of the catalogue, an event, or a worked-out fact. */
function readName(name: string, spot: Spot, reading: Reading): TypedValue {
  const { events, facts, workedOut } = reading.names;
  const value: Value = { kind: 'name', name };
  if (events.has(name)) return { value, type: 'instant' };
  const fact = facts.get(name);
  if (fact !== undefined) {
    refusePersonal(fact, spot, reading);
    return { value, type: fact.type };
  }
  const found = workedOut.get(name);
  if (found !== undefined) return { value, type: found.type };
  reportUnknown(reading, 'policy.unknown_fact', name, [...facts.keys(), ...workedOut.keys(), ...events.keys()], spot);
  return nothing;
}

function readParameter(name: string, spot: Spot, reading: Reading): TypedValue {
  const { parameters } = reading.names;
  const parameter = parameters.get(name);
  if (parameter === undefined) {
    reportUnknown(reading, 'policy.unknown_parameter', name, parameters.keys(), spot);
    return nothing;
  }
  use(name, spot, reading);
  return { value: { kind: 'parameter', name }, type: parameterType(parameter) };
}

/** A form as a whole must come to what is wanted; tables and lists have asked it of each of their parts. */
function checkWanted(
  type: FactType | undefined,
  form: (typeof forms)[number],
  { types }: Wanted,
  spot: Spot,
  reading: Reading,
): void {
  if (type === undefined || types === undefined || types.includes(type) || form === 'first') return;
  const time = (each: FactType): boolean => each === 'date' || each === 'instant';
  if (time(type) && types.some(time)) return;
  const { value } = under(spot, form);
  reportWrongType(typeof value === 'string' ? value : form, type, types, under(spot, form), reading);
}

function readValueTable(
  raw: NonNullable<RawValueForm['first']>,
  spot: Spot,
  wanted: Wanted,
  reading: Reading,
  depth: number,
): TypedValue {
  const types: (FactType | undefined)[] = [];
  const table = readTable(
    raw,
    spot,
    (is, at) => {
      const { value, type } = readValue(is, at, wanted, reading, depth + 1);
      types.push(type);
      return value;
    },
    reading,
  );
  return { value: table, type: checkShared(types, (index) => under(under(spot, index), 'is'), reading) };
}

const amounts: Wanted = { types: ['number', 'money'] };

function readList(
  kind: 'largest-of' | 'smallest-of' | 'sum',
  raw: readonly RawValue[],
  spot: Spot,
  reading: Reading,
  depth: number,
): TypedValue {
  if (raw.length === 0) report(reading, 'policy.empty_list', { key: kind }, spot);
  const parts = raw.map((each, index) => readValue(each, under(spot, index), amounts, reading, depth + 1));
  const types = parts.map(({ type }) => type);
  return {
    value: { kind, of: parts.map(({ value }) => value) },
    type: checkShared(types, (index) => under(spot, index), reading),
  };
}

/** The type that all share. Reports the first that differs from those before it. */
function checkShared(
  types: readonly (FactType | undefined)[],
  placed: (index: number) => Spot,
  reading: Reading,
): FactType | undefined {
  const seen = new Set<FactType>();
  for (const [index, type] of types.entries()) {
    if (type === undefined) continue;
    const before = sharedType(seen);
    seen.add(type);
    if (sharedType(seen) !== undefined) continue;
    report(reading, 'policy.value_types_differ', { type, before: before ?? '' }, placed(index));
    return undefined;
  }
  return types.includes(undefined) ? undefined : sharedType(seen);
}

/** Numbers multiplied, with at most one amount of money among them, and perhaps divided by a number. */
function readTimes(raw: RawValueForm, spot: Spot, reading: Reading, depth: number): TypedValue {
  const at = under(spot, 'times');
  const factors = raw.times ?? [];
  if (factors.length === 0) report(reading, 'policy.empty_list', { key: 'times' }, at);
  const parts = factors.map((each, index) => readValue(each, under(at, index), amounts, reading, depth + 1));
  const money = parts.findIndex(({ type }) => type === 'money');
  const second = parts.findIndex(({ type }, index) => type === 'money' && index > money);
  if (second >= 0) report(reading, 'policy.money_times_money', {}, under(at, second));
  const product: Value = { kind: 'times', of: parts.map(({ value }) => value) };
  const type = money >= 0 ? 'money' : parts.some((each) => each.type === undefined) ? undefined : 'number';
  const divisor = raw['divided-by'];
  if (divisor === undefined) return { value: product, type };
  const by = readValue(divisor, under(spot, 'divided-by'), { types: ['number'] }, reading, depth + 1).value;
  if (by.kind === 'literal' && by.value === 0) report(reading, 'policy.divided_by_zero', {}, under(spot, 'divided-by'));
  return { value: { kind: 'divided-by', of: product, by }, type };
}
