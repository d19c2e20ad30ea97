import { Command } from 'commander';
import { RedressError } from '../errors.js';
import { comparisonQuery } from '../modules/complaints/comparison.dto.js';
import type { ComparisonAsked } from '../modules/complaints/comparisons.service.js';
import { complaintFault } from '../modules/complaints/complaint-errors.js';
import { purposes, readPurpose } from '../modules/complaints/purposes.js';
import { complaintIdOf, type ComplaintId } from '../modules/complaints/complaint-id.js';
import { comparisonLines } from './comparison-text.js';
import { writeJudgement, writtenTexts } from './judgement-file.writer.js';
import { writeJson } from './json.writer.js';
import { languageOf, say } from './language.js';
import { operator } from './operator.js';
import { cliFault } from './cli-errors.js';

/** `redress judgement …`: stored judgements, as files and side by side. */
export function judgementCommand(): Command {
  return new Command('judgement')
    .description(
      say({ en: 'exports stored judgements, and compares then with now', zh: '导出存档判定，并对照当时与现在的判定' }),
    )
    .addCommand(exportCommand())
    .addCommand(showCommand());
}

const complaintText = { en: 'SOURCE/REFERENCE, or the id', zh: '“来源/编号”或投诉 id' };
const numberText = { en: 'which stored judgement; otherwise the newest', zh: '存档判定的编号，默认为最新' };

interface ExportOptions {
  readonly complaint: string;
  readonly number?: string;
  readonly out: string;
  readonly personal?: true;
  readonly purpose?: string;
  readonly as?: string;
}

function exportCommand(): Command {
  return new Command('export')
    .description(
      say({
        en: 'writes a stored judgement with all that it was made from, to be judged again anywhere',
        zh: '将存档判定及其全部依据写入文件，可在任何地方重新判定',
      }),
    )
    .requiredOption('--complaint <name>', say(complaintText))
    .option('--number <n>', say(numberText))
    .requiredOption('--out <file>', say({ en: 'the judgement file', zh: '输出判定文件' }))
    .option(
      '--personal',
      say({
        en: 'with the personal facts that were read; needs --purpose, and is recorded',
        zh: '包括判定用到的个人信息事实；须写明 --purpose，并作登记',
      }),
    )
    .option(
      '--purpose <purpose>',
      say({
        en: `what the personal facts are for: ${Object.keys(purposes).join(', ')}, or your own words`,
        zh: `个人信息的用途：${Object.keys(purposes).join('、')}，或自行说明`,
      }),
    )
    .option(
      '--as <name>',
      say({
        en: 'with --personal: as this account (or a token in REDRESS_TOKEN)',
        zh: '与 --personal 一起使用：以该账号执行（或在 REDRESS_TOKEN 中提供令牌）',
      }),
    )
    .action(async ({ complaint, number, out, personal, purpose, as }: ExportOptions, command: Command) => {
      const language = languageOf(command);
      if (personal === true && purpose === undefined)
        throw new RedressError([complaintFault('complaint.purpose_missing')]);
      const { number: wanted } = asked(number === undefined ? {} : { number });
      const { withApplication } = await import('./application.context.js');
      const { JudgementExports } = await import('../modules/complaints/judgement-exports.service.js');
      const { actingPerson } = await import('./acting.runner.js');
      const file = await withApplication(async (app) => {
        const exports = app.get(JudgementExports, { strict: false });
        if (personal !== true || purpose === undefined) return exports.file(idOf(complaint), wanted, operator());
        const what = { number: wanted, purpose: readPurpose(purpose) };
        const who = await actingPerson(app, as === undefined ? {} : { as });
        return exports.fileWithPersonal(idOf(complaint), what, { who, claim: undefined });
      });
      await writeJudgement(out, file);
      process.stdout.write(
        `${writtenTexts(out, file)
          .map((text) => text[language])
          .join('\n')}\n`,
      );
    });
}

interface ShowOptions {
  readonly complaint: string;
  readonly number?: string;
  readonly knownAt?: string;
  readonly set?: string;
  readonly at?: string;
  readonly againstKnownAt?: string;
  readonly againstSet?: string;
  readonly againstAt?: string;
  readonly json?: string;
}

function showCommand(): Command {
  return new Command('show')
    .description(
      say({
        en: 'judged then and judged now: what differs, and whether knowledge, policies or time caused it',
        zh: '当时与现在的判定对照：差异及其成因（已知内容、制度或时点）',
      }),
    )
    .requiredOption('--complaint <name>', say(complaintText))
    .option('--number <n>', say(numberText))
    .option('--known-at <instant>', say({ en: 'now: by what was known then', zh: '现在：仅依据此时刻已知的内容' }))
    .option(
      '--set <number>',
      say({ en: 'now: by this set; otherwise the one in force', zh: '现在：依据该制度集，默认为现行' }),
    )
    .option('--at <instant>', say({ en: 'now: for this instant', zh: '现在：判定此时刻' }))
    .option(
      '--against-known-at <instant>',
      say({ en: 'then: by what was known at this instant', zh: '当时：改为此时刻已知的内容' }),
    )
    .option('--against-set <number>', say({ en: 'then: by this set instead', zh: '当时：改依该制度集' }))
    .option('--against-at <instant>', say({ en: 'then: for this instant instead', zh: '当时：改判此时刻' }))
    .option(
      '--json <file>',
      say({ en: 'both sides as JSON; - for the standard output', zh: '以 JSON 输出；- 表示标准输出' }),
    )
    .action(async ({ complaint, json, ...options }: ShowOptions, command: Command) => {
      const language = languageOf(command);
      const query = asked(options);
      const { withApplication } = await import('./application.context.js');
      const { JudgementComparisons } = await import('../modules/complaints/comparisons.service.js');
      const found = await withApplication((app) =>
        app.get(JudgementComparisons, { strict: false }).compare(idOf(complaint), query, operator()),
      );
      (json === '-' ? process.stderr : process.stdout).write(`${comparisonLines(found, language).join('\n')}\n`);
      if (json !== undefined) await writeJson(json, found);
    });
}

/** The options as the query of the same question over HTTP. Refuses what is no number. */
function asked(options: Omit<ShowOptions, 'complaint' | 'json'>): ComparisonAsked {
  const { number, knownAt, set, at, againstKnownAt, againstSet, againstAt } = options;
  const given = Object.entries({
    number,
    known_at: knownAt,
    set,
    at,
    against_known_at: againstKnownAt,
    against_set: againstSet,
    against_at: againstAt,
  }).filter(([, value]) => value !== undefined);
  const read = comparisonQuery.safeParse(Object.fromEntries(given));
  if (read.success) return read.data;
  const faults = read.error.issues.map(({ path }) => {
    const [key = ''] = path.map(String);
    const name = `--${key.replaceAll('_', '-')}`;
    const value = given.find(([each]) => each === key)?.[1] ?? '';
    return cliFault('cli.wrong_value', { command: 'redress judgement', name, value, detail: '' });
  });
  throw new RedressError(faults);
}

/** The id of `SOURCE/REFERENCE`; a reference may hold a slash, a source may not. Anything else is an id. */
function idOf(name: string): ComplaintId {
  const slash = name.indexOf('/');
  if (slash > 0) return complaintIdOf(name.slice(0, slash), name.slice(slash + 1));
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/iu.test(name)) return name.toLowerCase();
  throw new RedressError([complaintFault('complaint.unknown')]);
}
