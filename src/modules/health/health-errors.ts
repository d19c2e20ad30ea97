import { faultsOf, type ErrorTable } from '../../errors.js';

export const healthErrors = {
  'health.not_ready': {
    kind: 'unavailable',
    cause: { en: 'The part "{part}" is not ready.', zh: '组件“{part}”尚未就绪。' },
    remedy: {
      en: 'Try again in a moment; if it stays so, run "redress doctor" on the server.',
      zh: '请稍后重试；若一直如此，请在服务器上运行“redress doctor”。',
    },
  },
} as const satisfies ErrorTable;

export const healthFault = faultsOf(healthErrors);
