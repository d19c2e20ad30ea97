import type { Text } from '../errors.js';
import type { Choice, RowAsked } from '../rules/explain/choices.js';
import { citeWords } from './sentences/clock-words.js';
import { conditionWords } from './sentences/condition-words.js';
import { bracketed, clauses, joined, lowered, quoted, same } from './sentences/phrase.js';
import type { Titles } from './sentences/titles.js';
import { anyWords, type Speech } from './sentences/value-words.js';

/** What a table gives, in words. */
export function choiceTitle({ name }: Choice, titles: Titles): Text {
  return name === undefined ? { en: 'in the rule itself', zh: '规则本身' } : quoted(titles.name(name));
}

/** A row: what it gives, on which condition, and why it applies or not. */
export function rowTexts(
  row: RowAsked,
  speech: Speech,
): { readonly mark: string; readonly text: Text; readonly decided: Text } {
  const { is, when, holds, decided, cite, burden } = row;
  const { titles, policy } = speech;
  const value = anyWords(is, speech);
  const condition = when && conditionWords(when, titles, policy);
  const by = clauses(decided.map((each) => conditionWords(each, titles, policy)));
  const party = burden === undefined ? undefined : titles.party(burden);
  const remark = party && {
    en: `presumed: the ${lowered(party).en} would have to show otherwise`,
    zh: `推定，由${party.zh}举证推翻`,
  };
  const text =
    condition === undefined
      ? { en: `${value.en}, otherwise`, zh: `其他情形：${value.zh}` }
      : { en: `${value.en} where ${condition.en}`, zh: `${condition.zh}的：${value.zh}` };
  return {
    mark: holds === true ? '✓' : holds === false ? '–' : '?',
    text: joined(text, remark === undefined ? same('') : bracketed(remark), citeWords(cite, titles.instruments)),
    decided: by,
  };
}

/** How many rows nobody had to ask. */
export function unaskedText(count: number): Text {
  return count === 1
    ? { en: '1 later row was not asked', zh: '其后 1 行无须再问' }
    : { en: `${count} later rows were not asked`, zh: `其后 ${count} 行无须再问` };
}
