import type { Complaint, ComplaintEvent } from '../../complaint.js';
import type { PolicySet } from '../../policy/policy.js';
import type { Calendar } from '../../time/calendar.js';
import { endsAtInstant, type Terms } from '../../time/count.js';
import { millisecondsPerDay } from '../../time/zone.js';
import {
  isNone,
  type Day,
  type Duration,
  type FactValue,
  type Instant,
  type None,
  type Reading,
  type Time,
} from '../../values.js';
import { askedBy } from './asked.js';
import type { Ground } from './decide.js';
import { eventsOf } from './events-of.js';
import { isSameMoment, startsOn } from './periods.js';
import type { Pair, PairSet } from './pair-set.js';
import { axesOf, type Axis } from './space.js';

/** What the made-up complaints of a pair differ in. */
export interface Trial {
  /** Events and recorded dates that start the clocks, each with how many days after the law's start it lies. */
  readonly base: ReadonlyMap<string, readonly number[]>;
  readonly axes: readonly Axis[];
  /** Whether an answer may depend on the day by more than its calendar. */
  readonly dated: boolean;
}

// How late what starts the promise alone may come; nothing of a complaint comes before its receipt.
const lags = [0, 1, 30, 400];
const firstOfAll = 'received';

/** The axes of a pair; undefined where a name has no type. Dates that do not start a clock lie at its start, a day before or after, or nowhere. */
export function trialOf(pair: Pair, { conditions, names, set }: PairSet, ground: Ground): Trial | undefined {
  const asked = askedBy(
    conditions.map(({ document }) => document),
    ground.catalogue,
  );
  if (asked === undefined) return undefined;
  const base = baseOf(pair, set);
  const pauses = ownPauses(pair, set).filter((event) => !base.has(event));
  const parameters = new Map([...pair.promise.policy.parameters, ...pair.statute.policy.parameters]);
  const recorded = new Map(
    [...asked].filter(([name]) => isRecorded(name, set) && !base.has(name) && !pauses.includes(name)),
  );
  const axes = axesOf(recorded, set, parameters, { withNone: false }).map((axis) =>
    isDated(axis.name, set) ? { name: axis.name, values: relativeDays } : axis,
  );
  const others = [...names].filter((name) => isRecorded(name, set) && !base.has(name) && !recorded.has(name));
  const dates = others.filter((name) => isDated(name, set)).map((name) => ({ name, values: relativeDays }));
  const paused = pauses.length === 0 ? [] : [{ name: pauseAxis, values: [false, true] }];
  const changing = [...asked.keys()].some((name) => (parameters.get(name)?.values.length ?? 0) > 1);
  const dated = changing || [...asked.keys(), ...others].some((name) => isDated(name, set));
  return { base, axes: [...axes, ...dates, ...paused], dated };
}

/** Days from the start at which a date may lie; an absent one is "none". */
const relativeDays: readonly Reading[] = [{ kind: 'none' }, -1, 0, 1];
const pauseAxis = '(paused)';
const pausedFor = 60;

function baseOf({ promise, statute }: Pair, set: PolicySet): Trial['base'] {
  const law = startsOf(statute, set);
  const own = startsOf(promise, set);
  const later = [...own].filter((name) => !law.has(name) && name !== firstOfAll);
  const versions = [promise, statute].flatMap(({ policy, rule }) => [
    ...eventsOf(policy.versionBy, set),
    ...eventsOf(rule.versionBy, set),
  ]);
  const plain = [...law, ...own, ...versions].map((name) => [name, [0]] as const);
  return new Map<string, readonly number[]>([...plain, ...later.map((name) => [name, lags] as const)]);
}

function startsOf({ rule }: Pair['promise'], set: PolicySet): ReadonlySet<string> {
  const { period } = rule.clock;
  return new Set([...rule.each, ...(period.kind === 'within' ? eventsOf(period.from, set) : [])]);
}

