import { basename } from 'node:path';
import { RedressError, type Language } from '../errors.js';
import { importComplaints } from '../imports/complaints.importer.js';
import type { ImportSummary } from '../imports/import-item.js';
import type { Mapping } from '../imports/mapping.js';
import { readMapping } from '../imports/read-mapping.js';
import { rejectsWriter, type RejectsWriter } from '../imports/rejects.writer.js';
import { makeAudit, type AuditInputs, type AuditItem } from '../reports/audit.maker.js';
import type { AuditSummary } from '../reports/audit-accumulator.js';
import type { AuditReport } from '../reports/audit-report.js';
import type { ResultsWriter } from '../reports/audit-json.writer.js';
import { loadPolicies } from '../rules/policy/load-policies.js';
import type { PolicySet } from '../rules/policy/policy.js';
import type { Instant } from '../rules/values.js';
import { importNotes } from '../imports/import-notes.js';
import { readMappingText } from './mapping.reader.js';
import { reportedRow } from './reported-row.js';
import { readPolicyFiles } from '../policies-folder/policies.reader.js';
import { withCalendars } from '../policies-folder/shipped-calendars.reader.js';

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

/**
 * Judges every complaint of a file and sums it up; stores nothing. Throws a RedressError with every fault of the policies and
 * the mapping, or when the file cannot be read; then no output file is left behind.
 */
export async function runAudit(request: AuditRequest): Promise<AuditReport> {
  const set = await loadSet(request.policies);
  const mapping = await loadMapping(request.mapping, set);
  const at = request.at(set);
  const sinks = (await request.sinks?.({ set, at })) ?? [];
  return makeAudit({ set, at, sinks, items: itemsOf(request, mapping) });
}

/** The set of policies in a folder; all faults at once. */
export async function loadSet(folder: string): Promise<PolicySet> {
  const { set, faults } = loadPolicies(await withCalendars(await readPolicyFiles(folder)));
  if (set === undefined) throw new RedressError(faults);
  return set;
}

async function loadMapping(path: string, set: PolicySet): Promise<Mapping> {
  const text = await readMappingText(path);
  const { mapping, faults } = readMapping(text, path, set.vocabulary);
  if (mapping === undefined) throw new RedressError(faults);
  return mapping;
}

/** The file as an audit takes it; rejected rows go into their file on the way. */
async function* itemsOf(request: AuditRequest, mapping: Mapping): AsyncGenerator<AuditItem> {
  let rejects: RejectsWriter | undefined;
  const onProgress = (progress: { readonly bytes: number; readonly ofBytes: number; readonly rows: number }): void =>
    request.onProgress?.(progress.ofBytes === 0 ? 1 : progress.bytes / progress.ofBytes, progress.rows);
  try {
    for await (const item of importComplaints(request.file, mapping, { onProgress })) {
      switch (item.kind) {
        case 'opened':
          if (request.rejects !== undefined) rejects = rejectsWriter(request.rejects, item.layout, request.language);
          break;
        case 'complaint':
          yield item;
          break;
        case 'rejected':
          rejects?.write(item.row);
          yield { kind: 'rejected', row: reportedRow(item.row) };
          break;
        case 'summary':
          rejects?.close();
          rejects = undefined;
          yield { kind: 'account', source: sourceOf(item.summary, mapping) };
          return;
      }
    }
  } finally {
    rejects?.abort();
  }
}

function sourceOf(summary: ImportSummary, mapping: Mapping): AuditSummary {
  return {
    kind: 'file',
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
    notes: { ...summary.notes },
    withheld: summary.withheldCases,
    remarks: importNotes(summary),
  };
}
