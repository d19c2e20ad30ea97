import { retractedIds } from '../complaints/fold.js';
import type { StoredComplaint } from '../complaints/complaint.js';
import type { NewEvent } from '../complaints/record-events.js';
import { freeIds } from './event-ids.js';
import { isCorrection } from './import-view.js';
import { takeBack } from './take-back.js';

/**
 * What takes an import back: a retraction of each of its events, and of each retraction by which it took something back, so that this
 * stands again. Nothing where all of it is taken back already.
 */
export function undoRun(stored: StoredComplaint, run: string, origin: string): readonly NewEvent[] {
  const ids = freeIds(stored.events.map(({ id }) => id));
  const takenBack = retractedIds(stored.events.filter((event) => event.origin === origin && isCorrection(event)));
  return stored.events
    .filter((event) => event.run === run && !takenBack.has(event.id))
    .map((event) => takeBack(event, 'import-undone', ids));
}
