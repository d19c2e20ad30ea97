import type {
  EscalationFinding,
  RecordsRetention,
  RetentionState,
  RightFinding,
  RightState,
} from '../rules/judge/judgement.js';
import type { Text } from '../errors.js';
import type { Day } from '../rules/values.js';
import type { SetApproval } from '../texts/approval-texts.js';
import type { CutList, RuleKey } from './report-parts.js';

/** What an audit found besides duties. None of it is in a figure of compliance. */
export interface EntitlementTotals {
  readonly rights: readonly RightTotals[];
  /** What each rule says of one kind of record. */
  readonly retention: readonly RetentionTotals[];
  /** What all rules together say of a kind of record, and holds. */
  readonly records: readonly RecordsTotals[];
  readonly escalations: readonly EscalationTotals[];
  readonly waivers: readonly WaiverTotals[];
  /** How many came in, counted before they were sorted: each sum above must give the same. */
  readonly counted: {
    readonly rights: number;
    readonly retention: number;
    readonly records: number;
    readonly escalations: number;
  };
}

/** A rule with a name: what is said of a whole policy is never a right or a retention. */
export interface NamedRuleKey extends RuleKey {
  readonly rule: string;
}

export interface RightTotals extends NamedRuleKey {
  readonly total: number;
  readonly states: Readonly<Record<RightState, number>>;
  /** Of those lapsed, the ones that were used after their last day. */
  readonly usedLate: number;
  /** Judged by a text that nobody has checked. */
  readonly unverified: number;
  readonly provisional: number;
}

export interface RetentionTotals extends NamedRuleKey {
  readonly records: string;
  readonly total: number;
  readonly states: Readonly<Record<RetentionState, number>>;
  readonly unverified: number;
}

export interface RecordsTotals {
  readonly records: string;
  readonly total: number;
  readonly states: Readonly<Record<RecordsRetention['state'], number>>;
  readonly held: number;
}

/** Levels of an escalation: due by the instant judged, and later. */
export interface EscalationTotals {
  readonly policy: string;
  readonly version: Day | undefined;
  readonly rule: string;
  readonly total: number;
  readonly due: number;
  readonly later: number;
  readonly unverified: number;
}

/** Breaches that a waiver excused, and the complaints they occur in. */
export interface WaiverTotals {
  readonly waiver: string;
  readonly findings: number;
  readonly complaints: number;
}

/** A waiver of the set. */
export interface WaiverInfo {
  readonly id: string;
  readonly title: Text;
  /** `policy#rule`. */
  readonly rule: string;
  readonly reason: Text;
  readonly from: Day;
  readonly through: Day;
  /** Of a set of the database: the approval of the set in which its text first stood so. */
  readonly approval?: SetApproval;
}

export interface RightRow {
  readonly complaint: string;
  readonly right: RightFinding;
}

export interface RecordsRow {
  readonly complaint: string;
  readonly records: RecordsRetention;
}

export interface EscalationRow {
  readonly complaint: string;
  readonly escalation: EscalationFinding;
}

/** What needs attention, each list bounded. */
export interface EntitlementLists {
  /** Open, used late, or not judged; the soonest to end first. */
  readonly rights: CutList<RightRow>;
  /** Restricted, must go, or not judged. */
  readonly records: CutList<RecordsRow>;
  /** Due by the instant judged; the longest due first. */
  readonly escalations: CutList<EscalationRow>;
}

/** Open to whoever may use it, used too late, or unknown: somebody has to look. */
export function rightNeedsAttention({ state, usedLate }: RightFinding): boolean {
  return state === 'open' || state === 'indeterminate' || usedLate !== undefined;
}

/** Kept though they should go, to be destroyed, or unknown: somebody has to act. */
export function recordsNeedAttention({ state }: Pick<RecordsRetention, 'state'>): boolean {
  return state === 'restricted' || state === 'must-go' || state === 'indeterminate';
}

/** Where a waiver stands on a day, both of its ends included. */
export function waiverStateOn({ from, through }: Pick<WaiverInfo, 'from' | 'through'>, day: Day): WaiverState {
  if (day < from) return 'not-begun';
  return day > through ? 'ended' : 'in-force';
}

export type WaiverState = 'in-force' | 'ended' | 'not-begun';
