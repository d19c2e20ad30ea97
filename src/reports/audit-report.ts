import type { Text } from '../errors.js';
import type { CountedAs } from '../rules/analysis/counted-as.js';
import type { RuleKind } from '../rules/analysis/all-rules.js';
import type { ClockState, Derivation, Finding, Note } from '../rules/judge/judgement.js';
import type { MissingFact } from '../rules/conditions/condition.js';
import type { Rank } from '../rules/policy/policy.js';
import type { Status } from '../rules/policy/rule-types.js';
import type { EntitlementLists, EntitlementTotals, WaiverInfo } from './entitlement-report.js';
import type { CutList, RuleKey } from './report-parts.js';
import type { SetApproval } from '../texts/approval-texts.js';
import type { Day, Instant } from '../rules/values.js';

export type { WaiverInfo } from './entitlement-report.js';
export type { CutList, RuleKey } from './report-parts.js';

/** What an audit found: the one source of the figures of PDF, JSON and console. Plain data; instants in milliseconds, days as numbers. */
export interface AuditReport {
  readonly layout: 1;
  readonly generatedFor: { readonly organisation: Text; readonly role: string | undefined };
  /** The instant for which everything was judged, and the same as people write it in `zone`. */
  readonly at: Instant;
  readonly atText: string;
  readonly zone: string;
  readonly source: AuditSource;
  readonly policySet: {
    readonly digest: string;
    readonly policies: readonly PolicyInfo[];
    /** How it came into force; undefined for policies that were read from a folder, of which nobody's approval is known. */
    readonly approval?: SetApproval;
    /** Whether one person may approve what they wrote (REDRESS_SOLO). */
    readonly solo?: boolean;
  };
  readonly calendars: readonly CalendarInfo[];
  /** Names of facts and events for people. */
  readonly names: Readonly<Record<string, Text>>;
  /** Titles of instruments by the name with which a citation begins. */
  readonly instruments?: Readonly<Record<string, Text>>;
  /** Every waiver of the set, in force or not. */
  readonly waivers: readonly WaiverInfo[];
  readonly engine: string;
  readonly timeZoneData: string;
  /** Chosen readings of ambiguous texts, `parameter@policy` → values in use (S49). */
  readonly readings: Readonly<Record<string, string>>;
  readonly totals: AuditTotals;
  readonly lists: AuditLists;
}

/** Where the complaints came from, and that every one of them is accounted for. */
export type AuditSource = FileSource | DatabaseSource;

/** A file, and that every row of it is accounted for: used + rejected = read. */
export interface FileSource {
  readonly kind: 'file';
  readonly file: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly mapping: string;
  /** One complaint a row, or one event a row. */
  readonly rows: 'complaint' | 'event';
  readonly rowsRead: number;
  readonly rowsUsed: number;
  readonly rowsRejected: number;
  readonly complaints: number;
  /** Columns of the file that the mapping does not use. */
  readonly unusedColumns: readonly string[];
  /** Optional columns of the mapping that the file lacks. */
  readonly absentColumns?: readonly string[];
  /** How often something was taken otherwise than it stands there. */
  readonly notes?: Readonly<Record<string, number>>;
  /** Complaints of an event log that were not judged because a row of theirs could not be used. */
  readonly withheld?: number;
  /** What was taken from the file otherwise than it stands there, each in a sentence. */
  readonly remarks?: readonly Text[];
}

/**
 * The database as it stood at one moment. Stored = outside the period + population; population = complaints judged + void +
 * receipt unknown where a period was asked for.
 */
export interface DatabaseSource {
  readonly kind: 'database';
  /** The moment: what was stored later is not in the report. */
  readonly readAt: Instant;
  readonly asked: PopulationAsked;
  /** The number of the policy set in force at that moment, by which all were judged. */
  readonly setNumber: number;
  /** Complaints of the source and unit asked for, whenever they were received. */
  readonly stored: number;
  readonly outside: number;
  readonly population: number;
  readonly skipped: Readonly<Record<SkipReason, number>>;
  /** Complaints that are not void and whose receipt is not known: judged where no period is asked for, skipped otherwise. */
  readonly receiptUnknown: number;
  readonly complaints: number;
  /** How many of the population each source gave, the most first. */
  readonly bySource: readonly { readonly source: string; readonly complaints: number }[];
  /** Complaints judged of which personal facts had been erased. */
  readonly erased: number;
  /**
   * What was read, in one digest, hex: SHA-256 over a line `ID NUMBER HASH` for each complaint of the population in the order of the
   * ids, with number and hash of its newest entry. The chain of entries commits to all that was read.
   */
  readonly sha256: string;
}

/** Which complaints a report is about. Days of receipt are of the organisation's zone, both included. */
export interface PopulationAsked {
  readonly from?: Day | undefined;
  readonly to?: Day | undefined;
  readonly source?: string | undefined;
  readonly unit?: string | undefined;
}

/** `void`: every event was taken back. `receipt-unknown`: nobody can say whether it belongs to the period. */
export type SkipReason = 'void' | 'receipt-unknown';

/** A complaint that was not judged, or of which the receipt is not known. */
export interface ApartComplaint {
  readonly complaint: string;
  readonly reason: SkipReason;
  readonly judged: boolean;
}

/** One version of a policy, with what a report says about its rules. */
export interface PolicyInfo {
  readonly id: string;
  /** First day in force, which names the version. */
  readonly version: Day;
  readonly through: Day | undefined;
  readonly title: Text;
  readonly instrument: Text;
  readonly rank: Rank;
  readonly status: Status;
  readonly own: boolean;
  readonly file: string;
  readonly digest: string;
  /** Whom it concerns and when it is in force, as one sentence. */
  readonly sentence?: Text;
  readonly rules: readonly RuleInfo[];
}

