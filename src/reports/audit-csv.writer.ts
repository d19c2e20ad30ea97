import type { Instant } from '../rules/values.js';
import { csvApproval, csvFinding, csvHead } from './audit-csv.js';
import { isChosen, plainFinding, type FindingChoice } from './audit-finding.js';
import type { ResultsWriter } from './audit-json.writer.js';
import type { AuditSetInfo } from './audit-set-info.js';
import { openAtomic } from './atomic-file.writer.js';
import { ruleIndex } from './rule-index.js';

/** Writes the CSV results, one row a finding, while complaints are judged. Refuses a place that cannot be written, and a full disk. */
export async function openAuditCsv(
  file: string,
  set: AuditSetInfo,
  at: Instant,
  choice: FindingChoice = 'attention',
): Promise<ResultsWriter> {
  const index = ruleIndex(set);
  const signed = csvApproval(set.approval);
  const target = await openAtomic(file);
  await target.write(csvHead());
  return {
    async judged({ complaint, findings }) {
      const chosen = findings.filter((finding) => isChosen(finding, choice));
      const rows = chosen.map((finding) =>
        csvFinding(plainFinding(complaint, finding, at, index.zone(finding)), signed),
      );
      if (rows.length > 0) await target.write(rows.join(''));
    },
    // Rows that could not be used have a file of their own, in the layout of the input.
    rejected: () => Promise.resolve(),
    apart: () => Promise.resolve(),
    finish: () => target.commit(),
    abort: () => target.abort(),
  };
}
