import { faultsOf, type ErrorTable } from './errors.js';

export const configErrors = {
  'config.wrong_port': {
    kind: 'invalid',
    cause: { en: 'The environment variable PORT is "{found}".', zh: '环境变量 PORT 的值为“{found}”。' },
    remedy: { en: 'Set it to a whole number from 0 to 65535.', zh: '请设为 0 至 65535 的整数。' },
  },
} as const satisfies ErrorTable;

export const configFault = faultsOf(configErrors);
