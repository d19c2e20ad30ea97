import { rawColumn } from './layout.js';

/** An object of a line: numbers are the texts that stand there, so that none is rounded. */
export type JsonObject = Readonly<Record<string, unknown>>;

/**
 * Reads one line. A number stays the text of the file (`12345678901234567890`, `12.50`). A line of a rejects file that
 * carries the text of an unreadable line is read as that text.
 */
export function jsonObject(line: string): JsonObject | 'not-json' | 'not-an-object' {
  const value = parse(line);
  if (value === undefined) return 'not-json';
  if (!isObject(value)) return 'not-an-object';
  const raw = Object.hasOwn(value, rawColumn) ? value[rawColumn] : undefined;
  if (typeof raw !== 'string') return value;
  const inner = parse(raw);
  if (inner === undefined) return 'not-json';
  return isObject(inner) ? inner : 'not-an-object';
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line, keepNumbers);
  } catch {
    return undefined;
  }
}

/** `context` is newer than the compiler's own types. */
function keepNumbers(this: unknown, _key: string, value: unknown, context?: { readonly source?: string }): unknown {
  return typeof value === 'number' ? (context?.source ?? String(value)) : value;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
