import type { MissingFact } from '../conditions/condition.js';
import type { Day, Duration, Instant, Time } from '../values.js';
import type { DayDescription } from '../time/calendar.js';

export type Outcome = 'compliant' | 'non-compliant' | 'not-applicable' | 'pending' | 'indeterminate';

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
  | 'unverified';

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
  readonly kind: 'deadline' | 'requirement' | 'policy';
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
}

export interface Judgement {
  readonly complaint: string;
  readonly at: Instant;
  readonly findings: readonly Finding[];
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
