import { Command, Option } from 'commander';
import type { Actor } from '../actor.js';
import { ReportsService, type OwnFile } from '../modules/reports/reports.service.js';
import { readRequest, type WrittenRequest } from '../modules/reports/report-request.js';
import type { Language } from '../errors.js';
import { withApplication } from './application.context.js';
import { fails, refuseSameFiles, type FailOn } from './audit.command.js';
import { auditSummary } from './audit-summary.js';
import { languageOf, say } from './language.js';
import { complaintsJudged, progressLine } from './progress.js';

const by: Actor = { kind: 'system', id: 'command-line' };

interface ReportOptions extends Omit<WrittenRequest, 'findings'> {
  readonly json?: string;
  readonly csv?: string;
  readonly pdf?: string;
  readonly findings: 'notable' | 'all';
  readonly failOn?: FailOn;
}

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
    .option(
      '--at <instant>',
      say({ en: 'judge as at this instant or day; otherwise now', zh: '判定时点（时刻或日期），默认为现在' }),
    )
    .option('--json <file>', say({ en: 'totals and findings', zh: '输出合计与审核发现（JSON）' }))
    .option('--csv <file>', say({ en: 'a row for each finding', zh: '逐条输出审核发现（CSV）' }))
    .option('--pdf <file>', say({ en: 'the audit report', zh: '输出审核报告（PDF）' }))
    .addOption(
      new Option(
        '--findings <which>',
        say({ en: 'also those that are compliant or do not apply', zh: '是否包括符合与不适用的发现' }),
      )
        .choices(['notable', 'all'])
        .default('notable'),
    )
    .addOption(
      new Option(
        '--fail-on <outcome>',
        say({ en: 'exit with 1 when one of our own duties came to this', zh: '本机构义务出现该结论时以 1 退出' }),
      ).choices(['non-compliant', 'indeterminate']),
    )
    .action(async (options: ReportOptions, command: Command) => {
      const language = languageOf(command);
      refuseSameFiles([options.json, options.csv, options.pdf]);
      const { run, report } = await makeReport(options, language);
      const recorded = { en: `Recorded as run ${run.id}.`, zh: `已记录为执行 ${run.id}。` };
      process.stdout.write(`${[...auditSummary(report, language), '', recorded[language]].join('\n')}\n`);
      if (fails(report, options.failOn)) process.exitCode = 1;
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
