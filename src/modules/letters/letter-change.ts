import { actorName, type Actor } from '../../actor.js';
import { commitmentOf, saltLength } from '../../ledger/commitment.js';
import { appendEntries, type EntryDraft } from '../../ledger/entry.js';
import type { RandomBytes } from '../../random.js';
import type { Change } from '../complaints/change.js';
import type { PersonalValue } from '../complaints/complaint.js';
import { json, uuid } from '../complaints/keep-events.js';
import type { LetterWords, SendingOrder } from './letter.js';

/** What a letter says, or how it goes, as a value that is kept apart and can be erased. */
export function keptApart(what: LetterWords | SendingOrder, random: RandomBytes): PersonalValue {
  return { id: uuid(random), value: JSON.stringify(what), salt: random(saltLength) };
}

/** The commitment to such a value, as the entry holds it. */
export function commitmentTo({ salt, value }: PersonalValue): string {
  return commitmentOf(salt, json(value));
}

/** The change with one more entry at its end, and the values to which that commits. Nothing of them stands in the entry. */
export function withEntry(
  change: Change,
  draft: EntryDraft,
  by: Actor,
  personal: readonly PersonalValue[] = [],
): Change {
  const head = change.entries.at(-1) ?? change.head;
  const subject = { kind: 'complaint', id: change.complaint } as const;
  const added = appendEntries(subject, head, [draft], { actor: actorName(by), at: change.at });
  return { ...change, entries: [...change.entries, ...added], personal: [...change.personal, ...personal] };
}
