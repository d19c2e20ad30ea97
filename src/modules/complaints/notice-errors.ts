import { faultsOf, type ErrorTable } from '../../errors.js';

/** What can be wrong with acknowledging a notice. */
export const noticeErrors = {
  'notice.unknown': {
    kind: 'not_found',
    cause: {
      en: 'Nobody was told of this: there is no such notice of the complaint, or its clock ended before it was sent.',
      zh: '未曾就此发出通知：该投诉没有此项通知，或其时限在发出前已经终结。',
    },
    remedy: {
      en: 'Look in the list of escalations that wait for an acknowledgement.',
      zh: '请查看待确认的升级列表。',
    },
  },
  'notice.acknowledged': {
    kind: 'conflict',
    cause: { en: 'Somebody has acknowledged this already.', zh: '此项升级已有人确认。' },
    remedy: { en: 'There is nothing left to do.', zh: '无须再作处理。' },
  },
} as const satisfies ErrorTable;

export const noticeFault = faultsOf(noticeErrors);
