import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { RedressError, type Language } from '../errors.js';
import { importComplaints } from '../imports/complaints.importer.js';
import { importFault } from '../imports/import-errors.js';
import type { ImportSummary } from '../imports/import-item.js';
import type { Mapping } from '../imports/mapping.js';
import { readMapping } from '../imports/read-mapping.js';
import { rejectsWriter, type RejectsWriter } from '../imports/rejects.writer.js';
import { systemErrorCode } from '../imports/system-error.js';
import { createAuditAccumulator, type AuditAccumulator } from '../reports/audit-accumulator.js';
import type { AuditReport } from '../reports/audit-report.js';
import type { ResultsWriter } from '../reports/audit-json.writer.js';
import { auditSetInfo } from '../reports/audit-set-info.js';
import { explainFinding } from '../rules/judge/derivation.js';
import { judge } from '../rules/judge/judge.js';
import { loadPolicies } from '../rules/policy/load-policies.js';
import type { PolicySet } from '../rules/policy/policy.js';
import { yamlSizeLimit } from '../rules/yaml/read-yaml.js';
import { yamlFault } from '../rules/yaml/yaml-errors.js';
import type { Complaint } from '../rules/complaint.js';
import type { Instant } from '../rules/values.js';
import { auditFault } from './audit-errors.js';
import { importNotes } from './audit-notes.js';
import { reportedRow } from './reported-row.js';
import { readPolicyFiles } from './policies.reader.js';
import { withCalendars } from './shipped-calendars.reader.js';

export interface AuditRequest {
  readonly file: string;
  readonly mapping: string;
  readonly policies: string;
  /** The instant judged, which may depend on the zone of the organisation. */
  readonly at: (set: PolicySet) => Instant;
  readonly language: Language;
  /** Where rejected rows go, in the layout of the input. */
  readonly rejects?: string | undefined;
  /** Makes the files of findings, once the policies are loaded and the mapping is read. */
  readonly sinks?: (inputs: AuditInputs) => Promise<readonly ResultsWriter[]>;
  readonly onProgress?: (share: number, rows: number) => void;
}

export interface AuditInputs {
  readonly set: PolicySet;
  readonly mapping: Mapping;
  readonly at: Instant;
}

export interface AuditOutcome {
  readonly report: AuditReport;
  readonly summary: ImportSummary;
}

/**
 * Judges every complaint of a file and sums it up; stores nothing. Throws a RedressError with every fault of the policies and
 * the mapping, or when the file cannot be read; then no output file is left behind.
 */
export async function runAudit(request: AuditRequest): Promise<AuditOutcome> {
  const set = await loadSet(request.policies);
  const mapping = await loadMapping(request.mapping, set);
  const at = request.at(set);
  const sinks = (await request.sinks?.({ set, mapping, at })) ?? [];
  const audit: Audit = { request, set, mapping, at, sinks, totals: createAuditAccumulator(auditSetInfo(set), at) };
  let rejects: RejectsWriter | undefined;
  try {
    const summary = await judgeFile(audit, (writer) => (rejects = writer));
    rejects?.close();
    rejects = undefined;
    const report = audit.totals.finish(sourceOf(summary, mapping));
    for (const sink of sinks) await sink.finish(report);
    return { report, summary };
  } catch (error) {
    rejects?.abort();
    await Promise.allSettled(sinks.map((sink) => sink.abort()));
    throw error;
  }
}

/** The set of policies in a folder; all faults at once. */
export async function loadSet(folder: string): Promise<PolicySet> {
  const { set, faults } = loadPolicies(await withCalendars(await readPolicyFiles(folder)));
  if (set === undefined) throw new RedressError(faults);
  return set;
}

async function loadMapping(path: string, set: PolicySet): Promise<Mapping> {
  const text = await readMappingText(path).catch((error: unknown) => {
    const detail = systemErrorCode(error);
    if (detail === undefined) throw error;
    throw new RedressError([auditFault('audit.no_mapping', { file: path, detail })], { cause: error });
  });
  const { mapping, faults } = readMapping(text, path, set.vocabulary);
  if (mapping === undefined) throw new RedressError(faults);
  return mapping;
}

/** Refuses a pipe, which would be waited for, and a file that is far too large to be a mapping. */
async function readMappingText(path: string): Promise<string> {
  const about = await stat(path);
  if (!about.isFile()) throw new RedressError([importFault('import.not_a_file', {}, { file: path })]);
  if (about.size > yamlSizeLimit)
    throw new RedressError([yamlFault('yaml.too_large', { size: about.size, limit: yamlSizeLimit }, { file: path })]);
  return readFile(path, 'utf8');
}

interface Audit extends AuditInputs {
  readonly request: AuditRequest;
  readonly sinks: readonly ResultsWriter[];
  readonly totals: AuditAccumulator;
}

async function judgeFile(audit: Audit, opened: (writer: RejectsWriter) => void): Promise<ImportSummary> {
  const { request, mapping, sinks, totals } = audit;
  let writer: RejectsWriter | undefined;
  const onProgress = (progress: { readonly bytes: number; readonly ofBytes: number; readonly rows: number }): void =>
    request.onProgress?.(progress.ofBytes === 0 ? 1 : progress.bytes / progress.ofBytes, progress.rows);
  for await (const item of importComplaints(request.file, mapping, { onProgress })) {
    switch (item.kind) {
      case 'opened':
        writer =
          request.rejects === undefined ? undefined : rejectsWriter(request.rejects, item.layout, request.language);
        if (writer !== undefined) opened(writer);
        break;
      case 'complaint':
        await judgeOne(audit, item.complaint);
        break;
      case 'rejected':
        totals.reject(reportedRow(item.row));
        writer?.write(item.row);
        for (const sink of sinks) await sink.rejected(reportedRow(item.row));
        break;
      case 'summary':
        return item.summary;
    }
  }
  throw new RangeError('the importer ended without a summary');
}

async function judgeOne({ set, at, sinks, totals }: Audit, complaint: Complaint): Promise<void> {
  const judgement = judge(set, complaint, at, { timeZoneData: process.versions['tz'] ?? '' });
  totals.add(judgement, (finding) => explainFinding(set, complaint, at, finding));
  for (const sink of sinks) await sink.judged(judgement);
}

function sourceOf(summary: ImportSummary, mapping: Mapping) {
  return {
    file: basename(summary.file),
    sha256: summary.sha256,
    bytes: summary.bytes,
    mapping: mapping.id,
    rows: mapping.rows.kind,
    rowsRead: summary.rows.read,
    rowsUsed: summary.rows.judged,
    rowsRejected: summary.rows.rejected,
    unusedColumns: summary.unusedColumns,
    absentColumns: summary.absentColumns,
    notes: summary.notes,
    withheld: summary.withheldCases,
    remarks: importNotes(summary),
  };
}
