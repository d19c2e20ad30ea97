import type { ComplaintEvent } from '../complaint.js';
import type { MissingFact } from '../conditions/condition.js';
import type { DurationValue, Moment } from '../policy/value-types.js';
import { compareTimes, dayIn } from '../time/compare.js';
import type { Duration, Time } from '../values.js';
import { dueGiven, dueOf, eitherDue, hasNoDate, type Due } from './due.js';
import { backwardsDue } from './frozen.js';
import type { Note } from './judgement.js';
import { readDuration } from './durations.js';
import { resolve } from './moments.js';
import { notePauses } from './notes.js';
import { noPauses, pausesOf, type Pauses } from './pauses.js';
import type { DueQuestion } from './reach.js';
import { isObserved } from './reader.js';
import type { Resolved, Spot } from './resolved.js';
import { belongsTo, isAfter, isFromStartOn, isSeen, type Round } from './round-events.js';
import { joinMissing, unreadFor } from './scope.js';
import { cancelledResult, indeterminate, pending, stateOf, type RoundResult } from './state.js';
import { leftOf } from './warning.js';

/** Where the clock of a round stands (S31), judged at the end of the round or now. */
export function roundOf(round: Round): RoundResult {
  const done = doneOf(round);
  const computed = computeRound(round, done);
  switch (computed.kind) {
    case 'not-started':
      return beforeStart(round);
    case 'no-deadline':
      return { outcome: 'not-applicable', state: 'no-deadline', reason: 'no-deadline', missing: [], notes: [] };
    case 'unknown':
      return { ...indeterminate(computed.missing), ...(computed.start === undefined ? {} : { start: computed.start }) };
    case 'due':
      return dueRound(round, done, computed);
  }
}

function dueRound(round: Round, done: Resolved, computed: ComputedDue): RoundResult {
  const { due, question, start, unseen, provisional } = computed;
  const result = stateOf(round, due, { done, cancel: cancelOf(round), unseen, provisional });
  const notes = [...result.notes, ...notePauses(question, due, computed.unproven), ...computed.notes];
  const left = start !== undefined && due.ways.every(hasNoDate) ? leftOf(question, due) : {};
  return { ...result, notes, ...left, ...(start === undefined ? {} : { start }) };
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

/** What can be said of a round's end before asking whether it was kept. */
export type Computed =
  | { readonly kind: 'not-started' }
  | { readonly kind: 'no-deadline' }
  | { readonly kind: 'unknown'; readonly missing: readonly MissingFact[]; readonly start?: Time }
  | ComputedDue;

export interface ComputedDue {
  readonly kind: 'due';
  readonly due: Due;
  readonly question: DueQuestion;
  readonly start: Time | undefined;
  /** What the source does not report and what might have moved the date (S32). */
  readonly unseen: readonly MissingFact[];
  readonly unproven: Pauses['unproven'];
  readonly provisional: boolean;
  readonly notes: readonly Note[];
}

/** When a round runs out, with its pauses, extensions and cap; `done` ends what can still move it (S31). */
export function computeRound(round: Round, done: Resolved): Computed {
  const { period } = round.rule.clock;
  if (period.kind === 'due') return computeGiven(round, period.due, done);
  if (round.start === undefined) return { kind: 'not-started' };
  return computePeriod(round, round.start, period.within, done);
}

function computePeriod(round: Round, start: Spot, value: DurationValue, done: Resolved): Computed {
  const { scope, view, rule, terms } = round;
  const read = readDuration(scope, view, value);
  const possible = read.kind === 'duration' ? ([read] as const) : read.possible;
  const undecided = read.kind === 'duration' ? [] : read.missing;
  if (possible === undefined) return { kind: 'unknown', missing: undecided, start: start.time };
  const unread = joinMissing(...possible.map((within) => unreadFor(terms, within)));
  if (unread.length > 0) return { kind: 'unknown', missing: unread, start: start.time };
  const accepts = (event: ComplaintEvent): boolean =>
    isSeen(round, event) && belongsTo(round, event) && !isAfter(event, done, scope);
  const pauses = pausesOf(scope, rule.clock.pauses, { start: start.time, terms, view, accepts });
  if (pauses.undecided.length > 0) return { kind: 'unknown', missing: pauses.undecided, start: start.time };
  const [first, ...others] = possible;
  const question = questionOf(round, start, first, pauses, done);
  const due = eitherDue(
    dueOf(question),
    others.map((within) => dueOf(questionOf(round, start, within, pauses, done))),
    undecided,
    scope,
  );
  const unseen = joinMissing(pauses.unknown, unreported(round), due.laterIf);
  const { provisional } = start;
  return { kind: 'due', due, question, start: start.time, unseen, unproven: pauses.unproven, provisional, notes: [] };
}

/** A rule that names its due date: a fact, or a moment before or after one. */
function computeGiven(round: Round, moment: Moment, done: Resolved): Computed {
  const { resolved, notes } = backwardsDue(round, moment);
  if (resolved.kind === 'none') return { kind: 'no-deadline' };
  if (resolved.kind === 'not-yet') return { kind: 'not-started' };
  if (resolved.kind === 'unknown') return { kind: 'unknown', missing: resolved.missing };
  const none: Duration = { kind: 'duration', count: 0, unit: 'days' };
  const question = questionOf(round, resolved, none, noPauses, done);
  const due = dueGiven(question, resolved.time, resolved.provisional);
  const unseen = joinMissing(unreported(round), due.laterIf);
  return { kind: 'due', due, question, start: undefined, unseen, unproven: [], provisional: false, notes };
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
export function doneOf(round: Round): Resolved {
  if (round.rule.done === undefined) return { kind: 'not-yet' };
  const accepts = (event: ComplaintEvent): boolean =>
    round.pairs(event) && (canEnd(round, event) || countsEarly(round, event));
  const done = resolve(round.scope, round.view, round.rule.done, { terms: round.terms, roll: true, accepts });
  if (done.kind !== 'at' || (done.event !== undefined && accepts(done.event))) return done;
  if (round.rule.early) return isInRound({ ...round, start: undefined }, done) ? done : { kind: 'not-yet' };
  return heldAtStart(round, done) ?? (isInRound(round, done) ? done : { kind: 'not-yet' });
}

/** Use before the start of a window without a first day (S53); of several occurrences only what is paired with this one. */
function countsEarly(round: Round, event: ComplaintEvent): boolean {
  const { rule, begunBy, begunAs, spent } = round;
  if (rule.early !== true || begunBy !== begunAs || spent.has(event)) return false;
  return isSeen(round, event) && (begunAs === undefined || begunAs.ref !== undefined);
}

/** Conditions that had come to hold before the clock started held when it did: it was done at once. A restart asks for more. */
function heldAtStart({ scope, start, begunBy, begunAs }: Round, done: Spot): Spot | undefined {
  const isFirst = begunBy === begunAs;
  const early = start !== undefined && compareTimes(done.time, start.time, scope.zone) < 0;
  return isFirst && early && done.event !== undefined ? { ...done, time: start.time } : undefined;
}

/** What cancels: for an instance or a later round only from its beginning on. */
export function cancelOf(round: Round): Resolved {
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
  if (!isSeen(round, event) || !isFromStartOn(round, event) || round.spent.has(event)) return false;
  const { notBefore } = round.rule;
  return notBefore === undefined || dayIn(event.at, round.scope.zone) >= dayIn(notBefore, round.scope.zone);
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
