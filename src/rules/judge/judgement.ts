import type { MissingFact } from '../conditions/condition.js';
import type { Day, Duration, FactValue, Instant, Money, Time } from '../values.js';
import type { DayDescription } from '../time/calendar.js';

export type Outcome =
  'compliant' | 'non-compliant' | 'not-applicable' | 'pending' | 'indeterminate' | 'judgement-needed';

export type ClockState =
  | 'not-started'
  | 'running'
  | 'at-risk'
  | 'paused'
  | 'in-time'
  | 'done-late'
  | 'overdue'
  | 'cancelled'
  | 'replaced'
  | 'no-deadline';

/** Why a rule does not apply, or why a finding is what it is; texts for people are made from these at the edges. */
export type Reason =
  | 'not-in-force'
  | 'applies-false'
  | 'when-false'
  | 'no-occurrence'
  | 'cancelled'
  | 'replaced'
  | 'no-deadline'
  | 'unverified'
  | 'yields'
  | 'excluded'
  | 'claim-used'
  | 'not-elected';

/** Something the reader of a finding must know. Data holds names, dates and numbers, never personal values. */
export interface Note {
  readonly code:
    | 'recorded-after-due'
    | 'done-before-start'
    | 'unpaired-stop'
    | 'pause-without-proof'
    | 'version-day-from-received'
    | 'due-fixed-when-passed';
  readonly data: Readonly<Record<string, string | number>>;
}

/** One assessment: of one rule, on one occurrence or round where there are several. */
export interface Finding {
  readonly policy: string;
  /** First day in force of the policy's version, which names it; undefined where no version is in force. */
  readonly version: Day | undefined;
  /** The rule's id; undefined for a finding about the whole policy (S38). */
  readonly rule: string | undefined;
  readonly kind: 'deadline' | 'requirement' | 'judgement-needed' | 'policy';
  readonly outcome: Outcome;
  readonly state?: ClockState;
  readonly reason?: Reason;
  /** Whether the organisation's own duty (S76). */
  readonly own: boolean;
  readonly breach?: 'critical' | 'major' | 'minor';
  readonly occurrence?: { readonly event: string; readonly type: string; readonly at: Time; readonly ref?: string };
  /** From 1; given where the rule lists restarts. */
  readonly round?: number;
  readonly start?: Time;
  readonly due?: Time;
  /** The date if everything unknown turned out for the organisation; `due` is then the safe date. */
  readonly dueAtLatest?: Time;
  readonly done?: Time;
  readonly warnAt?: Instant;
  readonly provisional?: boolean;
  /** What is left of the period while paused, and its total, in the period's own unit. */
  readonly left?: { readonly used: number; readonly of: number; readonly unit: Duration['unit'] };
  readonly missing: readonly MissingFact[];
  readonly notes: readonly Note[];
  readonly duty?: string;
  /** The rule (`policy#rule`) of the same duty that governs, where this one does not; it keeps its own outcome (S45). */
  readonly superseded?: string;
  /** The rule to which this one gives way, where the reason is `yields`. */
  readonly yieldsTo?: string;
  /** Used although nobody has checked it against its source. */
  readonly unverified?: true;
  /** A breach that is counted apart, until and including the day. */
  readonly waived?: { readonly waiver: string; readonly through: Day };
  /** Outcomes under each stated value of disputed facts, where they differ; with one result for all, that it was disputed (S41). */
  readonly disputed?: { readonly facts: readonly string[]; readonly outcomes: readonly Outcome[] };
  /** Who assessed what needed a judgement; a role or an account, never a name from the complaint (S74). */
  readonly assessedBy?: string;
  /** For how long a judgement has been needed: from the start to the end, or to now. */
  readonly elapsed?: { readonly from: Time; readonly until: Time | undefined };
}

export type RightState = 'not-open-yet' | 'open' | 'used' | 'lapsed' | 'not-applicable' | 'indeterminate';

/** What someone may demand (S51). */
export interface RightFinding {
  readonly policy: string;
  readonly version: Day | undefined;
  readonly rule: string;
  readonly state: RightState;
  readonly reason?: Reason;
  /** Whether it is to be met by the organisation: `binds` is its role. */
  readonly own: boolean;
  readonly occurrence?: Finding['occurrence'];
  readonly round?: number;
  /** The first day or instant, where the window has one. */
  readonly opens?: Time;
  /** The last day or instant; the safe one where something is unknown. Undefined while paused and where there is no end. */
  readonly until?: Time;
  readonly untilAtLatest?: Time;
  readonly paused?: true;
  readonly used?: Time;
  /** Used after the last day: the right had lapsed (S52). */
  readonly usedLate?: Time;
  readonly provisional?: boolean;
  readonly claim?: string;
  readonly elected?: true;
  /** Articles of the exclusion that holds. */
  readonly exclusion?: readonly string[];
  readonly yieldsTo?: string;
  readonly unverified?: true;
  /** States under each stated value of disputed facts, where they differ; with one state for all, that it was disputed (S41). */
  readonly disputed?: { readonly facts: readonly string[]; readonly states: readonly RightState[] };
  /** Empty unless it is open, used or not open yet. */
  readonly gives: readonly Given[];
  readonly missing: readonly MissingFact[];
  readonly notes: readonly Note[];
}

