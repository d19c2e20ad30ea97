import type { ComplaintEvent } from '../complaint.js';
import type { MissingFact } from '../conditions/condition.js';
import type { Moment, Pause } from '../policy/policy.js';
import { advance, type Terms } from '../time/count.js';
import { compareTimes, earlier, hasPassed, later } from '../time/compare.js';
import type { Time } from '../values.js';
import { readDuration, resolve } from './moments.js';
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

/** The pauses of one round: those that count, those without proof (S22), and what the source does not tell. */
export interface Pauses {
  readonly proven: readonly Interval[];
  readonly unproven: readonly Interval[];
  readonly unknown: readonly MissingFact[];
}

export interface PauseQuestion {
  readonly start: Time;
  readonly terms: Terms;
  readonly view: View;
  /** Events that are looked at: up to the end of the round, and to the stop if there is one. */
  readonly accepts: (event: ComplaintEvent) => boolean;
}

/** Finds when a clock was paused, each list in order, clipped to the start, overlaps joined (S19), caps applied (S22). */
export function pausesOf(scope: Scope, pauses: readonly Pause[], question: PauseQuestion): Pauses {
  const proven: Interval[] = [];
  const unproven: Interval[] = [];
  const unknown: MissingFact[] = [];
  for (const pause of pauses) {
    const runs = runsOf(scope, pause, question);
    unknown.push(...runs.unknown);
    for (const run of runs.intervals) {
      const interval = clipped(capped(scope, pause, run, question), question.start, scope);
      if (interval === undefined) continue;
      const proof = ask(scope, { ...question.view, asOf: run.from }, pause.when).truth;
      (proof === true ? proven : unproven).push(interval);
    }
  }
  return { proven: union(proven, scope), unproven: union(unproven, scope), unknown: joinMissing(unknown) };
}

/** Starts and stops in the order of the timeline; a start while paused adds nothing; with a `ref` a stop ends its own. */
function runsOf(
  scope: Scope,
  pause: Pause,
  question: PauseQuestion,
): { intervals: readonly Interval[]; unknown: readonly MissingFact[] } {
  const starts = eventTypes(pause.from);
  const stops = eventTypes(pause.until);
  if (starts === undefined || stops === undefined) return singleRun(scope, pause, question);
  const open = new Map<string, Time>();
  const intervals: Interval[] = [];
  const { counted, cite } = pause;
  for (const event of scope.of.timeline.events) {
    if (!question.accepts(event)) continue;
    const key = event.ref ?? '';
    if (stops.has(event.type)) {
      for (const ref of ended(open, event.ref)) {
        const from = open.get(ref);
        if (from !== undefined) intervals.push({ from, until: event.at, counted, cite });
        open.delete(ref);
      }
    }
    if (starts.has(event.type) && !open.has(key)) open.set(key, event.at);
  }
  for (const from of open.values()) intervals.push({ from, until: undefined, counted, cite });
  return { intervals, unknown: unobserved(scope, question, open.size > 0 ? [pause.from, pause.until] : [pause.from]) };
}

/** Which open pauses a stop ends: its own by `ref`, else one without; without a `ref` all. */
function ended(open: ReadonlyMap<string, Time>, ref: string | undefined): readonly string[] {
  if (ref === undefined) return [...open.keys()];
  if (open.has(ref)) return [ref];
  return open.has('') ? [''] : [];
}

/** A pause between moments that are not plain events: one interval. */
function singleRun(
  scope: Scope,
  pause: Pause,
  question: PauseQuestion,
): { intervals: readonly Interval[]; unknown: readonly MissingFact[] } {
  const by = { terms: question.terms, roll: false, accepts: question.accepts };
  const from = resolve(scope, question.view, pause.from, by);
  if (from.kind === 'unknown') return { intervals: [], unknown: from.missing };
  if (from.kind !== 'at') return { intervals: [], unknown: [] };
  const until: Resolved = resolve(scope, question.view, pause.until, by);
  const { counted, cite } = pause;
  const end = until.kind === 'at' && compareTimes(until.time, from.time, scope.zone) >= 0 ? until.time : undefined;
  return {
    intervals: [{ from: from.time, until: end, counted, cite }],
    unknown: until.kind === 'unknown' ? until.missing : [],
  };
}

function eventTypes(moment: Moment): ReadonlySet<string> | undefined {
  if (moment.kind === 'event') return new Set([moment.event]);
  if (moment.kind !== 'first') return undefined;
  const types = moment.of.map((part) => (part.kind === 'event' ? part.event : undefined));
  return types.includes(undefined) ? undefined : new Set(types.filter((type) => type !== undefined));
}

/** Events of the pause that the source does not report: the clock may have stood still unseen. */
function unobserved(scope: Scope, question: PauseQuestion, moments: readonly Moment[]): readonly MissingFact[] {
  return moments.flatMap((moment) => {
    const resolved = resolve(scope, question.view, moment, {
      terms: question.terms,
      roll: false,
      accepts: question.accepts,
    });
    return resolved.kind === 'unknown' ? resolved.missing : [];
  });
}

function clipped(run: Interval, start: Time, scope: Scope): Interval | undefined {
  if (run.until !== undefined && compareTimes(run.until, start, scope.zone) < 0) return undefined;
  return compareTimes(run.from, start, scope.zone) < 0 ? { ...run, from: start } : run;
}

/** The excess over `at-most` runs; an open pause ends at its cap by itself. */
function capped(scope: Scope, pause: Pause, run: Interval, question: PauseQuestion): Interval {
  if (pause.atMost === undefined) return run;
  const most = readDuration(scope, question.view, pause.atMost);
  if (most.kind === 'missing') return run;
  const cap = advance(run.from, most, question.terms).time;
  if (run.until !== undefined) return { ...run, until: earlier(run.until, cap, scope.zone) };
  return hasPassed(cap, scope.of.timeline.at, scope.zone) ? { ...run, until: cap } : { ...run, capAt: cap };
}

/** Overlapping intervals as one (S19). */
function union(intervals: readonly Interval[], scope: Scope): readonly Interval[] {
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
