import type { Text } from '../errors.js';

/**
 * Tables whose rows a backup leaves out, and why: they are of the moment, and brought back they would open a door that was closed
 * meanwhile. Everything else is in it.
 */
export const leftOut: Readonly<Record<string, Text>> = {
  migration: {
    en: 'which migrations the database has stands in the manifest, and the restored one is made by them',
    zh: '已执行的迁移记录在清单中，恢复时按其重建',
  },
  session: { en: 'whoever had signed in signs in again', zh: '已登录者须重新登录' },
  oidc_attempt: { en: 'sign-ins that were under way begin anew', zh: '进行中的登录须重新开始' },
  one_time_link: { en: 'links that were handed out no longer open', zh: '已发出的一次性链接不再有效' },
  sign_in_failure: {
    en: 'failed sign-ins are forgotten after a while anyway',
    zh: '登录失败记录本就会在一段时间后清除',
  },
  beat: {
    en: 'when workers last did something; they say it again at once',
    zh: '各工作进程的最近活动时间，启动后即重新写入',
  },
};
