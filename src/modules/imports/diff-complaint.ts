import type { Complaint } from '../../rules/complaint.js';
import type { Instant } from '../../rules/values.js';
import type { StoredComplaint } from '../complaints/complaint.js';
import { erasedFacts } from '../complaints/judgeable.js';
import type { NewEvent } from '../complaints/record-events.js';
import { diffEvents } from './diff-events.js';
import { diffFacts, factsType } from './diff-facts.js';
import { factsKey, freeIds } from './event-ids.js';
import type { ImportManner } from './import-manner.js';
import { ownEvents, type OwnEvent } from './import-view.js';

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
 * recorded stays, and so does what they took back. What was erased, whoever had recorded it, does not come back. `at` is the instant of the import.
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
  const gone = new Set(stored === undefined ? [] : erasedFacts(stored));
  const facts = diffFacts(own, { facts: incoming.facts, from, at, silent, changes, erased: gone }, ids);
  const events = diffEvents(own, incoming.events, manner, gone, ids);
  const retractions = [...facts.retractions, ...events.retractions];
  const added = [...facts.added, ...events.added];
  // A row that says nothing but an id is a complaint all the same.
  const bare: NewEvent = { id: ids.take(factsKey), type: factsType, at: from, fromStart: true, data: {} };
  const isKnown = added.length > 0 || standsAfter(own, retractions);
  return { events: [...retractions, ...added, ...(isKnown ? [] : [bare])], erased: facts.erased + events.erased };
}

function standsAfter(own: readonly OwnEvent[], retractions: readonly NewEvent[]): boolean {
  const takenBack = new Set(retractions.map(({ data }) => data['event']));
  return own.some(({ event, stands }) => stands && !takenBack.has(event.id));
}
