import type { Fault, FaultData } from '../../errors.js';
import type { ConditionCatalogue } from '../conditions/condition.js';
import { hint } from '../nearest.js';
import type { Calendar } from '../time/calendar.js';
import type { Day, FactType } from '../values.js';
import type { EventEntry, FactEntry, Parameter } from './vocabulary-types.js';
import { policyFault, type policyErrors } from './policy-errors.js';
import type { RuleIndex } from './rule-index.js';
import { placeOf, type Spot } from './spot.js';

/** Every name that a policy may use. */
export interface Names {
  readonly events: ReadonlyMap<string, EventEntry>;
  readonly facts: ReadonlyMap<string, FactEntry>;
  /** Worked-out facts of all policies, with what they come to: they are global (S62). */
  readonly workedOut: ReadonlyMap<string, WorkedOutType>;
  /** The policy's own parameters first, then the shared ones. */
  readonly parameters: ReadonlyMap<string, Parameter>;
  readonly calendars: ReadonlyMap<string, Calendar>;
  readonly duties: readonly string[];
  readonly claims: readonly string[];
  readonly parties: readonly string[];
  /** Roles of the organisation; empty where it lists none, and then any may be named. */
  readonly roles: readonly string[];
  /** Rules and policies of the whole set. */
  readonly rules: RuleIndex;
  /** The policy that is read, for rules that it names without saying whose; empty outside policies. */
  readonly policy: string;
  /** Names whose declaration has a fault of its own: using them is not a second one. */
  readonly broken: ReadonlySet<string>;
  /** False where a file that declares names could not be read: unknown names are then no faults of their own. */
  readonly complete: boolean;
  /** False where a calendar has a fault of its own: a calendar that is not known is then none of the policy's. */
  readonly calendarsRead: boolean;
  readonly catalogue: ConditionCatalogue;
  /** False where a named condition has a fault: conditions are then checked but not compiled. */
  readonly compiles: boolean;
}

/** Of what a worked-out fact is, and which words it may come to; undefined where its declaration does not tell. */
export interface WorkedOutType {
  readonly type: FactType | undefined;
  readonly values: readonly string[] | undefined;
}

/** The faults of one file, and the paths at which one of ours says better what the check of the shape says too. */
export interface FileFaults {
  readonly faults: Fault[];
  readonly explained: Set<string>;
}

/** Where a parameter is first needed, and from which day; undefined is the first day of the policy. */
export interface ParameterUse {
  readonly spot: Spot;
  readonly since: Day | undefined;
}

/** What is kept while one policy is read: the faults found, and the parameters used with the place of their first use. */
export interface Reading extends FileFaults {
  readonly names: Names;
  readonly used: Map<string, ParameterUse>;
  /** The first day in force of the rule that is read, where it has one of its own. */
  readonly since: Day | undefined;
  /** Whether `step` is a moment here: only where the version is chosen (S43). */
  readonly step: boolean;
}

/** A file about to be read, with nothing found yet. */
export function readingOf(names: Names, { faults, explained }: FileFaults): Reading {
  return { names, faults, explained, used: new Map(), since: undefined, step: false };
}

/** Adds a fault at the place of this spot; reading goes on, so that all faults come at once. */
export function report(
  reading: { readonly faults: Fault[] },
  code: keyof typeof policyErrors,
  data: FaultData,
  spot: Spot,
  at: 'value' | 'key' = 'value',
): void {
  reading.faults.push(policyFault(code, data, placeOf(spot, at)));
}

/** Reports a name that nothing has, with the nearest one that something has; silent where the declarations could not be read. */
export function reportUnknown(
  reading: Reading,
  code: keyof typeof policyErrors,
  name: string,
  known: Iterable<string>,
  spot: Spot,
): void {
  const { names } = reading;
  if (!names.complete || names.broken.has(name)) return;
  const list = [...known];
  report(reading, code, { name: shorten(name), known: list.join(', '), hint: hint(name, list) }, spot);
}

/** Reports a personal fact where a date is worked out: what stands in a finding cannot be erased. Conditions may ask it: only an outcome comes of that. */
export function refusePersonal({ id, personal }: FactEntry, spot: Spot, reading: { readonly faults: Fault[] }): void {
  if (personal) report(reading, 'policy.personal_moment', { name: id }, spot);
}

/**
 * Reports a name that no fact has, or one of another type than is wanted; with `answers` a personal one too, where its value
 * would stand in an answer.
 */
export function checkFact(
  name: string,
  types: readonly FactType[] | undefined,
  spot: Spot,
  reading: Reading,
  use?: 'answers',
): void {
  const { facts, workedOut } = reading.names;
  const fact = facts.get(name);
  const found = fact ?? workedOut.get(name);
  if (found === undefined) {
    reportUnknown(reading, 'policy.unknown_fact', name, [...facts.keys(), ...workedOut.keys()], spot);
    return;
  }
  const { type } = found;
  if (type !== undefined && types !== undefined && !types.includes(type))
    report(reading, 'policy.value_of_wrong_type', { name, type, wanted: types.join(', ') }, spot);
  else if (fact !== undefined && use === 'answers') refusePersonal(fact, spot, reading);
}

/** Reports a name that is neither an event nor a fact. */
export function checkAnyName(name: string, spot: Spot, reading: Reading): void {
  const { events, facts, workedOut } = reading.names;
  if (events.has(name) || facts.has(name) || workedOut.has(name)) return;
  reportUnknown(reading, 'policy.unknown_fact', name, [...facts.keys(), ...workedOut.keys(), ...events.keys()], spot);
}

/** Notes that a parameter is read here. */
export function use(name: string, spot: Spot, { used, since }: Reading): void {
  const earlier = used.get(name);
  if (earlier === undefined || (since ?? -Infinity) < (earlier.since ?? -Infinity)) used.set(name, { spot, since });
}

/** A text for a message, cut at 60 characters. */
export function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

/** The type of a parameter's values; undefined where they differ or there are none. */
export function parameterType(parameter: Parameter): FactType | undefined {
  const types = new Set(parameter.values.map((dated) => valueType(dated.value)));
  const [type] = types;
  return types.size === 1 ? type : undefined;
}

/** The type of a value as it is written in a parameter. */
export function valueType(value: Parameter['values'][number]['value']): FactType {
  if (typeof value === 'boolean') return 'yes-no';
  if (typeof value === 'number') return 'number';
  if (typeof value === 'string') return 'word';
  if (!('kind' in value)) return 'words';
  if (value.kind === 'day') return 'date';
  return value.kind;
}
