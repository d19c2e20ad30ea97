import type { Moment } from '../policy/value-types.js';
import { formatDay } from '../time/day.js';
import { dayIn, hasPassed, firstInstant } from '../time/compare.js';
import { isNone } from '../values.js';
import type { Note } from './judgement.js';
import { readDuration } from './durations.js';
import { offsetFrom, resolve } from './moments.js';
import type { Resolved, Spot } from './resolved.js';
import type { Round } from './round-events.js';

/**
 * A given due date. One measured backwards from a date that moves (S14) is recomputed only while the due day has not
 * passed: a duty that was already broken when the date moved stays broken.
 */
export function backwardsDue(
  round: Round,
  moment: Moment,
): { readonly resolved: Resolved; readonly notes: readonly Note[] } {
  const { scope, view, terms } = round;
  const resolved = resolve(scope, view, moment, { terms, roll: true });
  if (moment.kind !== 'offset' || moment.direction !== 'before' || moment.base.kind !== 'fact')
    return { resolved, notes: [] };
  const by = readDuration(scope, view, moment.by);
  const history = valuesOf(round, moment.base.fact);
  if (by.kind === 'missing' || history.length < 2) return { resolved, notes: [] };
  let inForce: Spot | undefined;
  for (const value of history) {
    const next = offsetFrom(value.time, by, 'before', { terms, roll: true });
    if (inForce !== undefined && hasPassed(inForce.time, value.since, scope.zone)) {
      return {
        resolved: inForce,
        notes: [{ code: 'due-fixed-when-passed', data: { due: formatDay(dayIn(inForce.time, scope.zone)) } }],
      };
    }
    inForce = next;
  }
  return { resolved: inForce ?? resolved, notes: [] };
}

/** The dates that a fact has had, each with the instant at which it was set. */
function valuesOf(round: Round, fact: string) {
  const { timeline } = round.scope.of;
  const baseline = timeline.complaint.facts[fact];
  const recorded = (timeline.recordings.get(fact) ?? []).map(({ value, time }) => ({
    value,
    since: firstInstant(time, round.scope.zone),
  }));
  const all = baseline === undefined ? recorded : [{ value: baseline, since: -Infinity }, ...recorded];
  return all.flatMap(({ value, since }) =>
    typeof value === 'object' && 'kind' in value && !isNone(value) && (value.kind === 'day' || value.kind === 'instant')
      ? [{ time: value, since }]
      : [],
  );
}
