import type { Complaint, ComplaintEvent } from '../complaint.js';
import type { FactValue, None, Time } from '../values.js';

/** One fact or one event that would have to be otherwise. */
export type Change =
  | { readonly kind: 'fact'; readonly fact: string; readonly to: FactValue | None }
  | { readonly kind: 'event-added'; readonly event: ComplaintEvent }
  | { readonly kind: 'event-removed'; readonly event: ComplaintEvent }
  | { readonly kind: 'event-moved'; readonly event: ComplaintEvent; readonly to: Time };

/**
 * A complaint as it would be. A fact changes wherever it was recorded; within an occurrence that carries it, there alone: the
 * others are other facts.
 */
export function changed(complaint: Complaint, changes: readonly Change[], occurrence: string | undefined): Complaint {
  return changes.reduce<Complaint>((before, change) => {
    switch (change.kind) {
      case 'fact':
        return withFact(before, change.fact, change.to, occurrence);
      case 'event-added':
        return { ...before, events: [...before.events, change.event] };
      case 'event-removed':
        return { ...before, events: before.events.filter(({ id }) => id !== change.event.id) };
      case 'event-moved':
        return {
          ...before,
          events: before.events.map((event) => (event.id === change.event.id ? movedTo(event, change.to) : event)),
        };
    }
  }, complaint);
}

/** What happened at another time was written down at another time too. */
function movedTo(event: ComplaintEvent, at: Time): ComplaintEvent {
  const { recordedAt: _, ...rest } = event;
  return { ...rest, at };
}

function withFact(complaint: Complaint, fact: string, to: FactValue | None, occurrence: string | undefined): Complaint {
  const own = complaint.events.find(({ id, data }) => id === occurrence && Object.hasOwn(data, fact));
  const isHere = ({ id, data }: ComplaintEvent): boolean =>
    Object.hasOwn(data, fact) && (own === undefined || id === own.id);
  const events = complaint.events.map((event) =>
    isHere(event) ? { ...event, data: { ...event.data, [fact]: to } } : event,
  );
  if (events.some((event, index) => event !== complaint.events[index])) return { ...complaint, events };
  return { ...complaint, facts: { ...complaint.facts, [fact]: to } };
}

/** What one change touches: two changes of one thing are none. */
export function touches(change: Change): string {
  return change.kind === 'fact' ? `fact ${change.fact}` : `event ${change.event.id}`;
}
