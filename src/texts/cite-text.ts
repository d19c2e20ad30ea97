import type { Language } from '../errors.js';

const ARTICLE = /\bart\. (\d+[a-z]?)(?: para (\d+))?(?:\s?\((\d+)\))?/g;

/**
 * An article as the language cites it: `art. 21 para 1(5)` is `第21条第1款第5项`. Whatever is written otherwise (`DISP 1.6.2R`,
 * `H-14`) stands as it is.
 */
export function citeText(cite: string, language: Language): string {
  if (language === 'en') return cite;
  const chinese = cite.replace(
    ARTICLE,
    (_, article: string, paragraph: string | undefined, item: string | undefined) =>
      `第${article}条${paragraph === undefined ? '' : `第${paragraph}款`}${item === undefined ? '' : `第${item}项`}`,
  );
  return chinese
    .replaceAll(/第(\d+[a-z]?)条 last para/gu, '第$1条末款')
    .replaceAll(/ before the (revision|amendment) of (\d{4})/gu, (_, what: string, year: string) =>
      what === 'revision' ? `（${year}年修订前）` : `（${year}年修正前）`,
    )
    .replaceAll(/\bclause (\d[\d.]*)/gu, '第$1条')
    .replace(/(\p{Script=Han}) (?=第)/gu, '$1')
    .replace(/\bsection (\d[\d.]*)/g, '第 $1 节');
}
