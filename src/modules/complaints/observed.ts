import type { Observed } from '../../rules/complaint.js';
import type { FactValue } from '../../rules/values.js';
import type { StoredEvent, StoredValue } from './complaint.js';
import { describedType, standingOf } from './fold.js';

/** Whether it says what a source reports rather than what happened. */
export function isDescription({ type }: Pick<StoredEvent, 'type'>): boolean {
  return type === describedType;
}

/** What is reported of a complaint: all that its sources report, each by its last word that stands. Nothing where none has said anything. */
export function observedOf(events: readonly StoredEvent[]): Observed {
  const types = new Set<string>();
  for (const said of lastWords(events).values()) {
    if (said === 'everything') return said;
    for (const type of said) types.add(type);
  }
  return types;
}

/** Whether this is another word than the last one of this origin. */
export function saysAnew(events: readonly StoredEvent[], origin: string, observes: Observed): boolean {
  const last = lastWords(events).get(origin);
  if (last === undefined || last === 'everything' || observes === 'everything') return last !== observes;
  return last.size !== observes.size || !last.isSubsetOf(observes);
}

/** The data of a description. */
export function descriptionOf(observes: Observed): Readonly<Record<string, FactValue>> {
  return { observes: observes === 'everything' ? observes : [...observes].sort() };
}

function lastWords(events: readonly StoredEvent[]): ReadonlyMap<string, Observed> {
  const words = new Map<string, Observed>();
  if (!events.some(isDescription)) return words;
  for (const { type, origin, data } of standingOf(events))
    if (type === describedType) words.set(origin, readObserved(data['observes']));
  return words;
}

function readObserved(value: StoredValue | undefined): Observed {
  if (value === 'everything') return value;
  return new Set(Array.isArray(value) ? value.filter((type) => typeof type === 'string') : []);
}
