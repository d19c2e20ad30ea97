import type { ComplaintEvent } from '../complaint.js';
import { firstInstant, isWithin } from '../time/compare.js';
import type { Scope, View } from './scope.js';

/** How many of these events, which stand in their order, lie within the view; `vague` where of one more nobody knows. */
export interface EventsSeen {
  readonly count: number;
  /** Events of the last day without a time of day, where the view ends within that day (S13). */
  readonly vague: readonly ComplaintEvent[];
}

export function eventsSeen(events: readonly ComplaintEvent[], { until }: View, { zone }: Scope): EventsSeen {
  if (until === undefined) return { count: events.length, vague: [] };
  const end = until.kind === 'instant' ? until.at : zone.startOf(until.day + 1) - 1;
  const count = firstIndex(events, (event) => firstInstant(event.at, zone) > end);
  if (until.kind === 'day') return { count, vague: [] };
  const midnight = zone.startOf(zone.dayOf(end));
  const first = firstIndex(events, (event) => firstInstant(event.at, zone) >= midnight);
  const vague: ComplaintEvent[] = [];
  for (let index = first; index < count; index++) {
    const event = events[index];
    if (event === undefined || firstInstant(event.at, zone) > midnight) break;
    if (isWithin(event.at, until, zone) === undefined) vague.push(event);
  }
  return { count, vague };
}

/** The first index of an ordered list from which on something holds. */
export function firstIndex<T>(list: readonly T[], holds: (item: T) => boolean): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const item = list[middle];
    if (item === undefined || holds(item)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Events of several types in their order. */
export function eventsOf({ of }: Scope, types: readonly string[]): readonly ComplaintEvent[] {
  const [only] = types;
  if (types.length === 1 && only !== undefined) return of.timeline.byType.get(only) ?? [];
  const wanted = new Set(types);
  return of.timeline.events.filter(({ type }) => wanted.has(type));
}
