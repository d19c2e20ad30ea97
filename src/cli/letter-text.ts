import type { Language, Text } from '../errors.js';
import { letterText, type LetterDraft } from '../letters/draft-letter.js';
import type { PolicySet } from '../rules/policy/policy.js';

const toFill: Text = { en: 'To be filled in before it can be sent:', zh: '发送前须填写：' };
const remarksFor: Text = { en: 'For whoever sends it:', zh: '供发送人知悉：' };
const recorded: Text = { en: 'Sending it is:', zh: '发送即登记为：' };

/** A draft as it is printed, and what whoever sends it must know, apart from it. */
export function letterLines(
  { subject, paragraphs, missing, remarks, events }: LetterDraft,
  { vocabulary }: PolicySet,
  language: Language,
): { readonly letter: readonly string[]; readonly notes: readonly string[] } {
  const titles = events.map((event) => `${vocabulary.events.get(event)?.title[language] ?? event} (${event})`);
  return {
    letter: [subject, '', letterText(paragraphs)],
    notes: [
      ...list(recorded, titles, language),
      ...list(toFill, missing, language),
      ...list(
        remarksFor,
        remarks.map((remark) => remark[language]),
        language,
      ),
    ],
  };
}

function list(heading: Text, items: readonly string[], language: Language): readonly string[] {
  return items.length === 0 ? [] : [heading[language], ...items.map((item) => `  ${item}`)];
}