export interface RuleInfo {
  readonly id: string;
  readonly title: Text;
  readonly kind: RuleKind;
  readonly cite: readonly string[];
  readonly status: Status;
  readonly binds: string;
  /** The length of time as the policy gives it, where it is written there. */
  readonly period: Text | undefined;
  /** Where the rule itself is in force for another time than its policy. */
  readonly inForce?: { readonly from: Day; readonly through: Day | undefined };
  /** The zone whose days count. */
  readonly zone: string;
  /** What it says, as one sentence. */
  readonly sentence?: Text;
}

export interface CalendarInfo {
  readonly id: string;
  readonly title: Text;
  readonly digest: string;
  readonly publishedFrom: Day | undefined;
  readonly publishedThrough: Day | undefined;
}

/** A waived breach stands under `waived` alone. */
export type OutcomeCounts = Readonly<Record<CountedAs, number>>;
/** Of findings that are not waived. */
export type StateCounts = Readonly<Record<ClockState, number>>;

/** Legal duties are rules of every rank but `standard` and `house`; those are promises. */
export type DutyClass = 'law' | 'promise';

/** Where a complaint stands with one class of our own duties. Each judged complaint is in exactly one. */
export type Standing = 'broken' | 'unknown' | 'to-assess' | 'waived' | 'open' | 'kept' | 'none';

export interface FindingTotals {
  readonly findings: number;
  readonly outcomes: OutcomeCounts;
  readonly states: StateCounts;
}

export interface RuleTotals extends RuleKey, FindingTotals {
  /** Complaints with at least one finding of this outcome. */
  readonly complaintsBroken: number;
  readonly complaintsUnknown: number;
  readonly provisional: number;
  /** Findings that keep their outcome though a stricter rule of the same duty governs. */
  readonly superseded: number;
  /** Findings by a text that nobody has checked. */
  readonly unverified: number;
  readonly disputed: number;
  /** In days, of findings done late or overdue; undefined where there are none. */
  readonly longestLate: number | undefined;
  readonly medianLate: number | undefined;
}

export interface PolicyTotals extends FindingTotals {
  readonly policy: string;
  readonly own: boolean;
}

export interface OwnTotals extends FindingTotals {
  /** How many complaints stand where; each row adds up to the complaints judged. */
  readonly standing: Readonly<Record<DutyClass, Readonly<Record<Standing, number>>>>;
  /** Complaints with at least one own finding of that sort. A complaint can be in several. */
  readonly complaints: {
    readonly overdue: number;
    readonly doneLate: number;
    readonly requirementNotMet: number;
    readonly waived: number;
    readonly toAssess: number;
    readonly atRisk: number;
    readonly unknown: Readonly<Record<DutyClass, number>>;
  };
  readonly provisional: number;
  /** Legal rules whose text nobody has checked yet and for which nothing was judged. */
  readonly unverified: number;
  /** Findings under legal rules that were judged although nobody has checked their text. */
  readonly unverifiedUsed: number;
}

export interface AuditTotals extends FindingTotals {
  readonly complaints: number;
  readonly own: OwnTotals;
  readonly rules: readonly RuleTotals[];
  readonly policies: readonly PolicyTotals[];
  readonly missing: readonly MissingTotals[];
  readonly notes: readonly NoteTotals[];
  readonly entitlements: EntitlementTotals;
}

export interface MissingTotals extends MissingFact {
  readonly findings: number;
  readonly complaints: number;
  /** Of these, those about our own duties. */
  readonly own: { readonly findings: number; readonly complaints: number };
  /** And those about clocks of others. A complaint may be among both. */
  readonly others: { readonly findings: number; readonly complaints: number };
}

export interface NoteTotals {
  readonly code: Note['code'];
  readonly findings: number;
  readonly complaints: number;
}

/** How long after the end of its due time something was done, or is still undone. */
export interface Lateness {
  readonly milliseconds: number;
  /** Whole days after a due day; for a due instant only where it is known. */
  readonly days: number | undefined;
}

export interface FindingRow {
  readonly complaint: string;
  readonly finding: Finding;
  readonly late?: Lateness;
  /** Why this date. */
  readonly derivation?: Derivation;
}

/** A row that could not be read. `value` is left out for personal facts, of which only the length is given. */
export interface RejectedRow {
  readonly row: number;
  readonly column?: string | undefined;
  readonly code: string;
  readonly reason: Text;
  readonly value?: string | undefined;
  readonly personalLength?: number | undefined;
}

/** Findings with a note of one sort, our own duties before clocks of others. */
export interface NoteList {
  readonly code: Note['code'];
  readonly list: CutList<FindingRow>;
}

/** Findings about our own duties, what a person should look at, and what could not be read. */
export interface AuditLists {
  /** For each rule the most overdue first. */
  readonly overdue: readonly (RuleKey & { readonly list: CutList<FindingRow> })[];
  readonly doneLate: CutList<FindingRow>;
  readonly requirements: CutList<FindingRow>;
  /** Broken, and excused for now by a waiver. */
  readonly waived: CutList<FindingRow>;
  readonly judgementNeeded: CutList<FindingRow>;
  readonly atRisk: CutList<FindingRow>;
  readonly indeterminate: CutList<FindingRow>;
  readonly missing: CutList<MissingTotals>;
  readonly notes: readonly NoteList[];
  readonly rejected: CutList<RejectedRow>;
  /** Of a database: complaints that were not judged, and those whose receipt is not known. */
  readonly apart: CutList<ApartComplaint>;
  readonly entitlements: EntitlementLists;
}
