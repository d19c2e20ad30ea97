import type { ComplaintEvent } from '../complaint.js';
import type { MissingFact } from '../conditions/condition.js';
import type { DurationValue, Moment } from '../policy/policy.js';
import { compareTimes, hasPassed, isWithin } from '../time/compare.js';
import type { Duration, Truth } from '../values.js';
import { dueGiven, dueOf, type Due, type DueQuestion } from './due.js';
import { backwardsDue } from './frozen.js';
import type { ClockState, Finding } from './judgement.js';
import { readDuration, resolve } from './moments.js';
import { pausesOf } from './pauses.js';
import { isObserved } from './reader.js';
import type { Resolved, Spot } from './resolved.js';
import { isAfter, isFromStartOn, isSeen, nowOf, position, type Round } from './round-events.js';
import { joinMissing, unreadFor } from './scope.js';
import { noteLateRecord, notePauses, noteStops } from './notes.js';
import { leftOf, warnInstant } from './warning.js';

/** What a round comes to: the part of a finding that its clock decides. */
export type RoundResult = Pick<Finding, 'outcome' | 'missing' | 'notes'> &
  Partial<Finding> & { readonly computed?: Due };

/** Where the clock of a round stands (S31), judged at the end of the round or now. */
export function roundOf(round: Round): RoundResult {
  const { period } = round.rule.clock;
  if (period.kind === 'due') return givenRound(round, period.due);
  if (round.start === undefined) return cancelled(round) ?? pending('not-started');
  return periodRound(round, round.start, period.within);
}

function periodRound(round: Round, start: Spot, value: DurationValue): RoundResult {
  const { scope, view, rule, terms } = round;
  const within = readDuration(scope, view, value);
  if (within.kind === 'missing') return { ...indeterminate(within.missing), start: start.time };
  const unread = unreadFor(terms, within);
  if (unread.length > 0) return { ...indeterminate(unread), start: start.time };
  const done = doneOf(round);
  const accepts = (event: ComplaintEvent): boolean => isSeen(round, event) && !isAfter(event, done, scope);
  const pauses = pausesOf(scope, rule.clock.pauses, { start: start.time, terms, view, accepts });
  const question = questionOf(round, start, within, pauses.proven, done);
  const due = dueOf(question);
  const result = stateOf(round, { ...due, provisional: due.provisional || start.provisional }, done, pauses.unknown);
  const notes = notePauses(question, due, pauses.unproven);
  const left = due.open === undefined ? {} : leftOf(question, due);
  return { ...result, ...left, start: start.time, notes: [...result.notes, ...notes] };
}

/** A rule that names its due date: a fact, or a moment before or after one. */
function givenRound(round: Round, moment: Moment): RoundResult {
  const { resolved, notes } = backwardsDue(round, moment);
  if (resolved.kind === 'none')
    return { outcome: 'not-applicable', state: 'no-deadline', reason: 'no-deadline', missing: [], notes: [] };
  if (resolved.kind === 'not-yet') return cancelled(round) ?? pending('not-started');
  if (resolved.kind === 'unknown') return indeterminate(resolved.missing);
  const none: Duration = { kind: 'duration', count: 0, unit: 'days' };
  const done = doneOf(round);
  const due = dueGiven(questionOf(round, resolved, none, [], done), resolved.time, resolved.provisional);
  const result = stateOf(round, due, done, []);
  return { ...result, notes: [...result.notes, ...notes] };
}

function questionOf(
  round: Round,
  start: Spot,
  within: Duration,
  pauses: DueQuestion['pauses'],
  stopped: Resolved,
): DueQuestion {
  const done = stopped.kind === 'at' ? stopped.time : undefined;
  const { scope, rule, terms, view, startName } = round;
  return {
    scope,
    clock: rule.clock,
    terms,
    start: start.time,
    startName,
    within,
    pauses,
    view,
    now: nowOf(round),
    done,
  };
}

/** When it was done: the first stop from the start on that belongs to this instance. */
function doneOf(round: Round): Resolved {
  const accepts = (event: ComplaintEvent): boolean =>
    isSeen(round, event) && round.pairs(event) && isFromStartOn(round, event);
  const done = resolve(round.scope, round.view, round.rule.done, { terms: round.terms, roll: true, accepts });
  if (done.kind !== 'at' || done.event !== undefined || round.start === undefined) return done;
  return compareTimes(done.time, round.start.time, round.scope.zone) < 0 ? { kind: 'not-yet' } : done;
}

/** The state table (S31) with three values: certain only where every way of filling in the unknown agrees. */
function stateOf(round: Round, due: Due, done: Resolved, pausesUnknown: readonly MissingFact[]): RoundResult {
  const cancel = cancelOf(round);
  const unseen = joinMissing(pausesUnknown, unreported(round), cancel.kind === 'unknown' ? cancel.missing : []);
  const base = { ...dates(round, due), computed: due };
  const notes = noteStops(round, done);
  if (cancel.kind === 'at' && cancelsInTime(round, cancel, due, done)) return { ...base, ...cancelledResult, notes };
  if (done.kind === 'at')
    return {
      ...base,
      ...doneResult(round, due, done, unseen),
      done: done.time,
      notes: [...notes, ...noteLateRecord(round, due, done)],
    };
  if (done.kind === 'unknown') {
    const by = done.atLatest;
    if (by !== undefined && isInTime(round, due, by) === true && !due.capUnknown)
      return { ...base, outcome: 'compliant', state: 'in-time', done: by.time, missing: [], notes };
    return { ...base, ...indeterminate(joinMissing(done.missing, due.missing)), notes };
  }
  return { ...base, ...openResult(round, due, unseen), notes };
}

