import type { MissingFact } from '../conditions/condition.js';
import type { Clock, Extension } from '../policy/policy.js';
import { advance, endsAtInstant, nothingSuspended, suspendedBetween, type Suspended } from '../time/count.js';
import { compareTimes, dayIn, earlier, hasPassed, isWithin, sameTime } from '../time/compare.js';
import type { Day, Duration, Instant, Time } from '../values.js';
import { readDuration, resolve, settle, type MomentTerms } from './moments.js';
import type { Interval } from './pauses.js';
import { ask } from './reader.js';
import { joinMissing, type ReadTerms, type Scope, type View } from './scope.js';

/** How a due date was reached, for the derivation. */
export interface Reached {
  readonly total: Duration;
  readonly from: Time;
  readonly pauses: readonly CountedPause[];
  readonly unrolled: Time;
  readonly due: Time;
  readonly provisional: boolean;
  /** A pause that is still open: no due date while it lasts (S20). */
  readonly open?: Interval;
  readonly cite?: readonly string[];
  /** An extension to a moment rather than to a total. */
  readonly byMoment?: true;
}

export interface CountedPause {
  readonly interval: Interval;
  readonly added: number;
}

/**
 * When a clock runs out. `safe` is due whatever the unknown turns out to be, `atLatest` if all of it favours whoever is
 * bound; equal when nothing is unknown. `capUnknown`: a cap that is not known may make it earlier than `safe`.
 */
export interface Due {
  readonly safe: Time;
  readonly atLatest: Time;
  readonly provisional: boolean;
  readonly open: Interval | undefined;
  readonly capUnknown: boolean;
  readonly missing: readonly MissingFact[];
  /** The period in force first, then each extension that held. */
  readonly steps: readonly Reached[];
  readonly cappedTo: Time | undefined;
}

export interface DueQuestion {
  readonly scope: Scope;
  readonly clock: Clock;
  readonly terms: ReadTerms;
  readonly start: Time;
  /** The event or fact that the clock starts from, to name what lacks a time of day. */
  readonly startName: string;
  readonly within: Duration;
  readonly pauses: readonly Interval[];
  readonly view: View;
  /** The instant judged, or the end of the round. */
  readonly now: Instant;
  /** When it was done: what happens later extends nothing (S31). */
  readonly done: Time | undefined;
}

/** Period from the start, pauses added, rolled, extended, capped (S17, S23). */
export function dueOf(question: DueQuestion): Due {
  const { scope, start, within } = question;
  const base = reach(question, start, within);
  const late =
    endsAtInstant(within) && start.kind === 'day' ? reach(question, nextDay(start.day, scope), within) : base;
  const vague: MissingFact[] = late === base ? [] : [{ name: question.startName, kind: 'event', why: 'time-of-day' }];
  const extended = extend(question, base, late);
  return cap(question, { ...extended, missing: joinMissing(vague, extended.missing) });
}

/** A due date that a fact or event gives, extended and capped like any other. */
export function dueGiven(question: DueQuestion, given: Time, provisional: boolean): Due {
  const base: Reached = { total: question.within, from: given, pauses: [], unrolled: given, due: given, provisional };
  return cap(question, extend(question, base, base));
}

function nextDay(day: Day, scope: Scope): Time {
  return { kind: 'instant', at: scope.zone.startOf(day + 1) };
}

/**
 * One total from the start with the pauses that began before it ran out: a pause after the due day changes nothing, one
 * between the unrolled and the rolled last day counts, and the due day is never before a pause's end (S21).
 */
export function reach(question: Pick<DueQuestion, 'scope' | 'terms' | 'pauses'>, from: Time, total: Duration): Reached {
  const { scope, terms } = question;
  let suspended = nothingSuspended;
  let counted = advance(from, total, terms);
  let { time: due, provisional } = settle(counted, total, 'after', terms);
  const pauses: CountedPause[] = [];
  for (const interval of question.pauses) {
    if (beginsAfter(interval.from, due, scope)) break;
    if (interval.until === undefined)
      return { total, from, pauses, unrolled: counted.time, due, provisional, open: interval };
    const length = suspendedBetween(interval.from, interval.until, terms, interval.counted);
    suspended = plus(suspended, length);
    counted = advance(from, total, terms, suspended);
    const settled = settle(counted, total, 'after', terms);
    const walked = total.unit.startsWith('working') && length.provisional;
    provisional ||= settled.provisional || walked;
    due = notBefore(settled.time, interval.until, scope);
    pauses.push({ interval, added: lengthFor(total, length) });
  }
  return { total, from, pauses, unrolled: counted.time, due, provisional };
}

/** A pause that starts on the due day still counts, one that starts at the due instant does not. */
function beginsAfter(from: Time, due: Time, scope: Scope): boolean {
  if (due.kind === 'day') return dayIn(from, scope.zone) > due.day;
  return from.kind === 'instant' ? from.at >= due.at : from.day > scope.zone.dayOf(due.at);
}

function notBefore(due: Time, end: Time, scope: Scope): Time {
  if (due.kind === 'day') return { kind: 'day', day: Math.max(due.day, dayIn(end, scope.zone)) };
  return end.kind === 'instant' && end.at > due.at ? end : due;
}

