import { countedAs } from '../rules/analysis/counted-as.js';
import type { Derivation, Finding, Judgement, Note } from '../rules/judge/judgement.js';
import type { Instant, Time } from '../rules/values.js';
import type {
  ApartComplaint,
  AuditLists,
  AuditTotals,
  CutList,
  FindingRow,
  Lateness,
  RejectedRow,
} from './audit-report.js';
import { createBoundedList, type BoundedList } from './bounded-list.js';
import { createEntitlementLists } from './entitlement-lists.js';
import { latenessOf } from './lateness.js';
import { perRule } from './per-rule.js';
import type { RuleIndex } from './rule-index.js';

/** Gives the derivation of a finding's due date when it is wanted; undefined where it has none. */
export type Explain = (finding: Finding) => Derivation | undefined;

export interface AuditLimits {
  /** Rows of one list, and of one rule's overdue complaints. */
  readonly perList: number;
  /** Table rows of the whole report, so that printing stays within its memory. */
  readonly allRows: number;
}

export const DEFAULT_LIMITS: AuditLimits = { perList: 300, allRows: 3_000 };

/** Rows for each sort of note; the results files have the rest. */
const MOST_NOTES = 100;

/** Rows of what a person has yet to assess: nearly every complaint may be there, and a row says only which. */
const MOST_TO_ASSESS = 60;

/** Rows kept for tables that are not lists: policies, calendars, glossary, notes, characters that have no shape. */
const RESERVED_ROWS = 450;

/** A finding that may be shown; what it costs to explain is paid only if it is. */
interface Candidate {
  readonly complaint: string;
  readonly finding: Finding;
  readonly late: Lateness | undefined;
  readonly explain: Explain;
}

/** The lists of a report, each bounded while findings pass by. */
export function createAuditLists(index: RuleIndex, at: Instant, limits: AuditLimits) {
  const bounded = (compare: (a: Candidate, b: Candidate) => number): BoundedList<Candidate> =>
    createBoundedList(limits.perList, compare);
  const overdue = perRule((key) => ({ key, list: bounded(latestFirst) }));
  const doneLate = bounded(latestFirst);
  const requirements = bounded(gravestFirst);
  const waived = bounded(latestFirst);
  const judgementNeeded = createBoundedList<Candidate>(Math.min(MOST_TO_ASSESS, limits.perList), (a, b) =>
    compareWaiting(a.finding, b.finding, index),
  );
  const entitlements = createEntitlementLists(index, at, limits.perList);
  const atRisk = bounded((a, b) => dueAt(a.finding, index) - dueAt(b.finding, index));
  const indeterminate = bounded(byMissing);
  const notes = new Map<Note['code'], BoundedList<Candidate>>();
  const rejected = createBoundedList<RejectedRow>(limits.perList, (a, b) => a.row - b.row);
  const apart = createBoundedList<ApartComplaint>(limits.perList, (a, b) => apartRank(a) - apartRank(b));

  function offerNotes(candidate: Candidate): void {
    for (const code of new Set(candidate.finding.notes.map((note) => note.code))) {
      const list = notes.get(code) ?? createBoundedList(Math.min(MOST_NOTES, limits.perList), ownFirst);
      notes.set(code, list);
      list.offer(candidate);
    }
  }
  function listOf(finding: Finding): BoundedList<Candidate> | undefined {
    const place = countedAs(finding);
    if (place === 'indeterminate') return indeterminate;
    if (place === 'judgement-needed') return judgementNeeded;
    if (place === 'waived') return waived;
    if (place === 'pending') return finding.state === 'at-risk' ? atRisk : undefined;
    if (place !== 'non-compliant') return undefined;
    if (finding.state === 'overdue') return overdue.of(finding).list;
    return finding.state === 'done-late' ? doneLate : requirements;
  }

  return {
    offer(complaint: string, finding: Finding, explain: Explain): void {
      const list = finding.own ? listOf(finding) : undefined;
      if (list === undefined && finding.notes.length === 0) return;
      const candidate = { complaint, finding, late: latenessOf(finding, at, index.zone(finding)), explain };
      list?.offer(candidate);
      offerNotes(candidate);
    },
    offerOthers: (judgement: Judgement): void => entitlements.offer(judgement),
    reject: (row: RejectedRow): void => rejected.offer(row),
    setApart: (complaint: ApartComplaint): void => apart.offer(complaint),
    finish(totals: AuditTotals): AuditLists {
      const kept = entitlements.finish();
      const missing = totals.missing.slice(0, limits.perList);
      const others = {
        doneLate: shown(doneLate.cut()),
        requirements: shown(requirements.cut()),
        waived: shown(waived.cut()),
        judgementNeeded: bare(judgementNeeded.cut()),
        atRisk: shown(atRisk.cut()),
        indeterminate: shown(indeterminate.cut()),
        missing: { total: totals.missing.length, shown: missing.length, rows: missing },
        rejected: rejected.cut(),
        apart: apart.cut(),
      };
      // A fact that both our duties and clocks of others wait for takes a line with each.
      const twice = missing.filter(({ own, others: theirs }) => own.findings > 0 && theirs.findings > 0).length;
      const used = Object.values(others).reduce(
        (sum, list) => sum + list.shown,
        RESERVED_ROWS + shownOf(kept) + rulesOf(totals),
      );
      const groups = overdue.values();
      const noted = [...notes];
      const most = fairShares(
        [
          ...groups.map(({ list }) => Math.min(list.total, limits.perList)),
          ...noted.map(([, list]) => Math.min(list.total, MOST_NOTES, limits.perList)),
        ],
        limits.allRows - used - twice,
      );
      return {
        overdue: groups.map(({ key, list }, place) => ({ ...key, list: shown(list.cut(most[place])) })),
        notes: noted.map(([code, list], place) => ({ code, list: bare(list.cut(most[groups.length + place])) })),
        ...others,
        entitlements: kept,
      };
    },
  };
}

