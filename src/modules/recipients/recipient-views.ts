import type { Text } from '../../errors.js';
import { canBeTold, holderWarning, holdersOf, type HolderWarning, type Recipient } from './recipient.js';

/** Against what the list of a role is read. */
export interface Organised {
  /** Of the set in force. */
  readonly roles: readonly string[];
  readonly fallback: string | undefined;
  readonly isKnown: (destination: string) => boolean;
}

type RoleWarning = 'nobody' | 'nobody-at-all' | 'units-only' | 'not-in-force';

const roleWarnings: Readonly<Record<RoleWarning, Text>> = {
  nobody: { en: 'Nobody holds this role: {fallback} is told instead.', zh: '此岗位无人担任：改为提醒 {fallback}。' },
  'nobody-at-all': {
    en: 'Nobody holds this role, and no fallback owner can be told: what is due waits until somebody is named.',
    zh: '此岗位无人担任，也没有可提醒的兜底负责人：应发提醒将等待，直至指定人员。',
  },
  'units-only': {
    en: 'Held for single units alone: of all other complaints {fallback} is told instead.',
    zh: '仅个别单位有人担任：其他投诉改为提醒 {fallback}。',
  },
  'not-in-force': {
    en: 'The set in force has no such role: nothing is told to it.',
    zh: '现行制度集没有此岗位：不会向其发出提醒。',
  },
};

const holderWarnings: Readonly<Record<HolderWarning, Text>> = {
  disabled: { en: 'The account is disabled: it is told nothing.', zh: '账号已停用：不会收到提醒。' },
  'cannot-read': {
    en: 'The account is told, but has no role with which it could read or acknowledge a complaint.',
    zh: '账号会收到提醒，但其角色无权查阅投诉或确认。',
  },
  'unit-not-seen': {
    en: 'The account is told, but does not see complaints of this unit.',
    zh: '账号会收到提醒，但看不到该单位的投诉。',
  },
  'some-units-only': {
    en: 'The account is told of all complaints, but sees those of its own units alone.',
    zh: '账号会收到所有投诉的提醒，但只能看到本单位的投诉。',
  },
  'unknown-destination': {
    en: 'No destination has this name any more: nothing can be sent to it.',
    zh: '已没有此名称的外发目的地：无法发送。',
  },
};

export type RoleView = ReturnType<typeof roleView>;

/** Roles of the set in force in its order, then those of earlier sets that somebody still holds. */
export function rolesView(held: readonly Recipient[], organised: Organised): readonly RoleView[] {
  const others = [...new Set(held.map(({ role }) => role))].filter((role) => !organised.roles.includes(role));
  return [...organised.roles, ...others].map((role) => roleView(role, held, organised));
}

export function roleView(role: string, held: readonly Recipient[], organised: Organised) {
  const { fallback } = organised;
  return {
    role,
    in_force: organised.roles.includes(role),
    fallback: role === fallback,
    recipients: held.filter((each) => each.role === role).map((each) => recipientView(each, organised)),
    warnings: roleWarningsOf(role, held, organised).map((code) => ({
      code,
      en: roleWarnings[code].en.replace('{fallback}', fallback ?? ''),
      zh: roleWarnings[code].zh.replace('{fallback}', fallback ?? ''),
    })),
  };
}

function recipientView({ unit, holder, addedAt, addedBy }: Recipient, { isKnown }: Organised) {
  const warning = holderWarning({ unit, holder }, isKnown);
  return {
    unit: unit ?? null,
    account: holder.kind === 'account' ? holder.account : null,
    account_name: holder.kind === 'account' ? holder.name : null,
    destination: holder.kind === 'destination' ? holder.destination : null,
    added_at: new Date(addedAt).toISOString(),
    added_by: addedBy,
    warning: warning === undefined ? null : { code: warning, ...holderWarnings[warning] },
  };
}

function roleWarningsOf(
  role: string,
  held: readonly Recipient[],
  { roles, fallback }: Organised,
): readonly RoleWarning[] {
  if (!roles.includes(role)) return ['not-in-force'];
  if (holdersOf(held, role, null).length > 0) return [];
  const someUnits = held.some((each) => each.role === role && canBeTold(each));
  const standsIn = fallback !== undefined && fallback !== role && holdersOf(held, fallback, null).length > 0;
  if (!standsIn) return ['nobody-at-all'];
  return someUnits ? ['units-only'] : ['nobody'];
}
