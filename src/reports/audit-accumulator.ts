import type { Judgement } from '../rules/judge/judgement.js';
import { formatInstant } from '../rules/time/parse-time.js';
import { zoneOf } from '../rules/time/zone.js';
import type { Instant } from '../rules/values.js';
import { createAuditLists, DEFAULT_LIMITS, type AuditLimits, type Explain } from './audit-lists.js';
import type { ApartComplaint, AuditReport, DatabaseSource, FileSource, RejectedRow } from './audit-report.js';
import type { AuditSetInfo } from './audit-set-info.js';
import { createAuditTotals } from './audit-totals.js';
import { checkAddsUp } from './adds-up.js';
import { ruleIndex } from './rule-index.js';

/** What was read, when it has been read. `complaints` is counted here. */
export type AuditSummary = Omit<FileSource, 'complaints'> | Omit<DatabaseSource, 'complaints'>;

export interface AuditAccumulator {
  /** Takes one complaint's judgement. `explain` is called at the end, and only for findings that are shown. */
  add(judgement: Judgement, explain: Explain): void;
  reject(row: RejectedRow): void;
  setApart(complaint: ApartComplaint): void;
  /** The report. Refuses figures that do not add up (`report.does_not_add_up`). */
  finish(summary: AuditSummary): AuditReport;
}

/** Sums up judgements one after another; what it holds does not grow with their number. `at` is the instant judged. */
export function createAuditAccumulator(
  set: AuditSetInfo,
  at: Instant,
  limits: AuditLimits = DEFAULT_LIMITS,
): AuditAccumulator {
  const index = ruleIndex(set);
  const totals = createAuditTotals(index, at);
  const lists = createAuditLists(index, at, limits);
  const readings = new Map<string, Set<string>>();
  let engine = '';
  let timeZoneData = '';

  return {
    add(judgement, explain) {
      totals.add(judgement);
      for (const finding of judgement.findings) lists.offer(judgement.complaint, finding, explain);
      lists.offerOthers(judgement);
      ({ engine, timeZoneData } = judgement.receipt);
      for (const [parameter, value] of Object.entries(judgement.receipt.readings)) {
        const values = readings.get(parameter);
        if (values === undefined) readings.set(parameter, new Set([value]));
        else values.add(value);
      }
    },
    reject: (row) => lists.reject(row),
    setApart: (complaint) => lists.setApart(complaint),
    finish(summary) {
      const counted = totals.finish();
      const report: AuditReport = {
        layout: 1,
        generatedFor: { organisation: set.organisation, role: set.role },
        at,
        atText: formatInstant(at, zoneOf(set.zone)),
        zone: set.zone,
        source: { ...summary, complaints: counted.complaints },
        policySet: {
          digest: set.digest,
          policies: set.policies,
          ...(set.approval && { approval: set.approval, solo: set.solo === true }),
        },
        calendars: set.calendars,
        names: set.names,
        ...(set.instruments && { instruments: set.instruments }),
        waivers: set.waivers,
        engine,
        timeZoneData,
        readings: Object.fromEntries(
          [...readings].map(([parameter, values]) => [parameter, [...values].sort().join(', ')]),
        ),
        totals: counted,
        lists: lists.finish(counted),
      };
      checkAddsUp(report);
      return report;
    },
  };
}
