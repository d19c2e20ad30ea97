import { faultsOf, type ErrorTable } from '../../errors.js';

/** What can be wrong with asking for a schedule, and with a run of one. */
export const schedulesErrors = {
  'schedules.unknown': {
    kind: 'not_found',
    cause: { en: 'There is no schedule "{id}".', zh: '没有定期任务“{id}”。' },
    remedy: {
      en: 'The set of policies in force has: {known}.{hint}',
      zh: '现行制度集中的定期任务：{known}。{hint}',
    },
  },
  'schedules.wrong_cursor': {
    kind: 'invalid',
    cause: { en: 'This is not where a page of runs begins.', zh: '这不是执行列表某一页的起点。' },
    remedy: { en: 'Use "next" of the page before as it came.', zh: '请原样使用上一页返回的 next。' },
  },
  'schedule_run.does_not_add_up': {
    kind: 'unavailable',
    cause: {
      en: 'The figures of this run do not add up (examined + skipped: {found}, expected {expected}); it was not finished.',
      zh: '本次执行的数字不一致（检查数＋跳过数：{found}，应为 {expected}），未予完成。',
    },
    remedy: {
      en: 'This is a defect of Redress: report it, and do not use the figures.',
      zh: '这是 Redress 自身的缺陷：请反馈，且勿使用这些数字。',
    },
  },
} as const satisfies ErrorTable;

export const scheduleRunFault = faultsOf(schedulesErrors);
