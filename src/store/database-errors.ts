import { faultsOf, type ErrorTable } from '../errors.js';

/** What happens to a call while the database works. None of these says anything about the data. */
const runningErrors = {
  'database.unavailable': {
    kind: 'unavailable',
    cause: {
      en: 'The database at {address} does not answer ({reason}).',
      zh: '位于 {address} 的数据库没有响应（{reason}）。',
    },
    remedy: {
      en: 'Nothing was changed; try again in a moment, and run "redress doctor" if it stays so.',
      zh: '未作任何更改；请稍后重试，若一直如此，请运行“redress doctor”。',
    },
  },
  'database.outcome_unknown': {
    kind: 'unavailable',
    cause: {
      en: 'The connection to the database broke while it was confirming the change ({reason}): it is stored as a whole or not at all.',
      zh: '数据库确认更改时连接中断（{reason}）：更改要么完整保存，要么完全没有保存。',
    },
    remedy: {
      en: 'Look whether it is there, or send the same request with the same Idempotency-Key again.',
      zh: '请查看更改是否已保存，或以相同的 Idempotency-Key 重新发送同一请求。',
    },
  },
  'database.busy': {
    kind: 'unavailable',
    cause: {
      en: 'The database at {address} has no free connection ({reason}).',
      zh: '位于 {address} 的数据库没有空闲连接（{reason}）。',
    },
    remedy: {
      en: 'Try again in a moment; if it stays so, raise max_connections of the server or run fewer processes.',
      zh: '请稍后重试；若一直如此，请调高服务器的 max_connections 或减少进程数量。',
    },
  },
  'database.too_slow': {
    kind: 'unavailable',
    cause: {
      en: 'The database at {address} took too long and the statement was given up ({reason}).',
      zh: '位于 {address} 的数据库耗时过长，已放弃该语句（{reason}）。',
    },
    remedy: { en: 'Nothing was changed; try again when there is less load.', zh: '未作任何更改；请在负载较低时重试。' },
  },
  'database.full': {
    kind: 'unavailable',
    cause: { en: 'The disk of the database is full ({reason}).', zh: '数据库所在磁盘已满（{reason}）。' },
    remedy: {
      en: 'Nothing was changed; free some space there, then try again.',
      zh: '未作任何更改；请释放磁盘空间后重试。',
    },
  },
  'database.read_only': {
    kind: 'unavailable',
    cause: {
      en: 'The database at {address} takes no changes: it is a standby or set to read only.',
      zh: '位于 {address} 的数据库不接受更改：它是备用服务器或被设为只读。',
    },
    remedy: { en: 'Name the primary server in DATABASE_URL.', zh: '请在 DATABASE_URL 中指定主服务器。' },
  },
  'database.wrong_password': {
    kind: 'unavailable',
    cause: {
      en: 'The database at {address} does not accept the password of the role "{role}".',
      zh: '位于 {address} 的数据库不接受角色“{role}”的密码。',
    },
    remedy: {
      en: 'Correct the password in {variable} (signs such as @ : / as %40 %3A %2F).',
      zh: '请更正 {variable} 中的密码（@ : / 等符号写作 %40 %3A %2F）。',
    },
  },
  'database.login_refused': {
    kind: 'unavailable',
    cause: {
      en: 'The database at {address} lets the role "{role}" not in ({reason}).',
      zh: '位于 {address} 的数据库不允许角色“{role}”登录（{reason}）。',
    },
    remedy: {
      en: 'Create the role with LOGIN and allow this machine in pg_hba.conf, or correct {variable}.',
      zh: '请创建具有 LOGIN 权限的角色并在 pg_hba.conf 中允许本机，或更正 {variable}。',
    },
  },
  'database.unknown_database': {
    kind: 'unavailable',
    cause: {
      en: 'The server at {address} has no database "{database}".',
      zh: '服务器 {address} 上没有数据库“{database}”。',
    },
    remedy: {
      en: "Create it (create database … owner … encoding 'UTF8' template template0), or correct {variable}.",
      zh: "请创建该数据库（create database … owner … encoding 'UTF8' template template0），或更正 {variable}。",
    },
  },
  'database.tls_refused': {
    kind: 'unavailable',
    cause: {
      en: 'No encrypted connection to the database at {address} came about ({reason}).',
      zh: '无法与位于 {address} 的数据库建立加密连接（{reason}）。',
    },
    remedy: {
      en: 'Name the authority of its certificate as sslrootcert in {variable} (sslmode=require checks it too), or correct sslmode.',
      zh: '请在 {variable} 中用 sslrootcert 指明其证书的颁发机构（sslmode=require 同样会校验证书），或更正 sslmode。',
    },
  },
} as const satisfies ErrorTable;

