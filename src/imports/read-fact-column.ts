import { factValueFault } from '../rules/facts/fact-value-errors.js';
import { parseFactValue } from '../rules/facts/fact-value.js';
import type { FactEntry } from '../rules/policy/vocabulary-types.js';
import type { FactType, FactValue } from '../rules/values.js';
import type { MappingContext } from './mapping-context.js';
import type { FactColumnShape } from './mapping-shape.js';
import type { FactColumn } from './mapping.js';
import { isoFormat } from './iso-format.js';

/** Keys that only some types of fact can have. */
const typesOf = {
  as: ['date', 'instant'],
  currency: ['money'],
  split: ['words'],
} as const satisfies Readonly<Record<string, readonly FactType[]>>;

/** A column that gives a fact; undefined and faults where the vocabulary does not know it or a key does not fit its type. */
export function readFactColumn(
  column: string,
  shape: FactColumnShape,
  context: MappingContext,
): FactColumn | undefined {
  const path = ['columns', column];
  const slot = context.slot(column, shape.optional);
  const fact = context.fact(shape.fact, [...path, 'fact']);
  if (fact === undefined) return undefined;
  checkKeys(column, shape, fact, context);
  const values = readValues(shape.values, fact, [...path, 'values'], context);
  const otherwise =
    shape.otherwise === undefined ? undefined : typed(fact, shape.otherwise, [...path, 'otherwise'], context);
  const needsTime = fact.type === 'instant' ? fact.id : undefined;
  const as = shape.as === undefined ? isoFormat : context.format(shape.as, [...path, 'as'], needsTime);
  if (as === undefined) return undefined;
  return {
    slot,
    column,
    fact,
    values,
    otherwise,
    blankIsNone: shape.blank === 'none',
    nulls: context.nullsOr(shape.nulls, path),
    as,
    currency: shape.currency,
    split: shape.split,
  };
}

function checkKeys(column: string, shape: FactColumnShape, fact: FactEntry, context: MappingContext): void {
  const path = ['columns', column];
  for (const key of ['as', 'currency', 'split'] as const) {
    const types: readonly FactType[] = typesOf[key];
    if (shape[key] === undefined || types.includes(fact.type)) continue;
    const data = { key, fact: fact.id, type: fact.type, types: types.join(', ') };
    context.fault('mapping.key_not_for_type', data, [...path, key]);
  }
  if (fact.type === 'words' && shape.split === undefined && context.isCsv)
    context.fault('mapping.split_missing', { fact: fact.id }, path, 'key');
  const listed = fact.type === 'word' || fact.type === 'words';
  if (shape.otherwise !== undefined && shape.values === undefined && !listed)
    context.fault('mapping.otherwise_without_values', { fact: fact.id }, [...path, 'otherwise']);
}

function readValues(
  values: FactColumnShape['values'],
  fact: FactEntry,
  path: readonly string[],
  context: MappingContext,
): ReadonlyMap<string, FactValue> | undefined {
  if (values === undefined) return undefined;
  const read = new Map<string, FactValue>();
  for (const [raw, value] of Object.entries(values)) {
    // One cell of several words is translated word by word.
    const each = fact.type === 'words' && !Array.isArray(value) ? [value] : value;
    const found = typed(fact, each, [...path, raw], context);
    if (found !== undefined) read.set(raw, found);
  }
  return read;
}

/** A value written in the mapping, in the type of its fact. */
export function typed(
  fact: FactEntry,
  raw: unknown,
  path: readonly string[],
  context: MappingContext,
): FactValue | undefined {
  const list = fact.type === 'words' && !Array.isArray(raw) ? [raw] : raw;
  const parsed = parseFactValue(fact.type, list, fact.values);
  if ('value' in parsed) return parsed.value;
  context.faults.push(factValueFault(parsed.problem.code, parsed.problem.data, context.place(path)));
  return undefined;
}
