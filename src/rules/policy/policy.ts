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
  readonly waivers: readonly Waiver[];
}

/** For a time, breaches of a house rule are counted apart (files of `waivers/`). A statutory duty cannot be waived. */
export interface Waiver {
  readonly id: string;
  readonly file: string;
  readonly title: Text;
  /** `policy#rule`, always of a policy of rank `house`. */
  readonly rule: string;
  /** Which complaints; undefined for all. */
  readonly scope: CompiledCondition | undefined;
  readonly reason: Text;
  /** Holds as judged on these days, both ends included; afterwards the finding counts again. */
  readonly from: Day;
  readonly through: Day;
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
  /** Policies or rules (`policy`, `policy#rule`) that are used although nobody has checked them against their source. */
  readonly useUnverified: readonly string[];
}

export interface Vocabulary {
  readonly events: ReadonlyMap<string, EventEntry>;
  readonly facts: ReadonlyMap<string, FactEntry>;
  readonly duties: readonly string[];
  readonly claims: readonly string[];
  readonly parties: readonly string[];
  /** Names of duties, claims and parties for people, where the vocabulary gives them. */
  readonly titles?: ReadonlyMap<string, Text>;
  /** Names for people of what policies name without declaring it, where the vocabulary gives them. */
  readonly wordTitles?: WordTitles;
}

/** Titles of remedies, of kinds of records, of roles, and of the words that facts hold. */
export type WordTitles = Readonly<Record<WordSection, ReadonlyMap<string, Text>>>;
export type WordSection = 'remedies' | 'records' | 'roles' | 'words';

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
  /** Policies and rules (`policy`, `policy#rule`) to which the whole policy gives way (S47, C23). */
  readonly yieldsTo: readonly string[];
  readonly facts: ReadonlyMap<string, WorkedOutFact>;
  /** Duties: deadlines, requirements and judgement-needed; each required fact of `intake` is one of the first two. In the order of the file. */
  readonly rules: readonly Rule[];
  readonly rights: readonly Right[];
  readonly retention: readonly Retention[];
  readonly escalations: readonly Escalation[];
  /** By role, in the order of the file. */
  readonly authority: readonly AuthorityLimit[];
  readonly indicators: readonly Indicator[];
  readonly statements: readonly Statement[];
}

/** A calendar by name, or the one that a fact of the complaint names (`{ of: respondent, or: uk }` reads the word fact `respondent_calendar`). */
export type CalendarChoice =
  | { readonly kind: 'named'; readonly id: string }
  | { readonly kind: 'of'; readonly party: string; readonly or: string };

/** The moment whose day picks the version; `step` is where the rule's own clock starts, or the occurrence (S43). */
export type VersionBy = Moment;

export type Rule = Deadline | Requirement | JudgementNeeded;

/** What every section's rules have in common. */
export interface RuleBase {
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
  /** Policies and rules to which this one gives way, beside those of its policy. */
  readonly yieldsTo: readonly string[];
  /** The fact that a row of `intake.required` asks for, and of whom. */
  readonly intake?: { readonly fact: string; readonly ask: string | undefined };
}

/** A text without a figure: a person answers (S74). */
export interface JudgementNeeded extends RuleBase {
  readonly kind: 'judgement-needed';
  readonly asks: Text;
  readonly from: Moment | undefined;
  readonly done: Moment | undefined;
  /** Facts that whoever answers is shown. */
  readonly shows: readonly string[];
}

/** What a complainant, or whoever `binds` does not name, may demand; never a duty, and no outcome counts it. */
export interface Right extends RuleBase {
  readonly kind: 'right';
  readonly window: Window | undefined;
  readonly usedBy: Moment | undefined;
  readonly exclusions: readonly Exclusion[];
  readonly claim: string | undefined;
  readonly gives: readonly Grant[];
}

/**
 * A clock whose end is the last day of a right. `opens` sets a first day; `from` and `within` only the last (S53). The period is `from` +
 * `within`, or `due` for `closes` (and, without an end, a moment that never comes).
 */
