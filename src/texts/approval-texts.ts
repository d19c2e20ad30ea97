import type { Text } from '../errors.js';

/** Who wrote or approved a set. */
export interface SetPerson {
  /** As rows and entries name them: `account:0198…`, `system:policies-folder`. */
  readonly actor: string;
  /** The name by which the account signs in; undefined where nobody had signed in. */
  readonly name: string | undefined;
  /** The account, of a token the one it acts for. */
  readonly account: string | undefined;
  /** An account of a first look, behind which anybody at this machine may stand. */
  readonly isDemo?: boolean;
  /** The account of a program, whose token anybody may hold. */
  readonly isProgram?: boolean;
}

/**
 * `approved`: by another person than the author. Otherwise no second person has approved it: it is the first set of an empty database;
 * one person alone tried Redress (REDRESS_SOLO), or two accounts of a first look, which nobody has to sign in to; a program wrote it, and who holds its token is not known; it was taken from the folder before there was approval; or one of the two had not signed in.
 */
export const approvalStates = [
  'approved',
  'first-set',
  'solo',
  'demo',
  'program',
  'without-approval',
  'not-signed-in',
] as const;

export type ApprovalState = (typeof approvalStates)[number];

/** How a set came into force. */
export interface SetApproval {
  readonly set: number;
  readonly state: ApprovalState;
  readonly author: SetPerson;
  readonly approver: SetPerson | undefined;
}

/** What has to be known of a set to say whether a second person has approved it. */
export interface ApprovalFacts {
  readonly set: number;
  readonly author: SetPerson;
  readonly approver: SetPerson | undefined;
  /** Sets that were taken without approval since there is approval give one too. */
  readonly hasReason: boolean;
}

/** Whether a second person has approved a set: persons are compared by their accounts, so that a token is nobody else. */
export function approvalOf({ set, author, approver, hasReason }: ApprovalFacts): SetApproval {
  return { set, author, approver, state: stateOf({ set, author, approver, hasReason }) };
}

function stateOf({ set, author, approver, hasReason }: ApprovalFacts): ApprovalState {
  if (approver === undefined) return set === 1 ? 'first-set' : hasReason ? 'solo' : 'without-approval';
  if (author.actor === approver.actor) return 'solo';
  if (author.account === undefined || approver.account === undefined) return 'not-signed-in';
  if (author.account === approver.account) return 'solo';
  if (author.isDemo === true || approver.isDemo === true) return 'demo';
  return author.isProgram === true || approver.isProgram === true ? 'program' : 'approved';
}

/** The name for people: of an account its name, otherwise that it was the system. */
export function personText({ name }: SetPerson): Text {
  return name === undefined ? { en: 'system', zh: '系统' } : { en: name, zh: name };
}

const states: Readonly<Record<ApprovalState, Text>> = {
  approved: { en: 'approved by a second person', zh: '已经第二人审批' },
  'first-set': {
    en: 'not approved by a second person: the first set of an empty database, taken from the folder as it stood',
    zh: '未经第二人审批：空数据库的首个制度集，直接取自文件夹',
  },
  solo: { en: 'not approved by a second person (REDRESS_SOLO)', zh: '未经第二人审批（REDRESS_SOLO）' },
  demo: {
    en: 'not shown to be approved by a second person: an account of a first look stands for nobody in particular',
    zh: '无法证明已经第二人审批：初次了解所用账号不代表特定人员',
  },
  program: {
    en: 'not shown to be approved by a second person: one of the two is a program, whose token anybody may hold',
    zh: '无法证明已经第二人审批：其中一方为程序账号，其令牌可能由任何人持有',
  },
  'without-approval': {
    en: 'not approved by a second person: taken from the folder',
    zh: '未经第二人审批：直接取自文件夹',
  },
  'not-signed-in': {
    en: 'not shown to be approved by a second person: the author or the approver had not signed in',
    zh: '无法证明已经第二人审批：起草人或审批人未登录',
  },
};

/** Author, approver and whether that is enough, in one line: `written by chen, approved by li`. */
export function approvalText({ author, approver, state }: SetApproval): Text {
  const who = { author: personText(author), approver: approver && personText(approver) };
  const en = [
    `written by ${who.author.en}`,
    ...(who.approver === undefined ? [] : [`approved by ${who.approver.en}`]),
    ...(state === 'approved' ? [] : [states[state].en]),
  ];
  const zh = [
    `起草人：${who.author.zh}`,
    ...(who.approver === undefined ? [] : [`审批人：${who.approver.zh}`]),
    ...(state === 'approved' ? [] : [states[state].zh]),
  ];
  return { en: en.join(', '), zh: zh.join('，') };
}

/** Of policies that were read from a folder, not from the sets in force. */
export const folderText: Text = {
  en: 'read from a folder: whether a second person approved them is not recorded',
  zh: '取自文件夹：是否经第二人审批未有记录',
};

/** That one person may approve what they wrote. */
export const soloText: Text = {
  en: 'REDRESS_SOLO is on: one person may approve what they wrote themselves',
  zh: '已启用 REDRESS_SOLO：允许一人审批自己起草的制度',
};

/** Why the set of an empty database has no approver; kept with it. */
export const firstSetReason =
  'First set of an empty database: taken from the folder, without approval. 空数据库的首个制度集：直接取自文件夹，未经审批。';

/** Why a set that one person alone has taken has no approver; kept with it. */
export const soloReason =
  'Taken from the folder without approval by a second person (REDRESS_SOLO). 直接取自文件夹，未经第二人审批（REDRESS_SOLO）。';
