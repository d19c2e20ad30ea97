import { retractedIds, retractionType } from '../../rules/judge/timeline.js';
import { firstInstant } from '../../rules/time/compare.js';
import type { Zone } from '../../rules/time/calendar.js';
import type { Instant } from '../../rules/values.js';
import type { ComplaintState, StoredEvent } from './complaint.js';

/**
 * The event by which a source says what it reports (S32). It is kept like every other one: numbered, chained, and taken back with the
 * import that brought it. It is no event of the complaint: judging reads it as `observed`, and nothing else does.
 */
export const describedType = 'source-described';

/** The event by which it is kept who opened personal data, and what for. It says nothing of how the complaint goes. */
export const openedType = 'personal-data-opened';

type Fact = Pick<StoredEvent, 'number' | 'id' | 'type' | 'at' | 'data'>;

const ends: Readonly<Record<string, ComplaintState['status']>> = {
  closed: 'closed',
  withdrawn: 'withdrawn',
  merged: 'merged',
  reopened: 'open',
};

/**
 * The state at an instant, after these events. What lies ahead ends nothing yet and takes nothing back yet. Never refuses: events are
 * facts about the world, whatever their order.
 */
export function fold(events: readonly Fact[], zone: Zone, at: Instant): ComplaintState {
  const isPast = (event: Fact): boolean => firstInstant(event.at, zone) <= at;
  const standing = standingOf(events.filter((event) => event.type !== retractionType || isPast(event))).filter(
    ({ type }) => type !== describedType && type !== openedType,
  );
  if (standing.length === 0) return { status: 'void' };
  const inTime = standing.toSorted(
    (a, b) => firstInstant(a.at, zone) - firstInstant(b.at, zone) || a.number - b.number,
  );
  const received = inTime.find(({ type }) => type === 'received');
  const last = inTime.findLast((event) => event.type in ends && isPast(event));
  const status = last === undefined ? 'open' : (ends[last.type] ?? 'open');
  return {
    status,
    ...(received === undefined ? {} : { received: received.at }),
    ...(status === 'closed' && last !== undefined ? { closed: last.at } : {}),
  };
}

/** When the complaint came to its end, where it has: closed, withdrawn or merged, and not reopened since. */
export function endedAt(events: readonly Fact[], zone: Zone, at: Instant): Instant | undefined {
  let last: Instant | undefined;
  let isOpen = true;
  // What lies ahead takes nothing back yet.
  const known = events.filter(({ type, at: then }) => type !== retractionType || firstInstant(then, zone) <= at);
  for (const event of standingOf(known)) {
    const status = ends[event.type];
    const then = firstInstant(event.at, zone);
    if (status === undefined || then > at || then < (last ?? -Infinity)) continue;
    last = then;
    isOpen = status === 'open';
  }
  return isOpen ? undefined : last;
}

/** The events that hold: without retractions and without what they take back, in the order in which they were learnt. */
export function standingOf<E extends Fact>(events: readonly E[]): readonly E[] {
  const retracted = retractedIds(events);
  return events.filter(({ id, type }) => type !== retractionType && !retracted.has(id));
}
