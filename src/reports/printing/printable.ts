import { covers, type Coverage } from './coverage.js';

/** How often each character was printed by its number instead of its shape. */
export type Replaced = Map<number, number>;

/** Marks that may sit on one letter; more would run into the lines above and below. */
const MARKS_ON_A_LETTER = 2;

const CONTROL = /[\p{C}\p{Zl}\p{Zp}]/u;
const MARK = /\p{M}/u;
/** Printable ASCII, which every face has. */
const PLAIN = /^[\x20-\x7e]*$/;

/**
 * A text as it can be printed: a character that no face has becomes `‹U+1F415›`, and so does one that has no shape of its
 * own (control characters, and those that change the direction of what follows), so that nothing is lost or hidden.
 */
export function printable(text: string, coverage: Coverage, replaced: Replaced): string {
  if (PLAIN.test(text)) return text;
  let marks = 0;
  return Array.from(text.toWellFormed(), (character) => {
    const code = character.codePointAt(0) ?? 0;
    marks = MARK.test(character) ? marks + 1 : 0;
    if (covers(coverage, code) && !CONTROL.test(character) && marks <= MARKS_ON_A_LETTER) return character;
    replaced.set(code, (replaced.get(code) ?? 0) + 1);
    return `‹${codeOf(code)}›`;
  }).join('');
}

/** Every text inside a value, however deep, made printable; the shape stays. */
export function printableAll<T>(value: T, coverage: Coverage, replaced: Replaced): T {
  const walk = (part: unknown): unknown => {
    if (typeof part === 'string') return printable(part, coverage, replaced);
    if (Array.isArray(part)) return part.map(walk);
    if (typeof part !== 'object' || part === null) return part;
    return Object.fromEntries(Object.entries(part).map(([key, inner]) => [key, walk(inner)]));
  };
  // The walk keeps the shape: only strings are replaced, and by strings.
  return walk(value) as T;
}

/** `U+1F415`. */
export function codeOf(code: number): string {
  return `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
}
