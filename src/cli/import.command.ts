import 'reflect-metadata';
import { basename } from 'node:path';
import { Command } from 'commander';
import type { Actor } from '../actor.js';
import { RedressError, type Language } from '../errors.js';
import { ImportsService, type ImportResult } from '../modules/imports/imports.service.js';
import { runFault } from '../modules/runs/run-errors.js';
import { withApplication } from './application.context.js';
import { refuseSameFiles } from './audit.command.js';
import { importSummary, storedSoFar, undoSummary } from './import-summary.js';
import { importingFault } from './importing-errors.js';
import { writeJson } from './json.writer.js';
import { languageOf, say } from './language.js';
import { readMappingText } from './mapping.reader.js';
import { progressLine } from './progress.js';
import { watchFolder } from './watch-folder.runner.js';

export interface ImportOptions {
  readonly mapping?: string;
  readonly rejects?: string;
  readonly json?: string;
  readonly undo?: string;
  readonly watch?: string;
}

const by: Actor = { kind: 'system', id: 'command-line' };

/** `redress import`: a file into the store, an import taken back, or a folder whose files are taken as they come. */
export function importCommand(): Command {
  return new Command('import')
    .description(
      say({
        en: 'stores and judges a file of complaints; the same file twice changes nothing',
        zh: '将投诉文件登记入库并判定；重复导入同一文件不会产生变化',
      }),
    )
    .argument('[file]', say({ en: 'the export: CSV or NDJSON', zh: '导出的投诉文件：CSV 或 NDJSON' }))
    .option('--mapping <file>', say({ en: 'how its columns become complaints', zh: '字段映射文件' }))
    .option(
      '--rejects <file>',
      say({
        en: 'rejected rows with their reasons, to be mended and given in again',
        zh: '输出退回行及原因，供更正后重新提交',
      }),
    )
    .option(
      '--json <file>',
      say({ en: 'the account as JSON; - for the standard output', zh: '以 JSON 输出台账；- 表示标准输出' }),
    )
    .option('--undo <run>', say({ en: 'take this import back', zh: '撤销该次导入' }))
    .option(
      '--watch <folder>',
      say({
        en: 'import every file that comes into this folder, then move it to done or failed in it',
        zh: '导入放入该文件夹的每个文件，随后移至其中的 done 或 failed',
      }),
    )
    .action(async (file: string | undefined, options: ImportOptions, command: Command) => {
      const language = languageOf(command);
      refuseUnclear(file, options);
      if (options.undo !== undefined) await undo(options.undo, options.json, language);
      else if (options.watch !== undefined) await watch(options.watch, options.mapping ?? '', language);
      else if (file !== undefined) await importOne(file, options, language);
    });
}

/** Refuses more or less than one thing to do, and options that do not go with it. */
function refuseUnclear(file: string | undefined, { mapping, rejects, json, undo: run, watch: folder }: ImportOptions) {
  const count = [file, run, folder].filter((asked) => asked !== undefined).length;
  if (count !== 1) throw new RedressError([importingFault('importing.one_of', { count })]);
  if (run === undefined && mapping === undefined) throw new RedressError([importingFault('importing.no_mapping')]);
  const where = run !== undefined ? '--undo' : '--watch';
  const wrong = Object.entries({
    '--mapping': run === undefined ? undefined : mapping,
    '--rejects': file === undefined ? rejects : undefined,
    '--json': folder === undefined ? undefined : json,
  }).filter(([, given]) => given !== undefined);
  if (wrong.length > 0)
    throw new RedressError(wrong.map(([option]) => importingFault('importing.not_with', { option, with: where })));
}

async function importOne(file: string, { mapping = '', rejects, json }: ImportOptions, language: Language) {
  refuseSameFiles([file, mapping, rejects, json === '-' ? undefined : json]);
  const text = await readMappingText(mapping);
  const progress = progressLine(language);
  const result = await withApplication((app) =>
    app.get(ImportsService, { strict: false }).importFile({
      path: file,
      name: basename(file),
      mapping: { file: mapping, text },
      by,
      ...(rejects === undefined ? {} : { rejects: { path: rejects, language, evenIfEmpty: true } }),
      onProgress: ({ share, rows }) => progress.show(share, rows.read),
    }),
  ).finally(progress.clear);
  const { run, account } = done(result, language);
  await answer(importSummary(run, account, language), json, { run, ...account });
}

/** Throws what ended a failed import, after it was said what is stored of it. */
function done(result: ImportResult, language: Language) {
  if ('account' in result) return result;
  process.stderr.write(`${storedSoFar(result.progress, language)}\n`);
  throw result.error;
}

async function undo(id: string, json: string | undefined, language: Language): Promise<void> {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)) throw new RedressError([runFault('run.unknown')]);
  const { run, account } = await withApplication(async (app) => {
    const imports = app.get(ImportsService, { strict: false });
    return (await imports.undo(id.toLowerCase(), by)).end;
  });
  await answer(undoSummary(run, account, language), json, { run, ...account });
}

async function watch(folder: string, mapping: string, language: Language): Promise<void> {
  const text = await readMappingText(mapping);
  await withApplication((app) =>
    watchFolder(folder, {
      imports: app.get(ImportsService, { strict: false }),
      mapping: { file: mapping, text },
      by,
      language,
      say: (line) => void process.stdout.write(`${line}\n`),
    }),
  );
}

/** What people read goes to the standard output, unless that is where the JSON goes. */
async function answer(lines: readonly string[], json: string | undefined, account: object): Promise<void> {
  const text = `${lines.join('\n')}\n`;
  (json === '-' ? process.stderr : process.stdout).write(text);
  if (json !== undefined) await writeJson(json, account);
}
