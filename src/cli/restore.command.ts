import { resolve } from 'node:path';
import { Command } from 'commander';
import type { RestoreStep } from '../backup/restore.runner.js';
import { readConfig } from '../config.js';
import type { Language, Text } from '../errors.js';
import { restoredTexts } from './backup-text.js';
import { languageOf, say } from './language.js';
import { progressLine, type Progress } from './progress.js';

interface RestoreCommandOptions {
  readonly into?: string;
  readonly passphraseFile?: string;
}

const steps: Readonly<Record<RestoreStep, Text>> = {
  look: { en: 'of the backup looked through', zh: '检查备份' },
  fill: { en: 'of the tables filled', zh: '写入数据' },
  check: { en: 'verified', zh: '核验' },
};

/** `redress restore FILE`: into an empty database, all or nothing, and looked through afterwards; 1 where something in it is unsound. */
export function restoreCommand(): Command {
  return new Command('restore')
    .description(
      say({
        en: 'restores a backup into an empty database, brings it to this version and verifies it',
        zh: '将备份恢复到空数据库，升级到本版本并核验',
      }),
    )
    .argument('<file>', say({ en: 'what "redress backup" has written', zh: '“redress backup”生成的备份文件' }))
    .option(
      '--into <folder>',
      say({
        en: 'a new data folder with the database that comes with Redress, whatever DATABASE_URL says',
        zh: '恢复到新的数据文件夹（使用 Redress 自带数据库，不理会 DATABASE_URL）',
      }),
    )
    .option('--passphrase-file <file>', say({ en: 'the passphrase of an encrypted backup', zh: '加密备份的口令文件' }))
    .action(async (file: string, { into, passphraseFile }: RestoreCommandOptions, command: Command) => {
      const language = languageOf(command);
      const { atDatabase, readPassphrase } = await import('../backup/backup-places.reader.js');
      const { restore } = await import('../backup/restore.runner.js');
      const config = readConfig();
      const place =
        into === undefined
          ? config
          : { ...config, data: resolve(into), databaseUrl: undefined, databaseOwnerUrl: undefined };
      const passphrase = passphraseFile === undefined ? undefined : await readPassphrase(passphraseFile);
      const lines = stepLines(language);
      const { manifest, found } = await atDatabase(place, (addresses) =>
        restore(addresses, {
          file: resolve(file),
          passphrase,
          dataFolder: place.data,
          onStep: (step, done, all) => lines.show(step, done / all),
        }),
      ).finally(lines.clear);
      for (const text of restoredTexts(manifest, found)) process.stdout.write(`${text[language]}\n`);
      if (!found.isSound) process.exitCode = 1;
    });
}

interface StepLines {
  show(step: RestoreStep, share: number): void;
  clear(): void;
}

/** One line that is written over, a new count for each step. */
function stepLines(language: Language): StepLines {
  let current: { readonly step: RestoreStep; readonly progress: Progress } | undefined;
  return {
    show(step, share) {
      if (current?.step !== step) {
        const said = (percent: number): Text => ({
          en: `${percent} % ${steps[step].en}`,
          zh: `${steps[step].zh} ${percent}%`,
        });
        current = { step, progress: progressLine(language, process.stderr, said) };
      }
      current.progress.show(share, 0);
    },
    clear: () => current?.progress.clear(),
  };
}
