import type { Text } from '../errors.js';
import type { Instant } from '../rules/values.js';
import type { Known } from './known.js';
import type { Role } from './roles.js';
import type { Scope } from './scopes.js';

interface Rule {
  readonly title: Text;
  readonly roles: readonly Role[];
  readonly scope?: Scope;
  /** Handlers do it for complaints of their own units alone. */
  readonly byUnit?: true;
  /** Takes a password or a code shown within the last five minutes. */
  readonly stepUp?: true;
  /** Nobody does it to their own work. */
  readonly notOwn?: true;
}

const oversight = ['officer', 'approver', 'auditor', 'legal'] as const satisfies readonly Role[];
const readers = ['handler', ...oversight, 'privacy'] as const satisfies readonly Role[];
const everyRole = [...readers, 'administrator'] as const satisfies readonly Role[];

/** Who may do what: the one table. docs/authority.md is made from it; nothing else asks for roles. */
export const authority = {
  'complaint.read': {
    title: { en: 'Read complaints and their judgements', zh: '查阅投诉及其判定' },
    roles: readers,
    scope: 'complaints:read',
    byUnit: true,
  },
  'complaint.write': {
    title: { en: 'Record complaints and what happens to them', zh: '登记投诉及其进展' },
    roles: ['handler', 'officer', 'legal'],
    scope: 'complaints:write',
    byUnit: true,
  },
  'complaint.assess': {
    title: {
      en: 'Assess what policies leave to a person, override a worked-out fact',
      zh: '对制度留待人工判断的事项作出判断、人工改定系统得出的事实',
    },
    roles: ['officer', 'legal'],
    scope: 'complaints:write',
  },
  'complaint.try': {
    title: { en: 'Judge a question without storing anything', zh: '试判（不留存）' },
    roles: ['handler', 'officer', 'auditor', 'legal'],
    scope: 'complaints:read',
  },
  'personal.open': {
    title: {
      en: 'Open personal data of a complaint, for a purpose that is recorded',
      zh: '说明用途后查看投诉的个人信息（留痕）',
    },
    roles: ['handler', 'auditor', 'legal', 'privacy'],
    scope: 'personal:read',
    byUnit: true,
  },
  'personal.export': {
    title: { en: 'Export a judgement with personal data', zh: '导出含个人信息的判定文件' },
    roles: ['legal', 'privacy'],
    stepUp: true,
  },
  'hold.place': {
    title: { en: 'Place a legal hold', zh: '设置诉讼保全' },
    roles: ['legal'],
    scope: 'complaints:write',
  },
  'hold.lift': {
    title: { en: 'Lift a legal hold', zh: '解除诉讼保全' },
    roles: ['legal'],
    stepUp: true,
  },
  'disposition.approve': {
    title: { en: 'Decide that records are destroyed', zh: '决定处置（销毁）记录' },
    roles: ['legal', 'privacy'],
    stepUp: true,
    notOwn: true,
  },
  'import.run': {
    title: { en: 'Import complaints, fetch rejected rows, undo an import', zh: '导入投诉、取回退回行、撤销导入' },
    roles: ['officer'],
    scope: 'imports',
  },
  'import.read': {
    title: { en: 'See imports and their accounts', zh: '查看导入记录及台账' },
    roles: oversight,
    scope: 'imports',
  },
  'check.run': {
    title: { en: 'Run a check', zh: '执行检查' },
    roles: ['officer', 'auditor', 'legal'],
    scope: 'checks',
  },
  'check.read': { title: { en: 'See checks', zh: '查看检查' }, roles: oversight, scope: 'checks' },
  'report.make': {
    title: { en: 'Make reports', zh: '生成报告' },
    roles: ['officer', 'auditor', 'legal'],
    scope: 'reports',
  },
  'report.read': {
    title: { en: 'See and download reports', zh: '查看和下载报告' },
    roles: oversight,
    scope: 'reports',
  },
  'escalation.read': {
    title: { en: 'See who was told of what, and who will be', zh: '查看已提醒与将提醒的人员和事项' },
    roles: readers,
    scope: 'complaints:read',
    byUnit: true,
  },
  'escalation.acknowledge': {
    title: { en: 'Acknowledge what one was told', zh: '确认收到提醒' },
    roles: readers,
    scope: 'complaints:write',
    byUnit: true,
  },
  'letter.read': {
    title: { en: 'Read letters to complainants', zh: '查阅致投诉人的函件' },
    roles: ['handler', 'auditor', 'legal', 'privacy'],
    scope: 'personal:read',
    byUnit: true,
  },
  'letter.write': {
    title: { en: 'Draft and send letters to complainants', zh: '起草和发送致投诉人的函件' },
    roles: ['handler', 'legal'],
    scope: 'complaints:write',
    byUnit: true,
  },
  'schedule.read': {
    title: { en: 'See schedules and their runs', zh: '查看定期任务及其执行情况' },
    roles: oversight,
    scope: 'checks',
  },
  'schedule.run': {
    title: { en: 'Run a schedule now', zh: '立即执行定期任务' },
    roles: ['officer', 'auditor', 'legal'],
    scope: 'checks',
  },
  'recipient.read': {
    title: { en: 'See who holds which role of the organisation', zh: '查看机构各岗位的人员' },
    roles: [...oversight, 'administrator'],
  },
  'recipient.write': {
    title: { en: 'Say who holds which role of the organisation', zh: '设置机构各岗位的人员' },
    roles: ['administrator'],
    stepUp: true,
  },
  'operations.read': {
    title: { en: 'Read the figures of operation', zh: '读取运行指标' },
    roles: ['auditor', 'administrator'],
    scope: 'operations',
  },
  'delivery.retry': {
    title: { en: 'Try a message again that could not be sent', zh: '重新发送未能送达的消息' },
    roles: ['administrator'],
  },
  'policy.read': {
    title: { en: 'Read policies, in force, before and proposed', zh: '查阅现行、历次及提议的制度' },
    roles: everyRole,
    scope: 'policies:read',
  },
  'policy.propose': {
    title: { en: 'Propose a set of policies, withdraw a proposal', zh: '提议制度集、撤回提议' },
    roles: ['officer'],
    scope: 'policies:write',
  },
  'policy.approve': {
    title: { en: 'Approve or refuse a proposed set of policies', zh: '批准或退回提议的制度集' },
    roles: ['approver'],
    stepUp: true,
    notOwn: true,
  },
  'account.read': {
    title: { en: 'See accounts, roles and tokens', zh: '查看账号、角色和令牌' },
    roles: ['auditor', 'administrator'],
  },
  'account.write': {
    title: { en: 'Make, change and disable accounts', zh: '新建、变更和停用账号' },
    roles: ['administrator'],
    stepUp: true,
  },
  'token.make': {
    title: { en: "Make tokens that act in one's own name", zh: '为本人新建令牌' },
    roles: everyRole,
    stepUp: true,
  },
  'second-factor.change': {
    title: { en: "Set up, renew and switch off one's own second factor", zh: '设置、更新和停用本人的第二验证因素' },
    roles: everyRole,
    stepUp: true,
  },
  'destination.read': {
    title: { en: 'See destinations (names and kinds, no secrets)', zh: '查看外发目的地（名称和类型，不含密钥）' },
    roles: ['auditor', 'administrator'],
  },
} as const satisfies Readonly<Record<string, Rule>>;