function dates(round: Round, due: Due): Partial<Finding> {
  const hidden = due.open !== undefined && due.cappedTo === undefined;
  const unsure = !hidden && compareTimes(due.safe, due.atLatest, round.scope.zone) !== 0;
  return {
    ...(hidden ? {} : { due: due.safe }),
    ...(unsure ? { dueAtLatest: due.atLatest } : {}),
    ...(due.provisional ? { provisional: true } : {}),
  };
}

/** Done while paused is in time (S20). */
function isInTime(round: Round, due: Due, done: Spot): Truth {
  return due.open !== undefined && due.cappedTo === undefined ? true : isWithin(done.time, due.safe, round.scope.zone);
}

function doneResult(round: Round, due: Due, done: Spot, unseen: readonly MissingFact[]): RoundResult {
  const { zone } = round.scope;
  const sure = isInTime(round, due, done);
  if (sure === true && !due.capUnknown) return { outcome: 'compliant', state: 'in-time', missing: [], notes: [] };
  const late = isWithin(done.time, due.atLatest, zone) === false;
  if (late && unseen.length === 0) return { outcome: 'non-compliant', state: 'done-late', missing: [], notes: [] };
  const vague: readonly MissingFact[] =
    isWithin(done.time, due.safe, zone) === undefined || isWithin(done.time, due.atLatest, zone) === undefined
      ? [
          {
            name: done.event?.type ?? round.rule.id,
            kind: done.event === undefined ? 'fact' : 'event',
            why: 'time-of-day',
          },
        ]
      : [];
  return indeterminate(joinMissing(due.missing, vague, late ? unseen : []));
}

function openResult(round: Round, due: Due, unseen: readonly MissingFact[]): RoundResult {
  const { scope, endedBy, rule } = round;
  const at = nowOf(round);
  const passed = hasPassed(due.safe, at, scope.zone);
  const paused = due.open !== undefined && (due.cappedTo === undefined || !passed);
  const replaced: RoundResult = {
    outcome: 'not-applicable',
    state: 'replaced',
    reason: 'replaced',
    missing: [],
    notes: [],
  };
  if (paused) return endedBy === undefined ? pending('paused') : replaced;
  if (!passed) {
    if (endedBy !== undefined) return replaced;
    if (due.capUnknown) return indeterminate(due.missing);
    const warnAt = rule.warn === undefined ? undefined : warnInstant(round.terms, due.safe, rule.warn);
    const state = warnAt !== undefined && at >= warnAt ? 'at-risk' : 'running';
    return {
      ...pending(state),
      ...(warnAt === undefined ? {} : { warnAt }),
      ...(due.missing.length > 0 ? { missing: due.missing } : {}),
    };
  }
  if (hasPassed(due.atLatest, at, scope.zone) && unseen.length === 0)
    return { outcome: 'non-compliant', state: 'overdue', missing: [], notes: [] };
  return indeterminate(joinMissing(due.missing, unseen));
}

const cancelledResult = { outcome: 'not-applicable', state: 'cancelled', reason: 'cancelled', missing: [] } as const;

function pending(state: ClockState): RoundResult {
  return { outcome: 'pending', state, missing: [], notes: [] };
}

function indeterminate(missing: readonly MissingFact[]): RoundResult {
  return { outcome: 'indeterminate', missing, notes: [] };
}

/** Before a clock started it can only be cancelled. */
function cancelled(round: Round): RoundResult | undefined {
  return cancelOf(round).kind === 'at' ? { ...cancelledResult, notes: [] } : undefined;
}

/** What cancels: for an instance or a later round only from its beginning on. */
function cancelOf(round: Round): Resolved {
  const { scope, rule, terms, view, begunBy } = round;
  if (rule.clock.cancelledBy === undefined) return { kind: 'not-yet' };
  const accepts = (event: ComplaintEvent): boolean =>
    isSeen(round, event) && (begunBy === undefined || isFromStartOn(round, event));
  const cancel = resolve(scope, view, rule.clock.cancelledBy, { terms, roll: true, accepts });
  const early =
    cancel.kind === 'at' &&
    begunBy !== undefined &&
    round.start !== undefined &&
    compareTimes(cancel.time, round.start.time, scope.zone) < 0;
  const late = cancel.kind === 'at' && cancel.event !== undefined && !isSeen(round, cancel.event);
  return early || late ? { kind: 'not-yet' } : cancel;
}

/** Only at or before the due instant and before done (S27). */
function cancelsInTime(round: Round, cancel: Spot, due: Due, done: Resolved): boolean {
  const { scope } = round;
  const beforeDone =
    done.kind !== 'at' ||
    compareTimes(cancel.time, done.time, scope.zone) < 0 ||
    (compareTimes(cancel.time, done.time, scope.zone) === 0 &&
      cancel.event !== undefined &&
      done.event !== undefined &&
      position(cancel.event, scope) < position(done.event, scope));
  const open = due.open !== undefined && due.cappedTo === undefined;
  return beforeDone && (open || isWithin(cancel.time, due.safe, scope.zone) !== false);
}

/** Restarts that the source does not report might have replaced a round that looks late (S32). */
function unreported(round: Round): readonly MissingFact[] {
  return round.rule.clock.restarts
    .filter((type) => !isObserved(round.scope, type))
    .map((name) => ({ name, kind: 'event', why: 'not-reported' }) as const);
}
