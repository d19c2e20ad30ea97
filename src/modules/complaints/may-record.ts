import { unitsSeen } from '../../authority/authority.js';
import { demand, refusals } from '../../authority/demand.js';
import type { Known } from '../../authority/known.js';
import { RedressError, type Fault } from '../../errors.js';
import { inRequest } from '../../http/request.js';
import { retractionType } from '../../rules/judge/timeline.js';
import type { Instant } from '../../rules/values.js';
import { complaintFault } from './complaint-errors.js';
import type { StoredComplaint, StoredEvent } from './complaint.js';
import { verbOfRecording, whatItTouches } from './event-verbs.js';
import { openedType } from './fold.js';
import type { NewEvent } from './keep-events.js';

/**
 * The unit of a new complaint: of whoever is limited to units one of theirs, their only one where they name none. Refuses another one,
 * and none where they have several or none.
 */
export function unitOfNew(given: string | undefined, who: Known, at: Instant): string | undefined {
  const units = unitsSeen(who, 'complaint.write');
  const own = units === 'all' ? [] : [...new Set(units)];
  const unit = given ?? (own.length === 1 ? own[0] : undefined);
  if (unit === undefined && own.length > 1)
    throw new RedressError([
      complaintFault('complaint.unit_missing', { units: own.join(', ') }, inRequest('body', '/unit')),
    ]);
  demand(who, 'complaint.write', { at }, { unit: unit ?? null });
  return unit;
}

/** Refuses events that take more than recording what happens, for whoever may not do that more: each reason once. */
export function mustRecord(who: Known, given: readonly NewEvent[], stored: readonly StoredEvent[], at: Instant): void {
  const find = (id: string) => given.find((event) => event.id === id) ?? stored.find((event) => event.id === id);
  const openings = given.flatMap((event, index) => openingFault(event, index, find) ?? []);
  const verbs = openings.length > 0 ? [] : given.map((event) => verbOfRecording(event, find));
  const faults = [...openings, ...refusals(who, verbs, { at })];
  if (faults.length > 0) throw new RedressError(faults);
}

/** Nobody says that they opened something, and nobody says that they did not. */
function openingFault(event: NewEvent, index: number, find: Parameters<typeof whatItTouches>[1]): Fault | undefined {
  const place = inRequest('body', `/events/${index}`);
  if (event.type === openedType) return complaintFault('complaint.opens_nothing', {}, place);
  const isTakenBack = event.type === retractionType && whatItTouches(event, find).name === openedType;
  return isTakenBack ? complaintFault('complaint.opening_stands', {}, place) : undefined;
}

/** A complaint that exists already: with its id for whoever may know of it. */
export function takenFault({ id, unit }: StoredComplaint, who: Known): Fault {
  const units = unitsSeen(who, 'complaint.read');
  const isSeen = units === 'all' || (unit !== undefined && units.includes(unit));
  return isSeen ? complaintFault('complaint.exists', { id }) : complaintFault('complaint.reference_taken');
}
