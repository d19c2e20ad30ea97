import type { Language } from '../errors.js';
import type { RuleExplained } from '../rules/explain/explain-rule.js';
import { amountText } from '../texts/explained-parts.js';
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