/** Why a database is not taken into use. */
const openingErrors = {
  'database.not_reachable': {
    kind: 'unavailable',
    cause: {
      en: 'No PostgreSQL answers at {address} ({reason}).',
      zh: '{address} 处没有 PostgreSQL 响应（{reason}）。',
    },
    remedy: { en: 'Start it there, or correct {variable}.', zh: '请在该处启动数据库，或更正 {variable}。' },
  },
  'database.wrong_address': {
    kind: 'invalid',
    cause: {
      en: '{variable} is no address of a PostgreSQL database.',
      zh: '{variable} 不是 PostgreSQL 数据库的地址。',
    },
    remedy: {
      en: 'Write postgres://ROLE:PASSWORD@HOST:5432/DATABASE (signs such as @ : / in the password as %40 %3A %2F).',
      zh: '请写成 postgres://角色:密码@主机:5432/数据库（密码中的 @ : / 等符号写作 %40 %3A %2F）。',
    },
  },
  'database.missing_address': {
    kind: 'invalid',
    cause: {
      en: 'DATABASE_OWNER_URL is set but DATABASE_URL is not.',
      zh: '设置了 DATABASE_OWNER_URL，但未设置 DATABASE_URL。',
    },
    remedy: {
      en: 'Set DATABASE_URL to the address with the role of the application, or unset both for the database that comes with Redress.',
      zh: '请将 DATABASE_URL 设为应用角色的地址；若要使用 Redress 自带的数据库，请同时取消两者。',
    },
  },
  'database.same_role': {
    kind: 'invalid',
    cause: {
      en: 'DATABASE_URL and DATABASE_OWNER_URL use the same role "{role}", so that the application could rewrite its own evidence.',
      zh: 'DATABASE_URL 与 DATABASE_OWNER_URL 使用同一角色“{role}”，应用将能改写自己的证据。',
    },
    remedy: {
      en: 'Create a second role with LOGIN and no other right, and name it in DATABASE_URL.',
      zh: '请另建一个只有 LOGIN 权限的角色，并写入 DATABASE_URL。',
    },
  },
  'database.role_too_strong': {
    kind: 'invalid',
    cause: {
      en: 'The role "{role}" of DATABASE_URL may change or delete stored evidence (table {table}).',
      zh: 'DATABASE_URL 的角色“{role}”可以修改或删除已存的证据（表 {table}）。',
    },
    remedy: {
      en: 'Use a role that is no superuser, owns nothing and is a member of no role that does.',
      zh: '请使用非超级用户、不拥有任何对象、也不隶属于此类角色的角色。',
    },
  },
  'database.different_databases': {
    kind: 'invalid',
    cause: {
      en: 'DATABASE_URL and DATABASE_OWNER_URL lead to different databases.',
      zh: 'DATABASE_URL 与 DATABASE_OWNER_URL 指向不同的数据库。',
    },
    remedy: { en: 'Let both name the same server and database.', zh: '请让两者指向同一服务器上的同一数据库。' },
  },
  'database.old_server': {
    kind: 'invalid',
    cause: {
      en: 'The database at {address} is PostgreSQL {found}.',
      zh: '位于 {address} 的数据库是 PostgreSQL {found}。',
    },
    remedy: { en: 'Use PostgreSQL {needed} or newer.', zh: '请使用 PostgreSQL {needed} 或更高版本。' },
  },
  'database.wrong_encoding': {
    kind: 'invalid',
    cause: {
      en: 'The database at {address} has the encoding {found}, in which Chinese text is not kept.',
      zh: '位于 {address} 的数据库编码为 {found}，无法保存中文。',
    },
    remedy: {
      en: "Create it anew with: create database … encoding 'UTF8' template template0.",
      zh: "请重新创建：create database … encoding 'UTF8' template template0。",
    },
  },
  'database.newer_version': {
    kind: 'invalid',
    cause: {
      en: 'The database was made by a newer version of Redress (it has "{found}").',
      zh: '该数据库由更新版本的 Redress 创建（含有“{found}”）。',
    },
    remedy: {
      en: 'Use that version or a later one; nothing was changed.',
      zh: '请使用该版本或更高版本；未作任何更改。',
    },
  },
  'database.not_migrated': {
    kind: 'invalid',
    cause: {
      en: 'The tables of the database are not those of this version ({missing} missing).',
      zh: '数据库中的表与本版本不符（缺少 {missing}）。',
    },
    remedy: {
      en: 'Set DATABASE_OWNER_URL to the address with the role that owns the tables, and start again.',
      zh: '请将 DATABASE_OWNER_URL 设为拥有这些表的角色的地址，然后重新启动。',
    },
  },
  'database.owner_lacks_rights': {
    kind: 'invalid',
    cause: {
      en: 'The role "{role}" of DATABASE_OWNER_URL may not make or change the tables of "{database}".',
      zh: 'DATABASE_OWNER_URL 的角色“{role}”无权在“{database}”中建表或改表。',
    },
    remedy: {
      en: 'Make it the owner: alter database "{database}" owner to "{role}".',
      zh: '请将其设为所有者：alter database "{database}" owner to "{role}"。',
    },
  },
  'database.migration_failed': {
    kind: 'invalid',
    cause: {
      en: 'The tables of the database could not be made or changed (SQLSTATE {reason}).',
      zh: '无法创建或更改数据库中的表（SQLSTATE {reason}）。',
    },
    remedy: {
      en: 'Nothing was changed; use an empty database, or one that Redress alone has written to.',
      zh: '未作任何更改；请使用空数据库，或仅由 Redress 写入过的数据库。',
    },
  },
} as const satisfies ErrorTable;

export const databaseErrors = { ...runningErrors, ...openingErrors } as const satisfies ErrorTable;

export const databaseFault = faultsOf(databaseErrors);
