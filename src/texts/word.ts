import type { Text } from '../errors.js';

/** A code with what it means in both languages: programs read the one, people the others. */
export interface Word<Code extends string = string> extends Text {
  readonly code: Code;
}

/** Each code of a table as a word, made once. */
export function wordsOf<Code extends string>(
  table: Readonly<Record<Code, Text | { readonly name: Text }>>,
): Readonly<Record<Code, Word<Code>>> {
  const entries = Object.entries<Text | { readonly name: Text }>(table).map(([code, entry]) => {
    const { en, zh } = 'name' in entry ? entry.name : entry;
    return [code, { code, en, zh }];
  });
  return Object.fromEntries(entries) as Readonly<Record<Code, Word<Code>>>; // the codes are the keys of the table
}
