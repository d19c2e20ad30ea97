import { dictionary } from '@zxcvbn-ts/language-common';

let words: ReadonlySet<string> | undefined;

/** Whether a word is on the list of passwords that many people use. The word must be in lower case. */
export function isCommonPassword(word: string): boolean {
  words ??= new Set(dictionary['passwords-common']?.map(String));
  return words.has(word);
}
