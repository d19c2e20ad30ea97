import type { AuditReport, RejectedRow as ReportedRow } from '../reports/audit-report.js';
import type { RejectedRow } from '../imports/source-row.js';
import type { Judgement } from '../rules/judge/judgement.js';

/** Something that takes what an audit finds, one after another: a file of findings, of rejected rows. */
export interface AuditSink {
  judged(judgement: Judgement): void | Promise<void>;
  rejected(row: RejectedRow): void | Promise<void>;
  /** Puts the file under its name. */
  finish(report: AuditReport): Promise<void>;
  /** Leaves nothing behind. */
  abort(): Promise<void>;
}

/** A rejected row as reports show it: of a personal fact only its length. */
export function reportedRow(row: RejectedRow): ReportedRow {
  const { value } = row;
  return {
    row: row.row,
    column: row.column,
    code: row.reason.code,
    reason: row.reason.cause,
    value: value !== undefined && 'text' in value ? value.text : undefined,
    personalLength: value !== undefined && 'characters' in value ? value.characters : undefined,
  };
}
