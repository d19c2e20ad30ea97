import type { ComplaintEvent } from '../complaint.js';
import type { MissingFact } from '../conditions/condition.js';
import type { Moment } from '../policy/policy.js';
import { isWithin } from '../time/compare.js';
import type { Time } from '../values.js';
import { ask } from './reader.js';
import { spotOf, unknownUntil, type Resolved } from './resolved.js';
import { joinMissing, type Scope, type View } from './scope.js';

/**
 * The instant at which the conditions first held (C4): the first event by which they were true, each fact as recorded
 * by then. Once true it stays. What stood in the row from the start counts from the first event; a fact that nobody had
 * recorded did not make them hold (S40), but an event that the source does not report may have, earlier (S32).
 */
export function resolveSince(scope: Scope, view: View, when: Extract<Moment, { kind: 'since' }>['when']): Resolved {
  const [first] = scope.of.timeline.events;
  const atFirst = ask(scope, { ...view, asOf: beginning, until: beginning, asRecorded: true }, when);
  if (first !== undefined && atFirst.truth === true && isBy(view, first, scope)) return spotOf(first);
  let unseen = notReported(atFirst.missing);
  for (const event of scope.of.timeline.events) {
    if (!isBy(view, event, scope)) break;
    if (!concerns(event, when, scope)) continue;
    const seen: View = { ...view, asOf: event.at, until: event.at, asRecorded: true };
    const { truth, missing } = ask(scope, seen, when);
    if (truth === true) return unseen.length === 0 ? spotOf(event) : unknownUntil(unseen, spotOf(event), undefined);
    unseen = joinMissing(unseen, notReported(missing));
  }
  const { asOf: _, ...today } = view;
  const { truth, missing } = ask(scope, today, when);
  return truth === undefined ? { kind: 'unknown', missing } : { kind: 'not-yet' };
}

function notReported(missing: readonly MissingFact[]): readonly MissingFact[] {
  return missing.filter(({ why }) => why === 'not-reported');
}

/** Before anything happened. */
const beginning: Time = { kind: 'instant', at: -8.64e15 };

function isBy({ until }: View, event: ComplaintEvent, scope: Scope): boolean {
  return until === undefined || isWithin(event.at, until, scope.zone) === true;
}

/** Whether an event can make conditions hold: it is asked about, it carries a fact that is, or one is worked out. */
function concerns(
  { type, data }: ComplaintEvent,
  { names }: { readonly names: ReadonlySet<string> },
  scope: Scope,
): boolean {
  if (names.has(type) || Object.keys(data).some((name) => names.has(name))) return true;
  return names.values().some((name) => scope.of.workedOut.has(name));
}
