import { Command } from 'commander';
import type { Language, Text } from '../errors.js';
import { RedressError } from '../errors.js';
import { allRules } from '../rules/analysis/all-rules.js';
import { hint } from '../rules/nearest.js';
import type { Policy, PolicySet } from '../rules/policy/policy.js';
import { sentenceOfIndicator } from '../texts/sentences/indicator-words.js';
import { sentenceOf, sentenceOfAuthority, sentenceOfPolicy } from '../texts/sentences/sentence-of.js';
import { loadSet } from './audit.runner.js';
import { explainFault } from './explain-errors.js';
import { languageOf, say } from './language.js';

/** `redress policy show`: every rule of a folder as one sentence, or one rule alone. */
export function policyShowCommand(): Command {
  return new Command('show')
    .description(say({ en: 'says each rule of a folder in one sentence', zh: '用一句话说明文件夹中的每条规则' }))
    .argument('[folder]', say({ en: 'the folder of policies', zh: '制度文件夹' }), 'policies')
    .option('--rule <rule>', say({ en: 'one rule alone: policy#rule', zh: '仅此规则：制度#规则' }))
    .action(async (folder: string, { rule }: { readonly rule?: string }, command: Command) => {
      const lines = shownLines(await loadSet(folder), rule, languageOf(command));
      process.stdout.write(`${lines.join('\n')}\n`);
    });
}

interface Said {
  readonly ref: string;
  readonly sentence: Text;
}

function shownLines(set: PolicySet, rule: string | undefined, language: Language): readonly string[] {
  const policies = set.policies.map((policy) => ({ policy, said: saidOf(policy, set) }));
  const line = ({ ref, sentence }: Said): string => `${ref}\n  ${sentence[language]}`;
  if (rule === undefined)
    return policies.flatMap(({ policy, said }) => [
      policy.id,
      `  ${sentenceOfPolicy(policy, set)[language]}`,
      ...said.map(line),
      '',
    ]);
  const all = policies.flatMap(({ said }) => said);
  const found = all.filter(({ ref }) => ref === rule || ref.split('#')[1] === rule);
  if (found.length > 0) return found.map(line);
  const known = all.flatMap(({ ref }) => [ref, ref.split('#')[1] ?? ref]);
  throw new RedressError([explainFault('explain.unknown_rule', { rule: rule.slice(0, 80), hint: hint(rule, known) })]);
}

/** Rules, limits of authority and indicators of one version, in the order of the file. */
function saidOf(policy: Policy, set: PolicySet): readonly Said[] {
  return [
    ...allRules(policy).map((rule) => ({ ref: rule.ref, sentence: sentenceOf(rule, policy, set) })),
    ...policy.authority.map((limit) => ({
      ref: `${policy.id}#${limit.role}`,
      sentence: sentenceOfAuthority(limit, policy, set),
    })),
    ...policy.indicators.map((each) => ({ ref: each.ref, sentence: sentenceOfIndicator(each, policy, set) })),
  ];
}
