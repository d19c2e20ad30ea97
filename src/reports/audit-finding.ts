import type { Finding, Note } from '../rules/judge/judgement.js';
import type { MissingFact } from '../rules/conditions/condition.js';
import { formatDay } from '../rules/time/day.js';
import { formatInstant, formatTime } from '../rules/time/parse-time.js';
import type { Zone } from '../rules/time/calendar.js';
import type { Instant } from '../rules/values.js';
import { daysLate, latenessOf } from './lateness.js';

/** Which findings the results files hold: those that need attention, or every one. */
export type FindingChoice = 'attention' | 'all';

/** "Attention" is everything but what was kept and what did not apply. */
export function isChosen({ outcome }: Finding, choice: FindingChoice): boolean {
  return choice === 'all' || (outcome !== 'compliant' && outcome !== 'not-applicable');
}

/** A finding as the results files write it: days as `2026-02-28`, instants with their offset. Absent parts are left out. */
export interface PlainFinding {
  readonly complaint: string;
  readonly policy: string;
  readonly version?: string;
  readonly rule?: string;
  readonly kind: Finding['kind'];
  readonly outcome: Finding['outcome'];
  readonly state?: Finding['state'];
  readonly reason?: Finding['reason'];
  readonly own: boolean;
  readonly breach?: Finding['breach'];
  readonly occurrence?: { readonly event: string; readonly type: string; readonly at: string; readonly ref?: string };
  readonly round?: number;
  readonly start?: string;
  readonly due?: string;
  readonly dueAtLatest?: string;
  readonly done?: string;
  /** Whole days after a due day; days with a fraction, never rounded down to nothing, after a due instant. */
  readonly daysLate?: number;
  readonly warnAt?: string;
  readonly provisional?: boolean;
  readonly left?: Finding['left'];
  readonly elapsed?: { readonly from: string; readonly until?: string };
  readonly duty?: string;
  /** The rule of the same duty that governs; the outcome stays its own. */
  readonly superseded?: string;
  readonly yieldsTo?: string;
  readonly unverified?: true;
  readonly waived?: { readonly waiver: string; readonly through: string };
  readonly disputed?: Finding['disputed'];
  readonly assessedBy?: string;
  readonly missing?: readonly MissingFact[];
  readonly notes?: readonly Note[];
}

/** The finding in plain words and dates of its rule's zone, keys always in the same order. */
export function plainFinding(complaint: string, finding: Finding, at: Instant, zone: Zone): PlainFinding {
  const { policy, version, rule, kind, outcome, state, reason, own, breach, occurrence, round, left } = finding;
  const { start, due, dueAtLatest, done, warnAt, provisional, missing, notes } = finding;
  const late = outcome === 'non-compliant' ? latenessOf(finding, at, zone) : undefined;
  return {
    complaint,
    policy,
    ...(version !== undefined && { version: formatDay(version) }),
    ...(rule !== undefined && { rule }),
    kind,
    outcome,
    ...(state && { state }),
    ...(reason && { reason }),
    own,
    ...(breach && { breach }),
    ...(occurrence && { occurrence: { ...occurrence, at: formatTime(occurrence.at, zone) } }),
    ...(round !== undefined && { round }),
    ...(start && { start: formatTime(start, zone) }),
    ...(due && { due: formatTime(due, zone) }),
    ...(dueAtLatest && { dueAtLatest: formatTime(dueAtLatest, zone) }),
    ...(done && { done: formatTime(done, zone) }),
    ...(late && { daysLate: daysLate(late) }),
    ...(warnAt !== undefined && { warnAt: formatInstant(warnAt, zone) }),
    ...(provisional !== undefined && { provisional }),
    ...(left && { left }),
    ...plainMarks(finding, zone),
    ...(missing.length > 0 && { missing }),
    ...(notes.length > 0 && { notes }),
  };
}

type Marks = 'elapsed' | 'duty' | 'superseded' | 'yieldsTo' | 'unverified' | 'waived' | 'disputed' | 'assessedBy';

/** What stands beside an outcome. */
function plainMarks(finding: Finding, zone: Zone): Pick<PlainFinding, Marks> {
  const { elapsed, duty, superseded, yieldsTo, unverified, waived, disputed, assessedBy } = finding;
  return {
    ...(elapsed && {
      elapsed: {
        from: formatTime(elapsed.from, zone),
        ...(elapsed.until && { until: formatTime(elapsed.until, zone) }),
      },
    }),
    ...(duty !== undefined && { duty }),
    ...(superseded !== undefined && { superseded }),
    ...(yieldsTo !== undefined && { yieldsTo }),
    ...(unverified && { unverified }),
    ...(waived && { waived: { waiver: waived.waiver, through: formatDay(waived.through) } }),
    ...(disputed && { disputed }),
    ...(assessedBy !== undefined && { assessedBy }),
  };
}
