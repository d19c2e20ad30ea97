import { Command } from 'commander';
import { judgedAt } from './audit.command.js';
import { atOption } from './audit-options.js';
import { loadSet } from './audit.runner.js';
import { explainComplaint } from './explain.js';
import { explainLines } from './explain-text.js';
import { explainJson } from './explain-json.js';
import { withComplaint } from './complaint-options.js';
import { readExplained, type WhichComplaint } from './explained-complaint.reader.js';
import { writeFileSync } from 'node:fs';
import { languageOf, say } from './language.js';
import { supposed } from './suppose.js';

interface ExplainOptions extends WhichComplaint {
  readonly rule?: string;
  readonly suppose?: readonly string[];
  readonly policies: string;
  readonly at?: string;
  readonly json?: string;
}

/** How long the smallest changes of one rule are looked for, in milliseconds. */
const patience = 20_000;

/** `redress explain`: why each rule came to what it did, and what would make it come to something else. */
export function explainCommand(): Command {
  const explain = new Command('explain').description(
    say({
      en: 'explains the judgement of one complaint: what was asked, what answered, and the smallest change that would flip it',
      zh: '解释一件投诉的判定：问了什么、依据哪些事实，以及足以改变结论的最小改变',
    }),
  );
  return withComplaint(explain)
    .option(
      '--rule <rule>',
      say({ en: 'one rule alone, with its smallest change: policy#rule', zh: '仅此规则，并查找最小改变：制度#规则' }),
    )
    .option('--suppose <name=value...>', say({ en: 'a fact or event as it would be', zh: '假设某项事实或事件' }))
    .option('--policies <folder>', say({ en: 'the folder of policies', zh: '制度文件夹' }), 'policies')
    .addOption(atOption())
    .option('--json <file>', say({ en: 'the explanation as data', zh: '以 JSON 输出' }))
    .action(async (options: ExplainOptions, command: Command) => {
      const language = languageOf(command);
      const set = await loadSet(options.policies);
      const told = await readExplained(options, set);
      const at = options.at === undefined && told.at !== undefined ? told.at : judgedAt(options.at, set);
      const complaint = supposed(told.complaint, options.suppose ?? [], set);
      const end = performance.now() + patience;
      const isOver = (): boolean => performance.now() > end;
      const explained = explainComplaint(set, complaint, at, { rule: options.rule, isOver });
      if (options.json !== undefined)
        writeFileSync(options.json, `${JSON.stringify(explainJson(explained, set, at), undefined, 2)}\n`);
      process.stdout.write(`${explainLines(explained, set, language).join('\n')}\n`);
    });
}
