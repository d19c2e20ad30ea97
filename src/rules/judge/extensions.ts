import type { MissingFact } from '../conditions/condition.js';
import type { Extension } from '../policy/clock-types.js';
import { compareTimes, earlier, hasPassed, isWithin, sameTime } from '../time/compare.js';
import type { Time } from '../values.js';
import { awaited } from './awaited.js';
import { readDuration } from './durations.js';
import { resolve } from './moments.js';
import type { Interval } from './pauses.js';
import { reach, type DueQuestion, type Reached } from './reach.js';
import { ask } from './reader.js';
import { joinMissing, type View } from './scope.js';

/** One way in which a period may run: its start, its pauses, and what its extensions have made of it so far. */
export interface Branch {
  readonly start: Time;
  readonly pauses: readonly Interval[];
  readonly inForce: Reached;
  /** The period first, then each extension that held. */
  readonly steps: readonly Reached[];
}

export interface Extended {
  readonly branches: readonly Branch[];
  /** What decides between the branches. */
  readonly missing: readonly MissingFact[];
  /** An extension that may hold, of a length that nobody knows. */
  readonly laterIf: readonly MissingFact[];
}

/**
 * Each extension in its order against the date that the one before gave; it holds or not, it never shortens (S23). Where
 * that is not known, both ways are followed, because the next one is then tried against either date (S33).
 */
export function extended(question: DueQuestion, start: Branch): Extended {
  let state: Extended = { branches: [start], missing: [], laterIf: [] };
  for (const extension of question.clock.extensions) {
    const tried = state.branches.map((branch) => extendedBy(question, extension, branch));
    state = {
      branches: distinct(tried.flatMap((each) => each.branches)),
      missing: joinMissing(state.missing, ...tried.map((each) => each.missing)),
      laterIf: joinMissing(state.laterIf, ...tried.map((each) => each.laterIf)),
    };
  }
  return state;
}

/** While paused, or while there is no end, nothing is decided: the extension is tried when the clock resumes (S31). */
function extendedBy(question: DueQuestion, extension: Extension, branch: Branch): Extended {
  const stays: Extended = { branches: [branch], missing: [], laterIf: [] };
  if (branch.inForce.open !== undefined || branch.inForce.awaits !== undefined) return stays;
  const view = testedAt(question, branch.inForce);
  const { truth, missing } = ask(question.scope, view, extension.when);
  if (truth === false) return stays;
  const total = newTotal(question, extension, view, branch);
  if ('missing' in total) return { ...stays, missing, laterIf: joinMissing(missing, total.missing) };
  const longer = isLonger(total.reached, branch.inForce, question)
    ? { ...branch, inForce: total.reached, steps: [...branch.steps, total.reached] }
    : branch;
  if (truth === true) return { ...stays, branches: [longer] };
  return longer === branch ? stays : { ...stays, branches: [branch, longer], missing };
}

/**
 * Conditions as they stood when the time in force ran out, or when it was done, or when the round ended; while it still
 * runs, as they stand now.
 */
function testedAt({ scope, view, at, endedAt, done }: DueQuestion, { due }: Reached): View {
  const { zone } = scope;
  const ranOut = endedAt === undefined ? hasPassed(due, at, zone) : isWithin(endedAt, due, zone) === false;
  const end = ranOut ? due : endedAt;
  const until = done !== undefined && (end === undefined || isWithin(done, end, zone) === true) ? done : end;
  if (until !== undefined) return { ...view, asOf: until, until };
  const { asOf: _, ...today } = view;
  return today;
}

type NewTotal = { readonly reached: Reached | undefined } | { readonly missing: readonly MissingFact[] };

/** A total from the same start with the same pauses, or a moment; undefined where there will be no such moment. */
function newTotal(question: DueQuestion, { to, cite }: Extension, view: View, branch: Branch): NewTotal {
  const { scope, terms } = question;
  if (to.kind === 'moment') {
    const moment = resolve(scope, asOfNow(question, view), to.moment, { terms, roll: true });
    if (moment.kind === 'unknown') return { missing: moment.missing };
    if (moment.kind === 'none') return { reached: undefined };
    if (moment.kind === 'not-yet') {
      const awaits = awaited(scope, view, to.moment);
      return { reached: { ...branch.inForce, cite, byMoment: true, awaits } };
    }
    const { time, provisional } = moment;
    return { reached: { ...branch.inForce, unrolled: time, due: time, provisional, cite, byMoment: true } };
  }
  const duration = readDuration(scope, view, to);
  if (duration.kind === 'missing') return { missing: duration.missing };
  return { reached: { ...reach(question, branch.start, duration, branch.pauses), cite } };
}

/** What has been extended runs to its moment whenever that comes, unless the clock was done or its round ended before. */
function asOfNow({ scope, endedAt, done }: DueQuestion, tested: View): View {
  const { until: _, ...view } = tested;
  if (endedAt === undefined) return done === undefined ? view : { ...view, until: done };
  return { ...view, until: done === undefined ? endedAt : earlier(done, endedAt, scope.zone) };
}

function isLonger(next: Reached | undefined, inForce: Reached, { scope }: DueQuestion): next is Reached {
  if (next === undefined) return false;
  return next.open !== undefined || next.awaits !== undefined || compareTimes(next.due, inForce.due, scope.zone) > 0;
}

function distinct(branches: readonly Branch[]): readonly Branch[] {
  const isSame = (a: Branch, b: Branch): boolean =>
    a === b ||
    (a.pauses === b.pauses &&
      a.inForce.open === b.inForce.open &&
      (a.inForce.awaits === undefined) === (b.inForce.awaits === undefined) &&
      sameTime(a.inForce.due, b.inForce.due));
  return branches.filter((branch, index) => branches.findIndex((other) => isSame(other, branch)) === index);
}
