import { resolve } from 'node:path';
import { Command } from 'commander';
import { now } from '../clock.js';
import { readConfig, readSecretKeyPlace } from '../config.js';
import type { Text } from '../errors.js';
import { backupTexts } from './backup-text.js';
import { languageOf, say } from './language.js';
import { productVersion } from '../version.reader.js';
import { progressLine } from './progress.js';

interface BackupCommandOptions {
  readonly to: string;
  readonly withoutFiles?: true;
  readonly withSecretKey?: true;
  readonly passphraseFile?: string;
}

const partsWritten = (percent: number): Text => ({ en: `${percent} % written`, zh: `已写入 ${percent}%` });

/** `redress backup --to FILE`: the database as it is at one instant, and the files beside it, while the service goes on. */
export function backupCommand(): Command {
  return new Command('backup')
    .description(
      say({
        en: 'writes the whole database and the files beside it into one file, to be restored with "redress restore"',
        zh: '将整个数据库及相关文件写入一个备份文件，可用“redress restore”恢复',
      }),
    )
    .requiredOption('--to <file>', say({ en: 'the backup; must not be there yet', zh: '备份文件，须尚不存在' }))
    .option(
      '--without-files',
      say({
        en: 'the database alone, without finished reports and rejected rows',
        zh: '仅备份数据库，不含已生成的报告和退回行',
      }),
    )
    .option(
      '--with-secret-key',
      say({
        en: 'with the secret key of this installation; otherwise keep it apart',
        zh: '包含本安装的密钥；否则请另行保管',
      }),
    )
    .option(
      '--passphrase-file <file>',
      say({ en: 'encrypt with the passphrase in this file', zh: '用该文件中的口令加密' }),
    )
    .action(async (options: BackupCommandOptions, command: Command) => {
      const language = languageOf(command);
      const { atDatabase, readPassphrase } = await import('../backup/backup-places.reader.js');
      const { makeBackup } = await import('../backup/backup.writer.js');
      const { noteBackup } = await import('../backup/last-backup.writer.js');
      const config = readConfig();
      const { passphraseFile, withSecretKey, withoutFiles } = options;
      const passphrase = passphraseFile === undefined ? undefined : await readPassphrase(passphraseFile);
      const progress = progressLine(language, process.stderr, partsWritten);
      const file = resolve(options.to);
      const manifest = await atDatabase(config, async ({ app }) => {
        const made = await makeBackup({
          address: app,
          file,
          product: productVersion(),
          dataFolder: withoutFiles === true ? undefined : config.data,
          secretKeyFile: withSecretKey === true ? readSecretKeyPlace().file : undefined,
          passphrase,
          onPart: (done, all) => progress.show(done / all, done),
        });
        // The backup stands, whether that can be told or not; who watches is told that there is none.
        await noteBackup(app, now()).catch(() => undefined);
        return made;
      }).finally(progress.clear);
      const written = { file, isEncrypted: passphrase !== undefined, withFiles: withoutFiles !== true };
      for (const text of backupTexts(manifest, written)) process.stdout.write(`${text[language]}\n`);
    });
}
