import { Command } from 'commander';
import { RedressError } from '../errors.js';
import { openAtomic } from '../reports/atomic-file.writer.js';
import type { PolicySet } from '../rules/policy/policy.js';
import { checkLetter, lettersOf, type LetterChecked } from '../rules/reply/check-letter.js';
import { formatInstant } from '../rules/time/parse-time.js';
import { zoneOf } from '../rules/time/zone.js';
import type { Instant } from '../rules/values.js';
import { judgedAt } from './audit.command.js';
import { atOption } from './audit-options.js';
import { loadSet } from './audit.runner.js';
import { withComplaint } from './complaint-options.js';
import { readExplained, type WhichComplaint } from './explained-complaint.reader.js';
import { languageOf, say } from './language.js';
import { readLetter } from './letter.reader.js';
import { replyFault } from './reply-errors.js';
import { replyLines } from './reply-text.js';

interface ReplyOptions extends WhichComplaint {
  readonly letter?: string;
  readonly policies: string;
  readonly at?: string;
  readonly json?: string;
}

/** `redress reply check FILE`: what a letter must say, with the sentence that says it. */
export function replyCommand(): Command {
  const bare = new Command('check')
    .description(
      say({
        en: 'looks in a letter for each statement that it must make; 0 all found, 1 something missing',
        zh: '逐项查找函件应当载明的内容；全部找到返回 0，有缺漏返回 1',
      }),
    )
    .argument(
      '<file>',
      say({ en: 'the letter: text, Markdown or HTML in UTF-8', zh: '函件：UTF-8 文本、Markdown 或 HTML' }),
    );
  const check = withComplaint(bare)
    .option(
      '--letter <event>',
      say({ en: 'which letter it is, as the event of its sending', zh: '函件种类，以发送该函件的事件表示' }),
    )
    .option('--policies <folder>', say({ en: 'the folder of policies', zh: '制度文件夹' }), 'policies')
    .addOption(atOption())
    .option('--json <file>', say({ en: 'the result as data', zh: '以 JSON 输出' }))
    .action(async (file: string, options: ReplyOptions, command: Command) => {
      const set = await loadSet(options.policies);
      const letter = letterOf(set, options.letter);
      const text = await readLetter(file);
      const told = await readExplained(options, set);
      const at = options.at === undefined && told.at !== undefined ? told.at : judgedAt(options.at, set);
      const checked = checkLetter(set, told.complaint, { letter, text, at });
      if (options.json !== undefined) await writeJson(options.json, checked, { letter, at, set });
      process.stdout.write(`${replyLines(checked, set, languageOf(command)).join('\n')}\n`);
      if (isLacking(checked)) process.exitCode = 1;
    });
  return new Command('reply')
    .description(say({ en: 'checks letters to complainants', zh: '核对给投诉人的函件' }))
    .addCommand(check);
}

/** The letter that is meant; the only one where the policies speak of one. */
function letterOf(set: PolicySet, given: string | undefined): string {
  const letters = lettersOf(set);
  const known = letters.join(', ');
  if (given !== undefined) {
    if (letters.includes(given)) return given;
    throw new RedressError([replyFault('reply.unknown_letter', { letter: given.slice(0, 60), known })]);
  }
  const [only, ...others] = letters;
  if (only !== undefined && others.length === 0) return only;
  throw new RedressError([replyFault('reply.which_letter', { known })]);
}

/** Something is not found, or nobody knows what else must be said. */
function isLacking({ statements, open }: LetterChecked): boolean {
  return open.length > 0 || statements.some(({ found }) => found === undefined);
}

async function writeJson(
  target: string,
  { statements, open }: LetterChecked,
  { letter, at, set }: { readonly letter: string; readonly at: Instant; readonly set: PolicySet },
): Promise<void> {
  const data = {
    redress: { reply: 1 },
    letter,
    at: formatInstant(at, zoneOf(set.organisation.zone)),
    statements: statements.map(({ statement, policy, missing, found }) => ({
      statement: statement.ref,
      title: statement.title,
      instrument: policy.source.instrumentText ?? policy.source.instrument,
      cite: statement.cite,
      ...(missing.length === 0 ? {} : { missing }),
      found: found ?? null,
    })),
    open,
  };
  const output = await openAtomic(target);
  await output.write(`${JSON.stringify(data, undefined, 2)}\n`);
  await output.commit();
}
