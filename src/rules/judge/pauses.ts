import type { ComplaintEvent } from '../complaint.js';
import type { MissingFact } from '../conditions/condition.js';
import type { Pause } from '../policy/clock-types.js';
import type { Moment } from '../policy/value-types.js';
import { advance, type Terms } from '../time/count.js';
import { compareTimes, dayIn, earlier, hasPassed, later } from '../time/compare.js';
import type { Time } from '../values.js';
import { readDuration } from './durations.js';
import { resolve } from './moments.js';
import { ask } from './reader.js';
import type { Resolved } from './resolved.js';
import { joinMissing, type Scope, type View } from './scope.js';

/** Time during which a clock stands still. Without `until` it still does. */
export interface Interval {
  readonly from: Time;
  readonly until: Time | undefined;
  /** When an open pause will end by its cap. */
  readonly capAt?: Time;
  readonly counted: Pause['counted'];
  readonly cite: readonly string[];
}

/** The pauses of one round: those that count, those without proof (S22), and what the source does not tell (S32). */
export interface Pauses {
  readonly proven: readonly Interval[];
  /** The same if every pause whose end the source may not have reported had ended at once; undefined where there is none. */
  readonly ifEnded: readonly Interval[] | undefined;
  /**
   * The same if such a pause had ended unseen just before each later start of it, which then began another; undefined where there
   * is none. Only a cap makes it longer.
   */
  readonly ifAgain: readonly Interval[] | undefined;
  /** The events that would have ended those. */
  readonly endUnknown: readonly MissingFact[];
  readonly unproven: readonly Interval[];
  /** Beginnings of pauses that the source does not report: the clock may have stood still unseen. */
  readonly unknown: readonly MissingFact[];
  /** Lengths of caps that nobody recorded, of pauses that there were. */
  readonly undecided: readonly MissingFact[];
}

export interface PauseQuestion {
  readonly start: Time;
  readonly terms: Terms;
  readonly view: View;
  /** Events that are looked at: up to the end of the round, and to the stop if there is one. */
  readonly accepts: (event: ComplaintEvent) => boolean;
}

export const noPauses: Pauses = {
  proven: [],
  ifEnded: undefined,
  ifAgain: undefined,
  endUnknown: [],
  unproven: [],
  unknown: [],
  undecided: [],
};

/** Finds when a clock was paused, each list in order, clipped to the start, overlaps joined (S19), caps applied (S22). */
export function pausesOf(scope: Scope, pauses: readonly Pause[], question: PauseQuestion): Pauses {
  if (pauses.length === 0) return noPauses;
  const proven: Run[] = [];
  const unproven: Run[] = [];
  const unknown: MissingFact[] = [];
  const undecided: MissingFact[] = [];
  for (const pause of pauses) {
    const runs = runsOf(scope, pause, question);
    unknown.push(...runs.unknown);
    for (const run of runs.intervals) {
      const within = capped(scope, pause, run, question);
      if ('missing' in within) undecided.push(...within.missing);
      const interval = clipped('missing' in within ? run : within, question.start, scope);
      if (interval === undefined) continue;
      const proof = ask(scope, { ...question.view, asOf: run.from }, pause.when).truth;
      (proof === true ? proven : unproven).push(interval);
    }
  }
  const endUnknown = joinMissing(...proven.map((run) => run.endUnknown ?? []));
  const ended = proven.filter((run) => run.endUnknown === undefined);
  const seen = proven.filter((run) => run.again === undefined);
  return {
    proven: union(seen, scope),
    ifEnded: endUnknown.length === 0 ? undefined : union(ended, scope),
    ifAgain: seen.length === proven.length ? undefined : union(proven, scope),
    endUnknown,
    unproven: union(unproven, scope),
    unknown: joinMissing(unknown),
    undecided: joinMissing(undecided),
  };
}

/** An interval, and for an open one the events that might have ended it unseen. */
interface Run extends Interval {
  readonly endUnknown?: readonly MissingFact[];
  /** Begun while another of it seemed to be open still. */
  readonly again?: true;
}

/** A pause that has begun, and when it began once more before it was seen to end. */
interface Begun {
  readonly from: Time;
  readonly again: Time[];
}

interface Runs {
  readonly intervals: readonly Run[];
  readonly unknown: readonly MissingFact[];
}

/** Starts and stops in the order of the timeline; a start while paused adds nothing; with a `ref` a stop ends its own. */
function runsOf(scope: Scope, pause: Pause, question: PauseQuestion): Runs {
  const starts = eventTypes(pause.from);
  const stops = eventTypes(pause.until);
  if (starts === undefined || stops === undefined) return singleRun(scope, pause, question);
  const { counted, cite } = pause;
  const unseen = unobserved(scope, question, pause.until);
  const open = new Map<string, Begun>();
  const intervals: Run[] = [];
  const close = ({ from, again }: Begun, until: Time | undefined): void => {
    const rest = { until, counted, cite, ...endOf(unseen) };
    intervals.push({ from, ...rest });
    if (unseen.length > 0) intervals.push(...again.map((later) => ({ from: later, ...rest, again: true }) as const));
  };
  let idle: readonly ComplaintEvent[] = [];
  for (const event of scope.of.timeline.events.filter(question.accepts)) {
    const refs = stops.has(event.type) ? ended(open, event.ref) : [];
    for (const ref of refs) {
      const begun = open.get(ref);
      if (begun !== undefined) close(begun, event.at);
      open.delete(ref);
    }
    if (stops.has(event.type) && refs.length === 0) idle = [...idle, event];
    if (!starts.has(event.type)) continue;
    const running = open.get(event.ref ?? '');
    const stop = running === undefined ? idle.find((each) => endsOnDayOf(each, event, scope)) : undefined;
    if (running !== undefined) running.again.push(event.at);
    else if (stop === undefined) open.set(event.ref ?? '', { from: event.at, again: [] });
    else close({ from: event.at, again: [] }, stop.at);
  }
  for (const begun of open.values()) close(begun, undefined);
  return { intervals, unknown: unobserved(scope, question, pause.from) };
}

