import { Command } from 'commander';
import { writeJson } from './json.writer.js';
import { languageOf, say } from './language.js';
import { recipientLines } from './recipients-text.js';
import type * as runnerModule from './recipients.runner.js';

/** `redress recipients …`: who holds the roles of the organisation, kept on the machine that holds the database. */
export function recipientsCommand(): Command {
  return new Command('recipients')
    .description(
      say({
        en: 'who holds the roles of the organisation, to whom escalations go, on the database itself',
        zh: '直接在数据库上设定机构各岗位的担任者，即提醒的接收人',
      }),
    )
    .addCommand(listCommand())
    .addCommand(setCommand());
}

function listCommand(): Command {
  return new Command('list')
    .description(
      say({ en: 'the roles with whoever holds them, and what is amiss', zh: '列出各岗位、担任者及存在的问题' }),
    )
    .option('--json [file]', say({ en: 'as JSON; - for the standard output', zh: '以 JSON 输出；- 表示标准输出' }))
    .action(async ({ json }: { readonly json?: string | true }, command: Command) => {
      const roles = await (await runner()).listRecipients();
      const target = json === true ? '-' : json;
      if (target !== '-') tell(recipientLines(roles, languageOf(command)));
      if (target !== undefined) await writeJson(target, { roles });
    });
}

function setCommand(): Command {
  return new Command('set')
    .description(
      say({ en: 'gives a role to these, instead of those before', zh: '设定某一岗位的担任者，取代原有名单' }),
    )
    .argument('<role>', say({ en: 'a role of organisation.yaml', zh: 'organisation.yaml 中的岗位' }))
    .argument(
      '[holders...]',
      say({
        en: 'NAME, UNIT=NAME, destination:NAME; none to take it from everybody',
        zh: '账号名、单位=账号名 或 destination:目的地名；不填则清空',
      }),
    )
    .action(async (role: string, holders: readonly string[], _: unknown, command: Command) => {
      const set = await (await runner()).setRecipients(role, holders);
      tell(recipientLines([set], languageOf(command)));
    });
}

/** What the commands do: loaded only when one of them is really carried out. */
function runner(): Promise<typeof runnerModule> {
  return import('./recipients.runner.js');
}

function tell(lines: readonly string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`);
}
