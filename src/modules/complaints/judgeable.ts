import type { Complaint, ComplaintEvent } from '../../rules/complaint.js';
import { retractedIds } from '../../rules/judge/timeline.js';
import { isNone, type FactValue, type Instant, type None } from '../../rules/values.js';
import type { PersonalRef, StoredComplaint, StoredEvent, StoredValue } from './complaint.js';
import { isDescription, observedOf } from './observed.js';
import { registerType } from './read-register.js';

type Facts = Record<string, FactValue | None>;

/**
 * The complaint as policies ask about it. Facts from the start are those of every such event that stands, the last word last;
 * a personal value that was erased is unknown. What the register said is the last that was read by `at`, the instant to judge for. The id
 * is the reference: findings and reports name it so.
 */
export function judgeable(stored: StoredComplaint, at: Instant): Complaint {
  const retracted = retractedIds(stored.events);
  const facts: Facts = {};
  const events: ComplaintEvent[] = [];
  for (const event of stored.events) {
    if (isDescription(event)) continue;
    // Facts of the register are asked of `register`; that it was read ahead is still a reason to look again.
    const data = event.type === registerType ? {} : dataOf(event, stored);
    if (!event.fromStart) events.push(eventOf(event, data));
    else if (!retracted.has(event.id)) Object.assign(facts, data);
  }
  const register = registeredBy(at, stored, retracted);
  const complaint = { id: stored.reference, facts, events, observed: observedOf(stored.events) };
  return register === undefined ? complaint : { ...complaint, register };
}

/** A day does not say when the register was read; that it had been read when this was written down is certain. */
function registeredBy(
  at: Instant,
  stored: StoredComplaint,
  retracted: ReadonlySet<string>,
): Complaint['register'] | undefined {
  let last: { readonly at: Instant; readonly event: StoredEvent } | undefined;
  for (const event of stored.events) {
    if (event.type !== registerType || retracted.has(event.id)) continue;
    const read = event.at.kind === 'instant' ? event.at.at : (event.recordedAt ?? event.storedAt);
    if (read <= at && (last === undefined || read >= last.at)) last = { at: read, event };
  }
  if (last === undefined) return undefined;
  const values = Object.entries(dataOf(last.event, stored)).flatMap(([name, value]) =>
    isNone(value) ? [] : [[name, value] as const],
  );
  return { at: last.at, values: Object.fromEntries(values) };
}

/** What Redress knew at an instant: "judged then" is the judgement of this. */
export function knownAt(stored: StoredComplaint, at: Instant): StoredComplaint {
  return { ...stored, events: stored.events.filter(({ storedAt }) => storedAt <= at) };
}

/** What was known up to an event: exactly what a judgement whose receipt names that event has read. */
export function knownUpTo(stored: StoredComplaint, event: number): StoredComplaint {
  return { ...stored, events: stored.events.filter(({ number }) => number <= event) };
}

/** Names of the facts whose values were erased, so that judging again says so. */
export function erasedFacts(stored: StoredComplaint): readonly string[] {
  const names = new Set<string>();
  for (const { data } of stored.events)
    for (const [name, value] of Object.entries(data))
      if (isPersonalRef(value) && !stored.personal.has(value.id)) names.add(name);
  return [...names];
}

/** Whether the value itself is kept apart, where it can be erased. */
export function isPersonalRef(value: StoredValue): value is PersonalRef {
  return typeof value === 'object' && 'kind' in value && value.kind === 'personal';
}

/** An event's data with the personal values in their places. */
export function dataOf(event: StoredEvent, stored: Pick<StoredComplaint, 'personal'>): Facts {
  const data: Facts = {};
  for (const [name, value] of Object.entries(event.data)) {
    const known = isPersonalRef(value) ? stored.personal.get(value.id)?.value : value;
    if (known !== undefined) data[name] = known;
  }
  return data;
}

function eventOf({ id, type, at, recordedAt, ref }: StoredEvent, data: Facts): ComplaintEvent {
  return {
    id,
    type,
    at,
    ...(recordedAt === undefined ? {} : { recordedAt }),
    ...(ref === undefined ? {} : { ref }),
    data,
  };
}
