import type { Language } from '../../errors.js';
import { holdsDenial, isDenied } from './negation.js';
import { plainOf } from './plain.js';

/** Where a statement was found: the sentence, and the words that show it. */
export interface PhraseFound {
  readonly language: Language;
  readonly phrase: string;
  readonly sentence: string;
}

/**
 * The longest of these phrases that one of the sentences holds; of several sentences the first. Case, width, spaces, punctuation and
 * traditional forms make no difference; a Latin word counts only as a whole, so that `court` is not found in `courteous`. A sentence
 * that denies the phrase does not say it, unless one of the phrases is a denial: then it may be said either way.
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
  const eitherWay = new Set(
    phrases.filter(({ plain, language }) => holdsDenial(plain, language)).map(({ language }) => language),
  );
  for (const { language, phrase, plain } of phrases) {
    const found = read.find((each) => holds(each, plain, eitherWay.has(language)));
    if (found !== undefined) return { language, phrase, sentence: found.sentence };
  }
  return undefined;
}

const wordSign = /[\p{Script=Latin}\p{N}\p{M}]/u;

const chinese = /\p{Script=Han}/u;

/** Whether a sentence holds the phrase, and does not deny it; where it may be said `eitherWay`, whether it holds it. */
function holds(
  { sentence, plain }: { readonly sentence: string; readonly plain: string },
  phrase: string,
  eitherWay: boolean,
): boolean {
  for (let at = plain.indexOf(phrase); at >= 0; at = plain.indexOf(phrase, at + 1)) {
    if (!isWhole(plain, at, phrase.length)) continue;
    const spoken = chinese.test(sentence) ? 'zh' : 'en';
    if (eitherWay || !isDenied({ sentence, plain, at, end: at + phrase.length }, spoken)) return true;
  }
  return false;
}

/** Neither end cuts a Latin word or a number in two. */
function isWhole(text: string, at: number, length: number): boolean {
  return !isCut(text, at) && !isCut(text, at + length);
}

function isCut(text: string, at: number): boolean {
  return wordSign.test(text.charAt(at - 1)) && wordSign.test(text.charAt(at));
}
