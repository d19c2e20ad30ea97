import type { LetterDraft } from '../../letters/draft-letter.js';
import { gapsIn } from '../../letters/gap.js';
import type { PolicySet } from '../../rules/policy/policy.js';
import { formatInstant } from '../../rules/time/parse-time.js';
import { zoneOf } from '../../rules/time/zone.js';
import type { StoredComplaint } from '../complaints/complaint.js';
import type { Letter, LetterWords } from './letter.js';

/** A letter without what it says. */
export function letterView(letter: Letter, set: PolicySet, stored?: Pick<StoredComplaint, 'personal'>) {
  const zone = zoneOf(set.organisation.zone);
  const { id, complaint, kind, language, status, version, judgementNumber, setNumber, madeBy, sentBy, way } = letter;
  const isErased = stored !== undefined && !stored.personal.has(letter.text);
  return {
    id,
    complaint,
    kind,
    language,
    status,
    version,
    judgement: judgementNumber,
    set: setNumber,
    edited: letter.text !== letter.original,
    made_at: formatInstant(letter.madeAt, zone),
    made_by: madeBy,
    ...(letter.sentAt === null ? {} : { sent_at: formatInstant(letter.sentAt, zone) }),
    ...(sentBy === null ? {} : { sent_by: sentBy }),
    ...(way === null ? {} : { way }),
    ...(letter.eventIds === null ? {} : { event_ids: [...letter.eventIds] }),
    ...(letter.errorCode === null ? {} : { error: letter.errorCode }),
    ...(isErased ? { erased: true as const } : {}),
  };
}

/** What a letter says, with what is still to be filled in. */
export function wordsView({ subject, text }: LetterWords): ShownWords {
  return { subject, text, missing: [...gapsIn(`${subject}\n${text}`)] };
}

/** What stands for the words of a letter where they are not shown. */
export const wordsWithheld: ShownWords = { subject: { withheld: true }, text: { withheld: true } };

/** What a letter says, as somebody is shown it. */
export interface ShownWords {
  readonly subject: string | { readonly withheld: true };
  readonly text: string | { readonly withheld: true };
  readonly missing?: string[];
}

/** What whoever sends a draft must know. */
export function draftView({ events, remarks }: LetterDraft, { vocabulary }: PolicySet) {
  return {
    events: events.map((event) => ({
      event,
      title: vocabulary.events.get(event)?.title ?? { en: event, zh: event },
    })),
    remarks: remarks.map(({ en, zh }) => ({ en, zh })),
  };
}
