import type { ComplaintEvent } from '../complaint.js';
import type { Moment } from '../policy/value-types.js';
import { formatDay } from '../time/day.js';
import { dayIn, hasPassed, isWithin } from '../time/compare.js';
import { hasNoDate, type Due, type Way } from './due.js';
import type { Note } from './judgement.js';
import { reach, type DueQuestion } from './reach.js';
import type { Resolved, Spot } from './resolved.js';
import { union, type Interval } from './pauses.js';
import { isFromStartOn, type Round } from './round-events.js';

/** A pause without its proof does not count; both dates are shown (S22). */
export function notePauses(question: DueQuestion, due: Due, unproven: readonly Interval[]): readonly Note[] {
  const { scope, start, within } = question;
  return unproven.map((interval) => {
    const proven = reach(question, start, within, union([...question.pauses.proven, interval], scope));
    return {
      code: 'pause-without-proof',
      data: {
        from: formatDay(dayIn(interval.from, scope.zone)),
        until: interval.until === undefined ? '' : formatDay(dayIn(interval.until, scope.zone)),
        due: formatDay(dayIn(due.ways[0].due, scope.zone)),
        dueIfProven: proven.open === undefined ? formatDay(dayIn(proven.due, scope.zone)) : '',
      },
    };
  });
}

/** In time by when it happened, but written down after it was due (S37). */
export function noteLateRecord(round: Round, way: Way, done: Spot): readonly Note[] {
  const { zone } = round.scope;
  const recordedAt = done.event?.recordedAt;
  if (recordedAt === undefined || hasNoDate(way)) return [];
  if (isWithin(done.time, way.due, zone) !== true || !hasPassed(way.due, recordedAt, zone)) return [];
  return [
    {
      code: 'recorded-after-due',
      data: { event: done.event?.type ?? '', recorded: formatDay(zone.dayOf(recordedAt)) },
    },
  ];
}

/** Data faults about stops: done before the start (S29), or without the `ref` that tells which instance it ends (S62). */
export function noteStops(round: Round, done: Resolved): readonly Note[] {
  if (done.kind !== 'not-yet' || round.rule.done === undefined) return [];
  const { timeline } = round.scope.of;
  return eventsIn(round.rule.done).flatMap((type) => {
    const stops = timeline.byType.get(type) ?? [];
    const before = stops.some((stop) => isTooEarly(round, stop));
    const early: readonly Note[] = before ? [{ code: 'done-before-start', data: { event: type } }] : [];
    const unpaired = stops.some((stop) => stop.ref === undefined && !round.pairs(stop) && isFromStartOn(round, stop));
    return unpaired ? [...early, { code: 'unpaired-stop' as const, data: { event: type } }] : early;
  });
}

/** In a chain a stop before the start belongs to an earlier instance, unless its `ref` says that it is this one's. */
function isTooEarly(round: Round, stop: ComplaintEvent): boolean {
  if (stop === round.begunBy || !round.pairs(stop) || isFromStartOn(round, stop)) return false;
  return round.begunBy === undefined || stop.ref !== undefined;
}

function eventsIn(moment: Moment): readonly string[] {
  if (moment.kind === 'event') return [moment.event];
  return moment.kind === 'first' || moment.kind === 'latest' ? moment.of.flatMap(eventsIn) : [];
}
