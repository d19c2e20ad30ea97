import type { ComplaintEvent } from '../complaint.js';
import type { MissingFact } from '../conditions/condition.js';
import type { Moment } from '../policy/value-types.js';
import { firstInstant, isWithin } from '../time/compare.js';
import type { Instant, Time, Truth } from '../values.js';
import { ask, type Asked } from './reader.js';
import { changesOfState } from './rule-answers.js';
import { spotOf, unknownFor, unknownUntil, type Resolved, type Spot } from './resolved.js';
import { joinMissing, type Scope, type View } from './scope.js';
import { touchedBy, type Touched } from './touched.js';

type Condition = Extract<Moment, { kind: 'since' }>['when'];

/**
 * The instant at which the conditions first held (C4): the first event by which they were true, each fact as recorded
 * by then, or where time alone changes them an instant between two events. Once true it stays. What stood in the row from the
 * start counts from the first event; a fact that nobody had recorded did not make them hold (S40), but an event that the source does
 * not report may have, earlier (S32).
 */
export function resolveSince(scope: Scope, view: View, when: Condition): Resolved {
  const touched = touchedBy(when, scope.of.workedOut);
  const [first] = scope.of.timeline.events;
  const atFirst = ask(scope, { ...view, asOf: beginning, until: beginning, asRecorded: true }, when);
  if (first !== undefined && atFirst.truth === true && isBy(view, first.at, scope)) return spotOf(first);
  let unseen = notReported(scope, atFirst);
  let before: Instant | undefined;
  for (const point of pointsOf(scope, touched)) {
    if (!isBy(view, point.time, scope)) break;
    const at = firstInstant(point.time, scope.zone);
    const between = grownBetween(scope, view, when, touched, before, at - 1);
    if (between !== undefined) return bounded(unseen, between);
    const asked = askAt(scope, view, when, point.time);
    if (asked.truth === true) return bounded(unseen, point);
    unseen = joinMissing(unseen, notReported(scope, asked));
    before = at;
  }
  const end = view.until === undefined ? scope.of.timeline.at : lastInstant(view.until, scope);
  const lately = grownBetween(scope, view, when, touched, before, end);
  return lately === undefined ? stillOpen(scope, view, when) : bounded(unseen, lately);
}

/** Where conditions can come to hold: events that they ask about, and the instants at which rules change their state. */
function pointsOf(scope: Scope, touched: Touched): readonly Spot[] {
  const events = scope.of.timeline.events.filter((event) => concerns(event, touched)).map(spotOf);
  const now = scope.of.timeline.at;
  const changes = [...touched.rules].flatMap((rule) => changesOfState(scope, rule)).filter((at) => at <= now);
  if (changes.length === 0) return events;
  const instants = [...new Set(changes)].map((at): Spot => ({
    kind: 'at',
    time: { kind: 'instant', at },
    provisional: false,
  }));
  const { zone } = scope;
  return [...events, ...instants].toSorted((a, b) => firstInstant(a.time, zone) - firstInstant(b.time, zone));
}

function stillOpen(scope: Scope, view: View, when: Condition): Resolved {
  const { asOf: _, ...today } = view;
  const asked = ask(scope, today, when);
  return asked.truth === undefined ? unknownFor(() => asked.missing) : { kind: 'not-yet' };
}

function bounded(unseen: readonly MissingFact[], spot: Spot): Resolved {
  return unseen.length === 0 ? spot : unknownUntil(unseen, spot, undefined);
}

function askAt(scope: Scope, view: View, when: Condition, at: Time): ReturnType<typeof ask> {
  return ask(scope, { ...view, asOf: at, until: at, asRecorded: true }, when);
}

/** The first instant between two points at which a length of time that grew made conditions hold: what holds at the end began once. */
function grownBetween(
  scope: Scope,
  view: View,
  when: Condition,
  { growing }: Touched,
  from: Instant | undefined,
  through: Instant,
): Spot | undefined {
  if (!growing || from === undefined || through <= from) return undefined;
  const holds = (at: Instant): Truth => askAt(scope, view, when, { kind: 'instant', at }).truth;
  if (holds(through) !== true) return undefined;
  let low = from;
  let high = through;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle) === true) high = middle;
    else low = middle;
  }
  return { kind: 'at', time: { kind: 'instant', at: high }, provisional: false };
}

/** A source that reports everything leaves nothing unseen. */
function notReported({ of }: Scope, asked: Asked): readonly MissingFact[] {
  if (asked.truth !== undefined || of.timeline.complaint.observed === 'everything') return [];
  return asked.missing.filter(({ why }) => why === 'not-reported');
}

/** Before anything happened. */
const beginning: Time = { kind: 'instant', at: -8.64e15 };

function isBy({ until }: View, time: Time, scope: Scope): boolean {
  return until === undefined || isWithin(time, until, scope.zone) === true;
}

function lastInstant(time: Time, { zone }: Scope): Instant {
  return time.kind === 'instant' ? time.at : zone.startOf(time.day + 1) - 1;
}

/** Whether an event can make conditions hold: it is asked about, or it carries a fact that is. */
function concerns({ type, data }: ComplaintEvent, { names }: Touched): boolean {
  return names.has(type) || Object.keys(data).some((name) => names.has(name));
}
