import { readConfig } from '../config.js';
import type { Language } from '../errors.js';
import { writeAtomically } from './atomic-file.writer.js';
import { openAuditCsv } from './audit-csv.writer.js';
import { openAuditJson, type ResultsWriter } from './audit-json.writer.js';
import type { AuditInputs } from './audit.maker.js';
import type { AuditReport } from './audit-report.js';
import { auditSetInfo } from './audit-set-info.js';

export interface AuditFiles {
  readonly json?: string | undefined;
  readonly csv?: string | undefined;
  readonly pdf: readonly { readonly file: string; readonly language: Language }[];
  /** Every finding, or only those that want attention. */
  readonly all: boolean;
}

/** Opens the files that an audit writes; each appears under its name when it is complete. */
export async function auditFiles(
  { set, at, origin }: AuditInputs,
  files: AuditFiles,
): Promise<readonly ResultsWriter[]> {
  const info = auditSetInfo(set, origin);
  const choice = files.all ? 'all' : 'attention';
  const open: ResultsWriter[] = [];
  try {
    if (files.json !== undefined) open.push(await openAuditJson(files.json, info, at, choice));
    if (files.csv !== undefined) open.push(await openAuditCsv(files.csv, info, at, choice));
  } catch (error) {
    await Promise.allSettled(open.map((file) => file.abort()));
    throw error;
  }
  return files.pdf.length === 0 ? open : [...open, pdfWriter(files.pdf)];
}

/** Prints the report in each language asked for, when everything has been judged; one browser for all. */
function pdfWriter(files: AuditFiles['pdf']): ResultsWriter {
  const nothing = (): Promise<void> => Promise.resolve();
  return {
    judged: nothing,
    rejected: nothing,
    apart: nothing,
    abort: nothing,
    finish: (report) => printAll(report, files),
  };
}

async function printAll(report: AuditReport, files: AuditFiles['pdf']): Promise<void> {
  // The browser's driver and the chart library take a second to load: only who prints waits for them.
  const [{ auditHtml }, { auditView }, { withPrinter }] = await Promise.all([
    import('./audit-html.renderer.js'),
    import('./audit-view.js'),
    import('./printing/pdf.printer.js'),
  ]);
  const { cache, chrome } = readConfig();
  await withPrinter({ cache, executable: chrome }, async (printer) => {
    for (const { file, language } of files) {
      const html = await auditHtml(auditView(report, language, printer.fonts.coverage));
      await writeAtomically(file, await printer.print(html, report.at));
    }
  });
}
