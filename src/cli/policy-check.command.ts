import { Command } from 'commander';
import { join } from 'node:path';
import { describe, type Fault } from '../errors.js';
import { loadPolicies } from '../rules/policy/load-policies.js';
import { languageOf, say } from './language.js';
import { readPolicyFolder } from '../policies-folder/policies.reader.js';
import { withCalendars } from '../policies-folder/shipped-calendars.reader.js';
import { policySummary } from './policy-summary.js';

/** `redress policy check FOLDER`: every fault of every file with its place and its remedy, then one line; 1 when there is any. */
export function policyCheckCommand(): Command {
  return new Command('check')
    .description(
      say({
        en: 'reads a folder of policies and shows everything that is wrong with it',
        zh: '读取制度文件夹，并列出其中的全部问题',
      }),
    )
    .argument('[folder]', say({ en: 'the folder of policies', zh: '制度文件夹' }), 'policies')
    .action(async (folder: string, _, command: Command) => {
      const language = languageOf(command);
      const read = await readPolicyFolder(folder);
      const { set, faults } = loadPolicies(await withCalendars(read.files));
      const all = [...read.faults, ...faults].map((fault) => inFolder(fault, folder));
      for (const fault of all) process.stdout.write(`${describe(fault, language)}\n`);
      process.stdout.write(`${policySummary(read.files.length, set, all)[language]}\n`);
      if (all.length > 0) process.exitCode = 1;
    });
}

/** The place as it can be opened from here. */
function inFolder(fault: Fault, folder: string): Fault {
  return fault.place === undefined
    ? fault
    : { ...fault, place: { ...fault.place, file: join(folder, fault.place.file) } };
}
