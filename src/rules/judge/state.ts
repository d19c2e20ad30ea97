import type { MissingFact } from '../conditions/condition.js';
import { compareTimes, hasPassed, isWithin } from '../time/compare.js';
import type { Truth } from '../values.js';
import { hasNoDate, type Due, type Way } from './due.js';
import type { ClockState, Finding } from './judgement.js';
import { noteLateRecord, noteStops } from './notes.js';
import type { Resolved, Spot } from './resolved.js';
import type { Round } from './round-events.js';
import { joinMissing } from './scope.js';
import { warnInstant } from './warning.js';

/** What a round comes to: the part of a finding that its clock decides. */
export type RoundResult = Pick<Finding, 'outcome' | 'missing' | 'notes'> &
  Partial<Finding> & { readonly computed?: Due };

/** What happened to a clock. */
export interface Ends {
  readonly done: Resolved;
  readonly cancel: Resolved;
  /** What the source does not tell and what might have moved the due date: nothing that looks late is sure (S32). */
  readonly unseen: readonly MissingFact[];
  readonly provisional: boolean;
}

export const cancelledResult = {
  outcome: 'not-applicable',
  state: 'cancelled',
  reason: 'cancelled',
  missing: [],
} as const;

export function pending(state: ClockState): RoundResult {
  return { outcome: 'pending', state, missing: [], notes: [] };
}

export function indeterminate(missing: readonly MissingFact[]): RoundResult {
  return { outcome: 'indeterminate', missing, notes: [] };
}

/** The state table (S31) with three values: certain only where every way of filling in the unknown agrees. */
export function stateOf(round: Round, due: Due, ends: Ends): RoundResult {
  const { done } = ends;
  const notes = noteStops(round, done);
  const [safe] = due.ways;
  const result = agreed(
    due,
    due.ways.map((way) => resultIn(round, due, way, ends)),
  );
  const late = result.state !== 'cancelled' && done.kind === 'at' ? noteLateRecord(round, safe, done) : [];
  const doneAt = result.state === 'cancelled' ? undefined : timeOf(done, result);
  return {
    ...dates(round, due, ends),
    computed: due,
    ...result,
    ...(doneAt === undefined ? {} : { done: doneAt }),
    notes: [...notes, ...late],
  };
}

function timeOf(done: Resolved, { state }: RoundResult): Spot['time'] | undefined {
  if (done.kind === 'at') return done.time;
  return done.kind === 'unknown' && state === 'in-time' ? done.atLatest?.time : undefined;
}

function agreed(due: Due, results: readonly RoundResult[]): RoundResult {
  const [first] = results;
  const same = first !== undefined && results.every(({ outcome }) => outcome === first.outcome);
  if (same && first.outcome !== 'indeterminate') return first;
  return indeterminate(missingIn(same ? [] : due.missing, results));
}

function missingIn(missing: readonly MissingFact[], results: readonly RoundResult[]): readonly MissingFact[] {
  return joinMissing(missing, ...results.map((result) => result.missing));
}

function dates(round: Round, { ways }: Due, ends: Ends): Partial<Finding> {
  const safe = ways.find((way) => !hasNoDate(way));
  const latest = ways.findLast((way) => !hasNoDate(way));
  if (safe === undefined || latest === undefined) return provisionally(ways, ends);
  const unsure = latest !== safe && compareTimes(safe.due, latest.due, round.scope.zone) !== 0;
  return { due: safe.due, ...(unsure ? { dueAtLatest: latest.due } : {}), ...provisionally(ways, ends) };
}

function provisionally(ways: readonly Way[], { provisional }: Ends): Partial<Finding> {
  return provisional || ways.some((way) => way.provisional) ? { provisional: true } : {};
}

/** Where the clock stands if it runs out in this way. */
function resultIn(round: Round, due: Due, way: Way, ends: Ends): RoundResult {
  const { cancel, done } = ends;
  const cancelled = cancel.kind === 'at' ? cancels(round, due, way, cancel, done) : false;
  if (cancelled === true) return { ...cancelledResult, notes: [] };
  if (cancelled === undefined && cancel.kind === 'at') return unsure(round, due, way, cancel);
  if (done.kind === 'at') return doneResult(round, due, way, done, ends);
  if (done.kind === 'unknown') return perhapsDone(round, due, way, done, ends);
  return openResult(round, due, way, ends);
}

