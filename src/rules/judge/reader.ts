import type { FactReader, MissingFact, CompiledCondition } from '../conditions/condition.js';
import { isWithin } from '../time/compare.js';
import { isNone, NONE, type Reading, type Time, type Truth } from '../values.js';
import { readParameter, type Scope, type View } from './scope.js';
import type { Recording } from './timeline.js';

/** Reads facts, events, worked-out facts and parameters for one policy version, seen from one view. */
export function readerOf(scope: Scope, view: View): FactReader {
  return { zone: scope.zone, read: (name) => read(scope, view, name) };
}

export function read(scope: Scope, view: View, name: string): Reading {
  const { vocabulary } = scope.of.set;
  const fact = vocabulary.facts.get(name);
  if (fact !== undefined) return readFact(scope, view, name, fact.changes);
  if (isEvent(scope, name)) return readEvent(scope, view, name);
  if (scope.of.workedOut.has(name)) return asReading(scope, view, name);
  return readParameter(scope, name);
}

export function isEvent(scope: Scope, name: string): boolean {
  return scope.of.set.vocabulary.events.has(name) || scope.of.timeline.byType.has(name);
}

/** Whether the source reports this type of event (S32). */
export function isObserved(scope: Scope, type: string): boolean {
  const { observed } = scope.of.timeline.complaint;
  return observed === 'everything' || observed.has(type) || scope.of.timeline.byType.has(type);
}

/** An event's name is the time of its first occurrence; in a rule with `each`, of the occurrence judged. */
function readEvent(scope: Scope, view: View, type: string): Reading {
  if (view.occurrence?.type === type) return view.occurrence.at;
  const first = scope.of.timeline.byType.get(type)?.[0];
  if (first === undefined) return isObserved(scope, type) ? NONE : undefined;
  const seen: Truth = view.until === undefined ? true : isWithin(first.at, view.until, scope.zone);
  if (seen === undefined) return undefined;
  return seen ? first.at : NONE;
}

/** The occurrence's own value, else the last recorded that the view reaches, else the row's, else the organisation's. */
function readFact(scope: Scope, view: View, name: string, changes: boolean): Reading {
  const own = view.occurrence?.data[name];
  if (own !== undefined) return own;
  const { complaint, recordings } = scope.of.timeline;
  const limit = view.asOf ?? view.until;
  const all = recordings.get(name);
  if (all !== undefined) {
    const last = all.findLast(
      (recording) =>
        !isOtherOccurrence(recording, view) &&
        reaches(scope, recording.time, changes || view.asRecorded === true ? limit : undefined),
    );
    if (last !== undefined) return last.value;
  }
  return valueIn(complaint.facts, name) ?? valueIn(scope.of.our, name);
}

function valueIn(facts: Readonly<Record<string, Reading>>, name: string): Reading {
  return Object.hasOwn(facts, name) ? facts[name] : undefined;
}

/** A good second refusal does not cure the first (S64): what another event of the same type carries is not looked at. */
function isOtherOccurrence({ event }: Recording, { occurrence }: View): boolean {
  return occurrence !== undefined && event !== occurrence && event.type === occurrence.type;
}

function reaches(scope: Scope, time: Time, limit: Time | undefined): boolean {
  return limit === undefined || isWithin(time, limit, scope.zone) !== false;
}

function asReading(scope: Scope, view: View, name: string): Reading {
  const resolved = scope.of.workOut(scope, view, name, true);
  if (resolved.kind === 'at') return resolved.time;
  return resolved.kind === 'unknown' ? undefined : NONE;
}

/** A condition's truth from a view, and what is missing when it has none. */
export function ask(
  scope: Scope,
  view: View,
  condition: CompiledCondition | undefined,
): { readonly truth: Truth; readonly missing: readonly MissingFact[] } {
  if (condition === undefined) return { truth: true, missing: [] };
  const reader = readerOf(scope, view);
  const truth = condition.test(reader);
  if (truth !== undefined) return { truth, missing: [] };
  return { truth, missing: condition.missing(reader).flatMap((name) => whyMissing(scope, view, name)) };
}

/** Why a name cannot be read: a worked-out fact is missing for what it is worked out from. */
export function whyMissing(scope: Scope, view: View, name: string): readonly MissingFact[] {
  const { vocabulary } = scope.of.set;
  if (vocabulary.facts.has(name)) {
    const recorded = read(scope, view, name) !== undefined;
    return [{ name, kind: 'fact', why: recorded ? 'not-comparable' : 'not-recorded' }];
  }
  if (isEvent(scope, name))
    return [{ name, kind: 'event', why: isObserved(scope, name) ? 'time-of-day' : 'not-reported' }];
  if (!scope.of.workedOut.has(name)) return [{ name, kind: 'fact', why: 'not-recorded' }];
  const resolved = scope.of.workOut(scope, view, name, true);
  if (resolved.kind === 'unknown') return resolved.missing;
  const reading = resolved.kind === 'at' ? resolved.time : NONE;
  return isNone(reading) ? [] : [{ name, kind: 'fact', why: 'time-of-day' }];
}