export function plus(a: Suspended, b: Suspended): Suspended {
  return {
    days: a.days + b.days,
    workingDays: a.workingDays + b.workingDays,
    milliseconds: a.milliseconds + b.milliseconds,
    openMilliseconds: a.openMilliseconds + b.openMilliseconds,
  };
}

/** The measure in which time is added to a period (S18): days, working days, hours or working hours. */
export function measureOf(total: Duration): 'days' | 'working days' | 'hours' | 'working hours' {
  if (total.unit === 'working days') return 'working days';
  if (!endsAtInstant(total)) return 'days';
  return total.unit.startsWith('working') ? 'working hours' : 'hours';
}

/** A length of time in the measure of a period. */
export function lengthFor(total: Duration, length: Suspended): number {
  switch (measureOf(total)) {
    case 'days':
      return length.days;
    case 'working days':
      return length.workingDays;
    case 'hours':
      return length.milliseconds / 3_600_000;
    case 'working hours':
      return length.openMilliseconds / 3_600_000;
  }
}

interface Extended {
  readonly safe: Reached;
  readonly atLatest: Reached;
  readonly missing: readonly MissingFact[];
  readonly steps: readonly Reached[];
}

/** Each extension in its order against the date that the one before gave; it holds or not, it never shortens (S23). */
function extend(question: DueQuestion, base: Reached, late: Reached): Extended {
  let state: Extended = { safe: base, atLatest: late, missing: [], steps: [base] };
  for (const extension of question.clock.extensions) {
    if (state.safe.open !== undefined) break;
    const sure = tested(question, extension, state.safe);
    const perhaps = state.atLatest === state.safe ? sure : tested(question, extension, state.atLatest);
    const safe = sure.truth === true ? longer(state.safe, sure.reached, question) : state.safe;
    const atLatest = perhaps.truth === false ? state.atLatest : longer(state.atLatest, perhaps.reached, question);
    state = {
      safe,
      atLatest: safe === state.safe && atLatest === state.atLatest ? state.atLatest : longer(safe, atLatest, question),
      missing: joinMissing(state.missing, sure.missing, perhaps.missing),
      steps: safe === state.safe ? state.steps : [...state.steps, safe],
    };
  }
  return state;
}

/** Whether an extension holds at the instant at which the time in force runs out, or now if that is earlier. */
function tested(question: DueQuestion, extension: Extension, inForce: Reached) {
  const { scope } = question;
  const until = testedAt(question, inForce);
  const view: View = { ...question.view, asOf: until, until };
  const { truth, missing } = ask(scope, view, extension.when);
  return truth === false
    ? { truth, missing, reached: undefined }
    : { truth, missing, reached: newTotal(question, extension, view, inForce) };
}

function testedAt({ scope, now, done }: DueQuestion, { due }: Reached): Time {
  const until: Time = hasPassed(due, now, scope.zone) ? due : { kind: 'instant', at: now };
  return done !== undefined && isWithin(done, until, scope.zone) === true ? done : until;
}

function newTotal(question: DueQuestion, extension: Extension, view: View, inForce: Reached): Reached | undefined {
  const { scope, terms } = question;
  const { to, cite } = extension;
  if (to.kind === 'moment') {
    const moment = resolve(scope, view, to.moment, { terms, roll: true });
    return moment.kind === 'at'
      ? { ...inForce, unrolled: moment.time, due: moment.time, provisional: moment.provisional, cite, byMoment: true }
      : undefined;
  }
  const duration = readDuration(scope, view, to);
  return duration.kind === 'missing' ? undefined : { ...reach(question, question.start, duration), cite };
}

function longer(a: Reached, b: Reached | undefined, question: DueQuestion): Reached {
  if (b === undefined) return a;
  if (b.open !== undefined) return b;
  return compareTimes(b.due, a.due, question.scope.zone) > 0 ? b : a;
}

/** The cap is never paused and rolls by its own count; whichever comes first (S17). A cap that is not known leaves no safe date. */
function cap(question: DueQuestion, { safe, atLatest, missing, steps }: Extended): Due {
  const { scope, clock, terms, view } = question;
  const due = {
    safe: safe.due,
    atLatest: atLatest.due,
    provisional: safe.provisional || atLatest.provisional,
    open: safe.open,
    capUnknown: false,
    missing,
    steps,
    cappedTo: undefined,
  };
  if (clock.notAfter === undefined) return due;
  const by: MomentTerms = { terms, roll: true };
  const limit = resolve(scope, view, clock.notAfter, by);
  if (limit.kind === 'not-yet' || limit.kind === 'none') return due;
  const spot = limit.kind === 'at' ? limit : limit.atLatest;
  const capUnknown = limit.kind === 'unknown';
  const all = capUnknown ? joinMissing(missing, limit.missing) : missing;
  if (spot === undefined) return { ...due, capUnknown, missing: all };
  const capped = {
    safe: earlier(safe.due, spot.time, scope.zone),
    atLatest: earlier(atLatest.due, spot.time, scope.zone),
  };
  const took = safe.open !== undefined || !sameTime(capped.safe, safe.due);
  return {
    ...due,
    ...(safe.open === undefined ? capped : { safe: spot.time, atLatest: spot.time }),
    provisional: due.provisional || spot.provisional,
    capUnknown,
    missing: all,
    cappedTo: took ? spot.time : undefined,
  };
}
