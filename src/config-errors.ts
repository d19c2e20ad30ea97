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
  'config.wrong_proxy': {
    kind: 'invalid',
    cause: {
      en: 'The environment variable REDRESS_PROXIES holds "{found}", which is no address and no network.',
      zh: '环境变量 REDRESS_PROXIES 中的“{found}”既不是地址也不是网段。',
    },
    remedy: {
      en: 'Write addresses or networks with commas between, such as 10.0.0.1 or 10.1.0.0/16.',
      zh: '请写以逗号分隔的地址或网段，例如 10.0.0.1 或 10.1.0.0/16。',
    },
  },
  'config.wrong_rate_limit': {
    kind: 'invalid',
    cause: {
      en: 'The environment variable REDRESS_RATE_LIMIT is "{found}".',
      zh: '环境变量 REDRESS_RATE_LIMIT 的值为“{found}”。',
    },
    remedy: {
      en: 'Set it to the number of requests that one account may send in a minute, a whole number from 1.',
      zh: '请设为一个账号每分钟可发送的请求数，为不小于 1 的整数。',
    },
  },
  'config.wrong_role': {
    kind: 'invalid',
    cause: { en: '"{found}" is no role of a process.', zh: '“{found}”不是进程角色。' },
    remedy: {
      en: 'Let --role or REDRESS_ROLE name some of api, sweep, jobs and render, with commas between; without it a process does everything.',
      zh: '请在 --role 或 REDRESS_ROLE 中填写 api、sweep、jobs、render 中的若干项，以逗号分隔；不填则承担全部工作。',
    },
  },
  'config.unreadable_file': {
    kind: 'invalid',
    cause: {
      en: 'The file that {variable} names, {file}, cannot be read ({reason}).',
      zh: '{variable} 指定的文件 {file} 无法读取（{reason}）。',
    },
    remedy: {
      en: 'Let it name a file with one line, which the user of the service may read.',
      zh: '请指定一个只含一行内容、且运行服务的用户可以读取的文件。',
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
  'config.wrong_url': {
    kind: 'invalid',
    cause: { en: 'The environment variable REDRESS_URL is "{found}".', zh: '环境变量 REDRESS_URL 的值为“{found}”。' },
    remedy: {
      en: 'Write the address by which people reach the service, without a path: https://redress.example.org.',
      zh: '请填写用户访问本服务的地址，不带路径：https://redress.example.org。',
    },
  },
  'config.no_secret_key': {
    kind: 'unavailable',
    cause: {
      en: 'The secret key cannot be read from {file} ({reason}).',
      zh: '无法从 {file} 读取密钥（{reason}）。',
    },
    remedy: {
      en: 'Let REDRESS_SECRET_KEY_FILE name a file that this user can read, or leave it out: then a key is made in the data folder.',
      zh: '请将 REDRESS_SECRET_KEY_FILE 设为当前用户可读取的文件；如不设置，则在数据文件夹中自动生成密钥。',
    },
  },
  'config.weak_secret_key': {
    kind: 'invalid',
    cause: {
      en: 'The secret key in {file} is shorter than {least} characters.',
      zh: '{file} 中的密钥少于 {least} 个字符。',
    },
    remedy: {
      en: 'Put random characters there: openssl rand -hex 32.',
      zh: '请写入随机字符，例如：openssl rand -hex 32。',
    },
  },
} as const satisfies ErrorTable;

export const configFault = faultsOf(configErrors);
