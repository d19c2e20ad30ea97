import type { Language } from '../../errors.js';
import { plainOf } from './plain.js';

/** Where a phrase stands in a sentence: `plain` is the sentence as phrases are looked for, `at` and `end` places in it. */
export interface PhraseAt {
  readonly sentence: string;
  readonly plain: string;
  readonly at: number;
  readonly end: number;
}

type Sense = 'denies' | 'affirms' | 'neither';

/** Longer words come first: `not only` denies nothing, `not have the right` does though it ends in a right. */
const senses: Readonly<Record<Language, readonly (readonly [Sense, RegExp])[]>> = {
  en: [
    ['denies', /not (?:the case|true|correct|possible|mean)\b.*|not (?:agree|accept|believe|think|consider) that .*/u],
    ['denies', /not have (?:the|a|any) (?:right|option|possibility)|not have to|not need to|no (?:\w+ ){0,2}rights?/u],
    ['denies', /(?:lose|loses|lost|waive|waived|forfeit|forfeited|give up|gave up) (?:your|the|any|all) rights?/u],
    ['denies', /(?:barred|precluded|prevented|excluded|prohibited) from|unable to|refuse to|instead of/u],
    ['neither', /not (?:only|hesitate|satisfied|happy|content|agree|accept|resolved|yet|later than|earlier than)/u],
    ['neither', /no (?:later|more|less|fewer|cost|charge|charges|fee|fees|doubt|matter)/u],
    ['denies', /not|cannot|no|never|nor|neither|nobody|nothing/u],
    ['affirms', /(?:have|has|had|with) (?:the|a) right|right to|(?:are|is) (?:entitled|free)/u],
    ['affirms', /may|can|could|should|must|will|shall|please|but|however|still/u],
  ],
  zh: [
    ['neither', /不仅|不但|不服|不满|不同意|不认可|不晚于|不迟于|不超过|不少于|不影响|不妨碍|不收取|不收费/u],
    ['denies', /无权|没有权|不享有|不具有|不得|不能|不可|无法|不应|不会|不予|不再|不必|不需|不用|不要|不支持/u],
    ['denies', /并非|并不|不是|不属于|无需|无须|请勿|切勿|勿|禁止|丧失|放弃|失去|没有|未达成|未签订/u],
    ['affirms', /可以|有权|能够|应当|仍可|均可|享有|(?<![申提])请(?!求)|可|但/u],
  ],
};

const patterns = {
  en: patternOf('en', String.raw`\b`),
  zh: patternOf('zh', ''),
} as const;

/** A part without a person or a verb of its own goes on with what was said before: `you cannot go to court, or to an arbitrator`. */
const ownVerb: Readonly<Record<Language, RegExp>> = {
  en: /\b(?:you|we|they|i|he|she|it|is|are|was|were|may|might|can|could|will|would|shall|should|must|have|has|had|do|does|did|please|see|contact|visit)\b/u,
  zh: /您|你|我们|本公司|本机关|本局|可以|有权|应当|(?<![申提])请(?!求)|可/u,
};

const deniedAfter: Readonly<Record<Language, RegExp>> = {
  en: /^ (?:(?:is|are|was|were|will|would|does|do|did|can|could|may|shall|should|has|have) )?(?:not|cannot|no)\b(?! (?:only|later|more|less))/u,
  zh: /^.{0,8}?(?:不可行|不适用|(?:对此|将|均)不予受理|(?:对此|不会|均不)受理|不可以|不可能|不允许|行不通|不享有)/u,
};

/**
 * Whether a sentence says the contrary of a phrase: `you have no right to go to the ombudsman`. The last word before it that
 * affirms or denies counts, within its part of the sentence and in those before it that it goes on with.
 */
export function isDenied(where: PhraseAt, language: Language): boolean {
  const { plain, at, end } = where;
  const parts = partsOf(where);
  const own = parts.findLastIndex((start) => start <= at);
  const stop = parts[own + 1] ?? plain.length;
  if (deniedAfter[language].test(plain.slice(end, Math.max(end, stop)))) return true;
  let text = plain.slice(parts[own] ?? 0, at);
  for (let part = own; part >= 0; part -= 1) {
    const sense = lastSense(text, language);
    if (sense !== undefined) return sense === 'denies';
    const whole = plain.slice(parts[part] ?? 0, parts[part + 1] ?? plain.length);
    if (ownVerb[language].test(whole)) return false;
    text = plain.slice(parts[part - 1] ?? 0, parts[part] ?? 0);
  }
  return false;
}

/** Whether words hold a denial themselves: what they state may be said either way. */
export function holdsDenial(plain: string, language: Language): boolean {
  return sensesIn(plain, language).includes('denies') || (language === 'en' && /\bnot\b/u.test(plain));
}

/** Where each part of the sentence begins in its plain form. */
function partsOf({ sentence }: PhraseAt): readonly number[] {
  const commas = [...sentence.matchAll(/[,，;；]/gu)];
  return [0, ...commas.map(({ index }) => plainOf(sentence.slice(0, index)).length)];
}

function lastSense(text: string, language: Language): Sense | undefined {
  return sensesIn(text, language).findLast((sense) => sense !== 'neither');
}

function sensesIn(text: string, language: Language): readonly Sense[] {
  return [...text.matchAll(patterns[language])].flatMap(({ groups = {} }) => {
    const index = Object.entries(groups)
      .find(([, value]) => value !== undefined)?.[0]
      ?.slice(1);
    return senses[language][Number(index)]?.[0] ?? [];
  });
}

function patternOf(language: Language, edge: string): RegExp {
  const parts = senses[language].map(([, { source }], index) => `(?<s${index}>${edge}(?:${source})${edge})`);
  return new RegExp(parts.join('|'), 'gu');
}
