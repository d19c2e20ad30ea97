import type { ServerFacts, SchemaState } from '../store/schema-state.js';
import { fine, type Finding } from './doctor.js';

/** A database that has not been made, or that does not run now: nothing is wrong, and looking at it shall not start it. */
export function restingFinding(folder: string, major: string | undefined): Finding {
  const [en, zh] =
    major === undefined
      ? ['not made yet', '尚未创建']
      : [`PostgreSQL ${major}, not running`, `PostgreSQL ${major}，未运行`];
  return {
    mark: '!',
    text: { en: `database in ${folder}: ${en}`, zh: `${folder} 中的数据库：${zh}` },
    remedy:
      major === undefined
        ? { en: '"npm run up" makes it', zh: '“npm run up”会创建它' }
        : { en: '"npm run up" or "npx redress serve" starts it', zh: '“npm run up”或“npx redress serve”会启动它' },
  };
}

/** A database that answers, with the roles that it answers to. */
export function reachedFinding(place: string, { version }: ServerFacts, roles: readonly string[]): Finding {
  return fine(
    `database ${place}: PostgreSQL ${version}, as ${roles.join(' and ')}`,
    `数据库 ${place}：PostgreSQL ${version}，角色 ${roles.join('、')}`,
  );
}

/** Whether Chinese is kept as it is. */
export function encodingFinding({ encoding }: ServerFacts): Finding {
  return fine(`database encoding ${encoding}`, `数据库编码 ${encoding}`);
}

/** How the tables stand to this version. A database of a newer version is told elsewhere. */
export function schemaFinding({ applied, missing }: SchemaState, hasOwner: boolean): Finding {
  if (missing.length === 0)
    return fine(
      `database tables: version ${applied.length} (${applied.at(-1) ?? ''})`,
      `数据库表结构：第 ${applied.length} 版（${applied.at(-1) ?? ''}）`,
    );
  const text = {
    en: `database tables: ${missing.length} migrations to go (${missing.join(', ')})`,
    zh: `数据库表结构：还有 ${missing.length} 项迁移未执行（${missing.join('、')}）`,
  };
  return hasOwner
    ? {
        mark: '!',
        text,
        remedy: { en: '"npx redress serve" makes them', zh: '“npx redress serve”会执行这些迁移' },
      }
    : {
        mark: '✗',
        text,
        remedy: {
          en: 'set DATABASE_OWNER_URL to the address with the role that owns the tables',
          zh: '请将 DATABASE_OWNER_URL 设为拥有这些表的角色的地址',
        },
      };
}

const tolerable = 2_000;

/** How far the clock of the database is from ours, in milliseconds (positive: it is ahead); a warning over two seconds. */
export function clockFinding(ahead: number): Finding {
  const seconds = (Math.abs(ahead) / 1_000).toFixed(1);
  if (Math.abs(ahead) <= tolerable) return fine(`database clock: ${seconds} s apart`, `数据库时钟：相差 ${seconds} 秒`);
  const [en, zh] = ahead > 0 ? ['ahead of', '快'] : ['behind', '慢'];
  return {
    mark: '!',
    text: { en: `database clock: ${seconds} s ${en} this machine's`, zh: `数据库时钟比本机${zh} ${seconds} 秒` },
    remedy: { en: 'let both machines keep time by NTP', zh: '请让两台机器都通过 NTP 校时' },
  };
}

/** Whether the server can listen there. `obstacle` is a code of the system. */
export function portFinding(port: number, obstacle: string | undefined): Finding {
  if (obstacle === undefined) return fine(`port ${port} is free`, `端口 ${port} 空闲`);
  if (obstacle === 'EADDRINUSE')
    return {
      mark: '!',
      text: { en: `port ${port} is taken by another program`, zh: `端口 ${port} 已被其他程序占用` },
      remedy: {
        en: 'fine if Redress itself is running; otherwise end that program or set PORT to another number',
        zh: '若 Redress 正在运行则属正常；否则请结束该程序，或用 PORT 另设端口',
      },
    };
  return {
    mark: '✗',
    text: { en: `port ${port} cannot be opened (${obstacle})`, zh: `端口 ${port} 无法打开（${obstacle}）` },
    remedy: { en: 'set PORT to a number from 1024 to 65535', zh: '请将 PORT 设为 1024 至 65535 的整数' },
  };
}
