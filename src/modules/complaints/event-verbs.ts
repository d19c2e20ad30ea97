import type { Verb } from '../../authority/authority.js';
import { retractionType } from '../../rules/judge/timeline.js';
import { openedType } from './fold.js';

/** Events that take more than recording what happens to a complaint. */
export const eventVerbs: ReadonlyMap<string, Verb> = new Map<string, Verb>([
  ['hold-placed', 'hold.place'],
  ['hold-lifted', 'hold.lift'],
  ['assessed', 'complaint.assess'],
  ['fact-overridden', 'complaint.assess'],
  [openedType, 'personal.open'],
]);

/** What taking one back is, where that is something else: a hold that was never placed holds nothing. */
const undone: ReadonlyMap<string, Verb> = new Map<string, Verb>([
  ['hold-placed', 'hold.lift'],
  ['hold-lifted', 'hold.place'],
]);

interface Event {
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** What recording an event of this type is. An opening is recorded by opening alone, whoever asks. */
export function verbOfEvent(type: string): Verb {
  return eventVerbs.get(type) ?? 'complaint.write';
}

/**
 * What recording this event is, which may take another one back, which may itself be a taking back (S36): two of them say the first
 * event anew. `find` gives an event by its id.
 */
export function verbOfRecording(event: Event, find: (id: string) => Event | undefined): Verb {
  const type = whatItTouches(event, find);
  return (type.isUndone ? undone.get(type.name) : undefined) ?? verbOfEvent(type.name);
}

/** The type of event that this one says or takes back in the end. */
export function whatItTouches(
  event: Event,
  find: (id: string) => Event | undefined,
): { readonly name: string; readonly isUndone: boolean } {
  const seen = new Set<Event>();
  let isUndone = false;
  let last = event;
  for (let next: Event | undefined = event; next !== undefined && !seen.has(next); next = targetOf(next, find)) {
    if (next !== event) isUndone = !isUndone;
    seen.add(next);
    last = next;
  }
  return { name: last.type, isUndone };
}

function targetOf({ type, data }: Event, find: (id: string) => Event | undefined): Event | undefined {
  const target = data['event'];
  return type === retractionType && typeof target === 'string' ? find(target) : undefined;
}