/** What begins and ends pauses that the promise has and the law has not. */
function ownPauses({ promise, statute }: Pair, set: PolicySet): readonly string[] {
  const others = promise.rule.clock.pauses.filter(
    (pause) =>
      !statute.rule.clock.pauses.some(
        ({ from, until }) => isSameMoment(pause.from, from) && isSameMoment(pause.until, until),
      ),
  );
  return others.flatMap(({ from, until }) => [...eventsOf(from, set), ...eventsOf(until, set)]);
}

function isRecorded(name: string, { vocabulary, policies }: PolicySet): boolean {
  if (policies.some(({ facts }) => facts.has(name))) return false;
  return vocabulary.events.has(name) || vocabulary.facts.has(name);
}

function isDated(name: string, { vocabulary }: PolicySet): boolean {
  const type = vocabulary.facts.get(name)?.type;
  return vocabulary.events.has(name) || type === 'date' || type === 'instant';
}

/** Every time of a day at which either clock may answer otherwise. */
export function timesOf(
  day: Day,
  all: readonly { readonly terms: Terms; readonly lengths: readonly Duration[] }[],
): readonly Instant[] {
  const zones = new Set(all.map(({ terms }) => terms.calendar.zone.id));
  const sharp = all.some(
    ({ terms, lengths }) => lengths.some(endsAtInstant) || terms.counting.afterHours !== undefined,
  );
  if (!sharp && zones.size === 1) return all.slice(0, 1).map(({ terms }) => noonOf(day, terms.calendar));
  const edges = all.flatMap(({ terms, lengths }) => lengths.flatMap((by) => startsOn(day, by, terms)));
  const midnights = all.flatMap(({ terms: { calendar } }) => [
    calendar.zone.startOf(day),
    calendar.zone.startOf(day + 1) - 60_000,
  ]);
  return [...new Set([...edges.flatMap((each) => (each.kind === 'instant' ? [each.at] : [])), ...midnights])];
}

function noonOf(day: Day, { zone }: Calendar): Instant {
  return zone.at(day, 12 * 60);
}

/** The complaint that begins at an instant, with these values on the axes. */
export function complaintOf(
  trial: Trial,
  start: Instant,
  values: ReadonlyMap<string, Reading>,
  lag: ReadonlyMap<string, number>,
  pauses: readonly (readonly [from: string, until: string])[],
  { calendar, set }: { readonly calendar: Calendar; readonly set: PolicySet },
): Complaint {
  const facts: Record<string, FactValue | None> = {};
  const events: ComplaintEvent[] = [];
  const put = (name: string, at: Instant): void => {
    const time: Time =
      set.vocabulary.facts.get(name)?.type === 'date'
        ? { kind: 'day', day: calendar.zone.dayOf(at) }
        : { kind: 'instant', at };
    if (set.vocabulary.events.has(name)) events.push({ id: `e-${name}`, type: name, at: time, data: {} });
    else facts[name] = time;
  };
  for (const name of trial.base.keys()) put(name, start + (lag.get(name) ?? 0) * millisecondsPerDay);
  for (const [name, value] of values) {
    if (value === undefined || name === pauseAxis) continue;
    if (!isDated(name, set)) facts[name] = value;
    else if (typeof value === 'number') put(name, start + value * millisecondsPerDay);
    else if (isNone(value) && !set.vocabulary.events.has(name)) facts[name] = value;
  }
  if (values.get(pauseAxis) === true)
    for (const [from, until] of pauses) {
      put(from, start + 60_000);
      put(until, start + pausedFor * millisecondsPerDay);
    }
  return { id: 'trial', facts, events: events.toSorted((a, b) => timeOf(a) - timeOf(b)), observed: 'everything' };
}

function timeOf({ at }: ComplaintEvent): Instant {
  return at.kind === 'instant' ? at.at : 0;
}

/** The events of pauses that the promise alone has, from and until. */
export function pausesOf({ promise }: Pair): readonly (readonly [string, string])[] {
  return promise.rule.clock.pauses.flatMap(({ from, until }) =>
    from.kind === 'event' && until.kind === 'event' ? [[from.event, until.event] as const] : [],
  );
}
