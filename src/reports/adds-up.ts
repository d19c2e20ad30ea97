import { RedressError } from '../errors.js';
import { STANDINGS } from './standing.js';
import type { AuditReport, FindingTotals } from './audit-report.js';
import { reportFault } from './report-errors.js';

/** Refuses a report whose figures do not add up, naming every one that does not: no such report may be printed. */
export function checkAddsUp(report: AuditReport): void {
  const faults = checksOf(report)
    .filter(([, found, expected]) => found !== expected)
    .map(([what, found, expected]) => reportFault('report.does_not_add_up', { what, found, expected }));
  if (faults.length > 0) throw new RedressError(faults);
}

type Check = readonly [what: string, found: number, expected: number];

function checksOf({ source, totals, lists }: AuditReport): Check[] {
  const perComplaint: Check[] =
    source.rows === 'complaint' ? [['complaints judged', totals.complaints, source.rowsUsed]] : [];
  const standings = (['law', 'promise'] as const).map((dutyClass): Check => [
    `complaints by standing (${dutyClass})`,
    sum(STANDINGS.map((standing) => totals.own.standing[dutyClass][standing])),
    totals.complaints,
  ]);
  return [
    ['rows used and rejected', source.rowsUsed + source.rowsRejected, source.rowsRead],
    ['rejected rows listed', lists.rejected.total, source.rowsRejected],
    ...perComplaint,
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
    ...[totals, totals.own, ...totals.rules].map(outcomesAddUp),
  ];
}

function outcomesAddUp({ findings, outcomes }: FindingTotals): Check {
  return ['findings by outcome', sum(Object.values(outcomes)), findings];
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
