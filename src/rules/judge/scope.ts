import type { ComplaintEvent } from '../complaint.js';
import type { MissingFact } from '../conditions/condition.js';
import type { CalendarChoice, Parameter, Policy, PolicySet, WorkedOutFact } from '../policy/policy.js';
import type { Calendar, Counting, ResolvedCounting, Zone } from '../time/calendar.js';
import { resolveCounting, rolls, type Terms } from '../time/count.js';
import type { Day, Duration, FactValue, None, Reading, Time } from '../values.js';
import type { Resolved } from './resolved.js';
import type { Timeline } from './timeline.js';

/** Everything that stays the same while one complaint is judged. */
export interface Case {
  readonly set: PolicySet;
  readonly timeline: Timeline;
  /** The organisation's facts, with the complaint's own replacements. */
  readonly our: Readonly<Record<string, FactValue | None>>;
  readonly role: string | undefined;
  readonly workedOut: ReadonlyMap<string, readonly WorkedOutIn[]>;
  /** Works a fact out. Reading facts and resolving moments need each other; the judge ties the two here. */
  readonly workOut: (scope: Scope, view: View, name: string, roll: boolean) => Resolved;
  /** Readings of ambiguous texts that were used (S49), filled while judging. */
  readonly readings: Map<string, string>;
}

export interface WorkedOutIn {
  readonly policy: Policy;
  readonly fact: WorkedOutFact;
}

/** One version of a policy looked at for a complaint: its calendar, and parameters as of its version day. */
export interface Scope {
  readonly of: Case;
  readonly policy: Policy;
  readonly day: Day;
  readonly calendar: Calendar;
  readonly zone: Zone;
}

/**
 * From where facts are looked at. `asOf`: changing facts as they stood then (S35). `until`: only events up to then.
 * `asRecorded`: fixed facts too count from the event that carried them (`since` asks when something became so).
 */
export interface View {
  readonly asOf?: Time;
  readonly until?: Time;
  readonly asRecorded?: boolean;
  /** The occurrence that is judged: its data shadow the complaint's facts (S62, S64). */
  readonly occurrence?: ComplaintEvent;
}

export const now: View = {};

/** The value of a parameter on a day: the last that began by then; undefined before the first. */
export function parameterOn(parameter: Parameter, day: Day): FactValue | undefined {
  return parameter.values.findLast((dated) => dated.from <= day)?.value;
}

/** Reads a parameter of the scope, and remembers it when it is a reading of an ambiguous text. */
export function readParameter(scope: Scope, name: string): FactValue | undefined {
  const parameter = scope.policy.parameters.get(name) ?? scope.of.set.parameters.get(name);
  if (parameter === undefined) return undefined;
  const value = parameterOn(parameter, scope.day);
  if (parameter.options !== undefined && value !== undefined) scope.of.readings.set(name, show(value));
  return value;
}

function show(value: FactValue): string {
  if (typeof value !== 'object') return String(value);
  return 'kind' in value && value.kind === 'duration' ? `${String(value.count)} ${value.unit}` : JSON.stringify(value);
}

/** The calendar chosen: by name, or the one that the fact `PARTY_calendar` names, or the one to fall back on (C24, C39). */
export function calendarOf(of: Case, choice: CalendarChoice, reading: (name: string) => Reading): Calendar {
  const id = choice.kind === 'named' ? choice.id : choice.or;
  const named = choice.kind === 'of' ? reading(`${choice.party}_calendar`) : undefined;
  const calendar = (typeof named === 'string' ? of.set.calendars.get(named) : undefined) ?? of.set.calendars.get(id);
  if (calendar === undefined) throw new RangeError(`calendar ${id} is not in the set`);
  return calendar;
}

const plain: ResolvedCounting = { id: 'plain', firstDay: 'not-counted', rolls: 'nothing', ends: 'midnight', cite: '' };

/** What a period is counted by; `unread` names the parameter of its counting that has no reading on the day. */
export interface ReadTerms extends Terms {
  readonly unread?: string;
}

/** The counting by its name, wherever it lives, with its parameter read; without a name the calendar's default. */
export function termsOf(scope: Scope, calendar: Calendar, name: string | undefined): ReadTerms {
  const wanted = name ?? calendar.defaultCounting;
  const counting = wanted === undefined ? plain : (calendar.countings.get(wanted) ?? elsewhere(scope, wanted));
  const read = resolveCounting(counting, (parameter) => readParameter(scope, parameter));
  if (read !== undefined) return { calendar, counting: read };
  const unread = typeof counting.rolls === 'string' ? '' : counting.rolls.parameter;
  return { calendar, counting: { ...counting, rolls: 'nothing' }, unread };
}

/** What keeps a period from being counted: it would roll, and nobody has said how to read the text that says off what. */
export function unreadFor(terms: ReadTerms, by: Duration): readonly MissingFact[] {
  return terms.unread === undefined || !rolls(by) ? [] : [{ name: terms.unread, kind: 'fact', why: 'not-recorded' }];
}

function elsewhere(scope: Scope, name: string): Counting {
  for (const calendar of scope.of.set.calendars.values()) {
    const counting = calendar.countings.get(name);
    if (counting !== undefined) return counting;
  }
  throw new RangeError(`counting ${name} is in no calendar of the set`);
}

const nothingMissing: readonly MissingFact[] = [];

/** Joins lists of missing facts, each name once. */
export function joinMissing(...lists: readonly (readonly MissingFact[])[]): readonly MissingFact[] {
  const [first, ...others] = lists.filter((list) => list.length > 0);
  if (first === undefined) return nothingMissing;
  if (others.length === 0 && first.length === 1) return first;
  const byName = new Map([first, ...others].flat().map((missing) => [missing.name, missing]));
  return [...byName.values()];
}
