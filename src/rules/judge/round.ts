import type { ComplaintEvent } from '../complaint.js';
import type { MissingFact } from '../conditions/condition.js';
import type { DurationValue, Moment } from '../policy/policy.js';
import { compareTimes, dayIn } from '../time/compare.js';
import type { Duration } from '../values.js';
import { dueGiven, dueOf, hasNoDate } from './due.js';
import { backwardsDue } from './frozen.js';
import { readDuration, resolve } from './moments.js';
import { notePauses } from './notes.js';
import { noPauses, pausesOf } from './pauses.js';
import type { DueQuestion } from './reach.js';
import { isObserved } from './reader.js';
import type { Resolved, Spot } from './resolved.js';
import { belongsTo, isAfter, isFromStartOn, isSeen, type Round } from './round-events.js';
import { joinMissing, unreadFor } from './scope.js';
import { cancelledResult, indeterminate, pending, stateOf, type RoundResult } from './state.js';
import { leftOf } from './warning.js';

/** Where the clock of a round stands (S31), judged at the end of the round or now. */
export function roundOf(round: Round): RoundResult {
  const { period } = round.rule.clock;
  if (period.kind === 'due') return givenRound(round, period.due);
  if (round.start === undefined) return beforeStart(round);
  return periodRound(round, round.start, period.within);
}

/** The event that ended a round, if one did: it cannot end a later one, though it may be of the same day (S29). */
export function endOf(round: Round): ComplaintEvent | undefined {
  const end = roundOf(round).state === 'cancelled' ? cancelOf(round) : doneOf(round);
  return end.kind === 'at' ? end.event : undefined;
}

/** Before a clock started it can only be cancelled. */
function beforeStart(round: Round): RoundResult {
  return cancelOf(round).kind === 'at' ? { ...cancelledResult, notes: [] } : pending('not-started');
}

function periodRound(round: Round, start: Spot, value: DurationValue): RoundResult {
  const { scope, view, rule, terms } = round;
  const within = readDuration(scope, view, value);
  if (within.kind === 'missing') return { ...indeterminate(within.missing), start: start.time };
  const unread = unreadFor(terms, within);
  if (unread.length > 0) return { ...indeterminate(unread), start: start.time };
  const done = doneOf(round);
  const accepts = (event: ComplaintEvent): boolean =>
    isSeen(round, event) && belongsTo(round, event) && !isAfter(event, done, scope);
  const pauses = pausesOf(scope, rule.clock.pauses, { start: start.time, terms, view, accepts });
  if (pauses.undecided.length > 0) return { ...indeterminate(pauses.undecided), start: start.time };
  const question = questionOf(round, start, within, pauses, done);
  const due = dueOf(question);
  const result = stateOf(round, due, {
    done,
    cancel: cancelOf(round),
    unseen: joinMissing(pauses.unknown, unreported(round), due.laterIf),
    provisional: start.provisional,
  });
  const notes = notePauses(question, due, pauses.unproven);
  const left = due.ways.every(hasNoDate) ? leftOf(question, due) : {};
  return { ...result, ...left, start: start.time, notes: [...result.notes, ...notes] };
}

/** A rule that names its due date: a fact, or a moment before or after one. */
function givenRound(round: Round, moment: Moment): RoundResult {
  const { resolved, notes } = backwardsDue(round, moment);
  if (resolved.kind === 'none')
    return { outcome: 'not-applicable', state: 'no-deadline', reason: 'no-deadline', missing: [], notes: [] };
  if (resolved.kind === 'not-yet') return beforeStart(round);
  if (resolved.kind === 'unknown') return indeterminate(resolved.missing);
  const none: Duration = { kind: 'duration', count: 0, unit: 'days' };
  const done = doneOf(round);
  const question = questionOf(round, resolved, none, noPauses, done);
  const due = dueGiven(question, resolved.time, resolved.provisional);
  const unseen = joinMissing(unreported(round), due.laterIf);
  const result = stateOf(round, due, { done, cancel: cancelOf(round), unseen, provisional: false });
  return { ...result, notes: [...result.notes, ...notes] };
}

function questionOf(
  round: Round,
  start: Spot,
  within: Duration,
  pauses: DueQuestion['pauses'],
  done: Resolved,
): DueQuestion {
  const { scope, rule, terms, view, startName, endedBy } = round;
  return {
    scope,
    clock: rule.clock,
    terms,
    start: start.time,
    startName,
    within,
    pauses,
    view,
    at: scope.of.timeline.at,
    endedAt: endedBy?.at,
    done: done.kind === 'at' ? done.time : undefined,
  };
}

/** When it was done: the first stop from the start on that belongs to this instance and has not ended an earlier round. */
function doneOf(round: Round): Resolved {
  const accepts = (event: ComplaintEvent): boolean => round.pairs(event) && canEnd(round, event);
  const done = resolve(round.scope, round.view, round.rule.done, { terms: round.terms, roll: true, accepts });
  if (done.kind !== 'at' || (done.event !== undefined && accepts(done.event))) return done;
  return heldAtStart(round, done) ?? (isInRound(round, done) ? done : { kind: 'not-yet' });
}

/** Conditions that had come to hold before the clock started held when it did: it was done at once. A restart asks for more. */
function heldAtStart({ scope, start, begunBy, begunAs }: Round, done: Spot): Spot | undefined {
  const isFirst = begunBy === begunAs;
  const early = start !== undefined && compareTimes(done.time, start.time, scope.zone) < 0;
  return isFirst && early && done.event !== undefined ? { ...done, time: start.time } : undefined;
}

/** What cancels: for an instance or a later round only from its beginning on. */
function cancelOf(round: Round): Resolved {
  const { scope, rule, terms, view, begunBy } = round;
  if (rule.clock.cancelledBy === undefined) return { kind: 'not-yet' };
  const accepts = (event: ComplaintEvent): boolean =>
    belongsTo(round, event) && (begunBy === undefined ? isSeen(round, event) : canEnd(round, event));
  const cancel = resolve(scope, view, rule.clock.cancelledBy, { terms, roll: true, accepts });
  if (cancel.kind !== 'at' || (cancel.event !== undefined && accepts(cancel.event))) return cancel;
  const sinceBeginning = begunBy === undefined ? { ...round, start: undefined } : round;
  return isInRound(sinceBeginning, cancel) ? cancel : { kind: 'not-yet' };
}

function canEnd(round: Round, event: ComplaintEvent): boolean {
  return isSeen(round, event) && isFromStartOn(round, event) && !round.spent.has(event);
}

/** A moment that is no stop of its own, such as the instant since which conditions held: by its day alone (S29). */
function isInRound({ scope, start, endedBy }: Round, { time }: Spot): boolean {
  const early = start !== undefined && dayIn(time, scope.zone) < dayIn(start.time, scope.zone);
  const late = endedBy !== undefined && compareTimes(time, endedBy.at, scope.zone) > 0;
  return !early && !late;
}

/** Restarts that the source does not report might have replaced a round that looks late (S32). */
function unreported(round: Round): readonly MissingFact[] {
  return round.rule.clock.restarts
    .filter((type) => !isObserved(round.scope, type))
    .map((name) => ({ name, kind: 'event', why: 'not-reported' }) as const);
}
