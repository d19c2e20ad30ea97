import type { Text } from '../errors.js';
import { citeText } from './cite-text.js';
import { breachTexts, rankTexts } from './glossary-texts.js';
import { ruleKindTexts } from './judgement-texts.js';

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

/** The words under a key of a policy file that are the language's own, and its articles; undefined for everything else. */
export function policyWords(key: string, word: string): Text | undefined {
  if (key === 'cite') return { en: citeText(word, 'en'), zh: citeText(word, 'zh') };
  const table = Object.hasOwn(tables, key) ? tables[key] : undefined;
  return table !== undefined && Object.hasOwn(table, word) ? table[word] : undefined;
}
