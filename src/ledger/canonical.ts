/** What canonical JSON can hold. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined };

/**
 * Canonical JSON (RFC 8785): keys in the order of their UTF-16 units, no spaces, numbers and texts as ECMAScript writes them.
 * A key whose value is undefined is left out. Refuses what has no one form: NaN, infinities and texts with half a surrogate pair.
 */
export function canonical(value: Json): string {
  if (typeof value === 'string') return written(value);
  if (typeof value === 'object' && value !== null) return isList(value) ? list(value) : object(value);
  if (typeof value === 'number' && !Number.isFinite(value)) throw new RangeError('a number without a canonical form');
  return String(value);
}

function list(items: readonly Json[]): string {
  let text = '[';
  for (const item of items) text += (text === '[' ? '' : ',') + canonical(item);
  return `${text}]`;
}

function object(value: { readonly [key: string]: Json | undefined }): string {
  let text = '';
  for (const { key, first, further } of fieldsOf(value)) {
    const item = value[key];
    if (item !== undefined) text += (text === '' ? first : further) + canonical(item);
  }
  return text === '' ? '{}' : `${text}}`;
}

/** A key of an object, and what stands before its value: where it is the first of the object, and where it is not. */
interface Field {
  readonly key: string;
  readonly first: string;
  readonly further: string;
}

/** Objects that begin with the same keys in the same order. Most have been met before: their keys need not be sorted again. */
interface Kind {
  readonly next: Map<string, Kind>;
  /** Of the object that has these keys alone, in the order in which they are written. */
  fields?: readonly Field[];
}

const anyKind: Kind = { next: new Map() };
let kinds = 0;
/** More and longer keys than ours are somebody else's: they are sorted and written each time. */
const most = { kinds: 2_000, keys: 40, length: 40 };

function fieldsOf(value: object): readonly Field[] {
  const keys = Object.keys(value);
  if (keys.length > most.keys) return sorted(keys);
  let kind = anyKind;
  for (const key of keys) {
    const next = kind.next.get(key) ?? newKind(kind, key);
    if (next === undefined) return sorted(keys);
    kind = next;
  }
  return (kind.fields ??= sorted(keys));
}

function newKind(before: Kind, key: string): Kind | undefined {
  if (kinds >= most.kinds || key.length > most.length) return undefined;
  kinds++;
  const kind: Kind = { next: new Map() };
  before.next.set(key, kind);
  return kind;
}

function sorted(keys: string[]): readonly Field[] {
  return keys.sort().map((key) => {
    const name = `${written(key)}:`;
    return { key, first: `{${name}`, further: `,${name}` };
  });
}

/** Texts without a sign that is escaped: most of them. */
const asItStands = /^[\x20\x21\x23-\x5b\x5d-\x7e]*$/;

function written(text: string): string {
  if (asItStands.test(text)) return `"${text}"`;
  if (!text.isWellFormed()) throw new RangeError('a text with half a surrogate pair has no canonical form');
  return JSON.stringify(text);
}

function isList(value: object): value is readonly Json[] {
  return Array.isArray(value);
}
