import type { Complaint } from '../rules/complaint.js';
import { explainFinding } from '../rules/judge/derivation.js';
import { judge } from '../rules/judge/judge.js';
import type { PolicySet } from '../rules/policy/policy.js';
import type { Instant } from '../rules/values.js';
import { createAuditAccumulator, type AuditAccumulator, type AuditSummary } from './audit-accumulator.js';
import type { ResultsWriter } from './audit-json.writer.js';
import type { ApartComplaint, AuditReport, RejectedRow } from './audit-report.js';
import { auditSetInfo, type SetOrigin } from './audit-set-info.js';

/** What a source gives, one after another: complaints to judge, what is not judged, and last of all its account. */
export type AuditItem =
  | { readonly kind: 'complaint'; readonly complaint: Complaint }
  | { readonly kind: 'rejected'; readonly row: RejectedRow }
  | { readonly kind: 'apart'; readonly complaint: ApartComplaint }
  | { readonly kind: 'account'; readonly source: AuditSummary };

export interface AuditInputs {
  readonly set: PolicySet;
  /** The instant for which everything is judged. */
  readonly at: Instant;
  /** How the set came into force, where it is one of the database. */
  readonly origin?: SetOrigin;
}

export interface AuditMaking extends AuditInputs {
  readonly items: AsyncIterable<AuditItem>;
  readonly sinks: readonly ResultsWriter[];
}

/**
 * Judges whatever complaints come, sums them up and fills the results files. The same for a file and for the database, so that
 * the same complaints give the same figures. Where the source, a file or the sum fails, no results file is left behind.
 */
export async function makeAudit({ set, at, origin, items, sinks }: AuditMaking): Promise<AuditReport> {
  try {
    const totals = createAuditAccumulator(auditSetInfo(set, origin), at);
    const report = totals.finish(await takeAll({ set, at, sinks, items }, totals));
    for (const sink of sinks) await sink.finish(report);
    return report;
  } catch (error) {
    await Promise.allSettled(sinks.map((sink) => sink.abort()));
    throw error;
  }
}

async function takeAll({ set, at, sinks, items }: AuditMaking, totals: AuditAccumulator): Promise<AuditSummary> {
  const options = { timeZoneData: process.versions['tz'] ?? '' };
  let account: AuditSummary | undefined;
  for await (const item of items) {
    switch (item.kind) {
      case 'complaint': {
        const { complaint } = item;
        const judgement = judge(set, complaint, at, options);
        totals.add(judgement, (finding) => explainFinding(set, complaint, at, finding));
        for (const sink of sinks) await sink.judged(judgement);
        break;
      }
      case 'rejected':
        totals.reject(item.row);
        for (const sink of sinks) await sink.rejected(item.row);
        break;
      case 'apart':
        totals.setApart(item.complaint);
        for (const sink of sinks) await sink.apart(item.complaint);
        break;
      case 'account':
        account = item.source;
    }
  }
  if (account === undefined) throw new RangeError('a source of complaints ended without its account');
  return account;
}
