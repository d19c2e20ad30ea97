/** What canonical JSON can hold. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined };

/**
 * Canonical JSON (RFC 8785): keys in the order of their UTF-16 units, no spaces, numbers and texts as ECMAScript writes them.
 * A key whose value is undefined is left out. Refuses what has no one form: NaN, infinities and texts with half a surrogate pair.
 */
export function canonical(value: Json): string {
  const text = canBeOrdered(value) ? JSON.stringify(ordered(value)) : written(value);
  // ECMAScript escapes half a pair as \ud8…; nothing else is written so, but for a backslash before the letters.
  if (text.includes('\\ud') && !isWellFormed(value))
    throw new RangeError('a text with half a surrogate pair has no canonical form');
  return text;
}

/** Keys that look like numbers come first in every object of ECMAScript, whatever the order in which they are put in. */
const numberLike = /^(0|[1-9]\d*)$/;

function canBeOrdered(value: Json): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (isList(value)) return value.every(canBeOrdered);
  for (const key in value) {
    if (numberLike.test(key)) return false;
    const item = value[key];
    if (typeof item === 'object' && !canBeOrdered(item)) return false;
  }
  return true;
}

/** The same with every object's keys in order: itself where they are. Native writing of the whole is many times faster than ours. */
function ordered(value: Json): Json {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new RangeError('a number without a canonical form');
  if (typeof value !== 'object' || value === null) return value;
  if (isList(value)) return value.some((item) => ordered(item) !== item) ? value.map(ordered) : value;
  const keys = Object.keys(value);
  let isSame = true;
  let last = '';
  for (const key of keys) {
    const item = value[key];
    isSame &&= last <= key && (item === undefined || ordered(item) === item);
    last = key;
  }
  if (isSame) return value;
  const sorted: Record<string, Json | undefined> = {};
  for (const key of keys.sort()) {
    const item = value[key];
    sorted[key] = item === undefined ? item : ordered(item);
  }
  return sorted;
}

/** Key by key, for objects whose keys cannot be put in order. */
function written(value: Json): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(ordered(value));
  if (isList(value)) return `[${value.map(written).join(',')}]`;
  const parts: string[] = [];
  for (const key of Object.keys(value).sort()) {
    const item = value[key];
    if (item !== undefined) parts.push(`${JSON.stringify(key)}:${written(item)}`);
  }
  return `{${parts.join(',')}}`;
}

function isWellFormed(value: Json): boolean {
  if (typeof value === 'string') return value.isWellFormed();
  if (typeof value !== 'object' || value === null) return true;
  if (isList(value)) return value.every(isWellFormed);
  return Object.entries(value).every(([key, item]) => key.isWellFormed() && (item === undefined || isWellFormed(item)));
}

function isList(value: object): value is readonly Json[] {
  return Array.isArray(value);
}
