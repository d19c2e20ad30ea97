import 'reflect-metadata';
import { resolve } from 'node:path';
import { Command } from 'commander';
import type { Exported } from '../backup/everything.exporter.js';
import { RedressError, type Text } from '../errors.js';
import { formatCount } from '../reports/texts/numbers.js';
import { productVersion } from '../version.reader.js';
import { cliFault } from './cli-errors.js';
import { languageOf, say } from './language.js';
import { progressLine } from './progress.js';

interface ExportCommandOptions {
  readonly all?: true;
  readonly to: string;
  readonly withPersonal?: true;
  readonly purpose?: string;
  readonly as?: string;
}

const written = (percent: number, count: number): Text => ({
  en: `${percent} % written, ${formatCount(count)} complaints`,
  zh: `已写入 ${percent}%，${formatCount(count)} 件投诉`,
});

/** `redress export --all --to FOLDER`: everything in open formats, for leaving; who took it along is recorded. */
export function exportCommand(): Command {
  return new Command('export')
    .description(
      say({
        en: 'writes everything that is stored in open formats, to be read and verified without Redress',
        zh: '以开放格式导出全部内容，无需 Redress 即可读取和核验',
      }),
    )
    .option('--all', say({ en: 'everything (there is no other export yet)', zh: '全部内容（目前仅有此种导出）' }))
    .requiredOption('--to <folder>', say({ en: 'a new or empty folder', zh: '新的或空的文件夹' }))
    .option(
      '--with-personal',
      say({
        en: 'with personal data; takes the right to export it, a purpose, and one’s password',
        zh: '包括个人信息；须有相应权限、说明用途并验证密码',
      }),
    )
    .option('--purpose <purpose>', say({ en: 'what the personal data are for', zh: '个人信息的用途' }))
    .option(
      '--as <name>',
      say({ en: 'as this account (or a token in REDRESS_TOKEN)', zh: '以该账号执行（或在 REDRESS_TOKEN 中提供令牌）' }),
    )
    .action(async (options: ExportCommandOptions, command: Command) => {
      const language = languageOf(command);
      if (options.all !== true)
        throw new RedressError([
          cliFault('cli.missing_option', { command: 'redress export', name: '--all', hint: '' }),
        ]);
      const { withApplication } = await import('./application.context.js');
      const { exportAll } = await import('./export.runner.js');
      const progress = progressLine(language, process.stderr, written);
      const folder = resolve(options.to);
      const exported = await withApplication((app) =>
        exportAll(app, {
          folder,
          product: productVersion(),
          withPersonal: options.withPersonal === true,
          ...(options.purpose === undefined ? {} : { purpose: options.purpose }),
          ...(options.as === undefined ? {} : { as: options.as }),
          onComplaint: (done, all) => progress.show(done / all, done),
        }),
      ).finally(progress.clear);
      const texts = exportTexts(exported, folder, options.withPersonal === true);
      for (const text of texts) process.stdout.write(`${text[language]}\n`);
    });
}

function exportTexts(
  { files, tables, judgements, notExported, digest }: Exported,
  folder: string,
  withPersonal: boolean,
): readonly Text[] {
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  return [
    {
      en: `Exported to ${folder}: ${formatCount(rows)} rows of ${tables.length} tables, ${formatCount(judgements)} judgement files, ${formatCount(files.length)} files in all.`,
      zh: `已导出到 ${folder}：${tables.length} 张表共 ${formatCount(rows)} 行，判定文件 ${formatCount(judgements)} 个，共 ${formatCount(files.length)} 个文件。`,
    },
    ...(notExported.length === 0
      ? []
      : [
          {
            en: `${formatCount(notExported.length)} complaints have no judgement file; manifest.json says why.`,
            zh: `${formatCount(notExported.length)} 件投诉没有判定文件，原因见 manifest.json。`,
          },
        ]),
    withPersonal
      ? {
          en: 'It holds personal data: keep it accordingly, and destroy it when it has served its purpose.',
          zh: '其中含个人信息：请妥善保管，用毕销毁。',
        }
      : { en: 'Without personal data (--with-personal adds them).', zh: '不含个人信息（可加 --with-personal）。' },
    {
      en: `Who exported it is recorded, with the digest of manifest.json: ${digest}`,
      zh: `导出人及 manifest.json 的摘要已登记：${digest}`,
    },
  ];
}
