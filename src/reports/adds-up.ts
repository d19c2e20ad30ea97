import { RedressError } from '../errors.js';
import { STANDINGS } from './standing.js';
import type {
  AuditLists,
  AuditReport,
  AuditTotals,
  DatabaseSource,
  FileSource,
  FindingTotals,
} from './audit-report.js';
import { entitlementsAddUp, type Check } from './entitlements-add-up.js';
import { reportFault } from './report-errors.js';

/** Refuses a report whose figures do not add up, naming every one that does not: no such report may be printed. */
export function checkAddsUp(report: AuditReport): void {
  const faults = checksOf(report)
    .filter(([, found, expected]) => found !== expected)
    .map(([what, found, expected]) => reportFault('report.does_not_add_up', { what, found, expected }));
  if (faults.length > 0) throw new RedressError(faults);
}

function checksOf({ source, totals, lists }: AuditReport): Check[] {
  const standings = (['law', 'promise'] as const).map((dutyClass): Check => [
    `complaints by standing (${dutyClass})`,
    sum(STANDINGS.map((standing) => totals.own.standing[dutyClass][standing])),
    totals.complaints,
  ]);
  return [
    ...(source.kind === 'file' ? fileAddsUp(source, totals, lists) : databaseAddsUp(source, totals, lists)),
    ...standings,
    ['findings of all rules', sum(totals.rules.map(({ findings }) => findings)), totals.findings],
    ['findings of all policies', sum(totals.policies.map(({ findings }) => findings)), totals.findings],
    [
      'non-compliant of our own',
      sum(lists.overdue.map(({ list }) => list.total)) + lists.doneLate.total + lists.requirements.total,
      totals.own.outcomes['non-compliant'],
    ],
    ...lists.notes.map(({ code, list }): Check => [
      `findings with the note ${code}`,
      list.total,
      totals.notes.find((note) => note.code === code)?.findings ?? 0,
    ]),
    ['not judged of our own', lists.indeterminate.total, totals.own.outcomes.indeterminate],
    ['waived of our own', lists.waived.total, totals.own.outcomes.waived],
    ['judgement needed of our own', lists.judgementNeeded.total, totals.own.outcomes['judgement-needed']],
    ['waived by waiver', sum(totals.entitlements.waivers.map(({ findings }) => findings)), totals.outcomes.waived],
    ...entitlementsAddUp(totals.entitlements, lists.entitlements),
    ...[totals, totals.own, ...totals.rules].map(outcomesAddUp),
  ];
}

function fileAddsUp(source: FileSource, totals: AuditTotals, lists: AuditLists): Check[] {
  const { rowsRead, rowsUsed, rowsRejected } = source;
  return [
    ['rows used and rejected', rowsUsed + rowsRejected, rowsRead],
    ['rejected rows listed', lists.rejected.total, rowsRejected],
    ...(source.rows === 'complaint' ? [['complaints judged', totals.complaints, rowsUsed] satisfies Check] : []),
  ];
}

function databaseAddsUp(source: DatabaseSource, totals: AuditTotals, lists: AuditLists): Check[] {
  const { stored, outside, population, skipped, receiptUnknown, bySource } = source;
  return [
    ['complaints outside and inside the period', outside + population, stored],
    ['complaints judged and skipped', totals.complaints + sum(Object.values(skipped)), population],
    ['complaints by source', sum(bySource.map(({ complaints }) => complaints)), population],
    ['complaints listed apart', lists.apart.total, skipped.void + receiptUnknown],
  ];
}

function outcomesAddUp({ findings, outcomes }: FindingTotals): Check {
  return ['findings by outcome', sum(Object.values(outcomes)), findings];
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
