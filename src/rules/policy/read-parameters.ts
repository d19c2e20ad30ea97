import { hint } from '../nearest.js';
import type { FactValue } from '../values.js';
import { text } from '../yaml/shapes.js';
import { checkName } from './check-names.js';
import { literalOf } from './literal.js';
import { dated } from './policy-shape.js';
import type { DatedValue, Parameter } from './vocabulary-types.js';
import { readDay } from './read-day.js';
import { report, shorten, valueType, type FileFaults } from './reading.js';
import { entriesOf, fieldsOf, itemsOf, under, type Spot } from './spot.js';

/** Reads `NAME: { options, DATE: { value, cite, why } }`. Reports keys that are no days, values beside the options, and mixed types. */
export function readParameters(spot: Spot, reading: FileFaults): Map<string, Parameter> {
  const parameters = new Map<string, Parameter>();
  for (const [id, each] of entriesOf(spot)) {
    checkName(id, each, reading);
    parameters.set(id, readParameter(id, each, reading));
  }
  return parameters;
}

function readParameter(id: string, spot: Spot, reading: FileFaults): Parameter {
  const listed = itemsOf(under(spot, 'options')).flatMap((item) => literalOf(item.value) ?? []);
  const options = listed.length === 0 ? undefined : listed;
  const days = entriesOf(spot).filter(([key]) => key !== 'options' && key !== 'title');
  const values = days
    .flatMap(([key, each]) => readDated(id, key, each, options, reading) ?? [])
    .sort((a, b) => a.from - b.from);
  if (days.length === 0) report(reading, 'policy.parameter_without_value', { name: shorten(id) }, spot, 'key');
  const types = new Set([...values.map((each) => each.value), ...(options ?? [])].map(valueType));
  if (types.size > 1)
    report(reading, 'policy.parameter_of_two_types', { name: id, types: [...types].join(', ') }, spot, 'key');
  const { title } = fieldsOf({ title: text.optional() }, spot);
  return {
    id,
    ...(title === undefined ? {} : { title }),
    ...(options === undefined ? {} : { options }),
    values,
  };
}

function readDated(
  id: string,
  key: string,
  spot: Spot,
  options: readonly FactValue[] | undefined,
  reading: FileFaults,
): DatedValue | undefined {
  if (!/^\d/.test(key)) {
    report(reading, 'policy.parameter_key', { key: shorten(key), name: shorten(id) }, spot, 'key');
    reading.explained.add(spot.path.map(String).join('.'));
    return undefined;
  }
  const from = readDay(key, spot, reading);
  const { value: raw, cite, why } = fieldsOf(dated.shape, spot);
  const value = literalOf(raw);
  if (from === undefined || value === undefined) return undefined;
  if (options !== undefined && !options.some((option) => show(option) === show(value))) {
    const known = options.map(show);
    const data = { value: shorten(show(value)), name: id, options: known.join(', '), hint: hint(show(value), known) };
    report(reading, 'policy.value_not_an_option', data, under(spot, 'value'));
  }
  return {
    from,
    value,
    ...(cite === undefined ? {} : { cite: typeof cite === 'string' ? cite : cite.join('; ') }),
    ...(why === undefined ? {} : { why: typeof why === 'string' ? why : why.en }),
  };
}

function show(value: FactValue): string {
  if (typeof value !== 'object') return String(value);
  if ('kind' in value && value.kind === 'duration') return `${value.count} ${value.unit}`;
  return JSON.stringify(value);
}
