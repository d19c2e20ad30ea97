import { isCompiled } from './walk-conditions.js';

/** Plain data: what a part of a set means, without how it was written. */
export type Meaning = null | boolean | number | string | readonly Meaning[] | { readonly [key: string]: Meaning };

/** Where a rule stands in its files says nothing of what it means. */
export const positions: ReadonlySet<string> = new Set(['line', 'file', 'digest']);

/** Lists whose order says nothing. What is not named here is in order: rows of a table, levels, extensions, both operands of a division. */
const unordered = new Set([
  'all',
  'any',
  'cite',
  'claims',
  'data',
  'duties',
  'each',
  'events',
  'exclusions',
  'gives',
  'options',
  'parties',
  'pauses',
  'remedies',
  'restarts',
  'roles',
  'same',
  'shows',
  'split',
  'to',
  'useUnverified',
  'value',
  'values',
  'yieldsTo',
]);

/** Forms whose parts may stand in any order. */
const unorderedForms = new Set(['first', 'latest', 'largest-of', 'smallest-of', 'sum', 'times', 'one-of']);

/**
 * What a loaded value means, as plain data: conditions as documents in one form, maps by their names, lists without order sorted.
 * Equal meanings have equal texts (`sameMeaning`); comments, order and notation of the files have left no trace.
 */
export function meaningOf(value: unknown, key = ''): Meaning | undefined {
  if (value === null || typeof value === 'boolean' || typeof value === 'number' || typeof value === 'string')
    return value;
  if (isCompiled(value)) return conditionMeaning(value.document);
  if (value instanceof Map) return objectMeaning(value);
  if (value instanceof Set) return [...value].map(String).sort();
  if (Array.isArray(value)) {
    const items = value.flatMap((each) => meaningOf(each) ?? []);
    // Dated values of a parameter are a list in order, the words of a fact are not.
    return unordered.has(key) && !items.every(isDated) ? sorted(items) : items;
  }
  return typeof value === 'object' ? objectMeaning(new Map(Object.entries(value))) : undefined;
}

function objectMeaning(entries: ReadonlyMap<unknown, unknown>): Meaning {
  const kind = entries.get('kind');
  const found = [...entries].flatMap(([name, each]): [string, Meaning][] => {
    const key = String(name);
    if (positions.has(key)) return [];
    const loose = key === 'of' && typeof kind === 'string' && unorderedForms.has(kind);
    const meaning = meaningOf(each, key);
    return meaning === undefined ? [] : [[key, loose && Array.isArray(meaning) ? sorted(meaning) : meaning]];
  });
  return Object.fromEntries(found.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** A document with nested lists of one kind joined, groups of one taken out, and each list in one order. */
export function conditionMeaning(document: unknown): Meaning {
  const plain = flat(document);
  // The root of a document is a group in the language; a group of one is written as what stands in it.
  return plain ?? null;
}

function flat(node: unknown): Meaning | undefined {
  if (typeof node !== 'object' || node === null || Array.isArray(node)) return meaningOf(node);
  const entries = new Map<string, unknown>(Object.entries(node));
  for (const group of ['all', 'any'] as const) {
    const children = entries.get(group);
    if (!Array.isArray(children)) continue;
    const parts = children.flatMap((child) => joined(flat(child), group));
    const [only, ...more] = dedupe(parts);
    return only !== undefined && more.length === 0
      ? only
      : { [group]: sorted([...(only === undefined ? [] : [only]), ...more]) };
  }
  if (!entries.has('not')) return meaningOf(node);
  const inner = flat(entries.get('not')) ?? null;
  return isObject(inner) && inner['not'] !== undefined ? inner['not'] : { not: inner };
}

function joined(child: Meaning | undefined, group: 'all' | 'any'): readonly Meaning[] {
  if (child === undefined) return [];
  const inner = isObject(child) ? child[group] : undefined;
  return inner !== undefined && isItems(inner) ? inner : [child];
}

function isItems(value: Meaning): value is readonly Meaning[] {
  return Array.isArray(value);
}

function dedupe(items: readonly Meaning[]): readonly Meaning[] {
  return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];
}

function sorted(items: readonly Meaning[]): readonly Meaning[] {
  return items.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

function isObject(value: Meaning): value is { readonly [key: string]: Meaning } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isDated(item: Meaning): boolean {
  return isObject(item) && 'from' in item && 'value' in item;
}

/** Whether two parts of two sets mean the same. */
export function sameMeaning(a: unknown, b: unknown): boolean {
  return JSON.stringify(meaningOf(a) ?? null) === JSON.stringify(meaningOf(b) ?? null);
}
