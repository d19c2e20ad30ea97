import { Command } from 'commander';
import { join } from 'node:path';
import { now } from '../clock.js';
import { RedressError, type Fault } from '../errors.js';
import { readPolicyFolder } from '../policies-folder/policies.reader.js';
import { withCalendars } from '../policies-folder/shipped-calendars.reader.js';
import { checkFiles } from '../rules/analysis/check/check-files.js';
import type { PolicySet } from '../rules/policy/policy.js';
import { firstInstant } from '../rules/time/compare.js';
import { parseTime } from '../rules/time/parse-time.js';
import { zoneOf } from '../rules/time/zone.js';
import type { Instant } from '../rules/values.js';
import { auditFault } from './audit-errors.js';
import { writeJson } from './json.writer.js';
import { languageOf, say } from './language.js';
import { checkLines, checkView } from './policy-check.js';
import { policySummary } from './policy-summary.js';

interface PolicyCheckOptions {
  readonly at?: string;
  readonly json?: string | true;
}

/**
 * `redress policy check FOLDER`: everything that is wrong with it, each with its place and its remedy, then one line. Faults do not load;
 * defects load and cannot be meant; notices are no mistakes. 1 when there is a fault or a defect.
 */
export function policyCheckCommand(): Command {
  return new Command('check')
    .description(
      say({
        en: 'reads a folder of policies and shows everything that is wrong with it',
        zh: '读取制度文件夹，并列出其中的全部问题',
      }),
    )
    .argument('[folder]', say({ en: 'the folder of policies', zh: '制度文件夹' }), 'policies')
    .option(
      '--at <instant>',
      say({
        en: 'the instant or day that counts as today, for what depends on it; otherwise now',
        zh: '视为当日的时刻或日期（用于与当日有关的检查）；默认为现在',
      }),
    )
    .option(
      '--json [file]',
      say({ en: 'what was found as JSON; - for the standard output', zh: '以 JSON 输出检查结果；- 表示标准输出' }),
    )
    .action(async (folder: string, { at, json }: PolicyCheckOptions, command: Command) => {
      const language = languageOf(command);
      const read = await readPolicyFolder(folder);
      const found = checkFiles(await withCalendars(read.files), { today: todayFrom(at) });
      const faults = [...read.faults, ...found.faults].map((fault) => inFolder(fault, folder));
      const checked = { ...found, faults, remarks: found.remarks.map((each) => inFolder(each, folder)) };
      const target = json === true ? '-' : json;
      const lines = [
        ...checkLines(checked, language),
        policySummary(read.files.length, found.set, faults, checked.remarks)[language],
      ];
      (target === '-' ? process.stderr : process.stdout).write(`${lines.join('\n')}\n`);
      if (target !== undefined) await writeJson(target, checkView(checked));
      if (faults.length > 0 || checked.remarks.some(({ grade }) => grade === 'defect')) process.exitCode = 1;
    });
}

/** Refuses what is no time before anything is read. */
function todayFrom(text: string | undefined): (set: PolicySet) => Instant {
  if (text === undefined) return now;
  const time = parseTime(text);
  if (time === undefined) throw new RedressError([auditFault('audit.wrong_at', { found: text })]);
  return (set) => firstInstant(time, zoneOf(set.organisation.zone));
}

/** The place as it can be opened from here. */
function inFolder<T extends Fault>(fault: T, folder: string): T {
  return fault.place === undefined
    ? fault
    : { ...fault, place: { ...fault.place, file: join(folder, fault.place.file) } };
}
