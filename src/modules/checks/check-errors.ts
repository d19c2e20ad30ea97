import { faultsOf, type ErrorTable } from '../../errors.js';

/** What can be wrong with a check and with asking for one. */
export const checkErrors = {
  'check.wrong_day': {
    kind: 'invalid',
    cause: { en: '"{found}" is not a day of the years 1900 to 2200.', zh: '“{found}”不是 1900 年至 2200 年间的日期。' },
    remedy: { en: 'Write it as 2026-02-12.', zh: '请写成 2026-02-12 的形式。' },
  },
  'check.period_reversed': {
    kind: 'invalid',
    cause: { en: 'The period ends on {to}, before it begins on {from}.', zh: '期间的结束日 {to} 早于开始日 {from}。' },
    remedy: { en: 'Exchange the two days.', zh: '请调换两个日期。' },
  },
  'check.wrong_at': {
    kind: 'invalid',
    cause: {
      en: 'What is to be judged as at is no day or instant of the years 1900 to 2200.',
      zh: '判定时点不是 1900 年至 2200 年间的日期或时刻。',
    },
    remedy: {
      en: 'Write 2026-02-12, or with a time and its offset 2026-02-12T09:00:00+08:00.',
      zh: '请写成 2026-02-12，或连同时区偏移写成 2026-02-12T09:00:00+08:00。',
    },
  },
  'check.too_many_waiting': {
    kind: 'unavailable',
    cause: { en: '{count} checks are running or waiting already.', zh: '已有 {count} 次检查正在执行或等待。' },
    remedy: { en: 'Ask again when some of them have ended.', zh: '请待其中一些结束后再申请。' },
  },
  'check.does_not_add_up': {
    kind: 'unavailable',
    cause: {
      en: 'The figures of this check do not add up ({what}: {found}, expected {expected}); it was not finished.',
      zh: '本次检查的数字不一致（{what}：{found}，应为 {expected}），未予完成。',
    },
    remedy: {
      en: 'This is a defect of Redress: report it, and do not use the figures.',
      zh: '这是 Redress 自身的缺陷：请反馈，且勿使用这些数字。',
    },
  },
} as const satisfies ErrorTable;

export const checkFault = faultsOf(checkErrors);
