import { roleTexts, type Role } from '../authority/roles.js';
import type { Language, Text } from '../errors.js';
import type { AccountView } from '../modules/identity/account-view.js';
import { aligned } from './columns.js';

const kinds: Readonly<Record<AccountView['kind'], Text>> = {
  person: { en: 'person', zh: '个人' },
  service: { en: 'program', zh: '程序' },
  demo: { en: 'first look', zh: '演示' },
};

/** A line for each account, under a head. */
export function accountTable(accounts: readonly AccountView[], language: Language): readonly string[] {
  if (accounts.length === 0) return [noAccounts[language]];
  const head = [
    { en: 'name', zh: '账号名' },
    { en: 'kind', zh: '类别' },
    { en: 'state', zh: '状态' },
    { en: 'roles', zh: '角色' },
    { en: 'units', zh: '单位' },
  ].map((text) => text[language]);
  const rows = accounts.map(({ name, kind, roles, units, disabled_at: disabled }) => [
    name,
    kinds[kind][language],
    state(disabled)[language],
    roles.join(' ') || '-',
    units.join(' ') || '-',
  ]);
  return aligned([head, ...rows]);
}

const noAccounts: Text = {
  en: 'There are no accounts yet. redress accounts add NAME --role ROLE makes one.',
  zh: '尚无账号。可用 redress accounts add 账号名 --role 角色 新建。',
};

/** Everything about one account. */
export function accountLines(account: AccountView, language: Language): readonly string[] {
  const { name, id, kind, roles, units, created_at: made, disabled_at: disabled } = account;
  const yes = (is: boolean): string => ({ en: is ? 'yes' : 'no', zh: is ? '是' : '否' })[language];
  const rows: readonly (readonly [Text, string])[] = [
    [{ en: 'name', zh: '账号名' }, name],
    [{ en: 'id', zh: '编号' }, id],
    [{ en: 'kind', zh: '类别' }, kinds[kind][language]],
    [{ en: 'state', zh: '状态' }, state(disabled)[language]],
    [{ en: 'roles', zh: '角色' }, roles.map((role) => roleText(role, language)).join(listComma(language)) || '-'],
    [{ en: 'units', zh: '单位' }, units.join(listComma(language)) || '-'],
    [{ en: 'password set', zh: '已设密码' }, yes(account.has_password)],
    [{ en: 'second factor', zh: '第二验证因素' }, yes(account.second_factor)],
    [{ en: 'made at', zh: '创建于' }, made],
  ];
  const waiting = account.waiting_roles.map(({ role }) => roleText(role, language)).join(listComma(language));
  const all = waiting === '' ? rows : [...rows, [{ en: 'waiting', zh: '待批角色' }, waiting] as const];
  return aligned(all.map(([title, value]) => [title[language], value]));
}

function roleText(role: Role, language: Language): string {
  return language === 'en' ? `${role} (${roleTexts[role].en})` : `${role}（${roleTexts[role].zh}）`;
}

function listComma(language: Language): string {
  return language === 'en' ? ', ' : '、';
}

function state(disabledAt: string | null): Text {
  if (disabledAt === null) return { en: 'enabled', zh: '启用' };
  const day = disabledAt.slice(0, 10);
  return { en: `disabled ${day}`, zh: `停用（${day}）` };
}

/** What to do with a new account next. */
export function madeText({ name, kind }: AccountView): Text {
  if (kind === 'service')
    return {
      en: `It has tokens alone: redress accounts token create ${name} --scope SCOPE`,
      zh: `该账号仅使用令牌：redress accounts token create ${name} --scope 授权范围`,
    };
  return {
    en: `It has no password yet: redress accounts password-link ${name}`,
    zh: `该账号尚无密码：redress accounts password-link ${name}`,
  };
}

export function linkText(name: string): Text {
  return {
    en: `With this link ${name} sets a password: once, within 24 hours. Hand it to nobody else; it is not shown again.`,
    zh: `${name} 可凭此链接设置密码：仅能使用一次，24 小时内有效。请勿交给他人；链接不会再次显示。`,
  };
}

export function tokenText(name: string, days: number): Text {
  return {
    en: `This token acts for ${name} for ${days} days. Keep it where only its program reads it; it is not shown again.`,
    zh: `该令牌代表 ${name}，有效期 ${days} 天。请妥善保管，仅供所用程序读取；令牌不会再次显示。`,
  };
}

export function rotatedText(name: string, { sessions, tokens }: { sessions: number; tokens: number }): Text {
  return {
    en: `Nothing opens the account ${name} any more: its password is gone, ${sessions} sessions and ${tokens} tokens were ended.`,
    zh: `账号 ${name} 的原有凭据均已失效：密码已清除，结束会话 ${sessions} 个、撤销令牌 ${tokens} 个。`,
  };
}

export function leftText(names: readonly string[]): Text {
  if (names.length === 0)
    return {
      en: 'There was no account of the first look; npm run up makes none here from now on.',
      zh: '没有演示账号；今后 npm run up 也不会在此新建。',
    };
  return {
    en: `Disabled for good: ${names.join(', ')}. What they did stays recorded; npm run up makes none here from now on.`,
    zh: `已永久停用：${names.join('、')}。其操作记录予以保留；今后 npm run up 不会在此新建演示账号。`,
  };
}
