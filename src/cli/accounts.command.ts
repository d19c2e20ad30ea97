import { Command } from 'commander';
import { roles, type Role } from '../authority/roles.js';
import { accountLines, accountTable, leftText, linkText, madeText, rotatedText } from './accounts-text.js';
import { publicLink, tellSecret } from './secret-link.writer.js';
import type * as runnerModule from './accounts.runner.js';
import { tokenCommand } from './accounts-token.command.js';
import { writeJson } from './json.writer.js';
import { languageOf, say } from './language.js';
import { repeatable } from './repeatable-option.js';

const nameText = { en: 'the name by which it signs in', zh: '登录名' };
const jsonText = { en: 'as JSON; - for the standard output', zh: '以 JSON 输出；- 表示标准输出' };

/** `redress accounts …`: who may act, kept on the machine that holds the database, without a server. */
export function accountsCommand(): Command {
  return new Command('accounts')
    .description(
      say({
        en: 'accounts, roles, units, passwords and tokens, on the database itself',
        zh: '直接在数据库上管理账号、角色、单位、密码和令牌',
      }),
    )
    .addCommand(listCommand())
    .addCommand(addCommand())
    .addCommand(showCommand())
    .addCommand(rolesCommand())
    .addCommand(unitsCommand())
    .addCommand(stateCommand('disable'))
    .addCommand(stateCommand('enable'))
    .addCommand(passwordLinkCommand())
    .addCommand(rotateCommand())
    .addCommand(resetCommand())
    .addCommand(tokenCommand())
    .addCommand(leaveDemoCommand());
}

function listCommand(): Command {
  return new Command('list')
    .description(say({ en: 'the accounts by name', zh: '按名称列出账号' }))
    .option('--json [file]', say(jsonText))
    .action(async ({ json }: { json?: string | true }, command: Command) => {
      const accounts = await (await runner()).listAccounts();
      await answer(accountTable(accounts, languageOf(command)), json, { accounts });
    });
}

function addCommand(): Command {
  return new Command('add')
    .description(say({ en: 'makes an account, without a password yet', zh: '新建账号（尚无密码）' }))
    .argument('<name>', say(nameText))
    .addOption(
      repeatable(
        '--role <role>',
        say({ en: `one of ${roles.join(', ')}; may be repeated`, zh: `角色（可重复）：${roles.join('、')}` }),
        roles,
      ),
    )
    .addOption(
      repeatable(
        '--unit <unit>',
        say({
          en: 'a store or region whose complaints a handler sees; may be repeated',
          zh: '投诉处理人员可见的门店或地区（可重复）',
        }),
      ),
    )
    .option('--service', say({ en: 'of a program: tokens alone, no password', zh: '程序账号：仅使用令牌，无密码' }))
    .action(async (name: string, options: AddOptions, command: Command) => {
      const { role = [], unit = [], service } = options;
      const kind = service === true ? 'service' : 'person';
      const made = await (await runner()).addAccount({ name, kind, roles: role, units: unit });
      const language = languageOf(command);
      tell([...accountLines(made, language), '', madeText(made)[language]]);
    });
}

interface AddOptions {
  readonly role?: readonly Role[];
  readonly unit?: readonly string[];
  readonly service?: true;
}

function showCommand(): Command {
  return new Command('show')
    .description(say({ en: 'everything about one account', zh: '查看某一账号' }))
    .argument('<name>', say(nameText))
    .option('--json [file]', say(jsonText))
    .action(async (name: string, { json }: { json?: string | true }, command: Command) => {
      const account = await (await runner()).showAccount(name);
      await answer(accountLines(account, languageOf(command)), json, account);
    });
}

function rolesCommand(): Command {
  return new Command('roles')
    .description(
      say({ en: 'gives and takes roles; without options it shows them', zh: '授予或撤销角色；不带选项时仅显示' }),
    )
    .argument('<name>', say(nameText))
    .addOption(
      repeatable('--grant <role>', say({ en: 'a role to give; may be repeated', zh: '授予的角色（可重复）' }), roles),
    )
    .addOption(
      repeatable(
        '--revoke <role>',
        say({ en: 'a role to take away; may be repeated', zh: '撤销的角色（可重复）' }),
        roles,
      ),
    )
    .action(async (name: string, options: RoleOptions, command: Command) => {
      const { grant = [], revoke = [] } = options;
      const changed = await (await runner()).changeRoles(name, { grant, revoke });
      tell(accountLines(changed, languageOf(command)));
    });
}

