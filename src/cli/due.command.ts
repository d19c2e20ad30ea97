import { once } from 'node:events';
import { createReadStream, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { styleText } from 'node:util';
import { Command, Option } from 'commander';
import { RedressError } from '../errors.js';
import { recordSplitter } from '../imports/record-splitter.js';
import { projectFolder } from '../project.js';
import { hint } from '../rules/nearest.js';
import type { Parameter } from '../rules/policy/vocabulary-types.js';
import { readParameters } from '../rules/policy/read-parameters.js';
import { has, top, under } from '../rules/policy/spot.js';
import type { Calendar } from '../rules/time/calendar.js';
import { readCalendars } from '../rules/time/calendar-file.js';
import { readYaml } from '../rules/yaml/read-yaml.js';
import { cliFault } from './cli-errors.js';
import { answerLine, batchLineLimit } from './due-batch.js';
import { dueFault } from './due-errors.js';
import { plainEmphasis, type Emphasis } from './due-strip.js';
import { dueLines } from './due-text.js';
import { answer, type DueSources } from './due.js';
import { languageOf, say } from './language.js';

interface DueOptions {
  readonly calendar?: string;
  readonly from?: string;
  readonly within?: string;
  readonly counting?: string;
  readonly reading?: readonly string[];
  readonly policies?: string;
  readonly batch?: string;
  readonly explain?: boolean;
}

/** `redress due`: the date that a period ends on, with every day that was counted or passed over; `--batch` for many. */
export function dueCommand(): Command {
  return new Command('due')
    .description(say({ en: 'works out a due date, and shows every day of it', zh: '计算到期日，并逐日说明' }))
    .option('--calendar <name>', say({ en: 'the calendar: cn, uk, …', zh: '日历：cn、uk 等' }))
    .option('--from <time>', say({ en: 'the day or instant that the period starts from', zh: '起算日期或时刻' }))
    .option(
      '--within <duration>',
      say({ en: 'the period, such as "7 working days"', zh: '期限，例如“7 working days”' }),
    )
    .option(
      '--counting <name>',
      say({ en: 'how days are counted; otherwise the calendar’s own way', zh: '计算方式；默认采用日历自带的方式' }),
    )
    .option(
      '--reading <name=value...>',
      say({ en: 'another reading of an ambiguous text', zh: '对有歧义条文改用另一种理解' }),
    )
    .option(
      '--explain',
      say({
        en: 'one line a day, with counting, calendar and horizon',
        zh: '逐日列出，并说明计算方式、日历及其公布范围',
      }),
    )
    .option(
      '--policies <folder>',
      say({
        en: 'the folder that holds calendars/ and parameters.yaml',
        zh: '含有 calendars/ 与 parameters.yaml 的目录',
      }),
    )
    .addOption(
      new Option(
        '--batch <file>',
        say({
          en: 'answer every line of an NDJSON file (- for standard input)',
          zh: '逐行回答 NDJSON 文件（- 表示标准输入）',
        }),
      ).conflicts(['calendar', 'from', 'within', 'counting', 'explain']),
    )
    .action(async (options: DueOptions, command: Command) => {
      const language = languageOf(command);
      const sources = readSources(options);
      if (options.batch !== undefined) {
        for await (const lines of answerFile(options.batch, sources, language)) await write(lines);
        return;
      }
      const { calendar, from, within, counting } = options;
      if (calendar === undefined || from === undefined || within === undefined)
        throw missing({ calendar, from, within });
      const question = { calendar, from, within, ...(counting === undefined ? {} : { counting }) };
      const found = answer(question, sources, options.explain);
      const lines = dueLines(found, language, options.explain === true, process.stdout.isTTY ? styled : plainEmphasis);
      await write(`${lines.join('\n')}\n`);
    });
}

/** Colours and weight on a terminal; `styleText` itself minds NO_COLOR. */
const styled: Emphasis = (part, text) => styleText(part === 'due' ? 'bold' : 'dim', text);

function missing(options: Readonly<Record<string, string | undefined>>): RedressError {
  const absent = Object.keys(options).filter((name) => options[name] === undefined);
  return new RedressError(
    absent.map((name) => cliFault('cli.missing_option', { name: `--${name}`, command: 'redress due' })),
  );
}

/** The calendars of the folder asked for; otherwise of `policies/` here, otherwise those that come with Redress. */
function readSources({ policies, reading = [] }: DueOptions): DueSources {
  const folder = policies ?? (existsSync(join('policies', 'calendars')) ? 'policies' : join(projectFolder, 'policies'));
  const calendarFolder = join(folder, 'calendars');
  const files = readFolder(calendarFolder).map((name) => ({
    file: join(calendarFolder, name),
    text: readText(join(calendarFolder, name)),
  }));
  if (files.length === 0) throw new RedressError([dueFault('due.no_calendars', { folder: calendarFolder })]);
  let parameters: ReadonlyMap<string, Parameter> | undefined;
  const read = readCalendars(files);
  return {
    folder,
    ...read,
    parameters: () => (parameters ??= readParametersOf(join(folder, 'parameters.yaml'))),
    chosen: readReadings(reading, read.calendars),
  };
}

function readFolder(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => /\.ya?ml$/.test(name))
    .sort();
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw unreadable(file, error);
  }
}

