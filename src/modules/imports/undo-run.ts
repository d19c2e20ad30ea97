import { retractedIds } from '../../rules/judge/timeline.js';
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

/**
 * A newer import of the same origin, of this complaint, that is not undone: what it says rests on the run. Its retractions of what stood
 * before count too; those by which a still newer one was undone take back nothing that old.
 */
export function newerImport(stored: StoredComplaint, run: string, origin: string): string | undefined {
  const own = stored.events.filter((event) => event.origin === origin);
  const last = own.findLast((event) => event.run === run)?.number ?? Infinity;
  const takenBack = retractedIds(own.filter(isCorrection));
  const old = new Set(own.filter(({ number }) => number <= last).map(({ id }) => id));
  return own.find(
    (event) =>
      event.number > last &&
      !takenBack.has(event.id) &&
      (!isCorrection(event) || (typeof event.data['event'] === 'string' && old.has(event.data['event']))),
  )?.run;
}
