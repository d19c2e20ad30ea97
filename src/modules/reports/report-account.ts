import type { AuditReport } from '../../reports/audit-report.js';
import type { RunRecord } from '../runs/run.js';

/** A file that was made, with what it must still be when it is given out. */
export type MadeFile = {
  readonly name: string;
  readonly bytes: number;
  /** Hex. */
  readonly sha256: string;
};

/** How far a report is: complaints taken of the population, and whether its files are being written. */
export type ReportProgress = {
  readonly stage: 'judging' | 'writing';
  readonly done: number;
  readonly of: number;
};

/**
 * The account of a finished report: its figures in short, what it rests on, and the digests of its
 * files; whether they are kept in the folder of reports, or were written where somebody wanted them.
 */
export function accountOf(report: AuditReport, files: readonly MadeFile[], kept: boolean): RunRecord {
  const { source, totals, policySet, atText } = report;
  return {
    ...(source.kind === 'database' ? populationRecord(source) : {}),
    complaints: totals.complaints,
    findings: totals.findings,
    outcomes: { ...totals.outcomes },
    own: {
      findings: totals.own.findings,
      outcomes: { ...totals.own.outcomes },
      law: { ...totals.own.standing.law },
      promise: { ...totals.own.standing.promise },
    },
    judgedAt: atText,
    policySet: policySet.digest,
    files,
    kept,
    // The entry of the run names digests of the first level.
    ...Object.fromEntries(files.map(({ name, sha256 }) => [name, sha256])),
  };
}

function populationRecord(source: Extract<AuditReport['source'], { kind: 'database' }>): RunRecord {
  const { stored, outside, population, skipped, receiptUnknown, erased, setNumber, sha256 } = source;
  return {
    stored,
    outside,
    population,
    skipped: { ...skipped },
    receiptUnknown,
    erased,
    setNumber,
    entries: sha256,
    readAt: new Date(source.readAt).toISOString(),
  };
}

/** Whether the files of a finished report are in the folder of reports. */
export function isKept(account: RunRecord | undefined): boolean {
  return account?.['kept'] === true;
}

/** The files of a finished report as its run has kept them; none of another run. */
export function filesIn(account: RunRecord | undefined): readonly MadeFile[] {
  const files = account?.['files'];
  if (!Array.isArray(files)) return [];
  return files.filter(isMadeFile);
}

function isMadeFile(value: unknown): value is MadeFile {
  if (typeof value !== 'object' || value === null) return false;
  return (
    'name' in value &&
    typeof value.name === 'string' &&
    'bytes' in value &&
    typeof value.bytes === 'number' &&
    'sha256' in value &&
    typeof value.sha256 === 'string'
  );
}
