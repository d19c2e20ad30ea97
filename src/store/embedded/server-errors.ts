import { faultsOf, type ErrorTable } from '../../errors.js';

const setAddress = {
  en: 'or name a PostgreSQL of your own in DATABASE_URL and DATABASE_OWNER_URL',
  zh: '或用 DATABASE_URL 和 DATABASE_OWNER_URL 指定您自己的 PostgreSQL',
};

/** Why the database that comes with Redress does not start. */
export const serverErrors = {
  'database.no_binaries': {
    kind: 'unavailable',
    cause: {
      en: 'The PostgreSQL that comes with Redress does not run here ({reason}).',
      zh: 'Redress 自带的 PostgreSQL 无法在本机运行（{reason}）。',
    },
    remedy: {
      en: `Run "npm ci --include=optional", ${setAddress.en}.`,
      zh: `请运行“npm ci --include=optional”，${setAddress.zh}。`,
    },
  },
  'database.folder_refused': {
    kind: 'unavailable',
    cause: {
      en: 'The folder of the database, {folder}, cannot be written ({reason}).',
      zh: '无法写入数据库文件夹 {folder}（{reason}）。',
    },
    remedy: {
      en: `Change its owner or its permissions, choose another folder with REDRESS_DATA, ${setAddress.en}.`,
      zh: `请更改其所有者或权限，或用 REDRESS_DATA 另选文件夹，${setAddress.zh}。`,
    },
  },
  'database.disk_full': {
    kind: 'unavailable',
    cause: {
      en: 'There is no room on the disk of {folder} for the database.',
      zh: '{folder} 所在磁盘没有空间存放数据库。',
    },
    remedy: {
      en: 'Free some space, or choose a folder on another disk with REDRESS_DATA.',
      zh: '请释放空间，或用 REDRESS_DATA 选择其他磁盘上的文件夹。',
    },
  },
  'database.other_major': {
    kind: 'invalid',
    cause: {
      en: 'The database in {folder} was made by PostgreSQL {found}, and this Redress brings PostgreSQL {needed}.',
      zh: '{folder} 中的数据库由 PostgreSQL {found} 创建，而本 Redress 自带 PostgreSQL {needed}。',
    },
    remedy: {
      en: 'Use the version of Redress that made it, or move the data with pg_dump of PostgreSQL {found}.',
      zh: '请使用创建它的 Redress 版本，或用 PostgreSQL {found} 的 pg_dump 迁移数据。',
    },
  },
  'database.data_gone': {
    kind: 'invalid',
    cause: {
      en: 'The database of this project was kept in {folder} (so says {file}), and it is no longer there.',
      zh: '本项目的数据库原存放于 {folder}（见 {file}），现已不存在。',
    },
    remedy: {
      en: 'Put it back, or delete {file} to begin an empty one.',
      zh: '请将其恢复；若要新建空数据库，请删除 {file}。',
    },
  },
  'database.not_started': {
    kind: 'unavailable',
    cause: { en: 'The database in {folder} did not start: {reason}.', zh: '{folder} 中的数据库未能启动：{reason}。' },
    remedy: { en: 'See {log}, and run "redress doctor".', zh: '请查看 {log}，并运行“redress doctor”。' },
  },
  'database.start_waits': {
    kind: 'unavailable',
    cause: {
      en: 'Another process has been starting or stopping the database in {folder} for {seconds} seconds.',
      zh: '另一进程启动或停止 {folder} 中的数据库已达 {seconds} 秒。',
    },
    remedy: { en: 'Let it finish or end it, then try again.', zh: '请等待其完成或将其结束，然后重试。' },
  },
} as const satisfies ErrorTable;

export const serverFault = faultsOf(serverErrors);
