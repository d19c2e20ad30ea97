import type { Language } from '../../errors.js';
import { simplified } from './simplified.js';

/** Where a statement was found: the sentence, and the words that show it. */
export interface PhraseFound {
  readonly language: Language;
  readonly phrase: string;
  readonly sentence: string;
}

/**
 * The longest of these phrases that one of the sentences holds; of several sentences the first. Case, width, spaces, punctuation and
 * traditional forms make no difference; a Latin word counts only as a whole, so that `court` is not found in `courteous`.
 */
export function findPhrase(
  sentences: readonly string[],
  saidBy: Readonly<Record<Language, readonly string[]>>,
): PhraseFound | undefined {
  const phrases = (['en', 'zh'] as const)
    .flatMap((language) => saidBy[language].map((phrase) => ({ language, phrase, plain: plainOf(phrase) })))
    .filter(({ plain }) => plain !== '')
    .toSorted((a, b) => b.plain.length - a.plain.length);
  const read = sentences.map((sentence) => ({ sentence, plain: plainOf(sentence) }));
  for (const { language, phrase, plain } of phrases) {
    const found = read.find((each) => holds(each.plain, plain));
    if (found !== undefined) return { language, phrase, sentence: found.sentence };
  }
  return undefined;
}

const chinese = /\p{Script=Han}/u;
const betweenChinese = /(?<=\p{Script=Han}) | (?=\p{Script=Han})/gu;

/** Letters and digits with single spaces between words, none beside Chinese. */
export function plainOf(text: string): string {
  const folded = text.normalize('NFKC').toLowerCase();
  const words = folded
    .replaceAll(/[^\p{L}\p{N}\p{M}]+/gu, ' ')
    .trim()
    .replaceAll(betweenChinese, '');
  return chinese.test(words) ? Array.from(words, simplified).join('') : words;
}

const wordSign = /[\p{Script=Latin}\p{N}\p{M}]/u;

function holds(text: string, phrase: string): boolean {
  for (let at = text.indexOf(phrase); at >= 0; at = text.indexOf(phrase, at + 1))
    if (isWhole(text, at, phrase.length)) return true;
  return false;
}

/** Neither end cuts a Latin word or a number in two. */
function isWhole(text: string, at: number, length: number): boolean {
  return !isCut(text, at) && !isCut(text, at + length);
}

function isCut(text: string, at: number): boolean {
  return wordSign.test(text.charAt(at - 1)) && wordSign.test(text.charAt(at));
}
