import { retractionType } from '../../rules/judge/timeline.js';
import { firstInstant } from '../../rules/time/compare.js';
import type { Zone } from '../../rules/time/calendar.js';
import type { ComplaintState, StoredEvent } from './complaint.js';

type Fact = Pick<StoredEvent, 'number' | 'id' | 'type' | 'at' | 'data'>;

const ends: Readonly<Record<string, ComplaintState['status']>> = {
  closed: 'closed',
  withdrawn: 'withdrawn',
  merged: 'merged',
  reopened: 'open',
};

/** The state after these events. Never refuses: events are facts about the world, whatever their order. */
export function fold(events: readonly Fact[], zone: Zone): ComplaintState {
  const standing = standingOf(events);
  if (standing.length === 0) return { status: 'void' };
  const inTime = standing.toSorted(
    (a, b) => firstInstant(a.at, zone) - firstInstant(b.at, zone) || a.number - b.number,
  );
  const received = inTime.find(({ type }) => type === 'received');
  const last = inTime.findLast(({ type }) => type in ends);
  const status = last === undefined ? 'open' : (ends[last.type] ?? 'open');
  return {
    status,
    ...(received === undefined ? {} : { received: received.at }),
    ...(status === 'closed' && last !== undefined ? { closed: last.at } : {}),
  };
}

/** The events that hold: without retractions and without what they take back, in the order in which they were learnt. */
export function standingOf<E extends Fact>(events: readonly E[]): readonly E[] {
  const retracted = retractedIds(events);
  return events.filter(({ id, type }) => type !== retractionType && !retracted.has(id));
}

/** Ids that are taken back; a retraction that was itself taken back has no effect (S36). */
export function retractedIds(events: readonly Fact[]): ReadonlySet<string> {
  const ids = new Set<string>();
  for (const { id, type, data } of events.toReversed()) {
    const target = data['event'];
    if (type === retractionType && typeof target === 'string' && !ids.has(id)) ids.add(target);
  }
  return ids;
}
