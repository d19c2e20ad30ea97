import type { Text } from '../../errors.js';
import type { CompiledCondition } from '../conditions/condition.js';
import type { Calendar } from '../time/calendar.js';
import type { Day, Duration, FactType, FactValue, None } from '../values.js';

/** The whole set of policies with everything they refer to, loaded, checked and compiled. */
export interface PolicySet {
  /** SHA-256, hex, over every file of the set that can change a judgement, in path order. */
  readonly digest: string;
  readonly organisation: Organisation;
  readonly vocabulary: Vocabulary;
  readonly parameters: ReadonlyMap<string, Parameter>;
  readonly calendars: ReadonlyMap<string, Calendar>;
  /** Named conditions of the vocabulary, compiled. */
  readonly conditions: ReadonlyMap<string, CompiledCondition>;
  /** Every version of every policy, ordered by id and then by first day in force. */
  readonly policies: readonly Policy[];
}

export interface Organisation {
  readonly name: Text;
  readonly zone: string;
  readonly calendar: string;
  /** Values of facts where a complaint records none (C43); `role` decides whose clocks are our own (S76). */
  readonly our: Readonly<Record<string, FactValue | None>>;
  readonly role: string | undefined;
  readonly roles: readonly string[];
  readonly fallbackOwner: string | undefined;
}

export interface Vocabulary {
  readonly events: ReadonlyMap<string, EventEntry>;
  readonly facts: ReadonlyMap<string, FactEntry>;
  readonly duties: readonly string[];
  readonly claims: readonly string[];
  readonly parties: readonly string[];
  /** Names of duties, claims and parties for people, where the vocabulary gives them. */
  readonly titles?: ReadonlyMap<string, Text>;
}

export interface EventEntry {
  readonly id: string;
  readonly title: Text;
  /** The facts that its data may carry. */
  readonly data: readonly string[] | 'any';
}

export interface FactEntry {
  readonly id: string;
  readonly type: FactType;
  readonly title: Text;
  /** Allowed values of a `word` or `words` fact, when listed. */
  readonly values?: readonly string[];
  /** Read as it stood when the clock started (S35); otherwise learnt late means it was always so. */
  readonly changes: boolean;
  readonly personal: boolean;
}

/** A dated value; with `options` the chosen reading of an ambiguous text (S49). */
export interface Parameter {
  readonly id: string;
  readonly title?: Text;
  readonly options?: readonly FactValue[];
  /** In date order; the value in force is the last whose day is not after the version day. */
  readonly values: readonly DatedValue[];
}

export interface DatedValue {
  readonly from: Day;
  readonly value: FactValue;
  readonly cite?: string;
  readonly why?: string;
}

export interface InForce {
  readonly from: Day;
  /** The last day in force (S44). */
  readonly through?: Day;
}

export type Rank =
  | 'law'
  | 'administrative-regulation'
  | 'judicial-interpretation'
  | 'departmental-rule'
  | 'local-regulation'
  | 'regulator-rule'
  | 'directive'
  | 'standard'
  | 'house';

export interface Source {
  readonly instrument: string;
  /** The instrument's name where the policy gives it in both languages. */
  readonly instrumentText?: Text;
  readonly rank: Rank;
  readonly checked?: string;
  readonly url?: string;
}

export type Status = 'checked' | 'unverified';

export interface Policy {
  readonly id: string;
  /** Path of its file, relative to the policies folder. */
  readonly file: string;
  /** SHA-256 of its text, hex. */
  readonly digest: string;
  readonly title: Text;
  readonly source: Source;
  readonly status: Status;
  readonly inForce: InForce;
  readonly versionBy: VersionBy;
  readonly binds: string;
  readonly calendar: CalendarChoice;
  readonly counting: string | undefined;
  readonly applies: CompiledCondition | undefined;
  /** Shared parameters and the policy's own, the latter first found. */
  readonly parameters: ReadonlyMap<string, Parameter>;
  readonly facts: ReadonlyMap<string, WorkedOutFact>;
  readonly rules: readonly Rule[];
}

/** A calendar by name, or the one that a fact of the complaint names (`{ of: respondent, or: uk }` reads the word fact `respondent_calendar`). */
export type CalendarChoice =
  | { readonly kind: 'named'; readonly id: string }
  | { readonly kind: 'of'; readonly party: string; readonly or: string };

