import { Command, Option } from 'commander';
import type { Actor } from '../actor.js';
import { readCheck, type CheckRequest, type WrittenPopulation } from '../modules/checks/check-request.js';
import { ChecksService } from '../modules/checks/checks.service.js';
import { PoliciesService } from '../modules/policies/policies.service.js';
import { instantTextOf } from '../modules/policies/policy-views.js';
import { withApplication } from './application.context.js';
import { fails, failOnOption, type FailOn } from './audit-options.js';
import { checkSummary } from './check-summary.js';
import { languageOf, say } from './language.js';
import { complaintsJudged, progressLine } from './progress.js';

const by: Actor = { kind: 'system', id: 'command-line' };

interface CheckOptions {
  readonly source?: string;
  readonly unit?: string;
  readonly status?: WrittenPopulation['status'];
  readonly outcome?: WrittenPopulation['outcome'];
  readonly receivedFrom?: string;
  readonly receivedTo?: string;
  readonly at?: string;
  readonly failOn?: FailOn;
}

/** `redress check`: judges what is stored, renews it, and accounts for every complaint. */
export function checkCommand(): Command {
  return new Command('check')
    .description(
      say({
        en: 'checks the stored complaints: judges each of them again and accounts for all',
        zh: '对已登记的投诉进行合规检查：逐件重新判定并全部核算',
      }),
    )
    .option('--source <name>', say({ en: 'complaints of this source alone', zh: '仅此来源的投诉' }))
    .option('--unit <name>', say({ en: 'complaints of this unit alone', zh: '仅此单位的投诉' }))
    .addOption(
      new Option('--status <status>', say({ en: 'complaints that stand like this', zh: '仅此状态的投诉' })).choices([
        'open',
        'closed',
        'withdrawn',
        'merged',
        'void',
      ]),
    )
    .addOption(
      new Option(
        '--outcome <outcome>',
        say({ en: 'complaints whose last judgement came to this', zh: '仅最近一次判定为此结论的投诉' }),
      ).choices(['compliant', 'non-compliant', 'pending', 'indeterminate', 'not-applicable']),
    )
    .option('--received-from <day>', say({ en: 'received on this day or later', zh: '收到日期起（含当日）' }))
    .option('--received-to <day>', say({ en: 'received on this day or earlier', zh: '收到日期止（含当日）' }))
    .option(
      '--at <instant>',
      say({
        en: 'judge as at this instant or day and store nothing; otherwise now',
        zh: '判定时点（时刻或日期），指定后不保存；默认为现在',
      }),
    )
    .addOption(failOnOption())
    .action(async (options: CheckOptions, command: Command) => {
      const language = languageOf(command);
      const request = requestOf(options);
      const progress = progressLine(language, process.stderr, complaintsJudged);
      const { run, account, atText } = await withApplication(async (app) => {
        const done = await app.get(ChecksService).checkNow(request, by, ({ population, examined, skipped }) => {
          progress.show(population === 0 ? 1 : (examined + skipped) / population, examined);
        });
        const { set } = app.get(PoliciesService).inForce();
        return { ...done, atText: instantTextOf(set)(done.account.at) };
      }).finally(progress.clear);
      const recorded = { en: `Recorded as run ${run.id}.`, zh: `已记录为执行 ${run.id}。` };
      process.stdout.write(`${[...checkSummary(account, atText, language), '', recorded[language]].join('\n')}\n`);
      if (fails(account.own.outcomes, options.failOn)) process.exitCode = 1;
    });
}

function requestOf({ source, unit, status, outcome, receivedFrom, receivedTo, at }: CheckOptions): CheckRequest {
  const population = { source, unit, status, outcome, received_from: receivedFrom, received_to: receivedTo };
  return readCheck({ population, at }, (path) => ({
    file: `--${path.replace('/population/', '').replace('/', '').replace('_', '-')}`,
  }));
}
