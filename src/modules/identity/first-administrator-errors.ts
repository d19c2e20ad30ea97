import { faultsOf, type ErrorTable } from '../../errors.js';

export const firstAdministratorErrors = {
  'first_administrator.wrong_link': {
    kind: 'invalid',
    cause: {
      en: 'This link does not hold: it has been used, has run out, or was never made.',
      zh: '链接无效：已被使用、已过期或不存在。',
    },
    remedy: {
      en: 'Start the service again: as long as there is no administrator it prints another link.',
      zh: '请重新启动服务：在没有系统管理员之前，每次启动都会输出新的链接。',
    },
  },
  'first_administrator.exists': {
    kind: 'conflict',
    cause: { en: 'There is an administrator already.', zh: '已有系统管理员。' },
    remedy: {
      en: 'Ask them for an account, or make one on the machine itself: redress accounts add NAME.',
      zh: '请由其新建账号，或在服务器上执行：redress accounts add 账号名。',
    },
  },
} as const satisfies ErrorTable;

export const firstAdministratorFault = faultsOf(firstAdministratorErrors);
