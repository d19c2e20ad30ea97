import type { PolicySet } from '../../rules/policy/policy.js';
import type { Vocabulary } from '../../rules/policy/vocabulary-types.js';
import { formatFactValue } from '../../rules/facts/fact-value.js';
import type { Zone } from '../../rules/time/calendar.js';
import { formatInstant, formatTime } from '../../rules/time/parse-time.js';
import { isNone, type FactValue, type Instant, type None } from '../../rules/values.js';
import { statusWords } from '../judgements/judgement-words.js';
import { indexOf } from '../judgements/set-index.js';
import type { ComplaintState, StoredComplaint, StoredEvent } from './complaint.js';
import { retractedIds } from '../../rules/judge/timeline.js';
import { fold } from './fold.js';
import { isDescription } from './observed.js';
import { dataOf, erasedFacts, isPersonalRef, judgeable } from './judgeable.js';

/** What stands for a personal value: to see it is to open it, with a purpose that is recorded. */
export const withheld = { withheld: true };

/** A complaint with all that is recorded of it, by the words of this set; its personal values are withheld. */
export function complaintView(complaint: StoredComplaint, set: PolicySet, at: Instant) {
  const zone = indexOf(set).zone;
  const retracted = retractedIds(complaint.events);
  const { facts } = judgeable(complaint, at);
  return {
    ...headView(complaint),
    version: complaint.version,
    state: stateView(fold(complaint.events, zone, at), zone),
    observes: complaint.observes === 'everything' ? complaint.observes : [...complaint.observes].sort(),
    facts: factsView(facts, personalIn(complaint.events, set.vocabulary), zone),
    erased: [...erasedFacts(complaint)],
    events: complaint.events
      .filter((event) => !isDescription(event))
      .map((event) => eventView(event, { complaint, set, retracted })),
    entries: complaint.head.number,
  };
}

/** By what a complaint is known. */
export function headView({
  id,
  source,
  reference,
  unit,
}: Pick<StoredComplaint, 'id' | 'source' | 'reference' | 'unit'>) {
  return { id, source, reference, ...(unit === undefined ? {} : { unit }) };
}

/** Times are written in this zone; what has not happened is left out. */
export function stateView({ status, received, closed }: ComplaintState, zone: Zone) {
  return {
    status: statusWords[status],
    ...(received && { received: formatTime(received, zone) }),
    ...(closed && { closed: formatTime(closed, zone) }),
  };
}

interface Seen {
  readonly complaint: StoredComplaint;
  readonly set: PolicySet;
  readonly retracted: ReadonlySet<string>;
}

function eventView(event: StoredEvent, { complaint, set, retracted }: Seen) {
  const index = indexOf(set);
  const { zone } = index;
  const erased = Object.entries(event.data).flatMap(([name, value]) =>
    isPersonalRef(value) && !complaint.personal.has(value.id) ? [name] : [],
  );
  return {
    number: event.number,
    id: event.id,
    type: event.type,
    title: index.title(event.type),
    at: formatTime(event.at, zone),
    ...(event.recordedAt !== undefined && { recorded_at: formatInstant(event.recordedAt, zone) }),
    stored_at: formatInstant(event.storedAt, zone),
    ...(event.ref !== undefined && { ref: event.ref }),
    ...(event.fromStart && { from_start: true as const }),
    ...(retracted.has(event.id) && { retracted: true as const }),
    data: factsView(dataOf(event, complaint), personalIn([event], set.vocabulary), zone),
    ...(erased.length > 0 && { erased }),
    origin: event.origin,
    actor: event.actor,
    ...(event.run !== undefined && { run: event.run }),
  };
}

/**
 * Whether a value of this name is personal in these events: it was when it was recorded, or it is by the vocabulary of now. That there
 * is none is not.
 */
export function personalIn(
  events: readonly StoredEvent[],
  { facts }: Vocabulary,
): (name: string, value: FactValue | None) => boolean {
  const names = new Set(
    events.flatMap(({ data }) => Object.entries(data).flatMap(([name, value]) => (isPersonalRef(value) ? [name] : []))),
  );
  return (name, value) => names.has(name) || (facts.get(name)?.personal === true && !isNone(value));
}

function factsView(
  facts: Readonly<Record<string, FactValue | None>>,
  isPersonal: ReturnType<typeof personalIn>,
  zone: Zone,
): Readonly<Record<string, unknown>> {
  const shown = Object.entries(facts).map(([name, value]): [string, unknown] => [
    name,
    isPersonal(name, value) ? withheld : valueView(value, zone),
  ]);
  return Object.fromEntries(shown);
}

/** A value as it can be given in again. */
export function valueView(value: FactValue | None, zone: Zone): unknown {
  if (isNone(value)) return { none: true };
  if (typeof value !== 'object' || Array.isArray(value)) return value;
  return formatFactValue(value, zone);
}