export interface Window {
  readonly opens: Moment | undefined;
  /** Undefined where the window has no last day. */
  readonly clock: Clock | undefined;
}

/** Holds if `when` is true and `unless` is not (S54). */
export interface Exclusion {
  readonly when: CompiledCondition;
  readonly unless: CompiledCondition | undefined;
  readonly cite: readonly string[];
}

export type Grant =
  | {
      readonly kind: 'remedy';
      readonly remedy: string;
      readonly when: CompiledCondition | undefined;
      readonly amount: Value | undefined;
      /** A bound, never an amount that is due (S60). */
      readonly upTo: Value | undefined;
      readonly paidBy: string | undefined;
      readonly cite: readonly string[];
    }
  /** The complainant chooses one (S58). */
  | { readonly kind: 'one-of'; readonly of: readonly Grant[]; readonly when: CompiledCondition | undefined };

/** How long records are kept (S66-68). */
export interface Retention extends RuleBase {
  readonly kind: 'retention';
  /** The kind of record. */
  readonly records: string;
  readonly from: Moment;
  readonly atLeast: DurationValue | undefined;
  readonly atMost: DurationValue | undefined;
  /** What happens when the period is over: a word such as `review` or `destroy`. */
  readonly then: string;
  readonly calendar: CalendarChoice;
  readonly counting: string | undefined;
  readonly restarts: readonly string[];
  /** How long after the end of a maximum the record may still be there, while it is being destroyed. */
  readonly grace: DurationValue | undefined;
}

/** Who is told, and when (S69-71). Levels in their order: each is told if the one before did not acknowledge. */
export interface Escalation extends RuleBase {
  readonly kind: 'escalation';
  readonly trigger:
    | { readonly kind: 'clock'; readonly rule: string; readonly at: EscalationTime }
    | { readonly kind: 'conditions'; readonly when: CompiledCondition };
  readonly levels: readonly EscalationLevel[];
}

export type EscalationTime =
  | { readonly kind: 'warn' }
  | { readonly kind: 'overdue' }
  | { readonly kind: 'offset'; readonly by: DurationValue; readonly direction: 'before' | 'after' };

export interface EscalationLevel {
  /** Roles. */
  readonly to: readonly string[];
  readonly acknowledgeWithin: DurationValue | undefined;
}

/** What a role may grant in total on one complaint (S72). */
export interface AuthorityLimit {
  readonly role: string;
  readonly line: number;
  readonly upTo: Value | 'any';
  /** Undefined: every remedy. */
  readonly remedies: readonly string[] | undefined;
  /** Who decides beyond it. */
  readonly then: string | undefined;
  readonly cite: readonly string[];
}

/** A figure over many complaints; what it comes to is measured elsewhere. */
export interface Indicator {
  readonly id: string;
  readonly ref: string;
  readonly title: Text;
  readonly line: number;
  readonly cite: readonly string[];
  readonly of: { readonly kind: 'complaints' } | { readonly kind: 'rule'; readonly rule: string };
  readonly when: CompiledCondition | undefined;
  readonly datedBy: Moment | { readonly kind: 'due' };
  readonly measure: IndicatorMeasure;
  readonly period: 'day' | 'week' | 'month' | 'quarter' | 'half-year' | 'year';
  readonly target: Bound | undefined;
  readonly alarm: Bound | undefined;
  readonly split: readonly string[];
}

export type IndicatorMeasure =
  | { readonly kind: 'count' }
  | { readonly kind: 'share-of-state'; readonly states: readonly string[] }
  | { readonly kind: 'share'; readonly when: CompiledCondition }
  | { readonly kind: 'mean' | 'sum'; readonly fact: string };

/** `at least 98 %`, `at most 3.5 days`: the number as written, its unit (`%`, `days`, a currency) or none. */
export interface Bound {
  readonly direction: 'at-least' | 'at-most';
  readonly value: string;
  readonly unit: string | undefined;
}

