import { Command } from 'commander';
import { RedressError, type Language } from '../errors.js';
import { changeView } from '../modules/policies/change-views.js';
import { readPolicyFolder } from '../policies-folder/policies.reader.js';
import { withCalendars } from '../policies-folder/shipped-calendars.reader.js';
import { diffSets, type Change } from '../rules/analysis/diff-sets.js';
import { loadPolicies } from '../rules/policy/load-policies.js';
import type { PolicySet } from '../rules/policy/policy.js';
import { policyWords } from '../texts/policy-words.js';
import { writeJson } from './json.writer.js';
import { languageOf, say } from './language.js';
import { diffSummary } from './policy-diff-text.js';

interface DiffOptions {
  readonly json?: string;
}

/** `redress policy diff BEFORE AFTER`: what one set says otherwise than another, each a folder or the number of a stored set. */
export function policyDiffCommand(): Command {
  const where = { en: 'a folder of policies, or the number of a stored set', zh: '制度文件夹，或已存制度集的编号' };
  return new Command('diff')
    .description(
      say({
        en: 'shows what one set of policies says otherwise than another, and whose complaints that concerns',
        zh: '比较两个制度集，列出含义上的差异及其影响范围',
      }),
    )
    .argument('<before>', say(where))
    .argument('<after>', say(where))
    .option(
      '--json <file>',
      say({ en: 'the changes as JSON; - for the standard output', zh: '以 JSON 输出；- 表示标准输出' }),
    )
    .action(async (before: string, after: string, { json }: DiffOptions, command: Command) => {
      const [old, next] = await setsOf(before, after);
      await answer(diffSets(old, next, policyWords), json, languageOf(command));
    });
}

async function answer(changes: readonly Change[], json: string | undefined, language: Language): Promise<void> {
  const lines = [...changes.map(({ text }) => text[language]), diffSummary(changes)[language]];
  (json === '-' ? process.stderr : process.stdout).write(`${lines.join('\n')}\n`);
  if (json !== undefined) await writeJson(json, { changes: changes.map(changeView) });
}

async function setsOf(before: string, after: string): Promise<readonly [PolicySet, PolicySet]> {
  const numbers = [before, after].filter(isNumber);
  if (numbers.length === 0) return [await setIn(before), await setIn(after)];
  // The store is opened for numbers alone, and what it needs is loaded then.
  const { withApplication } = await import('./application.context.js');
  const { SetChanges } = await import('../modules/policies/set-changes.service.js');
  return withApplication(async (app) => {
    const changes = app.get(SetChanges, { strict: false });
    const read = (name: string): Promise<PolicySet> => (isNumber(name) ? changes.load(Number(name)) : setIn(name));
    return [await read(before), await read(after)] as const;
  });
}

/** A folder may have such a name too: `./7` says that it is meant. */
function isNumber(name: string): boolean {
  return /^[1-9]\d{0,8}$/u.test(name);
}

async function setIn(folder: string): Promise<PolicySet> {
  const read = await readPolicyFolder(folder);
  const { set, faults } = loadPolicies(await withCalendars(read.files));
  if (set === undefined || read.faults.length > 0) throw new RedressError([...read.faults, ...faults]);
  return set;
}
