import { simplified } from './simplified.js';

const chinese = /\p{Script=Han}/u;
const betweenChinese = /(?<=\p{Script=Han}) | (?=\p{Script=Han})/gu;

/** Letters and digits with single spaces between words, none beside Chinese; `don't` is `do not`. */
export function plainOf(text: string): string {
  const folded = text.normalize('NFKC').toLowerCase();
  const words = unfolded(folded)
    .replaceAll(/[^\p{L}\p{N}\p{M}]+/gu, ' ')
    .trim()
    .replaceAll(betweenChinese, '');
  return chinese.test(words) ? Array.from(words, simplified).join('') : words;
}

function unfolded(text: string): string {
  return text
    .replaceAll(/\bcan['’]t\b|\bcan not\b/gu, 'cannot')
    .replaceAll(/\bwon['’]t\b/gu, 'will not')
    .replaceAll(/n['’]t\b/gu, ' not');
}