interface RoleOptions {
  readonly grant?: readonly Role[];
  readonly revoke?: readonly Role[];
}

function unitsCommand(): Command {
  return new Command('units')
    .description(
      say({
        en: 'sets the units whose complaints a handler sees, instead of those before',
        zh: '重新设定投诉处理人员可见的单位',
      }),
    )
    .argument('<name>', say(nameText))
    .argument('[units...]', say({ en: 'stores or regions; none to take all away', zh: '门店或地区；不填则全部移除' }))
    .action(async (name: string, units: readonly string[], _: unknown, command: Command) => {
      const changed = await (await runner()).setUnits(name, units);
      tell(accountLines(changed, languageOf(command)));
    });
}

function stateCommand(verb: 'disable' | 'enable'): Command {
  const description =
    verb === 'disable'
      ? {
          en: 'ends what an account can do, at once: sessions, tokens, links',
          zh: '停用账号：会话、令牌和链接立即失效',
        }
      : { en: 'lets a disabled account act again', zh: '重新启用账号' };
  return new Command(verb)
    .description(say(description))
    .argument('<name>', say(nameText))
    .action(async (name: string, _: unknown, command: Command) => {
      const changed = await (await runner()).setState(name, verb);
      tell(accountLines(changed, languageOf(command)));
    });
}

function passwordLinkCommand(): Command {
  return new Command('password-link')
    .description(
      say({ en: 'prints a link with which the owner sets a password, once', zh: '输出供本人设置密码的一次性链接' }),
    )
    .argument('<name>', say(nameText))
    .action(async (name: string, _: unknown, command: Command) => {
      const { account, link } = await (await runner()).makePasswordLink(name);
      tellSecret(linkText(account.name)[languageOf(command)], publicLink('set-password', link));
    });
}

function rotateCommand(): Command {
  return new Command('rotate')
    .description(
      say({
        en: 'for a password or token that others may know: ends all of them, and prints a link to set a new password',
        zh: '用于密码或令牌可能外泄时：全部作废，并输出重设密码的链接',
      }),
    )
    .argument('<name>', say(nameText))
    .action(async (name: string, _: unknown, command: Command) => {
      const language = languageOf(command);
      const { account, rotated } = await (await runner()).rotateAccount(name);
      const said = rotatedText(account.name, rotated)[language];
      if (rotated.link === undefined) tell([said, madeText(account)[language]]);
      else tellSecret(`${said}\n${linkText(account.name)[language]}`, publicLink('set-password', rotated.link));
    });
}

function resetCommand(): Command {
  return new Command('reset-second-factor')
    .description(
      say({
        en: 'for a lost code generator: the account signs in with its password alone again',
        zh: '用于验证器丢失时：该账号恢复为仅凭密码登录',
      }),
    )
    .argument('<name>', say(nameText))
    .action(async (name: string, _: unknown, command: Command) => {
      const changed = await (await runner()).resetSecondFactor(name);
      tell(accountLines(changed, languageOf(command)));
    });
}

function leaveDemoCommand(): Command {
  return new Command('leave-demo')
    .description(say({ en: 'disables the accounts of the first look, for good', zh: '永久停用演示账号' }))
    .action(async (_: unknown, command: Command) => {
      const left = await (await runner()).leaveDemo();
      tell([leftText(left)[languageOf(command)]]);
    });
}

/** What the commands do: loaded only when one of them is really carried out, for help and refusals come at once. */
function runner(): Promise<typeof runnerModule> {
  return import('./accounts.runner.js');
}

function tell(lines: readonly string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`);
}

/** What people read goes to the standard output, unless that is where the JSON goes. */
async function answer(lines: readonly string[], json: string | true | undefined, value: object): Promise<void> {
  const target = json === true ? '-' : json;
  if (target !== '-') tell(lines);
  if (target !== undefined) await writeJson(target, value);
}
