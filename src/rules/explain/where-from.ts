import type { ComplaintEvent } from '../complaint.js';
import type { WorkedOutFact } from '../policy/worked-out-types.js';
import { disputesAt } from '../judge/disputes.js';
import { read } from '../judge/reader.js';
import { recordingsBeside, recordingsUntil } from '../judge/recordings.js';
import type { Scope, View } from '../judge/scope.js';
import type { FactValue, None, Reading } from '../values.js';

/** Where what is known of a name comes from. */
export type Origin =
  /** The row of an export, or the facts of a file. */
  | { readonly kind: 'row' }
  | { readonly kind: 'event'; readonly event: ComplaintEvent }
  /** The organisation says it of itself. */
  | { readonly kind: 'our' }
  | { readonly kind: 'register' }
  | { readonly kind: 'parameter' }
  | { readonly kind: 'rule' }
  | { readonly kind: 'worked-out'; readonly from: readonly Answering[]; readonly cite: readonly string[] }
  | { readonly kind: 'nowhere' };

/** A fact or event that was read, what was found and where it stands. */
export interface Answering {
  readonly name: string;
  readonly reading: Reading;
  readonly origin: Origin;
  /** What others say of it, while nobody has established which is true (S41). */
  readonly disputed?: readonly (FactValue | None)[];
}

const depthLimit = 4;

/** What is known of a name from a view, and where it comes from; of what is worked out, also from what. */
export function answering(scope: Scope, view: View, name: string, depth = 0): Answering {
  const { set, timeline } = scope.of;
  const dispute = disputesAt(set, timeline.complaint, timeline.at).find(({ fact }) => fact === name);
  return {
    name,
    reading: read(scope, view, name),
    origin: originOf(scope, view, name, depth),
    ...(dispute === undefined ? {} : { disputed: dispute.others.map(({ value }) => value) }),
  };
}

function originOf(scope: Scope, view: View, name: string, depth: number): Origin {
  const { vocabulary } = scope.of.set;
  const { timeline, workedOut } = scope.of;
  const forms = workedOut.get(name)?.filter(({ policy }) => policy.id === scope.policy.id) ?? [];
  const form = (forms.find(({ policy }) => policy === scope.policy) ?? workedOut.get(name)?.[0])?.fact;
  if (form !== undefined)
    return form.form.kind === 'register' ? { kind: 'register' } : workedFrom(scope, view, form, depth);
  if (vocabulary.events.has(name)) {
    const event = view.occurrence?.type === name ? view.occurrence : timeline.byType.get(name)?.[0];
    return event === undefined ? { kind: 'nowhere' } : { kind: 'event', event };
  }
  if (vocabulary.facts.has(name)) return recordedAt(scope, view, name);
  return name.startsWith('state(') ? { kind: 'rule' } : { kind: 'parameter' };
}

function recordedAt(scope: Scope, view: View, name: string): Origin {
  const { occurrence } = view;
  const { timeline, our } = scope.of;
  if (occurrence !== undefined && Object.hasOwn(occurrence.data, name)) return { kind: 'event', event: occurrence };
  const all = timeline.recordings.get(name) ?? [];
  const beside = occurrence === undefined ? all : recordingsBeside(scope, all, occurrence);
  const changes = scope.of.set.vocabulary.facts.get(name)?.changes === true;
  const limit = changes ? (view.asOf ?? view.until) : undefined;
  const last = limit === undefined ? beside.at(-1) : recordingsUntil(scope, beside, limit);
  if (last !== undefined) return { kind: 'event', event: last.event };
  if (Object.hasOwn(timeline.complaint.facts, name)) return { kind: 'row' };
  return Object.hasOwn(our, name) ? { kind: 'our' } : { kind: 'nowhere' };
}

function workedFrom(scope: Scope, view: View, fact: WorkedOutFact, depth: number): Origin {
  const names = depth < depthLimit ? namesIn(fact.form).filter((name) => name !== fact.id) : [];
  return {
    kind: 'worked-out',
    from: names.map((name) => answering(scope, view, name, depth + 1)),
    cite: fact.cite,
  };
}

/** The names that a part of a rule reads: they stand under few keys, and in the names of conditions. */
export function namesIn(part: unknown): readonly string[] {
  const names = new Set<string>();
  const walk = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    if ('names' in value && value.names instanceof Set) {
      for (const name of value.names) names.add(String(name));
      return;
    }
    for (const [key, each] of Object.entries(value))
      if (typeof each === 'string' && ['event', 'fact', 'name'].includes(key)) names.add(each);
      else if (key === 'events' && Array.isArray(each)) for (const name of each) names.add(String(name));
      else walk(each);
  };
  walk(part);
  return [...names];
}