function unreadable(file: string, error: unknown): RedressError {
  const detail = isSystemError(error) ? error.code : 'unknown';
  return new RedressError([dueFault('due.unreadable', { file, detail })], { cause: error });
}

function isSystemError(error: unknown): error is { readonly code: string } {
  return typeof error === 'object' && error !== null && 'code' in error && 'syscall' in error;
}

function readParametersOf(file: string): ReadonlyMap<string, Parameter> {
  if (!existsSync(file)) return new Map();
  const yaml = readYaml(readText(file), file);
  const reading = { faults: [...yaml.faults], explained: new Set<string>() };
  const whole = top(yaml);
  const parameters = readParameters(has(whole, 'parameters') ? under(whole, 'parameters') : whole, reading);
  if (reading.faults.length > 0) throw new RedressError(reading.faults);
  return parameters;
}

/** Refuses a reading that no counting asks for: the answer would be without it. */
function readReadings(texts: readonly string[], calendars: ReadonlyMap<string, Calendar>): ReadonlyMap<string, string> {
  const chosen = new Map(texts.map(readReading));
  const countings = [...calendars.values()].flatMap((calendar) => [...calendar.countings.values()]);
  const known = new Set(countings.flatMap(({ rolls }) => (typeof rolls === 'string' ? [] : [rolls.parameter])));
  const faults = [...chosen.keys()]
    .filter((parameter) => !known.has(parameter))
    .map((parameter) =>
      dueFault('due.unknown_reading', {
        parameter: parameter.slice(0, 60),
        hint: hint(parameter, known),
        known: [...known].join(', '),
      }),
    );
  if (faults.length > 0) throw new RedressError(faults);
  return chosen;
}

function readReading(text: string): readonly [string, string] {
  const [, name, value] = /^([^=]+)=(.+)$/.exec(text) ?? [];
  if (name === undefined || value === undefined)
    throw new RedressError([dueFault('due.not_a_reading', { value: text.slice(0, 60) })]);
  return [name, value];
}

/** The answers to a file, a chunk at a time: memory does not grow with it. */
async function* answerFile(file: string, sources: DueSources, language: 'en' | 'zh'): AsyncGenerator<string> {
  const splitter = recordSplitter({ pairs: false, limit: batchLineLimit, skipped: 0 });
  const stream = file === '-' ? process.stdin : createReadStream(file);
  try {
    for await (const chunk of stream) {
      if (!Buffer.isBuffer(chunk)) continue;
      const records = splitter.push(chunk);
      if (records.length > 0) yield records.map((record) => `${answerLine(record, sources, language)}\n`).join('');
    }
  } catch (error) {
    throw isSystemError(error) ? unreadable(file, error) : error;
  }
  for (const record of splitter.end()) yield `${answerLine(record, sources, language)}\n`;
}

async function write(text: string): Promise<void> {
  if (!process.stdout.write(text)) await once(process.stdout, 'drain');
}
