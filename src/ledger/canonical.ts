/** What canonical JSON can hold. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined };

/**
 * Canonical JSON (RFC 8785): keys in the order of their UTF-16 units, no spaces, numbers and texts as ECMAScript writes them.
 * A key whose value is undefined is left out. Refuses what has no one form: NaN, infinities and texts with half a surrogate pair.
 */
export function canonical(value: Json): string {
  if (typeof value === 'string') return text(value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new RangeError('a number without a canonical form');
    return JSON.stringify(value);
  }
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (isList(value)) return `[${value.map(canonical).join(',')}]`;
  const parts: string[] = [];
  for (const key of Object.keys(value).sort()) {
    const item = value[key];
    if (item !== undefined) parts.push(`${text(key)}:${canonical(item)}`);
  }
  return `{${parts.join(',')}}`;
}

function text(value: string): string {
  if (!value.isWellFormed()) throw new RangeError('a text with half a surrogate pair has no canonical form');
  return JSON.stringify(value);
}

function isList(value: object): value is readonly Json[] {
  return Array.isArray(value);
}
