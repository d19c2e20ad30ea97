import type { Complaint, ComplaintEvent } from '../complaint.js';
import { firstInstant } from '../time/compare.js';
import type { Zone } from '../time/calendar.js';
import type { FactValue, Instant, None, Time } from '../values.js';

/** A value that an event set, from its time on. */
export interface Recording {
  readonly time: Time;
  readonly value: FactValue | None;
  readonly event: ComplaintEvent;
}

/** What a complaint looks like at an instant: events up to then, without the retracted ones, in order. */
export interface Timeline {
  readonly complaint: Complaint;
  readonly at: Instant;
  /** When the next event that is written down already will count; undefined where none lies ahead. */
  readonly nextAt: Instant | undefined;
  readonly events: readonly ComplaintEvent[];
  readonly byType: ReadonlyMap<string, readonly ComplaintEvent[]>;
  /** Place of an event in the order; equal times keep the order in which they were given. */
  readonly order: ReadonlyMap<ComplaintEvent, number>;
  readonly recordings: ReadonlyMap<string, readonly Recording[]>;
}

export const retractionType = 'event-retracted';
/** Its data are what another party says, beside what is recorded: they record nothing (S41). */
export const disputeType = 'fact-disputed';

/**
 * The timeline at an instant. Events later than it are ignored (S37); an `event-retracted` event takes back the event
 * that its data names, and may itself be taken back (S36). A whole day counts from its first instant.
 */
export function timelineAt(complaint: Complaint, at: Instant, zone: Zone): Timeline {
  const dated = complaint.events.map((event, index) => ({ event, index, from: firstInstant(event.at, zone) }));
  const ahead = dated.filter(({ from }) => from > at).map(({ from }) => from);
  const ordered = dated
    .filter(({ from }) => from <= at)
    .sort((a, b) => a.from - b.from || kindOrder(a.event) - kindOrder(b.event) || a.index - b.index)
    .map(({ event }) => event);
  const retracted = retractedIds(dated.filter(({ from }) => from <= at).map(({ event }) => event));
  const events = retracted.size === 0 ? ordered : ordered.filter((event) => !retracted.has(event.id));
  const nextAt = ahead.length === 0 ? undefined : Math.min(...ahead);
  return { complaint, at, nextAt, events, order: new Map(events.map((event, i) => [event, i])), ...indexed(events) };
}

/** A midnight written as an instant comes before the whole day that it begins, in whatever order they were given. */
function kindOrder({ at }: ComplaintEvent): number {
  return at.kind === 'instant' ? 0 : 1;
}

/** What a retraction is told by. */
interface Told {
  readonly id: string;
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/**
 * Ids that are taken back, of events in the order in which they were learnt: the last word counts, so a retraction that was itself
 * retracted has no effect (S36), whatever times the two have.
 */
export function retractedIds(learnt: readonly Told[]): ReadonlySet<string> {
  const ids = new Set<string>();
  for (const { id, type, data } of learnt.toReversed()) {
    const target = data['event'];
    if (type === retractionType && typeof target === 'string' && !ids.has(id)) ids.add(target);
  }
  return ids;
}

function indexed(events: readonly ComplaintEvent[]) {
  const byType = new Map<string, ComplaintEvent[]>();
  const recordings = new Map<string, Recording[]>();
  for (const event of events) {
    append(byType, event.type, event);
    if (event.type === retractionType || event.type === disputeType) continue;
    for (const [name, value] of Object.entries(event.data)) append(recordings, name, { time: event.at, value, event });
  }
  return { byType, recordings };
}

function append<T>(map: Map<string, T[]>, key: string, item: T): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [item]);
  else list.push(item);
}
