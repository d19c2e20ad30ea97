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
  return JSON.stringify(value);
}

function list(items: readonly Json[]): string {
  let text = '[';
  for (const item of items) text += (text === '[' ? '' : ',') + canonical(item);
  return `${text}]`;
}

function object(value: { readonly [key: string]: Json | undefined }): string {
  let text = '{';
  for (const key of Object.keys(value).sort()) {
    const item = value[key];
    if (item !== undefined) text += (text === '{' ? '' : ',') + named(key) + canonical(item);
  }
  return `${text}}`;
}

const names = new Map<string, string>();
/** More and longer keys than ours are somebody else's: they are written each time. */
const most = { names: 1_000, length: 40 };

function named(key: string): string {
  const known = names.get(key);
  if (known !== undefined) return known;
  const text = `${written(key)}:`;
  if (names.size < most.names && key.length <= most.length) names.set(key, text);
  return text;
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
