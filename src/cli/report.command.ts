import { Command } from 'commander';
import type { Actor } from '../actor.js';
import { ReportsService, type OwnFile } from '../modules/reports/reports.service.js';
import { readRequest, type WrittenRequest } from '../modules/reports/report-request.js';
import type { Language } from '../errors.js';
import { withApplication } from './application.context.js';
import { refuseSameFiles } from './audit.command.js';
import {
  atOption,
  csvOption,
  fails,
  failOnOption,
  findingsOption,
  pdfOption,
  type AuditOutputs,
} from './audit-options.js';
import { auditSummary } from './audit-summary.js';
import { languageOf, say } from './language.js';
import { complaintsJudged, progressLine } from './progress.js';

const by: Actor = { kind: 'system', id: 'command-line' };

interface ReportOptions extends AuditOutputs, Omit<WrittenRequest, 'findings' | 'at'> {}

/** `redress report …`: reports over what is stored. */
export function reportCommand(): Command {
  return new Command('report')
    .description(say({ en: 'makes reports over the complaints that are stored', zh: '就已登记的投诉生成报告' }))
    .addCommand(reportAuditCommand());
}

/** `redress report audit`: judges what is stored and writes the same audit as `redress audit` does of a file. */
function reportAuditCommand(): Command {
  return new Command('audit')
    .description(
      say({
        en: 'judges the stored complaints and writes findings and the audit report',
        zh: '判定已登记的投诉，输出审核发现与审核报告',
      }),
    )
    .option('--from <day>', say({ en: 'received on this day or later', zh: '收到日期起（含当日）' }))
    .option('--to <day>', say({ en: 'received on this day or earlier', zh: '收到日期止（含当日）' }))
    .option('--source <name>', say({ en: 'complaints of this source alone', zh: '仅此来源的投诉' }))
    .option('--unit <name>', say({ en: 'complaints of this unit alone', zh: '仅此单位的投诉' }))
    .addOption(atOption())
    .option('--json <file>', say({ en: 'totals and findings', zh: '输出合计与审核发现（JSON）' }))
    .addOption(csvOption())
    .addOption(pdfOption())
    .addOption(findingsOption())
    .addOption(failOnOption())
    .action(async (options: ReportOptions, command: Command) => {
      const language = languageOf(command);
      refuseSameFiles([options.json, options.csv, options.pdf]);
      const { run, report } = await makeReport(options, language);
      const recorded = { en: `Recorded as run ${run.id}.`, zh: `已记录为执行 ${run.id}。` };
      process.stdout.write(`${[...auditSummary(report, language), '', recorded[language]].join('\n')}\n`);
      if (fails(report.totals.own.outcomes, options.failOn)) process.exitCode = 1;
    });
}

async function makeReport(options: ReportOptions, language: Language): ReturnType<ReportsService['makeNow']> {
  const { from, to, source, unit, at } = options;
  const written = { from, to, source, unit, at, findings: options.findings === 'all' ? 'all' : 'attention' } as const;
  const request = readRequest(written, (name) => ({ file: `--${name}` }));
  const progress = progressLine(language, process.stderr, complaintsJudged);
  try {
    return await withApplication((app) =>
      app
        .get(ReportsService)
        .makeNow({ request, written }, filesOf(options, language), by, ({ done, of }) =>
          progress.show(of === 0 ? 1 : done / of, done),
        ),
    );
  } finally {
    progress.clear();
  }
}

function filesOf({ json, csv, pdf }: ReportOptions, language: Language): readonly OwnFile[] {
  return [
    ...(pdf === undefined ? [] : [{ name: `audit.${language}.pdf`, format: 'pdf' as const, language, path: pdf }]),
    ...(json === undefined ? [] : [{ name: 'audit.json', format: 'json' as const, path: json }]),
    ...(csv === undefined ? [] : [{ name: 'audit.csv', format: 'csv' as const, path: csv }]),
  ];
}
