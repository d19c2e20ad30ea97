import { faultsOf, type ErrorTable } from '../../errors.js';

/** Why a calendar of due dates is not given. */
export const calendarFeedErrors = {
  'calendar_feed.unknown': {
    kind: 'not_found',
    cause: {
      en: 'There is no calendar at this address: it was replaced or ended, or its owner may not read complaints.',
      zh: '此地址没有日历：地址已更换或停用，或其所有者无权查阅投诉。',
    },
    remedy: {
      en: 'Make a new address with POST /api/me/calendar and subscribe to that.',
      zh: '请通过 POST /api/me/calendar 生成新地址后重新订阅。',
    },
  },
  'calendar_feed.unknown_role': {
    kind: 'invalid',
    cause: { en: 'The organisation has no such role.', zh: '本机构没有该岗位。' },
    remedy: { en: 'Use one of: {known}{hint}.', zh: '请使用以下之一：{known}{hint}。' },
  },
} as const satisfies ErrorTable;

export const calendarFeedFault = faultsOf(calendarFeedErrors);