/** Something that a letter must say. `each` names the letters. */
export interface Statement extends RuleBase {
  readonly kind: 'statement';
  /** Words of which one shows that the statement is there, in each language. */
  readonly saidBy: { readonly en: readonly string[]; readonly zh: readonly string[] };
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

/** A duration written down, read from a fact or a parameter, or picked by a table. */
export type DurationValue =
  | Duration
  | { readonly kind: 'fact'; readonly name: string }
  | { readonly kind: 'parameter'; readonly name: string }
  | Table<DurationValue>;

/** The first row that holds (S39); the last may be without condition. */
export interface Table<T> {
  readonly kind: 'table';
  readonly rows: readonly Row<T>[];
}

export interface Row<T> {
  readonly when: CompiledCondition | undefined;
  readonly is: T;
  readonly cite: readonly string[];
  /** Who would have to prove otherwise, where the row is a presumption (C27). */
  readonly burden?: string;
}

/** A value wherever a number, duration, word, money or moment stands. Literals have the type that their place asks for. */
export type Value =
  | { readonly kind: 'literal'; readonly value: FactValue }
  /** A fact of the catalogue, an event or a worked-out fact. */
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'parameter'; readonly name: string }
  | { readonly kind: 'moment'; readonly moment: Moment }
  | Table<Value>
  | { readonly kind: 'largest-of' | 'smallest-of' | 'sum' | 'times'; readonly of: readonly Value[] }
  | { readonly kind: 'minus'; readonly of: Value }
  | { readonly kind: 'divided-by'; readonly of: Value; readonly by: Value };

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
  | { readonly kind: 'since'; readonly when: CompiledCondition }
  | Table<Moment>
  /** The due date of a rule, or with `overdue` the instant at which it ran out undone (C3). `rule` is `policy#rule`. */
  | { readonly kind: 'rule-due'; readonly rule: string; readonly overdue: boolean };

/** How a fact is worked out. */
export type FactForm =
  | { readonly kind: 'moment'; readonly moment: Moment }
  /** A table or an amount. */
  | { readonly kind: 'value'; readonly value: Value }
  /** How many events; with `same` the largest number that share a value of it (S65). */
  | {
      readonly kind: 'count';
      readonly events: readonly string[];
      readonly where: CompiledCondition | undefined;
      readonly same: string | undefined;
    }
  /** The sum of a number or money fact over the events that carry it. */
  | {
      readonly kind: 'total';
      readonly fact: string;
      readonly events: readonly string[];
      readonly where: CompiledCondition | undefined;
    }
  /** Time between pairs of events, rounded for each run and then added (S65, C9), or of the longest run alone. */
  | {
      readonly kind: 'time';
      readonly from: Moment;
      readonly until: Moment;
      readonly less: { readonly from: Moment; readonly until: Moment } | undefined;
      readonly as: TimeUnit;
      readonly longest: boolean;
    }
  /** Counted over other complaints, supplied from outside (S77). */
  | {
      readonly kind: 'register';
      readonly count: 'complaints';
      readonly same: readonly string[];
      readonly within:
        { readonly by: DurationValue; readonly direction: 'before' | 'after'; readonly base: Moment } | undefined;
    };

export type TimeUnit =
  'minutes' | 'hours' | 'days' | 'started days of 24 hours' | 'working minutes' | 'working hours' | 'working days';

export interface WorkedOutFact {
  readonly id: string;
  readonly title?: Text;
  /** Of what it comes to; `instant` for moments, which may come out as a day. Undefined where no literal or declaration tells. */
  readonly type: FactType | undefined;
  /** Set by `intake.sets`: a fact of the catalogue that nobody records but to override it (S73). */
  readonly sets: boolean;
  readonly form: FactForm;
  /** The fact's own counting; otherwise that of its policy. */
  readonly counting: string | undefined;
  readonly cite: readonly string[];
}
