import { inRequest, jsonPointer } from '../../http/request.js';
import { RedressError, type Fault } from '../../errors.js';
import { canonical, type Json } from '../../ledger/canonical.js';
import type { RandomBytes } from '../../random.js';
import { retractionType } from '../../rules/judge/timeline.js';
import type { Instant } from '../../rules/values.js';
import { complaintFault } from './complaint-errors.js';
import type { StoredComplaint, StoredEvent } from './complaint.js';
import { dataOf, isPersonalRef } from './judgeable.js';
import { json, type NewEvent } from './keep-events.js';

/** What giving in these events comes to. */
export interface Addition {
  /** Those that are not recorded yet, each with its id. */
  readonly events: readonly (NewEvent & { readonly id: string })[];
  /** How many are recorded already, word for word. */
  readonly repeated: number;
  /** The ids of all that were given, in their order. */
  readonly ids: readonly string[];
}

/**
 * Events that were given in against those that are recorded. One that is recorded already with the same id and content changes
 * nothing. What comes without a time of recording was recorded now. Refuses an id whose content is another, and a retraction of an
 * event that does not exist: all of them at once. Of whoever may not open personal data (`opens`) it does not say whether a personal value
 * is the recorded one: an event that has one is another.
 */
export function addEvents(
  complaint: StoredComplaint,
  given: readonly NewEvent[],
  how: { readonly at: Instant; readonly random: RandomBytes; readonly opens: boolean },
): Addition {
  const known = new Map(complaint.events.map((event) => [event.id, event]));
  const named = new Map<string, NewEvent>();
  const faults: Fault[] = [];
  const events: (NewEvent & { readonly id: string })[] = [];
  const taken = new Set([...known.keys(), ...given.flatMap(({ id }) => id ?? [])]);
  const ids = given.map((event, index) => {
    const id = event.id ?? freshId(taken, how.random);
    const stored = known.get(id);
    const before = named.get(id);
    named.set(id, event);
    if (stored !== undefined && !((how.opens || !hasPersonal(stored)) && isSame(event, stored, complaint)))
      faults.push(at(index, 'id', 'complaint.event_id_taken'));
    else if (before !== undefined && contentOf(before) !== contentOf(event))
      faults.push(at(index, 'id', 'complaint.event_id_twice'));
    else if (stored === undefined && before === undefined)
      events.push({ ...event, id, recordedAt: event.recordedAt ?? how.at });
    return id;
  });
  faults.push(...unknownTargets(given, taken));
  if (faults.length > 0) throw new RedressError(faults);
  return { events, repeated: given.length - events.length, ids };
}

/** Retractions of events that neither the complaint nor the request has. */
export function unknownTargets(given: readonly NewEvent[], ids: ReadonlySet<string>): readonly Fault[] {
  return given.flatMap(({ type, data }, index) => {
    const target = data['event'];
    if (type !== retractionType || (typeof target === 'string' && ids.has(target))) return [];
    return [at(index, 'data/event', 'complaint.retracts_unknown')];
  });
}

type Code = 'complaint.event_id_taken' | 'complaint.event_id_twice' | 'complaint.retracts_unknown';

function at(index: number, key: string, code: Code): Fault {
  return complaintFault(code, {}, inRequest('body', `${jsonPointer(['events', index])}/${key}`));
}

/** Ids of our own making never look like those that people number by hand, so that none is taken by accident. */
function freshId(taken: Set<string>, random: RandomBytes): string {
  for (;;) {
    const id = `e-${random(6).toString('hex')}`;
    if (taken.has(id)) continue;
    taken.add(id);
    return id;
  }
}

function hasPersonal({ data }: StoredEvent): boolean {
  return Object.values(data).some(isPersonalRef);
}

/** Values that were erased since cannot be compared: they count as the same where they stand under the same names. */
function isSame(event: NewEvent, stored: StoredEvent, complaint: StoredComplaint): boolean {
  const erased = Object.entries(stored.data).flatMap(([name, value]) =>
    isPersonalRef(value) && !complaint.personal.has(value.id) ? [name] : [],
  );
  if (erased.some((name) => !(name in event.data))) return false;
  const data = Object.entries(event.data).filter(([name]) => !erased.includes(name));
  const { type, at, ref } = stored;
  const recordedAt = event.recordedAt === undefined ? undefined : stored.recordedAt;
  return (
    contentOf({ ...event, data: Object.fromEntries(data) }) ===
    contentOf({ type, at, ref, recordedAt, data: dataOf(stored, complaint) })
  );
}

interface Content extends Pick<NewEvent, 'type' | 'at' | 'data'> {
  readonly ref?: string | undefined;
  readonly recordedAt?: Instant | undefined;
}

/** Equal for events that say the same. */
function contentOf({ type, at, ref, recordedAt, data }: Content): string {
  const values: Record<string, Json> = {};
  for (const [name, value] of Object.entries(data)) values[name] = json(value);
  return canonical({ type, at: { ...at }, ref, recordedAt, data: values });
}
