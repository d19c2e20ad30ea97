import { ruleOfState } from '../conditions/built-in.js';
import type { CompiledCondition, FactReader, MissingFact, Range } from '../conditions/condition.js';
import type { FactEntry } from '../policy/vocabulary-types.js';
import type { Zone } from '../time/calendar.js';
import { isWithin } from '../time/compare.js';
import { isNone, NONE, type FactValue, type None, type Reading, type Time, type Truth } from '../values.js';
import { recordingsBeside, recordingsBy, recordingsUntil } from './recordings.js';
import type { WorkedOut } from './resolved.js';
import { readParameter, type Scope, type View } from './scope.js';

/** Reads facts, events, worked-out facts and parameters for one policy version, seen from one view. */
export function readerOf(scope: Scope, view: View): FactReader {
  return new ViewReader(scope, view);
}

/** One is made for each question that is asked: a class makes it one object, where closures would make five. */
class ViewReader implements FactReader {
  readonly scope: Scope;
  readonly view: View;

  constructor(scope: Scope, view: View) {
    this.scope = scope;
    this.view = view;
  }

  get zone(): Zone {
    return this.scope.zone;
  }

  read(name: string): Reading {
    return read(this.scope, this.view, name);
  }

  range(name: string): Range | undefined {
    const worked = workedOut(this.scope, this.view, name);
    return worked?.kind === 'unknown' ? worked.range : undefined;
  }

  possible(name: string): readonly (FactValue | None)[] | undefined {
    const worked = workedOut(this.scope, this.view, name);
    return worked?.kind === 'unknown' ? worked.possible : undefined;
  }
}

export function read(scope: Scope, view: View, name: string): Reading {
  const fact = scope.of.set.vocabulary.facts.get(name);
  if (fact !== undefined) return readFact(scope, view, fact);
  if (isEvent(scope, name)) return readEvent(scope, view, name);
  const worked = workedOut(scope, view, name);
  return worked === undefined ? readParameter(scope, name) : readingOf(worked);
}

/** What a name is worked out to; undefined for what is recorded, and for parameters. */
export function workedOut(scope: Scope, view: View, name: string): WorkedOut | undefined {
  const { vocabulary } = scope.of.set;
  const { working, workedOut: facts } = scope.of;
  if (vocabulary.facts.has(name)) return facts.has(name) ? working.setFact(scope, view, name) : undefined;
  if (isEvent(scope, name)) return undefined;
  if (facts.has(name)) return working.workOut(scope, view, name, true);
  const builtIn = name === 'within_authority' || ruleOfState(name) !== undefined;
  return builtIn ? working.builtIn(scope, view, name) : undefined;
}

export function readingOf(worked: WorkedOut): Reading {
  if (worked.kind === 'at') return worked.time;
  if (worked.kind === 'value') return worked.value;
  return worked.kind === 'unknown' ? undefined : NONE;
}

export function isEvent(scope: Scope, name: string): boolean {
  return scope.of.set.vocabulary.events.has(name) || scope.of.timeline.byType.has(name);
}

/** Whether the source reports this type of event (S32). */
export function isObserved({ of }: Pick<Scope, 'of'>, type: string): boolean {
  const { observed } = of.timeline.complaint;
  return observed === 'everything' || observed.has(type) || of.timeline.byType.has(type);
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

/** What intake sets comes first (S73). */
function readFact(scope: Scope, view: View, { id, changes }: FactEntry): Reading {
  const set = scope.of.workedOut.has(id) ? scope.of.working.setFact(scope, view, id) : undefined;
  return set === undefined ? readRecorded(scope, view, id, changes) : readingOf(set);
}

/** The occurrence's own value, else the last recorded that the view reaches, else the row's, else the organisation's. */
function readRecorded(scope: Scope, view: View, name: string, changes: boolean): Reading {
  const own = view.occurrence?.data[name];
  if (own !== undefined) return own;
  const all = scope.of.timeline.recordings.get(name);
  if (all !== undefined) {
    const beside = view.occurrence === undefined ? all : recordingsBeside(scope, all, view.occurrence);
    const limit = changes || view.asRecorded === true ? (view.asOf ?? view.until) : undefined;
    const reached = limit === undefined ? beside.at(-1) : recordingsUntil(scope, beside, limit);
    if (reached !== undefined) return reached.value;
  }
  return scope.of.known.get(name);
}

/** What a condition comes to. */
export interface Asked {
  readonly truth: Truth;
  /** What is missing where it has no truth; found when it is asked for, for most that ask only want to know the truth. */
  readonly missing: readonly MissingFact[];
}

const yes: Asked = { truth: true, missing: [] };
const no: Asked = { truth: false, missing: [] };

class Open implements Asked {
  readonly truth = undefined;
  private readonly reader: ViewReader;
  private readonly condition: CompiledCondition;
  private found: readonly MissingFact[] | undefined = undefined;

  constructor(reader: ViewReader, condition: CompiledCondition) {
    this.reader = reader;
    this.condition = condition;
  }

  get missing(): readonly MissingFact[] {
    const { scope, view } = this.reader;
    return (this.found ??= this.condition.missing(this.reader).flatMap((name) => whyMissing(scope, view, name)));
  }
}

/** A condition's truth from a view, and what is missing when it has none. */
export function ask(scope: Scope, view: View, condition: CompiledCondition | undefined): Asked {
  if (condition === undefined) return yes;
  const reader = new ViewReader(scope, view);
  const truth = condition.test(reader);
  if (truth === undefined) return new Open(reader, condition);
  return truth ? yes : no;
}

/** Why a name cannot be read: a worked-out fact is missing for what it is worked out from. */
export function whyMissing(scope: Scope, view: View, name: string): readonly MissingFact[] {
  const worked = workedOut(scope, view, name);
  if (worked !== undefined) return whyUnknown(worked, name);
  if (scope.of.set.vocabulary.facts.has(name)) {
    const recorded = read(scope, view, name) !== undefined;
    return [{ name, kind: 'fact', why: recorded ? 'not-comparable' : 'not-recorded' }];
  }
  if (isEvent(scope, name))
    return [{ name, kind: 'event', why: isObserved(scope, name) ? 'time-of-day' : 'not-reported' }];
  return [{ name, kind: 'fact', why: 'not-recorded' }];
}

function whyUnknown(worked: WorkedOut, name: string): readonly MissingFact[] {
  if (worked.kind === 'unknown') return worked.missing;
  if (worked.kind === 'value') return [{ name, kind: 'fact', why: 'not-comparable' }];
  return isNone(readingOf(worked)) ? [] : [{ name, kind: 'fact', why: 'time-of-day' }];
}

/** The last value that an event of this type recorded of a fact by the view's time; undefined without one. */
export function lastBy(scope: Scope, view: View, name: string, type: string): Reading {
  const recordings = scope.of.timeline.recordings.get(name);
  if (recordings === undefined) return undefined;
  const all = recordingsBy(scope, recordings, type);
  const limit: Time | undefined = view.asOf ?? view.until;
  return (limit === undefined ? all.at(-1) : recordingsUntil(scope, all, limit))?.value;
}