export type Given =
  | {
      readonly remedy: string;
      readonly amount?: AmountFound;
      readonly upTo?: AmountFound;
      readonly paidBy?: string;
      readonly cite?: readonly string[];
      /** Facts without which nobody knows whether the remedy belongs to the right. */
      readonly missing?: readonly MissingFact[];
    }
  | { readonly oneOf: readonly Given[] };

/** What is known of an amount: floors and caps over unknowns keep what is known (S57). */
export type AmountFound =
  | { readonly kind: 'exact'; readonly amount: Money }
  | {
      readonly kind: 'bounded';
      readonly atLeast?: Money;
      readonly atMost?: Money;
      readonly missing: readonly MissingFact[];
    };

export type RetentionState =
  'not-started' | 'keep' | 'may-go' | 'must-go' | 'restricted' | 'not-applicable' | 'indeterminate';

/** What one rule says of one kind of record. */
export interface RetentionFinding {
  readonly policy: string;
  readonly version: Day | undefined;
  readonly rule: string;
  readonly records: string;
  readonly state: RetentionState;
  readonly reason?: Reason;
  readonly own: boolean;
  readonly occurrence?: Finding['occurrence'];
  readonly start?: Time;
  /** The last day of a minimum, included (S66). */
  readonly keepThrough?: Day;
  /** The last day of a maximum, included; gone from the next day on, or at the end of `grace`. */
  readonly goBy?: Day;
  readonly graceThrough?: Day;
  readonly then: string;
  readonly provisional?: boolean;
  readonly unverified?: true;
  readonly missing: readonly MissingFact[];
}

/** What all rules together say of one kind of record: the latest minimum, the earliest maximum, and holds (S66, S67). */
export interface RecordsRetention {
  readonly records: string;
  readonly state: Exclude<RetentionState, 'not-applicable'>;
  readonly keepThrough?: Day;
  readonly goBy?: Day;
  readonly held: boolean;
  readonly rules: readonly string[];
}

/** One level of one escalation that is or will be due. */
export interface EscalationFinding {
  readonly policy: string;
  readonly version: Day | undefined;
  readonly rule: string;
  /** `policy#rule` of the clock that it watches. */
  readonly for?: string;
  readonly occurrence?: Finding['occurrence'];
  readonly round: number;
  /** From 1. Later levels depend on whether the one before acknowledges, and stand here with the instant at which they would be due. */
  readonly level: number;
  readonly to: readonly string[];
  readonly at: Instant;
  readonly acknowledgeBy?: Instant;
  readonly unverified?: true;
}

/** A level with what telling it needs besides. Beside the judgement: no part of what it says, nor of what is kept of it. */
export interface LevelToTell extends EscalationFinding {
  /** How long whoever is told has to acknowledge. */
  readonly within?: Duration;
  /** Its clock has ended, or its source does not report whether it has: who was not told by then is told no more. */
  readonly over?: true;
}

export interface Judgement {
  readonly complaint: string;
  readonly at: Instant;
  readonly findings: readonly Finding[];
  readonly rights: readonly RightFinding[];
  readonly retention: readonly RetentionFinding[];
  /** One for each kind of record. */
  readonly records: readonly RecordsRetention[];
  readonly escalations: readonly EscalationFinding[];
  /** The same levels, for those who tell. */
  readonly telling: readonly LevelToTell[];
  /** The earliest instant at which the answer can change by itself (S42); undefined when it cannot. */
  readonly nextLookAt: Instant | undefined;
  readonly receipt: Receipt;
}

/** What anyone needs to repeat the judgement. */
export interface Receipt {
  readonly policySet: string;
  readonly calendars: Readonly<Record<string, string>>;
  readonly timeZoneData: string;
  readonly engine: string;
  /** Readings of ambiguous texts that were used, `parameter@policy` → value (S49). */
  readonly readings: Readonly<Record<string, string>>;
  /** Register facts that were supplied, with the instant at which the register was read (S77). */
  readonly register?: { readonly at: Instant; readonly values: Readonly<Record<string, FactValue>> };
}

/** Day by day, why a due date is what it is; made on demand, never stored. */
export interface Derivation {
  readonly calendar: string;
  readonly counting: string;
  readonly cite: string;
  readonly start: Time;
  readonly steps: readonly DerivationStep[];
  readonly due: Time | undefined;
  readonly provisional: boolean;
}

export type DerivationStep =
  | { readonly kind: 'period'; readonly by: Duration; readonly to: Time; readonly days: readonly StripDay[] }
  | {
      readonly kind: 'pause';
      readonly from: Time;
      readonly until: Time | undefined;
      readonly counted: boolean;
      readonly added: number;
      readonly unit: Duration['unit'];
      readonly cite: string;
    }
  | { readonly kind: 'extension'; readonly to: Time; readonly cite: string }
  | { readonly kind: 'roll'; readonly from: Day; readonly to: Day; readonly days: readonly StripDay[] }
  | { readonly kind: 'cap'; readonly to: Time }
  | { readonly kind: 'closing'; readonly to: Time }
  | { readonly kind: 'given'; readonly to: Time };

/** One day of the strip. `n` is its number among the counted days. */
export interface StripDay {
  readonly day: Day;
  readonly kind: 'start' | 'counted' | 'skipped' | 'paused' | 'due';
  readonly n?: number;
  readonly description: DayDescription;
}
