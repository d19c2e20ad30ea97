import { existsSync, realpathSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { Command } from 'commander';
import { now } from '../clock.js';
import { RedressError, type Language } from '../errors.js';
import { firstInstant } from '../rules/time/compare.js';
import { parseTime } from '../rules/time/parse-time.js';
import { zoneOf } from '../rules/time/zone.js';
import { auditFiles } from '../reports/audit-files.writer.js';
import type { AuditReport } from '../reports/audit-report.js';
import type { PolicySet } from '../rules/policy/policy.js';
import type { Instant } from '../rules/values.js';
import { auditFault } from './audit-errors.js';
import {
  atOption,
  csvOption,
  pdfOption,
  findingsOption,
  fails,
  failOnOption,
  type AuditOutputs,
} from './audit-options.js';
import { auditSummary } from './audit-summary.js';
import { runAudit } from './audit.runner.js';
import { languageOf, say } from './language.js';
import { progressLine } from './progress.js';

interface AuditOptions extends AuditOutputs {
  readonly mapping: string;
  readonly policies: string;
  readonly rejects?: string;
}

/** `redress audit FILE`: judges a file of complaints and writes what was found; nothing is stored. */
export function auditCommand(): Command {
  return new Command('audit')
    .description(
      say({
        en: 'judges a file of complaints and writes findings and the audit report',
        zh: '判定投诉文件，输出审核发现与审核报告',
      }),
    )
    .argument('<file>', say({ en: 'the export: CSV or NDJSON', zh: '导出的投诉文件：CSV 或 NDJSON' }))
    .requiredOption('--mapping <file>', say({ en: 'how its columns become complaints', zh: '字段映射文件' }))
    .requiredOption('--policies <folder>', say({ en: 'the folder of policies', zh: '制度文件夹' }))
    .addOption(atOption())
    .option(
      '--json <file>',
      say({ en: 'totals, findings and rejected rows', zh: '输出合计、审核发现与退回行（JSON）' }),
    )
    .addOption(csvOption())
    .addOption(pdfOption())
    .option(
      '--rejects <file>',
      say({
        en: 'rejected rows with their reasons, to be mended and given in again',
        zh: '输出退回行及原因，供更正后重新提交',
      }),
    )
    .addOption(findingsOption())
    .addOption(failOnOption())
    .action(async (file: string, options: AuditOptions, command: Command) => {
      const language = languageOf(command);
      refuseSameFiles([file, options.mapping, options.json, options.csv, options.pdf, options.rejects]);
      const report = await audit(file, options, language);
      process.stdout.write(`${auditSummary(report, language).join('\n')}\n`);
      if (fails(report.totals.own.outcomes, options.failOn)) process.exitCode = 1;
    });
}

async function audit(file: string, options: AuditOptions, language: Language): Promise<AuditReport> {
  const progress = progressLine(language);
  try {
    return await runAudit({
      file,
      mapping: options.mapping,
      policies: options.policies,
      at: (set) => judgedAt(options.at, set),
      language,
      rejects: options.rejects,
      sinks: (inputs) =>
        auditFiles(inputs, {
          ...options,
          pdf: options.pdf === undefined ? [] : [{ file: options.pdf, language }],
          all: options.findings === 'all',
        }),
      onProgress: progress.show,
    });
  } finally {
    progress.clear();
  }
}

/** The instant judged: as given, a day from its first instant in the organisation's zone, or now. */
export function judgedAt(text: string | undefined, set: PolicySet): Instant {
  if (text === undefined) return now();
  const time = parseTime(text);
  if (time === undefined) throw new RedressError([auditFault('audit.wrong_at', { found: text })]);
  return firstInstant(time, zoneOf(set.organisation.zone));
}

/** No output may stand where another does, or where something is read from: neither by its name nor through a link. */
export function refuseSameFiles(files: readonly (string | undefined)[]): void {
  const paths = files.filter((file) => file !== undefined).map(realPath);
  const twice = paths.find((path, i) => paths.indexOf(path) !== i);
  if (twice !== undefined) throw new RedressError([auditFault('audit.same_file', { file: twice })]);
}

/** Where a name leads to; of a file that is still to be made, where its folder does. */
function realPath(file: string): string {
  if (existsSync(file)) return realpathSync(file);
  const folder = dirname(file);
  return join(existsSync(folder) ? realpathSync(folder) : resolve(folder), basename(file));
}
