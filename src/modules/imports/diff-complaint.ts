import type { Complaint } from '../../rules/complaint.js';
import type { Instant } from '../../rules/values.js';
import type { StoredComplaint } from '../complaints/complaint.js';
import type { NewEvent } from '../complaints/record-events.js';
import { diffEvents } from './diff-events.js';
import { diffFacts, factsType } from './diff-facts.js';
import { factsKey, freeIds } from './event-ids.js';
import type { ImportManner } from './import-manner.js';
import { ownEvents } from './import-view.js';

/** What a file means for a complaint. */
export interface ComplaintDiff {
  /** To be recorded, in this order; none where the complaint is unchanged. */
  readonly events: readonly NewEvent[];
  /** Values of the file that stay out because they were erased here. */
  readonly erased: number;
}

/**
 * What a file says anew of a complaint: facts and events that appeared, changed or are gone, as events that record them and take
 * them back. The same file twice says nothing. Only what imports of this origin recorded is touched; what people or other sources
 * recorded stays, and so does what they took back. What was erased does not come back. `at` is the instant of the import.
 */
export function diffComplaint(
  stored: StoredComplaint | undefined,
  incoming: Complaint,
  manner: ImportManner,
  at: Instant,
): ComplaintDiff {
  const own = ownEvents(stored, manner.origin);
  const ids = freeIds(stored?.events.map(({ id }) => id) ?? []);
  const from = incoming.events[0]?.at ?? { kind: 'instant', at };
  const { changes, silentFacts: silent } = manner;
  const facts = diffFacts(own, { facts: incoming.facts, from, at, silent, changes }, ids);
  const events = diffEvents(own, incoming.events, manner, ids);
  const all = [...facts.retractions, ...events.retractions, ...facts.added, ...events.added];
  const isKnown = all.length > 0 || own.some(({ stands }) => stands);
  // A row that says nothing but an id is a complaint all the same.
  const bare: NewEvent = { id: ids.take(factsKey), type: factsType, at: from, fromStart: true, data: {} };
  return { events: isKnown ? all : [bare], erased: facts.erased + events.erased };
}
