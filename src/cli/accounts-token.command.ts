import { Command, InvalidArgumentError } from 'commander';
import { scopes, type Scope } from '../authority/scopes.js';
import type { Language } from '../errors.js';
import type { TokenView } from '../modules/identity/tokens.service.js';
import { tokenText } from './accounts-text.js';
import { tellSecret } from './secret-link.writer.js';
import { languageOf, say } from './language.js';
import { repeatable } from './repeatable-option.js';

const usualDays = 90;
const longestDays = 365;
const ownerText = { en: 'the account that it acts for', zh: '令牌所代表的账号' };

/** `redress accounts token …`: tokens that act for an account. */
export function tokenCommand(): Command {
  return new Command('token')
    .description(say({ en: 'makes, lists and revokes tokens of an account', zh: '新建、列出和撤销账号的令牌' }))
    .addCommand(createCommand())
    .addCommand(listCommand())
    .addCommand(revokeCommand());
}

interface CreateOptions {
  readonly scope: readonly Scope[];
  readonly days: number;
  readonly label: string;
}

function createCommand(): Command {
  return new Command('create')
    .description(say({ en: 'makes a token and prints it, this one time', zh: '新建令牌并输出（仅此一次）' }))
    .argument('<name>', say(ownerText))
    .addOption(
      repeatable(
        '--scope <scope>',
        say({ en: `one of ${scopes.join(', ')}; may be repeated`, zh: `授权范围（可重复）：${scopes.join('、')}` }),
        scopes,
      ).makeOptionMandatory(),
    )
    .option(
      '--days <days>',
      say({ en: 'how long it holds, 365 at most', zh: '有效天数，最多 365' }),
      readDays,
      usualDays,
    )
    .option('--label <text>', say({ en: 'what it is for', zh: '用途' }), 'command-line')
    .action(async (name: string, { scope, days, label }: CreateOptions, command: Command) => {
      const { createToken } = await import('./accounts.runner.js');
      const { account, token } = await createToken(name, { scopes: scope, days, label });
      tellSecret(tokenText(account.name, days)[languageOf(command)], token);
    });
}

function readDays(text: string): number {
  const days = /^[1-9]\d{0,2}$/.test(text) ? Number(text) : Number.NaN;
  if (!(days <= longestDays)) throw new InvalidArgumentError(`Allowed choices are 1 to ${longestDays}.`);
  return days;
}

function listCommand(): Command {
  return new Command('list')
    .description(say({ en: 'the tokens of an account, those that hold first', zh: '列出账号的令牌，有效者在前' }))
    .argument('<name>', say(ownerText))
    .action(async (name: string, _: unknown, command: Command) => {
      const { listTokens } = await import('./accounts.runner.js');
      const tokens = await listTokens(name);
      const language = languageOf(command);
      const none = { en: 'No tokens.', zh: '没有令牌。' }[language];
      process.stdout.write(`${tokens.map((token) => tokenLine(token, language)).join('\n') || none}\n`);
    });
}

function tokenLine(
  { id, name, scopes: held, expires_at: end, revoked_at: revoked }: TokenView,
  language: Language,
): string {
  const until = end.slice(0, 10);
  const state =
    revoked === null
      ? { en: `until ${until}`, zh: `有效期至 ${until}` }
      : { en: `revoked ${revoked.slice(0, 10)}`, zh: `已撤销（${revoked.slice(0, 10)}）` };
  return `${id}  ${state[language]}  ${held.join(' ')}  ${name}`;
}

function revokeCommand(): Command {
  return new Command('revoke')
    .description(say({ en: 'ends a token at once', zh: '立即撤销令牌' }))
    .argument('<name>', say(ownerText))
    .argument('<id>', say({ en: 'of the token, as the list has it', zh: '列表中的令牌编号' }), readId)
    .action(async (name: string, id: string, _: unknown, command: Command) => {
      const { revokeToken } = await import('./accounts.runner.js');
      const token = await revokeToken(name, id);
      process.stdout.write(`${tokenLine(token, languageOf(command))}\n`);
    });
}

function readId(text: string): string {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)) throw new InvalidArgumentError('');
  return text.toLowerCase();
}
