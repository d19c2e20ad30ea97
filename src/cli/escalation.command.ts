import { Command, InvalidArgumentError, Option } from 'commander';
import { statuses, type StatusAsked } from '../modules/escalations/escalation.js';
import { escalationTable, neverFiredLines, planText } from './escalation-text.js';
import type * as runnerModule from './escalation.runner.js';
import { writeJson } from './json.writer.js';
import { languageOf, say } from './language.js';

const jsonText = { en: 'as JSON; - for the standard output', zh: '以 JSON 输出；- 表示标准输出' };
const unitText = { en: 'complaints of this unit alone', zh: '仅该单位的投诉' };
const mostDays = 366;

/** `redress escalation …`: who was told, what never was, and who would be told. */
export function escalationCommand(): Command {
  return new Command('escalation')
    .description(
      say({
        en: 'who was told of what and who saw to it, what was never told, and who would be told',
        zh: '查看已发出的提醒及确认情况、从未触发的提醒，以及将提醒的人员',
      }),
    )
    .addCommand(listCommand())
    .addCommand(neverFiredCommand())
    .addCommand(planCommand());
}

interface ListOptions {
  readonly complaint?: string;
  readonly status?: StatusAsked;
  readonly unit?: string;
  readonly most: number;
  readonly json?: string | true;
}

function listCommand(): Command {
  return new Command('list')
    .description(say({ en: 'what was told, from the newest', zh: '列出已发出的提醒，自最新起' }))
    .option('--complaint <id>', say({ en: 'of one complaint', zh: '某一件投诉' }), complaintId)
    .addOption(
      new Option(
        '--status <status>',
        say({ en: 'open: acknowledged by nobody yet', zh: '状态；open 表示尚无人确认' }),
      ).choices([...statuses, 'open']),
    )
    .option('--unit <unit>', say(unitText))
    .option('--most <count>', say({ en: 'so many at most', zh: '最多列出的项数' }), count(100_000), 100)
    .option('--json [file]', say(jsonText))
    .action(async ({ most, json, ...asked }: ListOptions, command: Command) => {
      const escalations = await (await runner()).listEscalations(asked, most);
      await answer(escalationTable(escalations, languageOf(command)), json, { escalations });
    });
}

function neverFiredCommand(): Command {
  return new Command('never-fired')
    .description(
      say({ en: 'levels of the set in force that nobody was ever told of', zh: '列出现行制度集中从未触发的提醒级别' }),
    )
    .option('--json [file]', say(jsonText))
    .action(async ({ json }: { readonly json?: string | true }, command: Command) => {
      const found = await (await runner()).neverFired();
      await answer(neverFiredLines(found, languageOf(command)), json, found);
    });
}

interface PlanOptions {
  readonly days: number;
  readonly policies?: string;
  readonly unit?: string;
  readonly json?: string | true;
}

function planCommand(): Command {
  return new Command('plan')
    .description(
      say({
        en: 'who would be told when, if nothing more happened and nobody acknowledged; stores nothing',
        zh: '推算若无其他进展且无人确认，将于何时提醒何人；不留存任何内容',
      }),
    )
    .option('--days <days>', say({ en: 'how far to look ahead', zh: '推算天数' }), count(mostDays), 31)
    .option(
      '--policies <folder>',
      say({
        en: 'by this draft instead of the set in force, with what is different',
        zh: '按此草案文件夹推算，并列出与现行制度集的差异',
      }),
    )
    .option('--unit <unit>', say(unitText))
    .option('--json [file]', say(jsonText))
    .action(async ({ json, ...options }: PlanOptions, command: Command) => {
      const language = languageOf(command);
      const plan = await (await runner()).planEscalations(options, language);
      await answer(planText(plan, language), json, plan);
    });
}

function count(most: number) {
  return (text: string): number => {
    const number = Number(text);
    if (!/^\d{1,6}$/.test(text) || number < 1 || number > most) throw new InvalidArgumentError(`1–${most}`);
    return number;
  };
}

function complaintId(text: string): string {
  const id = text.toLowerCase();
  if (!/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) throw new InvalidArgumentError('UUID');
  return id;
}

/** What the commands do: loaded only when one of them is really carried out. */
function runner(): Promise<typeof runnerModule> {
  return import('./escalation.runner.js');
}

/** What people read goes to the standard output, unless that is where the JSON goes. */
async function answer(lines: readonly string[], json: string | true | undefined, value: object): Promise<void> {
  const target = json === true ? '-' : json;
  if (target !== '-') process.stdout.write(`${lines.join('\n')}\n`);
  if (target !== undefined) await writeJson(target, value);
}
