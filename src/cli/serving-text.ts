import type { Text } from '../errors.js';
import type { Where } from '../store/open.database.js';

/** Where the data is, for whoever started the server. */
export function whereText(where: Where): Text {
  if (where.kind === 'own')
    return {
      en: `Database: ${where.database} at ${where.address}.`,
      zh: `数据库：${where.address} 上的 ${where.database}。`,
    };
  const outside = {
    en: ' (outside the project, whose folder the database’s user may not enter)',
    zh: '（数据库用户无权进入项目目录，故存放于项目之外）',
  };
  return {
    en: `Database: the one that comes with Redress, in ${where.folder}${where.isOutside ? outside.en : ''}, for trial and for one machine. DATABASE_URL names one of your own.`,
    zh: `数据库：随 Redress 提供，位于 ${where.folder}${where.isOutside ? outside.zh : ''}，适合试用和单机使用；可用 DATABASE_URL 指定自有数据库。`,
  };
}

/** Where to go, and how to come in there. */
export function listeningLines({ url }: { readonly url: string }, entrance: readonly Text[]): readonly Text[] {
  return [
    { en: `Redress listens at ${url}`, zh: `Redress 正在监听 ${url}` },
    { en: `  API and how to use it: ${url}/api/docs`, zh: `  接口及使用说明：${url}/api/docs` },
    ...entrance,
    { en: 'Ctrl-C stops it.', zh: '按 Ctrl-C 停止。' },
  ];
}

/** Of a process that does not answer people: what it does, and where it is watched. */
export function workingLine({ url }: { readonly url: string }, roles: string): Text {
  return {
    en: `Redress works as ${roles}; whoever watches it asks ${url}/api/health/ready. Ctrl-C stops it.`,
    zh: `Redress 正以 ${roles} 角色工作；监控地址：${url}/api/health/ready。按 Ctrl-C 停止。`,
  };
}
