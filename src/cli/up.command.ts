import { mkdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { Command, Option } from 'commander';
import { RedressError, type Language } from '../errors.js';
import { projectFolder } from '../project.js';
import { reportFault } from '../reports/report-errors.js';
import { auditFiles } from './audit-files.writer.js';
import { auditSummary } from './audit-summary.js';
import { judgedAt } from './audit.command.js';
import { runAudit, type AuditOutcome } from './audit.runner.js';
import { languageOf, say } from './language.js';
import { progressLine } from './progress.js';
import { startLine, upLines } from './up-text.js';

/** The samples tell their stories as of this morning: their audit is the same whenever it is printed. */
const samplesAt = '2026-11-21T09:00+08:00';

const inProject = (...parts: readonly string[]): string => join(projectFolder, ...parts);
const samples = inProject('samples', 'complaints.csv');
const mapping = inProject('samples', 'mapping.yaml');
const policies = inProject('policies');

/** `redress up`: judges the samples against the policies of the project and writes the audit in both languages. */
export function upCommand(): Command {
  return new Command('up')
    .description(
      say({
        en: 'judges the samples and prints their audit in both languages: a first look',
        zh: '判定样例投诉并输出中英文审核报告，用于初次了解',
      }),
    )
    .option('--once', say({ en: 'end when it is done', zh: '完成后即退出' }))
    .addOption(
      new Option('--out <folder>', say({ en: 'where the results go', zh: '结果输出目录' })).default(
        inProject('out'),
        'out/',
      ),
    )
    .action(async ({ out }: { readonly out: string }, command: Command) => {
      const language = languageOf(command);
      process.stderr.write(`${startLine(fromHere(samples), fromHere(policies))[language]}\n`);
      const results = resultsIn(out);
      const outcome = await judgeSamples(results, language);
      const files = [...results.reports.map(({ file }) => file), results.findings].map(fromHere);
      process.stdout.write(`${[...auditSummary(outcome, language), '', ...upLines(files, language)].join('\n')}\n`);
    });
}

interface Results {
  readonly folder: string;
  readonly findings: string;
  readonly reports: readonly { readonly file: string; readonly language: Language }[];
}

function resultsIn(folder: string): Results {
  const languages = ['en', 'zh'] as const;
  return {
    folder,
    findings: join(folder, 'findings.json'),
    reports: languages.map((language) => ({ file: join(folder, `compliance-audit.${language}.pdf`), language })),
  };
}

async function judgeSamples({ folder, findings, reports }: Results, language: Language): Promise<AuditOutcome> {
  await makeFolder(folder);
  const progress = progressLine(language);
  try {
    return await runAudit({
      file: fromHere(samples),
      mapping: fromHere(mapping),
      policies: fromHere(policies),
      at: (set) => judgedAt(samplesAt, set),
      language,
      sinks: (inputs) => auditFiles(inputs, { json: findings, pdf: reports, all: false }),
      onProgress: progress.show,
    });
  } finally {
    progress.clear();
  }
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new RedressError([reportFault('report.not_writable', { file: folder, reason })], { cause: error });
  }
}

function fromHere(file: string): string {
  return relative(process.cwd(), file) || '.';
}
