import { faultsOf, type ErrorTable } from '../errors.js';

/** Why a backup is not made, or what is given is none that can be restored. Nothing of a file's content stands in them. */
export const backupErrors = {
  'backup.exists': {
    kind: 'conflict',
    cause: {
      en: '{file} is there already; a backup never replaces a file.',
      zh: '{file} 已存在；备份不会覆盖任何文件。',
    },
    remedy: { en: 'Choose another name.', zh: '请另选文件名。' },
  },
  'backup.not_writable': {
    kind: 'invalid',
    cause: { en: '{file} cannot be written ({reason}).', zh: '{file} 无法写入（{reason}）。' },
    remedy: {
      en: 'Choose a folder that is there and that you may write to.',
      zh: '请选择已存在且有写入权限的文件夹。',
    },
  },
  'backup.disk_full': {
    kind: 'unavailable',
    cause: {
      en: 'There is no room for {file}; nothing of it was left.',
      zh: '{file} 所在磁盘空间不足，未留下任何内容。',
    },
    remedy: { en: 'Free some space, or choose another disk.', zh: '请释放空间或改用其他磁盘。' },
  },
  'backup.not_readable': {
    kind: 'not_found',
    cause: { en: '{file} cannot be read ({reason}).', zh: '{file} 无法读取（{reason}）。' },
    remedy: { en: 'Give the path of a file that you may read.', zh: '请指定有权读取的文件。' },
  },
  'backup.not_restorable': {
    kind: 'invalid',
    cause: {
      en: 'This backup could not be restored: its list of contents, with {files} files, is more than a restore reads.',
      zh: '该备份将无法恢复：其清单（含 {files} 个文件）超出恢复时可读取的范围。',
    },
    remedy: {
      en: 'Back up without the files (--without-files) and copy the folders reports and imports by themselves.',
      zh: '请使用 --without-files 备份，并另行复制 reports 和 imports 文件夹。',
    },
  },
  'backup.no_tables': {
    kind: 'invalid',
    cause: {
      en: 'The database has no tables of Redress: there is nothing to back up.',
      zh: '数据库中没有 Redress 的表，无可备份。',
    },
    remedy: {
      en: 'Check DATABASE_URL or REDRESS_DATA: another database may be meant.',
      zh: '请检查 DATABASE_URL 或 REDRESS_DATA 是否指向正确的数据库。',
    },
  },
  'backup.table_closed': {
    kind: 'forbidden',
    cause: {
      en: 'The role may not read the table "{table}": the backup would not be whole.',
      zh: '该角色无权读取表“{table}”，备份将不完整。',
    },
    remedy: {
      en: 'Grant it the right to read (grant select on {table}), or keep other tables in another database.',
      zh: '请授予读取权限（grant select on {table}），或将其他应用的表移至别的数据库。',
    },
  },
  'backup.not_a_backup': {
    kind: 'invalid',
    cause: {
      en: '{file} is no backup of Redress, or was cut short ({reason}).',
      zh: '{file} 不是 Redress 备份，或已被截断（{reason}）。',
    },
    remedy: { en: 'Give a file that "redress backup" has written.', zh: '请指定由“redress backup”生成的文件。' },
  },
  'backup.other_format': {
    kind: 'invalid',
    cause: { en: '{file} is written in a form that this version does not read.', zh: '{file} 的格式本版本无法读取。' },
    remedy: {
      en: 'Use the version of Redress that made it, or a newer one.',
      zh: '请使用生成该备份的版本或更新的版本。',
    },
  },
  'backup.changed': {
    kind: 'invalid',
    cause: {
      en: 'The backup is not as it was made: {part} does not have the digest that it should have.',
      zh: '备份与生成时不符：{part} 的摘要不一致。',
    },
    remedy: {
      en: 'Nothing was restored. Use another copy; if all copies are so, find out who could change them.',
      zh: '未恢复任何内容。请使用其他副本；若各副本均如此，请查明何人可以改动。',
    },
  },
  'backup.part_missing': {
    kind: 'invalid',
    cause: { en: 'The backup lacks {part}, which its manifest names.', zh: '备份缺少清单所列的 {part}。' },
    remedy: { en: 'Nothing was restored. Use another copy.', zh: '未恢复任何内容。请使用其他副本。' },
  },
  'backup.part_unknown': {
    kind: 'invalid',
    cause: {
      en: 'The backup holds something that its manifest does not name, or names twice.',
      zh: '备份中含有清单未列出或重复的内容。',
    },
    remedy: {
      en: 'Nothing was restored. Use a copy as "redress backup" has written it.',
      zh: '未恢复任何内容。请使用由“redress backup”生成的原样副本。',
    },
  },
  'backup.too_large': {
    kind: 'invalid',
    cause: {
      en: 'Unpacked the backup would be more than {times} times as large as the file: that is no backup of ours.',
      zh: '备份解压后将超过文件大小的 {times} 倍，不是正常的备份。',
    },
    remedy: { en: 'Nothing was restored. Find out where the file comes from.', zh: '未恢复任何内容。请查明文件来源。' },
  },
  'backup.newer_version': {
    kind: 'invalid',
    cause: {
      en: 'The backup was made by a newer version of Redress (it has "{found}").',
      zh: '该备份由更新版本的 Redress 生成（含“{found}”）。',
    },
    remedy: { en: 'Restore it with that version.', zh: '请使用该版本恢复。' },
  },
  'backup.wrong_tables': {
    kind: 'invalid',
    cause: {
      en: 'The tables of the backup are not those of its version ("{table}" differs).',
      zh: '备份中的表与其版本不符（“{table}”不同）。',
    },
    remedy: { en: 'Nothing was restored. Use another copy.', zh: '未恢复任何内容。请使用其他副本。' },
  },
  'backup.rows_refused': {
    kind: 'invalid',
    cause: {
      en: 'The database does not take the rows of "{table}" ({reason}).',
      zh: '数据库不接受表“{table}”的数据（{reason}）。',
    },
    remedy: { en: 'Nothing was restored. Use another copy.', zh: '未恢复任何内容。请使用其他副本。' },
  },
  'backup.differs_after': {
    kind: 'invalid',
    cause: {
      en: 'Read back from the database, "{table}" is not what the backup holds.',
      zh: '从数据库读回后，表“{table}”与备份不一致。',
    },
    remedy: {
      en: 'Nothing was restored. Use another copy, or another PostgreSQL.',
      zh: '未恢复任何内容。请使用其他副本或其他 PostgreSQL。',
    },
  },
  'backup.not_empty': {
    kind: 'conflict',
    cause: {
      en: 'The database is not empty: there is something in "{table}".',
      zh: '数据库非空：已有表“{table}”或其中已有数据。',
    },
    remedy: {
      en: 'Restore into an empty database (redress restore FILE --into NEW-FOLDER, or another DATABASE_URL). Nothing was changed.',
      zh: '请恢复到空数据库（redress restore 文件 --into 新文件夹，或另设 DATABASE_URL）。未作任何更改。',
    },
  },
  'backup.files_there': {
    kind: 'conflict',
    cause: { en: '{place} is there already; restoring replaces no files.', zh: '{place} 已存在；恢复不会覆盖文件。' },
    remedy: {
      en: 'Choose an empty data folder (--into, REDRESS_DATA), or move it away.',
      zh: '请选择空的数据文件夹（--into 或 REDRESS_DATA），或先将其移走。',
    },
  },
  'backup.owner_needed': {
    kind: 'invalid',
    cause: {
      en: 'Restoring makes tables: DATABASE_OWNER_URL must name the role that owns them, beside DATABASE_URL.',
      zh: '恢复须建表：除 DATABASE_URL 外，还须以 DATABASE_OWNER_URL 指明所有者角色。',
    },
    remedy: { en: 'Set both, or use --into NEW-FOLDER.', zh: '请同时设置两者，或使用 --into 新文件夹。' },
  },
  'backup.passphrase_needed': {
    kind: 'invalid',
    cause: { en: '{file} is encrypted.', zh: '{file} 已加密。' },
    remedy: {
      en: 'Name the file with its passphrase: --passphrase-file FILE.',
      zh: '请以 --passphrase-file 指明口令文件。',
    },
  },
  'backup.wrong_passphrase': {
    kind: 'invalid',
    cause: {
      en: 'The backup cannot be decrypted: the passphrase is another one, or the file was changed or cut short.',
      zh: '备份无法解密：口令不符，或文件被改动、截断。',
    },
    remedy: {
      en: 'Nothing was restored. Check the passphrase, then try another copy.',
      zh: '未恢复任何内容。请检查口令，再尝试其他副本。',
    },
  },
  'backup.weak_passphrase': {
    kind: 'invalid',
    cause: {
      en: 'The passphrase in {file} has fewer than {least} characters.',
      zh: '{file} 中的口令少于 {least} 个字符。',
    },
    remedy: {
      en: 'Use a long one made by chance: openssl rand -hex 32.',
      zh: '请使用随机生成的长口令：openssl rand -hex 32。',
    },
  },
} as const satisfies ErrorTable;

export const backupFault = faultsOf(backupErrors);