/** The moment whose day picks the version; `step` is where the rule's own clock starts, or the occurrence (S43). */
export type VersionBy = Moment;

export type Rule = Deadline | Requirement;

interface RuleBase {
  readonly id: string;
  /** `policy#rule`. */
  readonly ref: string;
  readonly title: Text;
  /** Where it stands in its file, from 1. */
  readonly line: number;
  readonly cite: readonly string[];
  readonly when: CompiledCondition | undefined;
  /** Event types; one instance for each occurrence (S62). Empty: once for the complaint. */
  readonly each: readonly string[];
  readonly inForce: InForce | undefined;
  readonly versionBy: VersionBy | undefined;
  /** The rule's own or its policy's. */
  readonly binds: string;
  readonly status: Status;
  readonly breach: 'critical' | 'major' | 'minor' | undefined;
  readonly consequence: string | undefined;
  /** The consequence where the policy gives it in both languages. */
  readonly consequenceText?: Text;
  readonly duty: string | undefined;
}

export interface Deadline extends RuleBase {
  readonly kind: 'deadline';
  readonly clock: Clock;
  readonly done: Moment;
  readonly warn: Duration | undefined;
}

export interface Requirement extends RuleBase {
  readonly kind: 'requirement';
  readonly require: CompiledCondition;
}

/** One clock with one set of verbs. Either `from` and `within`, or `due`. */
export interface Clock {
  readonly period:
    | { readonly kind: 'within'; readonly from: Moment; readonly within: DurationValue }
    | { readonly kind: 'due'; readonly due: Moment };
  readonly notAfter: Moment | undefined;
  readonly calendar: CalendarChoice;
  /** The name of the counting: the rule's, its policy's, or undefined for the calendar's default. */
  readonly counting: string | undefined;
  readonly pauses: readonly Pause[];
  readonly extensions: readonly Extension[];
  readonly restarts: readonly string[];
  readonly cancelledBy: Moment | undefined;
}

export interface Pause {
  readonly from: Moment;
  readonly until: Moment;
  readonly when: CompiledCondition | undefined;
  readonly atMost: DurationValue | undefined;
  readonly counted: 'days-between' | 'both-days';
  readonly cite: readonly string[];
}

export interface Extension {
  readonly when: CompiledCondition;
  /** A new total from the same start, or a moment. */
  readonly to: DurationValue | { readonly kind: 'moment'; readonly moment: Moment };
  readonly cite: readonly string[];
}

/** A duration written down, or read from a fact or a parameter. */
export type DurationValue =
  Duration | { readonly kind: 'fact'; readonly name: string } | { readonly kind: 'parameter'; readonly name: string };

/** A point in time, wherever one stands in a policy. Names are resolved when policies load. */
export type Moment =
  | { readonly kind: 'event'; readonly event: string }
  /** The occurrence itself: where the clock of a rule with `each` starts unless `from` says otherwise (S62). */
  | { readonly kind: 'occurrence' }
  /** A `date` or `instant` fact of the catalogue. */
  | { readonly kind: 'fact'; readonly fact: string }
  | { readonly kind: 'worked-out'; readonly name: string }
  /** A parameter whose value is the name of an event or fact; `options` holds each, resolved. */
  | { readonly kind: 'parameter'; readonly name: string; readonly options: ReadonlyMap<string, Moment> }
  /** Only as an option of a `version-by` parameter. */
  | { readonly kind: 'step' }
  | {
      readonly kind: 'offset';
      readonly direction: 'after' | 'before';
      readonly by: DurationValue;
      readonly base: Moment;
    }
  /** Whichever comes first. */
  | { readonly kind: 'first'; readonly of: readonly Moment[] }
  /** When all have happened. */
  | { readonly kind: 'latest'; readonly of: readonly Moment[] }
  /** The instant at which the conditions first held. */
  | { readonly kind: 'since'; readonly when: CompiledCondition };

export interface WorkedOutFact {
  readonly id: string;
  readonly title?: Text;
  readonly moment: Moment;
  /** The fact's own counting; otherwise that of its policy. */
  readonly counting: string | undefined;
  readonly cite: readonly string[];
}
