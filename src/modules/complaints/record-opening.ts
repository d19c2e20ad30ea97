import { actorName } from '../../actor.js';
import { appendEntries } from '../../ledger/entry.js';
import type { Change } from './change.js';
import type { StoredComplaint } from './complaint.js';
import { recordEvents, type Recording } from './record-events.js';

/** Personal facts that somebody was given, by their names; of which stored judgement they were read. */
export interface Opening {
  readonly judgement: number;
  readonly facts: readonly string[];
}

/**
 * That personal data were opened, as an entry of the complaint's chain: who, when, which facts, never a value. The complaint is judged
 * on the way, as with every change.
 */
export function recordOpening(complaint: StoredComplaint, { judgement, facts }: Opening, how: Recording): Change {
  const change = recordEvents(complaint, [], how);
  const draft = { type: 'personal-opened', body: { judgement, facts: facts.toSorted() } };
  const by = { actor: actorName(how.by), at: change.at };
  const subject = { kind: 'complaint', id: complaint.id } as const;
  const opened = appendEntries(subject, change.entries.at(-1) ?? change.head, [draft], by);
  return { ...change, entries: [...change.entries, ...opened] };
}
