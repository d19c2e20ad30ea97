import { personText, type SetApproval } from '../texts/approval-texts.js';
import type { PlainFinding } from './audit-finding.js';

/** The columns of the CSV results, one row a finding. */
export const CSV_COLUMNS = [
  'complaint',
  'policy',
  'version',
  'rule',
  'occurrence',
  'round',
  'outcome',
  'state',
  'start',
  'due',
  'due_at_latest',
  'done',
  'days_late',
  'provisional',
  'missing',
  'notes',
  'breach',
  'own',
  'superseded',
  'waived',
  'unverified',
  'disputed',
  'policy_set',
  'set_author',
  'set_approver',
  'set_approval',
] as const;

/** A byte-order mark, by which spreadsheets know that the file is UTF-8. */
export const BYTE_ORDER_MARK = '\ufeff';

/** The first line. */
export function csvHead(): string {
  return `${BYTE_ORDER_MARK}${csvLine(CSV_COLUMNS)}`;
}

/** What the last columns say of the set: its number, who wrote and approved it, and whether a second person did (see ApprovalState). */
export function csvApproval(approval: SetApproval | undefined): readonly string[] {
  if (approval === undefined) return ['', '', '', 'folder'];
  const { set, author, approver, state } = approval;
  return [String(set), personText(author).en, approver === undefined ? '' : personText(approver).en, state];
}

/** One finding as a line of the CSV results, in the order of `csvHead`. */
export function csvFinding(finding: PlainFinding, signed: readonly string[]): string {
  const { occurrence, missing = [], notes = [], waived, disputed } = finding;
  return csvLine([
    finding.complaint,
    finding.policy,
    finding.version ?? '',
    finding.rule ?? '',
    occurrence === undefined ? '' : `${occurrence.type} ${occurrence.at}`,
    finding.round === undefined ? '' : String(finding.round),
    finding.outcome,
    finding.state ?? '',
    finding.start ?? '',
    finding.due ?? '',
    finding.dueAtLatest ?? '',
    finding.done ?? '',
    finding.daysLate === undefined ? '' : String(finding.daysLate),
    finding.provisional === undefined ? '' : String(finding.provisional),
    missing.map(({ name, why }) => `${name} (${why})`).join('; '),
    notes.map(({ code }) => code).join('; '),
    finding.breach ?? '',
    String(finding.own),
    finding.superseded ?? '',
    waived === undefined ? '' : `${waived.waiver} (${waived.through})`,
    finding.unverified === true ? 'true' : '',
    disputed === undefined ? '' : `${disputed.facts.join('; ')} (${disputed.outcomes.join('; ')})`,
    ...signed,
  ]);
}

function csvLine(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

/**
 * A cell by RFC 4180. A text that a spreadsheet would run as a formula (it begins with `=`, `+`, `-`, `@`, a tab or a
 * carriage return) is given a leading apostrophe, so that opening the file never runs what a complaint contains.
 */
export function csvCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
