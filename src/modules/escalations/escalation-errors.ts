import { faultsOf, type ErrorTable } from '../../errors.js';

/** What can stand in the way of foreseeing who will be told. */
export const escalationErrors = {
  'escalation.plan_too_long': {
    kind: 'conflict',
    cause: {
      en: 'Foreseeing who will be told takes longer than a request may: {done} of {of} complaints were looked at in {seconds} seconds.',
      zh: '推算将提醒的人员超出单次请求的时限：{seconds} 秒内仅处理 {of} 件投诉中的 {done} 件。',
    },
    remedy: {
      en: 'Ask for one unit or for fewer days, or use the command line, which takes its time: redress escalation plan.',
      zh: '请限定单位或缩短天数，或改用不限时的命令行：redress escalation plan。',
    },
  },
} as const satisfies ErrorTable;

export const escalationFault = faultsOf(escalationErrors);
