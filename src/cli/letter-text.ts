import type { Language, Text } from '../errors.js';
import { letterText, type LetterDraft } from '../letters/draft-letter.js';
import type { PolicySet } from '../rules/policy/policy.js';

const toFill: Text = { en: 'To be filled in before it can be sent:', zh: '发送前须填写：' };
const remarksFor: Text = { en: 'For whoever sends it:', zh: '供发送人知悉：' };
const recorded: Text = { en: 'Sending it is:', zh: '发送即登记为：' };

/** What is printed of a draft. */
interface Draft {
  readonly subject: string;
  readonly text: string;
  readonly missing: readonly string[];
  readonly remarks: readonly Text[];
  readonly events: readonly { readonly event: string; readonly title: Text }[];
}

/** A draft of a complaint in a file as it is printed, and what whoever sends it must know, apart from it. */
export function letterLines(
  { subject, paragraphs, missing, remarks, events }: LetterDraft,
  { vocabulary }: PolicySet,
  language: Language,
): LetterLines {
  const titled = events.map((event) => ({
    event,
    title: vocabulary.events.get(event)?.title ?? { en: event, zh: event },
  }));
  return draftLines({ subject, text: letterText(paragraphs), missing, remarks, events: titled }, language);
}

export interface LetterLines {
  readonly letter: readonly string[];
  readonly notes: readonly string[];
}

/** The same of a draft of a stored complaint. */
export function draftLines({ subject, text, missing, remarks, events }: Draft, language: Language): LetterLines {
  return {
    letter: [subject, '', text],
    notes: [
      ...list(
        recorded,
        events.map(({ event, title }) => `${title[language]} (${event})`),
        language,
      ),
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
