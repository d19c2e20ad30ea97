import { faultsOf, type ErrorTable } from './errors.js';

export const configErrors = {
  'config.wrong_port': {
    kind: 'invalid',
    cause: { en: 'The environment variable PORT is "{found}".', zh: '环境变量 PORT 的值为“{found}”。' },
    remedy: { en: 'Set it to a whole number from 0 to 65535.', zh: '请设为 0 至 65535 的整数。' },
  },
  'config.wrong_host': {
    kind: 'invalid',
    cause: {
      en: 'The environment variable REDRESS_HOSTS holds "{found}", which is no host name.',
      zh: '环境变量 REDRESS_HOSTS 中的“{found}”不是主机名。',
    },
    remedy: {
      en: 'Write names with commas between, such as redress.example.org, without https:// and without a path.',
      zh: '请写以逗号分隔的主机名，例如 redress.example.org，不带 https://，也不带路径。',
    },
  },
  'config.wrong_upload_limit': {
    kind: 'invalid',
    cause: {
      en: 'The environment variable REDRESS_UPLOAD_LIMIT is "{found}".',
      zh: '环境变量 REDRESS_UPLOAD_LIMIT 的值为“{found}”。',
    },
    remedy: { en: 'Set it to a whole number of bytes.', zh: '请设为整数字节数。' },
  },
} as const satisfies ErrorTable;

export const configFault = faultsOf(configErrors);