/** Rows of the tables that have one for each rule. */
function rulesOf({ rules, entitlements }: AuditTotals): number {
  const { rights, retention, records, escalations } = entitlements;
  return rules.length + rights.length + retention.length + records.length + escalations.length;
}

function shownOf({ rights, records, escalations }: AuditLists['entitlements']): number {
  return rights.shown + records.shown + escalations.shown;
}

/** Deals out `available` so that those who want little get all of it and the others an equal part of the rest. */
export function fairShares(wanted: readonly number[], available: number): number[] {
  const shares = wanted.map(() => 0);
  let left = Math.max(0, available);
  const order = wanted.map((_, place) => place).sort((a, b) => (wanted[a] ?? 0) - (wanted[b] ?? 0));
  order.forEach((place, done) => {
    const share = Math.min(wanted[place] ?? 0, Math.floor(left / (order.length - done)));
    shares[place] = share;
    left -= share;
  });
  return shares;
}

function shown(list: CutList<Candidate>): CutList<FindingRow> {
  return {
    ...list,
    rows: list.rows.map(({ complaint, finding, late, explain }) => {
      const derivation = explain(finding);
      return { complaint, finding, ...(late && { late }), ...(derivation && { derivation }) };
    }),
  };
}

/** Without the derivation of a date, which nobody reads there. */
function bare(list: CutList<Candidate>): CutList<FindingRow> {
  return { ...list, rows: list.rows.map(({ complaint, finding }) => ({ complaint, finding })) };
}

function ownFirst(a: Candidate, b: Candidate): number {
  return Number(b.finding.own) - Number(a.finding.own);
}

function latestFirst(a: Candidate, b: Candidate): number {
  return (b.late?.milliseconds ?? 0) - (a.late?.milliseconds ?? 0);
}

const GRAVITY = { critical: 0, major: 1, minor: 2 };

function gravestFirst(a: Candidate, b: Candidate): number {
  const gravity = ({ finding }: Candidate): number => (finding.breach === undefined ? 3 : GRAVITY[finding.breach]);
  return gravity(a) - gravity(b);
}

function byMissing(a: Candidate, b: Candidate): number {
  const names = ({ finding }: Candidate): string => finding.missing.map(({ name }) => name).join();
  const [left, right] = [names(a), names(b)];
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

/** What may be missing from the findings, then what is doubtful in them, then what there is nothing to say about. */
function apartRank({ reason, judged }: ApartComplaint): number {
  return reason === 'void' ? 2 : Number(judged);
}

/** Legal duties first, then what has waited longest. */
function compareWaiting(a: Finding, b: Finding, index: RuleIndex): number {
  const rank = (finding: Finding): number => (index.dutyClass(finding) === 'law' ? 0 : 1);
  return rank(a) - rank(b) || waitingSince(a, index) - waitingSince(b, index);
}

function waitingSince(finding: Finding, index: RuleIndex): Instant {
  const since: Time | undefined = finding.elapsed?.from ?? finding.start;
  if (since === undefined) return Number.MAX_SAFE_INTEGER;
  return since.kind === 'instant' ? since.at : index.zone(finding).startOf(since.day);
}

function dueAt(finding: Finding, index: RuleIndex): Instant {
  const time: Time | undefined = finding.due;
  if (time === undefined) return Number.MAX_SAFE_INTEGER;
  return time.kind === 'instant' ? time.at : index.zone(finding).startOf(time.day + 1);
}
