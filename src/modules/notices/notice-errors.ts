import { faultsOf, type ErrorTable } from '../../errors.js';

export const noticesErrors = {
  'notices.nobody': {
    kind: 'unavailable',
    cause: {
      en: 'Notices wait because nobody holds the role {roles}, and there is no fallback owner who could be told.',
      zh: '岗位 {roles} 无人担任，也没有可提醒的兜底负责人，有提醒正在等待。',
    },
    remedy: {
      en: 'Name somebody: "redress recipients set ROLE NAME" (the whole list of that role). What waits is told within a minute then.',
      zh: '请指定人员（redress recipients set 岗位 账号名，须列出该岗位的完整名单），等待中的提醒将在一分钟内发出。',
    },
  },
  'notices.wrong_cursor': {
    kind: 'invalid',
    cause: { en: 'This is no cursor of this list.', zh: '这不是此列表的游标。' },
    remedy: { en: 'Take "next" of an answer as it stands, or leave it out.', zh: '请原样使用答复中的 next，或不填。' },
  },
  'notices.no_failed_delivery': {
    kind: 'not_found',
    cause: { en: 'There is no message with this id that has failed.', zh: '没有此编号的发送失败消息。' },
    remedy: {
      en: 'List those that have failed: GET /api/deliveries?status=failed.',
      zh: '请查看发送失败的消息：GET /api/deliveries?status=failed。',
    },
  },
} as const satisfies ErrorTable;

export const noticesFault = faultsOf(noticesErrors);
