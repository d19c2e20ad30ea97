import type { Judgement } from '../rules/judge/judgement.js';
import { formatInstant } from '../rules/time/parse-time.js';
import { zoneOf } from '../rules/time/zone.js';
import type { Instant } from '../rules/values.js';
import { isChosen, plainFinding, type FindingChoice } from './audit-finding.js';
import { JSON_LAYOUT, jsonTail, plainRejected } from './audit-json.js';
import type { ApartComplaint, AuditReport, RejectedRow } from './audit-report.js';
import type { AuditSetInfo } from './audit-set-info.js';
import { openAtomic, openSpool } from './atomic-file.writer.js';
import { ruleIndex } from './rule-index.js';

/** A results file that takes findings one after another and appears under its name when it is finished. */
export interface ResultsWriter {
  judged(judgement: Judgement): Promise<void>;
  rejected(row: RejectedRow): Promise<void>;
  /** Of a database: a complaint that was not judged, or whose receipt is not known. */
  apart(complaint: ApartComplaint): Promise<void>;
  finish(report: AuditReport): Promise<void>;
  abort(): Promise<void>;
}

/**
 * Writes the JSON results (`audit-json.ts` has the layout) while complaints are judged. What was not judged waits in a
 * temporary file beside it, since it comes between the complaints. Refuses a place that cannot be written, and a full disk.
 */
export async function openAuditJson(
  file: string,
  set: AuditSetInfo,
  at: Instant,
  choice: FindingChoice = 'attention',
): Promise<ResultsWriter> {
  const index = ruleIndex(set);
  const target = await openAtomic(file);
  const aside = openSpool(file);
  let findings = 0;
  let asideCount = 0;
  const separator = (before: number): string => (before === 0 ? '\n' : ',\n');
  const head = { redress: { audit: JSON_LAYOUT }, at: formatInstant(at, zoneOf(set.zone)) };
  await target.write(`${JSON.stringify(head).slice(0, -1)},\n"findings":[`);

  const abort = async (): Promise<void> => {
    await target.abort();
    await aside.drop();
  };
  return {
    async judged({ complaint, findings: all }) {
      let text = '';
      for (const finding of all) {
        if (!isChosen(finding, choice)) continue;
        text += separator(findings++) + JSON.stringify(plainFinding(complaint, finding, at, index.zone(finding)));
      }
      if (text !== '') await target.write(text);
    },
    rejected: (row) => aside.write(separator(asideCount++) + JSON.stringify(plainRejected(row))),
    apart: (complaint) => aside.write(separator(asideCount++) + JSON.stringify(complaint)),
    async finish(report) {
      try {
        await target.write(`\n],\n"${report.source.kind === 'file' ? 'rejected' : 'apart'}":[`);
        for await (const chunk of aside.read()) await target.write(chunk);
        await target.write(`\n],\n${JSON.stringify(jsonTail(report)).slice(1)}\n`);
        await target.commit();
      } finally {
        await abort();
      }
    },
    abort,
  };
}