/** A stop that ended nothing, of the same day as a start and without a time of day, ends what began that day. */
function endsOnDayOf(stop: ComplaintEvent, start: ComplaintEvent, { zone }: Scope): boolean {
  const paired = stop.ref === undefined || stop.ref === start.ref;
  return stop !== start && paired && stop.at.kind === 'day' && stop.at.day === dayIn(start.at, zone);
}

function endOf(missing: readonly MissingFact[]): Pick<Run, 'endUnknown'> {
  return missing.length === 0 ? {} : { endUnknown: missing };
}

/** Which open pauses a stop ends: its own by `ref`, else one without; without a `ref` all. */
function ended(open: ReadonlyMap<string, Begun>, ref: string | undefined): readonly string[] {
  if (ref === undefined) return [...open.keys()];
  if (open.has(ref)) return [ref];
  return open.has('') ? [''] : [];
}

/** A pause between moments that are not plain events: one interval. */
function singleRun(scope: Scope, pause: Pause, question: PauseQuestion): Runs {
  const by = { terms: question.terms, roll: false, accepts: question.accepts };
  const from = resolve(scope, question.view, pause.from, by);
  if (from.kind === 'unknown') return { intervals: [], unknown: from.missing };
  if (from.kind !== 'at') return { intervals: [], unknown: [] };
  const notBefore = (event: ComplaintEvent): boolean =>
    question.accepts(event) && compareTimes(event.at, from.time, scope.zone) >= 0;
  const until: Resolved = resolve(scope, question.view, pause.until, { ...by, accepts: notBefore });
  const { counted, cite } = pause;
  const end = until.kind === 'at' && compareTimes(until.time, from.time, scope.zone) >= 0 ? until.time : undefined;
  const unseen = endOf(until.kind === 'unknown' ? until.missing : []);
  return { intervals: [{ from: from.time, until: end, counted, cite, ...unseen }], unknown: [] };
}

function eventTypes(moment: Moment): ReadonlySet<string> | undefined {
  if (moment.kind === 'event') return new Set([moment.event]);
  if (moment.kind !== 'first') return undefined;
  const types = moment.of.map((part) => (part.kind === 'event' ? part.event : undefined));
  return types.includes(undefined) ? undefined : new Set(types.filter((type) => type !== undefined));
}

/** Events of a moment that the source does not report. */
function unobserved(scope: Scope, { view, terms, accepts }: PauseQuestion, moment: Moment): readonly MissingFact[] {
  const resolved = resolve(scope, view, moment, { terms, roll: false, accepts });
  return resolved.kind === 'unknown' ? resolved.missing : [];
}

function clipped(run: Run, start: Time, scope: Scope): Run | undefined {
  if (run.until !== undefined && compareTimes(run.until, start, scope.zone) < 0) return undefined;
  return compareTimes(run.from, start, scope.zone) < 0 ? { ...run, from: start } : run;
}

/** The excess over `at-most` runs; an open pause ends at its cap by itself. A cap of a length that is not known leaves it open. */
function capped(
  scope: Scope,
  pause: Pause,
  run: Run,
  question: PauseQuestion,
): Run | { readonly missing: readonly MissingFact[] } {
  if (pause.atMost === undefined) return run;
  const most = readDuration(scope, question.view, pause.atMost);
  if (most.kind === 'missing') return most;
  const cap = advance(run.from, most, capTerms(question.terms, pause)).time;
  if (run.until !== undefined) return { ...run, until: earlier(run.until, cap, scope.zone) };
  return hasPassed(cap, scope.of.timeline.at, scope.zone) ? { ...run, until: cap } : { ...run, capAt: cap };
}

/** The days of a pause are counted as the pause says (S18), whatever the counting of the period. */
function capTerms({ calendar, counting }: Terms, { counted }: Pause): Terms {
  const { afterHours: _, ...days } = counting;
  return { calendar, counting: { ...days, firstDay: counted === 'both-days' ? 'counted' : 'not-counted' } };
}

/** Overlapping intervals as one (S19). */
export function union(intervals: readonly Interval[], scope: Scope): readonly Interval[] {
  const sorted = intervals.toSorted((a, b) => compareTimes(a.from, b.from, scope.zone));
  const joined: Interval[] = [];
  for (const next of sorted) {
    const last = joined.at(-1);
    if (last === undefined || (last.until !== undefined && compareTimes(next.from, last.until, scope.zone) > 0))
      joined.push(next);
    else if (last.until !== undefined) {
      joined[joined.length - 1] = {
        ...last,
        until: next.until === undefined ? undefined : later(last.until, next.until, scope.zone),
        ...(next.capAt === undefined ? {} : { capAt: next.capAt }),
      };
    }
  }
  return joined;
}
