import { retractionType } from '../../rules/judge/timeline.js';
import type { StoredEvent } from '../complaints/complaint.js';
import type { NewEvent } from '../complaints/record-events.js';
import { retractionKey, type FreeIds } from './event-ids.js';

/** Why an import takes an event back: a newer export says otherwise, or the import itself is undone. */
type Reason = 'newer-export' | 'import-undone';

/**
 * The retraction of an event. It stands at the time of what it takes back, so that at no instant one is seen without the other; that
 * it was learnt only now is told by when it was stored.
 */
export function takeBack({ id, at }: Pick<StoredEvent, 'id' | 'at'>, reason: Reason, ids: FreeIds): NewEvent {
  return { id: ids.take(retractionKey(id)), type: retractionType, at, data: { event: id, reason } };
}
