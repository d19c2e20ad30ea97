import { faultsOf, type ErrorTable } from '../../errors.js';

/** What can be wrong with who holds a role of the organisation, or with how somebody wants to be told. None repeats an address. */
export const recipientErrors = {
  'recipient.unknown_role': {
    kind: 'not_found',
    cause: {
      en: 'The organisation has no such role in the set in force.',
      zh: '现行制度集中，本机构没有该岗位。',
    },
    remedy: {
      en: 'Use one of: {known}{hint}. Roles stand in organisation.yaml.',
      zh: '请使用以下之一：{known}{hint}。岗位在 organisation.yaml 中列明。',
    },
  },
  'recipient.neither': {
    kind: 'invalid',
    cause: {
      en: 'It is not said who holds the role: one account, or one destination.',
      zh: '未写明由谁担任：应为一个账号或一个外发目的地。',
    },
    remedy: { en: 'Give either "account" or "destination".', zh: '请填写 "account" 或 "destination" 之一。' },
  },
  'recipient.unknown_account': {
    kind: 'invalid',
    cause: { en: 'No account has this id.', zh: '没有此 id 的账号。' },
    remedy: { en: 'Use the id of an account that is there.', zh: '请使用已有账号的 id。' },
  },
  'recipient.account_disabled': {
    kind: 'invalid',
    cause: { en: 'This account is disabled: nobody would be told.', zh: '该账号已停用，无人会收到提醒。' },
    remedy: { en: 'Enable it first, or name another.', zh: '请先启用，或改填其他账号。' },
  },
  'recipient.unknown_destination': {
    kind: 'invalid',
    cause: { en: 'There is no destination with this name.', zh: '没有此名称的外发目的地。' },
    remedy: {
      en: 'Use one that takes notices: {known}{hint}. Destinations stand in the file of destinations.',
      zh: '请使用可接收提醒的目的地：{known}{hint}。目的地在目的地文件中配置。',
    },
  },
  'recipient.wrong_kind': {
    kind: 'invalid',
    cause: { en: 'A destination of the kind "{kind}" takes no notices.', zh: '“{kind}”类目的地不接收提醒。' },
    remedy: {
      en: 'Name a webhook or a robot; mail goes to the addresses of accounts.',
      zh: '请填写 webhook 或 robot；邮件发往账号所登记的地址。',
    },
  },
  'recipient.twice': {
    kind: 'invalid',
    cause: { en: 'The same holder stands here a second time.', zh: '同一担任者重复列出。' },
    remedy: { en: 'Leave one of the two out.', zh: '请删去其一。' },
  },
  'recipient.wrong_holder': {
    kind: 'invalid',
    cause: { en: '"{given}" does not say who holds the role.', zh: '“{given}”未写明由谁担任。' },
    remedy: {
      en: 'Write NAME, UNIT=NAME, destination:NAME or UNIT=destination:NAME.',
      zh: '请写 NAME、UNIT=NAME、destination:NAME 或 UNIT=destination:NAME。',
    },
  },
  'contact.no_address': {
    kind: 'invalid',
    cause: { en: 'Mail is asked for, and there is no address to send it to.', zh: '选择了邮件，但未填写地址。' },
    remedy: {
      en: 'Give "address", or take "mail" out of "ways".',
      zh: '请填写 "address"，或从 "ways" 中删去 "mail"。',
    },
  },
  'contact.no_quiet': {
    kind: 'invalid',
    cause: { en: 'The quiet hours begin when they end.', zh: '免打扰时段的起止时间相同。' },
    remedy: { en: 'Give two different times, or null for none.', zh: '请填写不同的起止时间；不需要时填 null。' },
  },
} as const satisfies ErrorTable;

export const recipientFault = faultsOf(recipientErrors);
