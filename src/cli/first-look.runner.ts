import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import type { Actor } from '../actor.js';
import type { Language } from '../errors.js';
import type { ImportAccount } from '../modules/imports/import-account.js';
import { ImportsService } from '../modules/imports/imports.service.js';
import { readRequest } from '../modules/reports/report-request.js';
import { ReportsService, type OwnFile } from '../modules/reports/reports.service.js';
import { projectFolder } from '../project.js';
import type { AuditReport } from '../reports/audit-report.js';
import { complaintsJudged, progressLine } from './progress.js';

/** The samples tell their stories as of this morning: their audit is the same whenever it is printed. */
const samplesAt = '2026-11-21T09:00+08:00';

const by: Actor = { kind: 'system', id: 'up' };
const samples = {
  file: join(projectFolder, 'samples/complaints.csv'),
  mapping: join(projectFolder, 'samples/mapping.yaml'),
};

export interface FirstLook {
  readonly imported: ImportAccount;
  readonly report: AuditReport;
  /** Paths, in the order in which people should open them. */
  readonly files: readonly string[];
}

/** Imports the samples and prints their audit, in both languages, into the folder, which must exist. */
export async function firstLook(app: INestApplicationContext, folder: string, language: Language): Promise<FirstLook> {
  const rejects = join(folder, 'samples.rejects.csv');
  const imported = await importSamples(app, rejects, language);
  const files = resultsIn(folder);
  const report = await printAudit(app, files, language);
  return {
    imported,
    report,
    files: [...files.map(({ path }) => path), ...(imported.rows.rejected > 0 ? [rejects] : [])],
  };
}

async function importSamples(
  app: INestApplicationContext,
  rejects: string,
  language: Language,
): Promise<ImportAccount> {
  const progress = progressLine(language);
  try {
    const result = await app.get(ImportsService, { strict: false }).importFile({
      path: samples.file,
      name: basename(samples.file),
      mapping: { file: 'samples/mapping.yaml', text: await readFile(samples.mapping, 'utf8') },
      by,
      rejects: { path: rejects, language, evenIfEmpty: true },
      onProgress: ({ share, rows }) => progress.show(share, rows.read),
    });
    if ('error' in result) throw result.error;
    return result.account;
  } finally {
    progress.clear();
  }
}

async function printAudit(
  app: INestApplicationContext,
  files: readonly OwnFile[],
  language: Language,
): Promise<AuditReport> {
  const written = { source: 'samples', at: samplesAt, findings: 'attention' } as const;
  const request = readRequest(written, (name) => ({ file: name }));
  const progress = progressLine(language, process.stderr, complaintsJudged);
  try {
    const { report } = await app
      .get(ReportsService, { strict: false })
      .makeNow({ request, written }, files, by, ({ done, of }) => progress.show(of === 0 ? 1 : done / of, done));
    return report;
  } finally {
    progress.clear();
  }
}

function resultsIn(folder: string): readonly OwnFile[] {
  const pdf = (language: Language): OwnFile => {
    const name = `compliance-audit.${language}.pdf`;
    return { name, format: 'pdf', language, path: join(folder, name) };
  };
  return [pdf('en'), pdf('zh'), { name: 'findings.json', format: 'json', path: join(folder, 'findings.json') }];
}
