import type { Judgement } from '../rules/judge/judgement.js';
import { formatInstant } from '../rules/time/parse-time.js';
import { zoneOf } from '../rules/time/zone.js';
import type { Instant } from '../rules/values.js';
import { isChosen, plainFinding, type FindingChoice } from './audit-finding.js';
import { JSON_LAYOUT, jsonTail, plainRejected } from './audit-json.js';
import type { ApartComplaint, AuditReport, RejectedRow } from './audit-report.js';
import type { AuditSetInfo } from './audit-set-info.js';
import { openAtomic, openSpool } from './atomic-file.writer.js';
import { recordsNeedAttention, rightNeedsAttention } from './entitlement-report.js';
import { plainEscalation, plainRecords, plainRetention, plainRight, type Plain } from './plain-entitlements.js';
import { ruleIndex, type RuleIndex } from './rule-index.js';

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
 * Writes the JSON results (`audit-json.ts` has the layout) while complaints are judged. The lists that follow the findings wait in
 * temporary files beside it, since they come between the complaints. Refuses a place that cannot be written, and a full disk.
 */
export async function openAuditJson(
  file: string,
  set: AuditSetInfo,
  at: Instant,
  choice: FindingChoice = 'attention',
): Promise<ResultsWriter> {
  const index = ruleIndex(set);
  const target = await openAtomic(file);
  const aside = openList(file);
  const lists = {
    rights: openList(file),
    retention: openList(file),
    records: openList(file),
    escalations: openList(file),
  };
  let findings = 0;
  const head = { redress: { audit: JSON_LAYOUT }, at: formatInstant(at, zoneOf(set.zone)) };
  await target.write(`${JSON.stringify(head).slice(0, -1)},\n"findings":[`);

  const abort = async (): Promise<void> => {
    await target.abort();
    for (const list of [aside, ...Object.values(lists)]) await list.drop();
  };
  return {
    async judged(judgement) {
      let text = '';
      for (const finding of judgement.findings) {
        if (!isChosen(finding, choice)) continue;
        const plain = plainFinding(judgement.complaint, finding, at, index.zone(finding));
        text += (findings++ === 0 ? '\n' : ',\n') + JSON.stringify(plain);
      }
      if (text !== '') await target.write(text);
      const others = othersOf(judgement, at, index, choice);
      await lists.rights.add(others.rights);
      await lists.retention.add(others.retention);
      await lists.records.add(others.records);
      await lists.escalations.add(others.escalations);
    },
    rejected: (row) => aside.add([plainRejected(row)]),
    apart: (complaint) => aside.add([complaint]),
    async finish(report) {
      try {
        for (const [name, list] of Object.entries(lists)) {
          await target.write(`\n],\n"${name}":[`);
          for await (const chunk of list.read()) await target.write(chunk);
        }
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

/** A list that waits for its place in the file. */
function openList(file: string) {
  const spool = openSpool(file);
  let count = 0;
  return {
    async add(entries: readonly object[]): Promise<void> {
      if (entries.length === 0) return;
      await spool.write(entries.map((entry) => (count++ === 0 ? '\n' : ',\n') + JSON.stringify(entry)).join(''));
    },
    read: () => spool.read(),
    drop: () => spool.drop(),
  };
}

/** What stands beside the findings: of rights, records and escalations what needs attention, or every one. */
function othersOf(judgement: Judgement, at: Instant, index: RuleIndex, choice: FindingChoice) {
  const { complaint } = judgement;
  const isAll = choice === 'all';
  const rights = judgement.rights.filter((right) => isAll || rightNeedsAttention(right));
  // What one rule says is part of what is said of the records, of which those that need attention are listed.
  const retention = isAll ? judgement.retention : [];
  const records = judgement.records.filter((found) => isAll || recordsNeedAttention(found));
  const escalations = judgement.escalations.filter((found) => isAll || found.at <= at);
  return {
    rights: rights.map((right): Plain => plainRight(complaint, right, index.zone(right))),
    retention: retention.map((found): Plain => plainRetention(complaint, found, index.zone(found))),
    records: records.map((found): Plain => plainRecords(complaint, found)),
    escalations: escalations.map((found): Plain => plainEscalation(complaint, found, at, index.zone(found))),
  };
}
