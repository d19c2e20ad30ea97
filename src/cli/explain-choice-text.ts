import type { Language, Text } from '../errors.js';
import { decidedBy } from './explain-decided-text.js';
import type { RuleExplained } from '../rules/explain/explain-rule.js';
import type { PolicySet } from '../rules/policy/policy.js';
import { choiceTitle, rowTexts, unaskedText } from '../texts/choice-texts.js';
import { titlesFor } from '../texts/sentences/titles.js';

/** Each table with the row that applied, and what made the rows before it not apply. */
export function choiceLines({ choices, rule }: RuleExplained, set: PolicySet, language: Language): readonly string[] {
  const say = (text: Text): string => text[language];
  return choices.flatMap((choice) => {
    const { policy, rows, unasked } = choice;
    const titles = titlesFor(set, policy);
    const speech = { titles, policy: policy.id, each: rule.each };
    return [
      say(choiceTitle(choice, titles)),
      ...rows.flatMap((row) => {
        const { mark, text, decided } = rowTexts(row, speech);
        const head = decidedBy(row.holds);
        const by = { en: `    ${head.en}: ${decided.en}`, zh: `    ${head.zh}：${decided.zh}` };
        return [`${mark} ${say(text)}`, ...(decided.en === '' ? [] : [say(by)])];
      }),
      ...(unasked === 0 ? [] : [`  ${say(unaskedText(unasked))}`]),
    ];
  });
}
