import { canonical } from '../../ledger/canonical.js';
import { retractedIds, retractionType } from '../../rules/judge/timeline.js';
import type { FactValue, None, Time } from '../../rules/values.js';
import type { StoredComplaint, StoredEvent } from '../complaints/complaint.js';
import { dataOf } from '../complaints/judgeable.js';
import { json } from '../complaints/keep-events.js';
import { isDescription } from '../complaints/observed.js';
import { isRetractionKey, keyOfStored } from './event-ids.js';

export type Facts = Readonly<Record<string, FactValue | None>>;

/** An event that an import recorded, with its values. */
export interface OwnEvent {
  readonly event: StoredEvent;
  /** See keyOfStored. */
  readonly key: string;
  /** Without what was erased. */
  readonly data: Facts;
  /** The import has not taken it back itself. What others took back stays what the source says. */
  readonly stands: boolean;
}

/** What the imports of one origin have recorded of a complaint, in that order; their own retractions are left out. */
export function ownEvents(stored: StoredComplaint | undefined, origin: string): readonly OwnEvent[] {
  if (stored === undefined) return [];
  const own = stored.events.filter((event) => event.origin === origin && !isDescription(event));
  const corrections = own.filter(isCorrection);
  const takenBack = retractedIds(corrections);
  return own
    .filter((event) => !isCorrection(event))
    .map((event) => ({
      event,
      key: keyOfStored(event.id),
      data: dataOf(event, stored),
      stands: !takenBack.has(event.id),
    }));
}

/** A retraction that an import or its undoing made, not one that the source tells of. */
export function isCorrection({ type, id }: StoredEvent): boolean {
  return type === retractionType && isRetractionKey(keyOfStored(id));
}

/** Equal for equal values. */
export function sameness(value: FactValue | None): string {
  return typeof value === 'string' ? `"${value}` : canonical(json(value));
}

/** Equal for equal times. */
export function timeKey(time: Time): string {
  return time.kind === 'day' ? `d${time.day}` : `i${time.at}`;
}
