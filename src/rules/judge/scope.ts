import type { ComplaintEvent } from '../complaint.js';
import type { MissingFact } from '../conditions/condition.js';
import type { CalendarChoice } from '../policy/clock-types.js';
import type { Policy, PolicySet } from '../policy/policy.js';
import type { Parameter } from '../policy/vocabulary-types.js';
import type { WorkedOutFact } from '../policy/worked-out-types.js';
import type { Calendar, Counting, ResolvedCounting, Zone } from '../time/calendar.js';
import { resolveCounting, rolls, type Terms } from '../time/count.js';
import type { Day, Duration, FactValue, None, Reading, Time } from '../values.js';
import type { Finding, RightFinding } from './judgement.js';
import type { Memory } from './memory.js';
import type { WorkedOut } from './resolved.js';
import type { Timeline } from './timeline.js';

/** Everything that stays the same while one complaint is judged. */
export interface Case {
  readonly set: PolicySet;
  readonly timeline: Timeline;
  /** The organisation's facts, with the complaint's own replacements. */
  readonly our: Readonly<Record<string, FactValue | None>>;
  /** What is known of the complaint as such: its row, and the organisation's facts where that says nothing (C43). */
  readonly known: ReadonlyMap<string, FactValue | None>;
  readonly role: string | undefined;
  readonly workedOut: ReadonlyMap<string, readonly WorkedOutIn[]>;
  /** Terms that hang on no parameter, kept with the set. */
  readonly terms: Map<Calendar, Map<string | undefined, ReadTerms>>;
  /** Works facts out. Reading facts and resolving moments need each other; the judge ties the two here. */
  readonly working: FactWork;
  /** What rules come to in this judgement, for those that ask about others; each is worked out once. */
  readonly answers: RuleAnswers;
  /** Readings of ambiguous texts that were used (S49), filled while judging. */
  readonly readings: Map<string, string>;
  /** Register facts that were used (S77), filled while judging. */
  readonly registered: Map<string, FactValue>;
  readonly memory: Memory;
  /** Policies as looked at on a day, filled while judging. */
  readonly scopes: Map<Policy, readonly Scope[]>;
}

export interface FactWork {
  /** A worked-out fact; `roll`: whether its period rolls, which inside another it does not (S5). */
  readonly workOut: (scope: Scope, view: View, name: string, roll: boolean) => WorkedOut;
  /** A fact of the catalogue that intake sets; undefined where nothing sets it here and what was recorded counts (S73). */
  readonly setFact: (scope: Scope, view: View, name: string) => WorkedOut | undefined;
  /** `state(RULE)` and `within_authority`. */
  readonly builtIn: (scope: Scope, view: View, name: string) => WorkedOut;
}

/** By `policy#rule`; undefined where there is no such deadline or requirement, no such right. */
export interface RuleAnswers {
  readonly ofRule: (rule: string) => RuleAnswer<Finding> | undefined;
  readonly ofRight: (rule: string) => RuleAnswer<RightFinding> | undefined;
}

/** Every finding about a rule; `missing` where nobody knows whether its policy applies (S38). */
export interface RuleAnswer<F> {
  readonly found: readonly F[];
  readonly missing: readonly MissingFact[];
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
  /** As if nothing more were done: what is running runs out on its present date. */
  readonly ifLeft?: true;
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
  if (parameter.options !== undefined && value !== undefined) noteReading(scope, name, show(value));
  return value;
}

/** Where rules of one policy are judged by different days, each reading is noted, in whatever order they were met. */
function noteReading({ of, policy }: Scope, name: string, value: string): void {
  const noted = of.memory.noted.get(policy) ?? new Map<string, string>();
  if (noted.get(name) === value) return;
  of.memory.noted.set(policy, noted.set(name, value));
  const key = `${name}@${policy.id}`;
  const before = of.readings.get(key);
  if (before === value) return;
  const known = before === undefined ? [] : before.split(', ');
  if (!known.includes(value)) of.readings.set(key, [...known, value].toSorted().join(', '));
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
  const fixed = fixedTermsOf(scope, calendar);
  const known = fixed.get(name);
  if (known !== undefined) return known;
  const wanted = name ?? calendar.defaultCounting;
  const counting = wanted === undefined ? plain : (calendar.countings.get(wanted) ?? elsewhere(scope, wanted));
  const read = resolveCounting(counting, (parameter) => readParameter(scope, parameter));
  if (read !== undefined) {
    const terms: ReadTerms = { calendar, counting: read };
    if (typeof counting.rolls === 'string') fixed.set(name, terms);
    return terms;
  }
  const unread = typeof counting.rolls === 'string' ? '' : counting.rolls.parameter;
  return { calendar, counting: { ...counting, rolls: 'nothing' }, unread };
}

/** Terms that hang on no parameter, made once for a set. */
function fixedTermsOf({ of }: Scope, calendar: Calendar): Map<string | undefined, ReadTerms> {
  const { terms } = of;
  const known = terms.get(calendar);
  if (known !== undefined) return known;
  const byName = new Map<string | undefined, ReadTerms>();
  terms.set(calendar, byName);
  return byName;
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

export { joinMissing } from './missing.js';
