import type { INestApplicationContext } from '@nestjs/common';
import { Command, InvalidArgumentError } from 'commander';
import { languageOf, say } from './language.js';
import { nextLines, runLines, scheduleLines } from './schedule-text.js';
import type * as runnerModule from './schedule.runner.js';

type Runner = typeof runnerModule;

/** `redress schedule …`: what is done again and again, by itself. */
export function scheduleCommand(): Command {
  return new Command('schedule')
    .description(
      say({
        en: 'shows the schedules in force, their times and their runs, and asks for a run now',
        zh: '查看现行定期任务、执行时间和执行记录，或申请立即执行',
      }),
    )
    .addCommand(listCommand())
    .addCommand(nextCommand())
    .addCommand(runsCommand())
    .addCommand(runCommand());
}

function listCommand(): Command {
  return new Command('list')
    .description(
      say({
        en: 'each schedule: what, when, next, last, and what was missed',
        zh: '各定期任务的内容、时间、上次与下次执行及错过情况',
      }),
    )
    .action(async (_, command: Command) => {
      const { value, when } = await stored((runner, app) => runner.listSchedules(app));
      print(scheduleLines(value, when, languageOf(command)));
    });
}

function nextCommand(): Command {
  return new Command('next')
    .description(say({ en: 'what is due in the coming days', zh: '未来数日内的执行安排' }))
    .option('--days <days>', say({ en: 'how many', zh: '天数' }), daysOf, 31)
    .action(async ({ days }: { readonly days: number }, command: Command) => {
      const { value, when } = await stored((runner, app) => runner.nextTimes(app, days));
      print(nextLines(value, when, languageOf(command)));
    });
}

function runsCommand(): Command {
  return new Command('runs')
    .description(
      say({ en: 'the newest runs of a schedule, missed ones too', zh: '定期任务最近的执行记录（含错过的）' }),
    )
    .argument('<id>', say({ en: 'the schedule', zh: '定期任务' }))
    .action(async (id: string, _, command: Command) => {
      const { value, when } = await stored((runner, app) => runner.scheduleRuns(app, id, shownAtOnce));
      print(runLines(value, when, languageOf(command)));
    });
}

function runCommand(): Command {
  return new Command('run')
    .description(
      say({
        en: 'asks for a run now; a service that is running carries it out',
        zh: '申请立即执行，由运行中的服务完成',
      }),
    )
    .argument('<id>', say({ en: 'the schedule', zh: '定期任务' }))
    .option(
      '--as <name>',
      say({
        en: 'act for this account (or a token in REDRESS_TOKEN)',
        zh: '以该账号执行（或在 REDRESS_TOKEN 中提供令牌）',
      }),
    )
    .action(async (id: string, options: { readonly as?: string }, command: Command) => {
      const { value } = await stored((runner, app) => runner.runSchedule(app, id, options));
      const told = { en: `Ordered as run ${value.run}.`, zh: `已申请，执行编号 ${value.run}。` };
      print([told[languageOf(command)]]);
    });
}

/** More are in the list over HTTP. */
const shownAtOnce = 50;

function daysOf(text: string): number {
  const days = /^\d{1,3}$/u.test(text) ? Number(text) : 0;
  if (days >= 1 && days <= 366) return days;
  throw new InvalidArgumentError('');
}

async function stored<T>(work: (runner: Runner, app: INestApplicationContext) => Promise<T>): Promise<T> {
  await import('reflect-metadata');
  const { withApplication } = await import('./application.context.js');
  const runner = await import('./schedule.runner.js');
  return withApplication((app) => work(runner, app));
}

function print(lines: readonly string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`);
}
