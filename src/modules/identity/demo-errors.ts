import { faultsOf, type ErrorTable } from '../../errors.js';

const instead = {
  en: 'Sign in with accounts of your own: redress serve prints the link for the first administrator.',
  zh: '请使用自己的账号登录：redress serve 会输出用于建立首名系统管理员的链接。',
};

/** Why the accounts of the first look are not offered, or somebody is not let in by its link. */
export const demoErrors = {
  'demo.forwarded': {
    kind: 'forbidden',
    cause: {
      en: 'The first look is for this machine alone, and this request came through a proxy (Forwarded, X-Forwarded-*).',
      zh: '演示登录仅限本机使用，而该请求经由代理转发（Forwarded、X-Forwarded-*）。',
    },
    remedy: instead,
  },
  'demo.address': {
    kind: 'forbidden',
    cause: {
      en: 'No accounts for a first look: the server listens on {address}, which other machines can reach.',
      zh: '未提供演示账号：服务器监听 {address}，其他机器可以访问。',
    },
    remedy: {
      en: 'Leave REDRESS_ADDRESS out for a first look; otherwise sign in with accounts of your own.',
      zh: '演示时请勿设置 REDRESS_ADDRESS；正式使用请以自己的账号登录。',
    },
  },
  'demo.own_database': {
    kind: 'forbidden',
    cause: {
      en: 'No accounts for a first look: DATABASE_URL names a database of your own.',
      zh: '未提供演示账号：DATABASE_URL 指定了自有数据库。',
    },
    remedy: instead,
  },
  'demo.production': {
    kind: 'forbidden',
    cause: {
      en: 'No accounts for a first look: NODE_ENV is production.',
      zh: '未提供演示账号：NODE_ENV 为 production。',
    },
    remedy: instead,
  },
  'demo.left': {
    kind: 'conflict',
    cause: {
      en: 'No accounts for a first look: they were given up in this data folder (redress accounts leave-demo).',
      zh: '未提供演示账号：此数据文件夹已退出演示（redress accounts leave-demo）。',
    },
    remedy: {
      en: 'Sign in with accounts of your own, or look again with another data folder: REDRESS_DATA=FOLDER.',
      zh: '请以自己的账号登录；如需再次演示，请另设数据文件夹：REDRESS_DATA=文件夹。',
    },
  },
  'demo.in_use': {
    kind: 'conflict',
    cause: {
      en: 'No accounts for a first look: this data folder has accounts of its own already.',
      zh: '未提供演示账号：此数据文件夹已有正式账号。',
    },
    remedy: {
      en: 'Sign in with one of them, or look with another data folder: REDRESS_DATA=FOLDER.',
      zh: '请以其中的账号登录；如需演示，请另设数据文件夹：REDRESS_DATA=文件夹。',
    },
  },
  'demo.wrong_link': {
    kind: 'forbidden',
    cause: {
      en: 'This link does not hold: each start of the first look prints its own.',
      zh: '链接无效：每次启动演示都会输出新的链接。',
    },
    remedy: {
      en: 'Open the link that npm run up printed last in its terminal.',
      zh: '请打开终端中 npm run up 最近一次输出的链接。',
    },
  },
  'demo.unknown_account': {
    kind: 'not_found',
    cause: {
      en: 'There is no such account of the first look, or it is disabled.',
      zh: '没有此演示账号，或该账号已停用。',
    },
    remedy: { en: 'Choose another.', zh: '请选择其他账号。' },
  },
} as const satisfies ErrorTable;

export const demoFault = faultsOf(demoErrors);
