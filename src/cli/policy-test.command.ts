import { Command } from 'commander';
import { join } from 'node:path';
import { describe, RedressError, type Fault, type Language } from '../errors.js';
import { testCaseFault } from '../rules/analysis/test-cases-errors.js';
import { hint } from '../rules/nearest.js';
import { loadPolicies } from '../rules/policy/load-policies.js';
import type { PolicySet } from '../rules/policy/policy.js';
import { languageOf, say } from './language.js';
import { readPolicyFolder, type PolicyFile } from '../policies-folder/policies.reader.js';
import { withCalendars } from '../policies-folder/shipped-calendars.reader.js';
import { policySummary } from './policy-summary.js';

/**
 * `redress policy test FOLDER`: judges the cases of every `*.test.yaml` file; a line for each file, what was expected and
 * found for each case that failed, and the totals last. 1 when a case fails or a file has a fault.
 */
export function policyTestCommand(): Command {
  return new Command('test')
    .description(
      say({
        en: 'judges the test cases of a folder of policies and shows what comes out otherwise than expected',
        zh: '运行制度文件夹中的测试案例，并列出与预期不符之处',
      }),
    )
    .argument('[folder]', say({ en: 'the folder of policies', zh: '制度文件夹' }), 'policies')
    .option('--policy <id>', say({ en: 'only the cases of this policy', zh: '仅运行该制度的案例' }))
    .action(async (folder: string, options: { readonly policy?: string }, command: Command) => {
      const language = languageOf(command);
      const read = await readPolicyFolder(folder);
      const { set, faults } = loadPolicies(await withCalendars(read.files));
      const all = [...read.faults, ...faults].map((fault) => inFolder(fault, folder));
      for (const fault of all) process.stdout.write(`${describe(fault, language)}\n`);
      if (set === undefined || all.length > 0) {
        process.stdout.write(`${policySummary(read.files.length, undefined, all)[language]}\n`);
        process.exitCode = 1;
        return;
      }
      refuseUnknown(options.policy, set);
      if (!(await runTests(read.files, folder, set, options.policy, language))) process.exitCode = 1;
    });
}

/** Whether every case of every file passed. */
async function runTests(
  files: readonly PolicyFile[],
  folder: string,
  set: PolicySet,
  policy: string | undefined,
  language: Language,
): Promise<boolean> {
  // The second judge comes with json-rules-engine: other commands start without it.
  const { countText, fileReport, runTestFile, untestedText } = await import('./policy-test.js');
  const results = [];
  for (const { file, text } of files) {
    if (!/\.test\.ya?ml$/u.test(file)) continue;
    const result = await runTestFile({ file: join(folder, file), text }, set);
    // A file that does not say whose its cases are may hold cases of the policy that was asked for.
    if (policy !== undefined && result.policy !== undefined && result.policy !== policy) continue;
    results.push(result);
    process.stdout.write(`${fileReport(result, language)}\n`);
  }
  const asked = policy === undefined ? set : { ...set, policies: set.policies.filter(({ id }) => id === policy) };
  const untested = untestedText(asked, results);
  if (untested !== undefined) process.stdout.write(`${untested[language]}\n`);
  const passed = results.reduce((sum, result) => sum + result.passed, 0);
  const failed = results.reduce((sum, result) => sum + result.failed, 0);
  process.stdout.write(`${countText(passed, failed)[language]}\n`);
  return failed === 0 && results.every(({ faults }) => faults.length === 0);
}

function refuseUnknown(policy: string | undefined, set: PolicySet): void {
  const ids = set.policies.map(({ id }) => id);
  if (policy !== undefined && !ids.includes(policy))
    throw new RedressError([testCaseFault('test.unknown_policy', { policy, hint: hint(policy, ids) })]);
}

/** The place as it can be opened from here. */
function inFolder(fault: Fault, folder: string): Fault {
  const { place } = fault;
  return place === undefined ? fault : { ...fault, place: { ...place, file: join(folder, place.file) } };
}
