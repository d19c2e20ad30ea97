import type { Text } from '../errors.js';
import type { Wording } from '../rules/analysis/meaning-words.js';
import { citeText } from './cite-text.js';
import { breachTexts, rankTexts } from './glossary-texts.js';
import { ruleKindTexts } from './judgement-texts.js';
import { conditionWords } from './sentences/condition-words.js';
import { titlesAcross } from './sentences/titles-across.js';

const statuses = {
  checked: { en: 'checked', zh: '已核对' },
  unverified: { en: 'not checked against its source', zh: '未经核对' },
} as const satisfies Readonly<Record<string, Text>>;

const tables: Readonly<Record<string, Readonly<Record<string, Text>>>> = {
  kind: ruleKindTexts,
  breach: breachTexts,
  rank: rankTexts,
  status: statuses,
};

/** The words of people for what a set says: those of the language itself, and conditions as sentences say them. */
export const policyWords: Wording = {
  /** Under a key of a policy file: words that are the language's own, and articles; undefined for everything else. */
  word(key, word) {
    if (key === 'cite') return { en: citeText(word, 'en'), zh: citeText(word, 'zh') };
    const table = Object.hasOwn(tables, key) ? tables[key] : undefined;
    return table !== undefined && Object.hasOwn(table, word) ? table[word] : undefined;
  },
  condition: (node, sets, policy) => conditionWords(node, titlesAcross(sets, policy), policy?.id ?? ''),
};
