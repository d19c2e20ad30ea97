import { faultsOf, type ErrorTable } from '../../errors.js';

export const healthErrors = {
  'health.not_ready': {
    kind: 'unavailable',
    cause: { en: 'This process is not ready.', zh: '本进程尚未就绪。' },
    remedy: {
      en: 'Try again in a moment; if it stays so, look at /api/health/parts or run "redress doctor" on the server.',
      zh: '请稍后重试；若一直如此，请查看 /api/health/parts，或在服务器上运行“redress doctor”。',
    },
  },
  'health.part_silent': {
    kind: 'unavailable',
    cause: {
      en: 'The part "{part}" did not answer within {seconds} seconds.',
      zh: '组件“{part}”在 {seconds} 秒内没有回应。',
    },
    remedy: {
      en: 'Look whether the machine and the database are overloaded.',
      zh: '请检查服务器和数据库的负载是否过高。',
    },
  },
  'health.part_failed': {
    kind: 'unavailable',
    cause: { en: 'The part "{part}" does not work ({error}).', zh: '组件“{part}”无法工作（{error}）。' },
    remedy: {
      en: 'The log has the line with the same words; "redress doctor" tries the parts one by one.',
      zh: '日志中有对应的记录；“redress doctor”可逐项检查各组件。',
    },
  },
} as const satisfies ErrorTable;

export const healthFault = faultsOf(healthErrors);
