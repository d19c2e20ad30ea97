import { parseFactValue, type Parsed } from '../facts/fact-value.js';
import type { FactType, FactValue } from '../values.js';

const textual: readonly FactType[] = ['duration', 'money', 'date'];
const percent = /^([+-]?\d{1,15}(?:\.\d{1,15})?) ?%$/u;

/** A value as it is written: what reads as a percentage, a duration, an amount or a day is one, every other text is a word. */
export function literalOf(raw: unknown): FactValue | undefined {
  if (typeof raw === 'boolean' || typeof raw === 'number') return raw;
  if (typeof raw !== 'string' || raw.length > 500) return undefined;
  const share = percentOf(raw);
  if (share !== undefined) return share;
  for (const type of textual) {
    const parsed = parseFactValue(type, raw);
    if ('value' in parsed) return parsed.value;
  }
  return raw;
}

/** A literal of the type that its place asks for. */
export function literalAs(type: FactType, raw: unknown, values: readonly string[] | undefined): Parsed<FactValue> {
  const share = type === 'number' && typeof raw === 'string' ? percentOf(raw) : undefined;
  return share === undefined ? parseFactValue(type, raw, values) : { value: share };
}

/** `0.5 %` is the number 0.005: the point is moved in the text, so that no binary fraction comes between. */
function percentOf(raw: string): number | undefined {
  const [, number] = percent.exec(raw) ?? [];
  return number === undefined ? undefined : Number(`${number}e-2`);
}
