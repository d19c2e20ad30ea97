import type { Language, Text } from '../errors.js';

const ARTICLE = /\bart\. (\d+[a-z]?)(?: para (\d+))?(?:\s?\((\d+)\))?/g;

/** Titles of instruments by the name with which a citation begins. */
export type Instruments = ReadonlyMap<string, Text>;

/**
 * A citation as the language gives it: `art. 21 para 1(5)` is `第21条第1款第5项`; an instrument that is cited by a name in another
 * language has its title before that name. Whatever is written otherwise (`DISP 1.6.2R`, `H-14`) stands as it is.
 */
export function citeText(cite: string, language: Language, instruments?: Instruments): string {
  const name = instrumentOf(cite, instruments);
  const title = name === undefined ? undefined : instruments?.get(name)?.[language];
  const article = articleText(cite.slice(name?.length ?? 0), language);
  if (name === undefined || title === undefined || title === name) return `${name ?? ''}${article}`;
  return language === 'zh' ? `${title}（${name}）${article}` : `${title} (${name})${article}`;
}

/**
 * Where a rule stands: the instrument of its policy and each citation. Citations that name known instruments of their own stand
 * without it, and a word with which the instrument ends and a citation begins is said once (`FCA Handbook, DISP 1.6.2R`).
 */
export function placeText(
  instrument: string,
  cites: readonly string[],
  language: Language,
  instruments?: Instruments,
): readonly string[] {
  const texts = cites.map((cite) => citeText(cite, language, instruments));
  if (cites.length > 0 && cites.every((cite) => instrumentOf(cite, instruments) !== undefined)) return texts;
  const [first = '', ...others] = texts;
  const word = first.split(' ')[0] ?? '';
  const isRepeated = /^[A-Z]+$/.test(word) && instrument.endsWith(word);
  return isRepeated ? [`${instrument}${first.slice(word.length)}`, ...others] : [instrument, ...texts];
}

/** The known instrument that a citation names: the longest, since a law and its regulation can begin alike. */
export function instrumentOf(cite: string, instruments: Instruments = new Map()): string | undefined {
  const begins = (name: string): boolean => name !== '' && (cite === name || cite.startsWith(`${name} `));
  return [...instruments.keys()].filter(begins).sort((a, b) => b.length - a.length)[0];
}

function articleText(cite: string, language: Language): string {
  if (language === 'en') return cite;
  const chinese = cite
    .replaceAll(/\bart\. (\d+)-(\d+)\b/gu, '第$1条至第$2条')
    .replace(
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
    .replace(/(^|\p{Script=Han}) (?=第)/gu, '$1')
    .replace(/\bsection (\d[\d.]*)/g, '第 $1 节');
}
