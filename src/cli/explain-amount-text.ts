import type { Language, Text } from '../errors.js';
import type { RuleExplained } from '../rules/explain/explain-rule.js';
import type { AmountFound } from '../rules/judge/judgement.js';
import type { Money } from '../rules/values.js';
import { clauses, listed, quoted } from '../texts/sentences/phrase.js';
import type { Titles } from '../texts/sentences/titles.js';
import { valueWords } from '../texts/sentences/value-words.js';

/** Each amount of a right, from its parts to the whole. */
export function amountLines(
  { rule, amounts, policy }: RuleExplained,
  titles: Titles,
  language: Language,
): readonly string[] {
  const speech = { titles, policy: policy.id, each: rule.each };
  return amounts.flatMap(({ remedy, steps }) => [
    titles.word('remedies', remedy)[language],
    ...steps.map(
      ({ value, found }) => `  ${valueWords(value, speech)[language]} = ${amountText(found, titles)[language]}`,
    ),
  ]);
}

function amountText(found: AmountFound, titles: Titles): Text {
  const money = ({ amount, currency }: Money): string => `${amount} ${currency}`;
  if (found.kind === 'exact') return { en: money(found.amount), zh: money(found.amount) };
  const { atLeast, atMost, missing } = found;
  const names = listed(
    missing.map(({ name }) => quoted(titles.name(name))),
    'and',
  );
  return clauses([
    ...(atLeast === undefined ? [] : [{ en: `at least ${money(atLeast)}`, zh: `至少 ${money(atLeast)}` }]),
    ...(atMost === undefined ? [] : [{ en: `at most ${money(atMost)}`, zh: `至多 ${money(atMost)}` }]),
    ...(missing.length === 0
      ? [{ en: 'a number', zh: '数值' }]
      : [{ en: `missing ${names.en}`, zh: `缺少${names.zh}` }]),
  ]);
}
