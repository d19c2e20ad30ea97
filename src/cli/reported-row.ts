import type { RejectedRow as ReportedRow } from '../reports/audit-report.js';
import type { RejectedRow } from '../imports/source-row.js';

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
