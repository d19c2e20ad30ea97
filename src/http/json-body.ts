import { isUtf8 } from 'node:buffer';
import type { Fault } from '../errors.js';
import { httpFault } from './http-errors.js';

export type Parsed = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly fault: Fault };

/** Deeper data than any of ours; recursion over it must not end at the end of the stack. */
const deepest = 32;

/**
 * The value of a JSON text in UTF-8. Refuses other encodings, nesting deeper than 32, and what the database cannot keep and has no
 * canonical form: NUL and halves of surrogate pairs, which JSON can only write as escapes, and numbers that are read as infinite.
 */
export function parseJson(bytes: Buffer): Parsed {
  if (!isUtf8(bytes)) return refused(httpFault('http.malformed_json'));
  const text = bytes.toString('utf8');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return refused(httpFault('http.malformed_json'));
  }
  if (!isShallow(value, deepest)) return refused(httpFault('http.too_deep', { limit: deepest }));
  if (perhapsInfinite.test(text) && !areFinite(value)) return refused(httpFault('http.number_too_large'));
  if (text.includes('\\u') && !isUsable(value)) return refused(httpFault('http.unusable_text'));
  return { ok: true, value };
}

function refused(fault: Fault): Parsed {
  return { ok: false, fault };
}

function isShallow(value: unknown, left: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (left === 0) return false;
  for (const inner of Object.values(value)) if (!isShallow(inner, left - 1)) return false;
  return true;
}

/** Only with an exponent or very many digits can a number be too large: others are not looked for. */
const perhapsInfinite = /\d[eE]\+?\d{3}|\d{300}/;

function areFinite(value: unknown): boolean {
  if (typeof value === 'number') return Number.isFinite(value);
  return typeof value !== 'object' || value === null || Object.values(value).every(areFinite);
}

function isUsable(value: unknown): boolean {
  if (typeof value === 'string') return isUsableText(value);
  if (typeof value !== 'object' || value === null) return true;
  return Object.entries(value).every(([key, inner]) => isUsableText(key) && isUsable(inner));
}

/** A text that PostgreSQL can keep. */
export function isUsableText(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0');
}
