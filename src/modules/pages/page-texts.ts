import { roleTexts, type Role } from '../../authority/roles.js';
import type { Text } from '../../errors.js';
import { demoNames } from '../identity/demo.js';
import { passwordLength } from '../identity/password-rules.js';

export type PageName = 'sign-in' | 'first-administrator' | 'set-password' | 'demo';

/** One thing to fill in. */
export interface Field {
  readonly name: string;
  readonly label: Text;
  readonly type: 'text' | 'password';
  /** How the browser and password managers know it (WCAG 1.3.5). */
  readonly autocomplete: string;
  readonly hint?: Text;
}

export interface PageForm {
  readonly id: string;
  readonly fields: readonly Field[];
  readonly button: Text;
  readonly isHidden?: true;
}

export interface Page {
  readonly title: Text;
  readonly lead: Text;
  readonly forms: readonly PageForm[];
  /** Buttons of which one is chosen: a value, a title, a line about it. */
  readonly choices?: readonly { readonly value: string; readonly title: Text; readonly about: Text }[];
  /** Before the sign-in services of the configuration, which the script lists. */
  readonly services?: Text;
  readonly foot?: Text;
}

const newPassword: Field = {
  name: 'password',
  label: { en: 'Password', zh: '密码' },
  type: 'password',
  autocomplete: 'new-password',
  hint: {
    en: `At least ${passwordLength.least} characters, of any sort: four or five words are good. No password that many people use, and not your name.`,
    zh: `不少于 ${passwordLength.least} 个字符，种类不限，例如由四五个词组成；不得使用常用密码或账号名。`,
  },
};

const name: Field = {
  name: 'name',
  label: { en: 'Name', zh: '账号名' },
  type: 'text',
  autocomplete: 'username',
};

const aboutRoles: Readonly<Record<Role, Text>> = {
  handler: {
    en: 'records complaints of one store and what happens to them',
    zh: '登记本门店的投诉及其进展',
  },
  officer: {
    en: 'writes policies, imports, checks and reports',
    zh: '起草制度，导入、检查、出具报告',
  },
  approver: { en: 'approves what officers propose', zh: '审批合规专员提议的制度' },
  auditor: { en: 'reads everything and changes nothing', zh: '查阅全部内容，不作任何修改' },
  legal: { en: 'places and lifts holds, reviews evidence', zh: '设置和解除保全，审查证据' },
  privacy: { en: 'opens personal data for a recorded purpose', zh: '说明用途后查看个人信息（留痕）' },
  administrator: { en: 'keeps accounts; sees no complaint', zh: '管理账号，不接触投诉内容' },
};

/** The pages: what each says and asks for. */
export const pages: Readonly<Record<PageName, Page>> = {
  'sign-in': {
    title: { en: 'Sign in', zh: '登录' },
    lead: {
      en: 'With the name and the password of your account.',
      zh: '请使用您的账号名和密码。',
    },
    forms: [
      {
        id: 'password',
        fields: [
          name,
          {
            name: 'password',
            label: { en: 'Password', zh: '密码' },
            type: 'password',
            autocomplete: 'current-password',
          },
        ],
        button: { en: 'Sign in', zh: '登录' },
      },
      {
        id: 'code',
        isHidden: true,
        fields: [
          {
            name: 'code',
            label: { en: 'Code', zh: '动态码' },
            type: 'text',
            autocomplete: 'one-time-code',
            hint: {
              en: 'The six digits that your generator shows now, or one of your recovery codes.',
              zh: '请输入验证器当前显示的六位数字，或一个恢复码。',
            },
          },
        ],
        button: { en: 'Go on', zh: '继续' },
      },
    ],
    services: { en: 'Or with', zh: '其他登录方式' },
    foot: {
      en: 'Whoever has forgotten the password asks an administrator for a link to set a new one.',
      zh: '忘记密码的，请向系统管理员索取重设密码的链接。',
    },
  },
  'first-administrator': {
    title: { en: 'The first administrator', zh: '建立首名系统管理员' },
    lead: {
      en: 'This account makes the others and gives them their roles. It sees no complaint and no policy decision.',
      zh: '该账号负责新建其他账号并授予角色，本身不接触投诉内容。',
    },
    forms: [
      {
        id: 'administrator',
        fields: [
          {
            ...name,
            hint: {
              en: 'You sign in with it: 2 to 64 letters and digits, with . _ - @ + between them.',
              zh: '用于登录：2 至 64 个文字或数字，其间可用 . _ - @ +。',
            },
          },
          newPassword,
        ],
        button: { en: 'Make the account', zh: '建立账号' },
      },
    ],
  },
  'set-password': {
    title: { en: 'Set your password', zh: '设置密码' },
    lead: {
      en: 'This link works once. Then sign in with your name and the new password.',
      zh: '此链接仅能使用一次。设置后请以账号名和新密码登录。',
    },
    forms: [{ id: 'set', fields: [newPassword], button: { en: 'Set the password', zh: '设置密码' } }],
  },
  demo: {
    title: { en: 'A first look', zh: '演示登录' },
    lead: {
      en: 'Choose whose part you take. What you do is recorded in that name; come back to this page to change it.',
      zh: '请选择角色。您的操作将以该角色的名义留痕；返回本页即可更换角色。',
    },
    forms: [],
    choices: demoNames.map(([role, account]) => ({ value: account, title: roleTexts[role], about: aboutRoles[role] })),
    foot: {
      en: 'Some steps ask that you signed in within the last five minutes: then choose again. For use in earnest: redress accounts leave-demo.',
      zh: '部分操作要求五分钟内登录过，届时请重新选择角色。正式使用前请执行 redress accounts leave-demo。',
    },
  },
};

/** What the script says. */
export const said = {
  failed: { en: 'That did not work:', zh: '操作未成功：' },
  unreachable: {
    en: 'The server cannot be reached. Try again in a moment.',
    zh: '无法连接服务器，请稍后重试。',
  },
  noToken: {
    en: 'The address of this page lacks its last part, after the #. Open the whole link.',
    zh: '页面地址缺少 # 之后的部分，请打开完整的链接。',
  },
  isSet: {
    en: 'The password is set. Sign in with it now.',
    zh: '密码已设置，请使用新密码登录。',
  },
} as const satisfies Readonly<Record<string, Text>>;