/** Only at or before the due instant and before done (S27). */
function cancels({ scope }: Round, due: Due, way: Way, cancel: Spot, done: Resolved): Truth {
  if (done.kind === 'at' && compareTimes(cancel.time, done.time, scope.zone) >= 0) return false;
  return isInTime(scope.zone, due, way, cancel);
}

/** At or before the due date; done while paused is in time (S20). A cap that is not known may have come before. */
function isInTime(zone: Round['scope']['zone'], due: Due, way: Way, spot: Spot): Truth {
  const within = hasNoDate(way) ? true : isWithin(spot.time, way.due, zone);
  return within === true && due.capUnknown ? undefined : within;
}

/** What is missing where a time can neither be called in time nor late: its time of day (S13), or the cap. */
function unsure(round: Round, due: Due, way: Way, spot: Spot): RoundResult {
  if (hasNoDate(way) || isWithin(spot.time, way.due, round.scope.zone) !== undefined) return indeterminate(due.missing);
  const { event } = spot;
  const noTime: MissingFact =
    event === undefined
      ? { name: round.rule.id, kind: 'fact', why: 'time-of-day' }
      : { name: event.type, kind: 'event', why: 'time-of-day' };
  return indeterminate(joinMissing(due.missing, [noTime]));
}

function doneResult(round: Round, due: Due, way: Way, done: Spot, ends: Ends): RoundResult {
  const inTime = isInTime(round.scope.zone, due, way, done);
  if (inTime === true) return { outcome: 'compliant', state: 'in-time', missing: [], notes: [] };
  return inTime === false ? late('done-late', ends) : unsure(round, due, way, done);
}

/** Whether it was done is not known, but perhaps that it was by then, or not before then. */
function perhapsDone(
  round: Round,
  due: Due,
  way: Way,
  done: Extract<Resolved, { kind: 'unknown' }>,
  ends: Ends,
): RoundResult {
  const { zone } = round.scope;
  const { atLatest, atEarliest, missing } = done;
  if (atLatest !== undefined && isInTime(zone, due, way, atLatest) === true)
    return { outcome: 'compliant', state: 'in-time', missing: [], notes: [] };
  const tooLate = atEarliest !== undefined && isInTime(zone, due, way, atEarliest) === false;
  return tooLate && ranOut(round, way) === true
    ? late('overdue', ends)
    : indeterminate(joinMissing(missing, due.missing));
}

/** A breach, unless something that is not reported might have prevented it (S32). */
function late(state: 'done-late' | 'overdue', { unseen, cancel }: Ends): RoundResult {
  const missing = joinMissing(unseen, cancel.kind === 'unknown' ? cancel.missing : []);
  return missing.length > 0 ? indeterminate(missing) : { outcome: 'non-compliant', state, missing: [], notes: [] };
}

/** Whether the time was over when the round ended, or is now. */
function ranOut({ scope, endedBy }: Round, { due }: Way): Truth {
  if (endedBy === undefined) return hasPassed(due, scope.of.timeline.at, scope.zone);
  const within = isWithin(endedBy.at, due, scope.zone);
  return within === undefined ? undefined : !within;
}

/** Not done: running, paused, overdue, or replaced by the round that a restart began (S26). */
function openResult(round: Round, due: Due, way: Way, ends: Ends): RoundResult {
  const { endedBy, rule, terms, scope } = round;
  const passed = hasNoDate(way) ? false : ranOut(round, way);
  if (passed === true) return late('overdue', ends);
  if (endedBy !== undefined) {
    if (passed === undefined)
      return unsure(round, due, way, { kind: 'at', time: endedBy.at, provisional: false, event: endedBy });
    return { outcome: 'not-applicable', state: 'replaced', reason: 'replaced', missing: [], notes: [] };
  }
  if (way.open !== undefined) return pending('paused');
  if (due.capUnknown) return indeterminate(due.missing);
  const lacking = joinMissing(due.missing, due.laterIf, way.awaits ?? []);
  if (hasNoDate(way)) return { ...pending('running'), missing: lacking };
  const warnAt = rule.warn === undefined ? undefined : warnInstant(terms, way.due, rule.warn);
  const state = warnAt !== undefined && scope.of.timeline.at >= warnAt ? 'at-risk' : 'running';
  return {
    ...pending(state),
    ...(warnAt === undefined ? {} : { warnAt }),
    missing: lacking,
  };
}
