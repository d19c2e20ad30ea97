import 'reflect-metadata';
import { mkdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import { Command, Option } from 'commander';
import { describe, RedressError, type Language, type Text } from '../errors.js';
import type { Log } from '../http/log-line.js';
import { projectFolder } from '../project.js';
import { reportFault } from '../reports/report-errors.js';
import { closeFirstLook, openDoors, openFirstLook, serve, type Serving } from '../serve.js';
import { entranceLines, firstLookLines } from '../texts/entrance-texts.js';
import { withApplication } from './application.context.js';
import { auditSummary } from './audit-summary.js';
import { firstLook } from './first-look.runner.js';
import { mindSignals } from './interruption.js';
import { languageOf, say } from './language.js';
import { listeningLines, whereText } from './serving-text.js';
import { importedLine, startLine, upLines } from './up-text.js';

interface UpOptions {
  readonly once?: true;
  readonly out: string;
}

/** `redress up`: imports the samples, prints their audit in both languages, and serves until it is told to stop. */
export function upCommand(): Command {
  return new Command('up')
    .description(
      say({
        en: 'a first look: imports the samples, prints their audit in both languages, and serves',
        zh: '初次了解：导入样例投诉、输出中英文审核报告并启动服务',
      }),
    )
    .option('--once', say({ en: 'end when the audit is printed', zh: '输出报告后即退出' }))
    .addOption(
      new Option('--out <folder>', say({ en: 'where the results go', zh: '结果输出目录' })).default(
        join(projectFolder, 'out'),
        'out/',
      ),
    )
    .action(async ({ out, once }: UpOptions, command: Command) => {
      const language = languageOf(command);
      await makeFolder(out);
      if (once) await withApplication((app) => look(app, out, language));
      else await lookAndServe(out, language);
    });
}

async function lookAndServe(out: string, language: Language): Promise<void> {
  const stop = mindSignals();
  const server = await serve(troubleOnly);
  try {
    tell(whereText(server.where), language);
    // Whoever stops it meanwhile does not wait for the audit.
    await Promise.race([lookFirst(server, out, language), stop]);
    await stop;
    tell({ en: 'Stopping …', zh: '正在停止……' }, language);
    await closeFirstLook(server);
  } finally {
    await server.close();
  }
}

async function lookFirst(server: Serving, out: string, language: Language): Promise<void> {
  await look(server.app, out, language);
  for (const line of [{ en: '', zh: '' }, ...listeningLines(server, await entrance(server))]) tell(line, language);
}

/** The accounts of the first look; where they are refused, why, and how to come in instead. */
async function entrance(server: Serving): Promise<readonly Text[]> {
  try {
    return firstLookLines(await openFirstLook(server));
  } catch (error) {
    if (!(error instanceof RedressError)) throw error;
    const why = error.faults.map((fault) => ({ en: describe(fault, 'en'), zh: describe(fault, 'zh') }));
    return [...why, ...entranceLines(await openDoors(server))];
  }
}

async function look(app: INestApplicationContext, out: string, language: Language): Promise<void> {
  tell(startLine, language);
  const { imported, report, files } = await firstLook(app, out, language);
  const lines = [
    importedLine(imported)[language],
    '',
    ...auditSummary(report, language),
    '',
    ...upLines(files.map(fromHere), language),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

/** Beside what people read, only lines that tell of trouble. */
const troubleOnly: Log = (line) => {
  if (line.level === 'warn' || line.level === 'error') process.stderr.write(`${JSON.stringify(line)}\n`);
};

function tell(text: Text, language: Language): void {
  process.stderr.write(`${text[language]}\n`);
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new RedressError([reportFault('report.not_writable', { file: folder, reason })], { cause: error });
  }
}

function fromHere(file: string): string {
  return relative(process.cwd(), file) || '.';
}
