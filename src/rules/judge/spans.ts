import type { ComplaintEvent } from '../complaint.js';
import type { MissingFact } from '../conditions/condition.js';
import type { Moment } from '../policy/value-types.js';
import { compareTimes, dayIn, later } from '../time/compare.js';
import type { Time } from '../values.js';
import { resolve, type MomentTerms } from './moments.js';
import { isObserved } from './reader.js';
import { joinMissing, now, type Scope } from './scope.js';

/** From one event to another; without `until` it still lasts. The types name what lacks a time of day. */
export interface Span {
  readonly from: Time;
  readonly until: Time | undefined;
  readonly types: readonly string[];
}

/** The spans between two kinds of events, in order, overlapping ones joined (S19); `missing`: what the source does not report. */
export interface Spans {
  readonly spans: readonly Span[];
  readonly missing: readonly MissingFact[];
}

interface Between {
  readonly from: Moment;
  readonly until: Moment;
}

/**
 * Pairs starts with the stops after them: with a `ref` by it, without one a stop ends all that are open; a start while its own
 * span is open adds nothing. Moments that are no plain events make one span.
 */
export function spansBetween(scope: Scope, between: Between, by: MomentTerms): Spans {
  const [starts, stops] = [typesOf(between.from), typesOf(between.until)];
  if (starts === undefined || stops === undefined) return oneSpan(scope, between, by);
  const missing = [...new Set([...starts, ...stops])]
    .filter((type) => !isObserved(scope, type))
    .map((name) => ({ name, kind: 'event', why: 'not-reported' }) as const);
  return { spans: joined(pairs(scope, starts, stops), scope), missing };
}

function typesOf(moment: Moment): ReadonlySet<string> | undefined {
  if (moment.kind === 'event') return new Set([moment.event]);
  if (moment.kind !== 'first') return undefined;
  const types = moment.of.flatMap((part) => (part.kind === 'event' ? [part.event] : []));
  return types.length === moment.of.length ? new Set(types) : undefined;
}

/** In one walk through the events, in which a start is known by the refs that are open. */
function pairs(scope: Scope, starts: ReadonlySet<string>, stops: ReadonlySet<string>): readonly Span[] {
  const open = new Map<string, ComplaintEvent>();
  const spans: Span[] = [];
  let idle: readonly ComplaintEvent[] = [];
  for (const event of scope.of.timeline.events) {
    if (!starts.has(event.type) && !stops.has(event.type)) continue;
    idle = idle.filter(({ at }) => dayIn(at, scope.zone) === dayIn(event.at, scope.zone));
    const ended = stops.has(event.type) ? endedBy(event, open) : [];
    for (const ref of ended) {
      const start = open.get(ref);
      if (start !== undefined) spans.push(spanOf(start, event));
      open.delete(ref);
    }
    if (stops.has(event.type) && ended.length === 0 && event.at.kind === 'day') idle = [event];
    if (!starts.has(event.type) || open.has(event.ref ?? '')) continue;
    const stop = idle.find((each) => each !== event && (each.ref === undefined || each.ref === event.ref));
    if (stop === undefined) open.set(event.ref ?? '', event);
    else spans.push(spanOf(event, stop));
  }
  for (const start of open.values()) spans.push({ from: start.at, until: undefined, types: [start.type] });
  return spans;
}

function spanOf(start: ComplaintEvent, stop: ComplaintEvent): Span {
  return { from: start.at, until: stop.at, types: [start.type, stop.type] };
}

/** Which open spans a stop ends: its own by `ref`, else one without; without a `ref` all (S62). */
function endedBy({ ref }: ComplaintEvent, open: ReadonlyMap<string, unknown>): readonly string[] {
  if (ref === undefined) return [...open.keys()];
  if (open.has(ref)) return [ref];
  return open.has('') ? [''] : [];
}

function oneSpan(scope: Scope, { from, until }: Between, by: MomentTerms): Spans {
  const start = resolve(scope, now, from, by);
  if (start.kind === 'unknown') return { spans: [], missing: start.missing };
  if (start.kind !== 'at') return { spans: [], missing: [] };
  const accepts = (event: ComplaintEvent): boolean => compareTimes(event.at, start.time, scope.zone) >= 0;
  const end = resolve(scope, now, until, { ...by, accepts });
  if (end.kind === 'unknown') return { spans: [], missing: end.missing };
  const after = end.kind === 'at' && compareTimes(end.time, start.time, scope.zone) >= 0 ? end.time : undefined;
  const types = [start, end].flatMap((each) =>
    each.kind === 'at' && each.event !== undefined ? [each.event.type] : [],
  );
  return { spans: [{ from: start.time, until: after, types }], missing: [] };
}

/** Spans that overlap are one: no time passes twice. Those that only meet stay two, each with its own rounding (S65). */
function joined(spans: readonly Span[], { zone }: Scope): readonly Span[] {
  const all: Span[] = [];
  for (const next of spans.toSorted((a, b) => compareTimes(a.from, b.from, zone))) {
    const last = all.at(-1);
    const overlaps = last !== undefined && (last.until === undefined || compareTimes(next.from, last.until, zone) < 0);
    if (!overlaps) all.push(next);
    else if (last.until !== undefined)
      all[all.length - 1] = {
        from: last.from,
        until: next.until === undefined ? undefined : later(last.until, next.until, zone),
        types: [...new Set([...last.types, ...next.types])],
      };
  }
  return all;
}

/** What is missing of several. */
export function missingOf(...spans: readonly (Spans | undefined)[]): readonly MissingFact[] {
  return joinMissing(...spans.map((each) => each?.missing ?? []));
}