export type Verb = keyof typeof authority;

/** The rule of a verb, as the table has it. */
export function ruleOf(verb: Verb): Rule {
  return authority[verb];
}

export const verbs = Object.keys(authority) as readonly Verb[]; // the keys of the table above

/** What a token of somebody with these roles can be made for: the scopes of what they may do. */
export function scopesOpenTo(held: ReadonlySet<Role>): ReadonlySet<Scope> {
  const open = verbs.map(ruleOf).filter(({ roles }) => roles.some((role) => held.has(role)));
  return new Set(open.flatMap(({ scope }) => (scope === undefined ? [] : [scope])));
}

/** What it is done to, where that decides. */
export interface AuthoritySubject {
  /** Of a complaint its unit; null for one without. */
  readonly unit?: string | null;
  /** Of work that is to be approved the account that wrote it. */
  readonly writtenBy?: string;
}

/** Why somebody may not: the first that holds, in this order. */
export type Refusal = 'role' | 'scope' | 'person' | 'unit' | 'own-work' | 'step-up';

export interface Circumstances {
  readonly at: Instant;
  /** `REDRESS_SOLO`: one person may approve what they wrote. */
  readonly solo?: boolean;
}

/** How long a password or code that was shown counts, in milliseconds. */
export const confirmationLasts = 5 * 60_000;

/**
 * Whether somebody may do something, and to this subject where one is given: undefined, or the reason why not. A route asks before it
 * knows the subject, the service again with it. Roles of several kinds add up; a unit limits those who may only as handlers.
 */
export function mayNot(
  who: Known,
  verb: Verb,
  { at, solo = false }: Circumstances,
  subject: AuthoritySubject = {},
): Refusal | undefined {
  const { roles, scope, byUnit, stepUp, notOwn } = ruleOf(verb);
  const held = roles.filter((role) => who.roles.has(role));
  if (held.length === 0) return 'role';
  if (who.scopes !== undefined && scope === undefined) return 'person';
  if (who.scopes !== undefined && scope !== undefined && !who.scopes.has(scope)) return 'scope';
  if (byUnit === true && subject.unit !== undefined && !seesUnit(unitsSeen(who, verb), subject.unit)) return 'unit';
  if (notOwn === true && !solo && subject.writtenBy === who.account) return 'own-work';
  if (stepUp === true && !isConfirmed(who, at)) return 'step-up';
  return undefined;
}

/** The units whose complaints somebody sees or changes under a verb; `all` where the roles are not limited to units. */
export function unitsSeen(who: Known, verb: Verb): readonly string[] | 'all' {
  const { roles, byUnit } = ruleOf(verb);
  const isLimited = byUnit === true && roles.every((role) => role === 'handler' || !who.roles.has(role));
  return isLimited ? who.units : 'all';
}

/** A complaint without a unit is nobody's own: handlers do not see it. */
function seesUnit(units: readonly string[] | 'all', unit: string | null): boolean {
  return units === 'all' || (unit !== null && units.includes(unit));
}

function isConfirmed({ confirmedAt }: Known, at: Instant): boolean {
  return confirmedAt !== undefined && confirmedAt <= at && at - confirmedAt <= confirmationLasts;
}
