import { Command, Option } from 'commander';
import { RedressError } from '../errors.js';
import { draftLetter } from '../letters/draft-letter.js';
import { letterKinds, type LetterKind } from '../rules/policy/letter-kinds.js';
import { judgedAt } from './audit.command.js';
import { atOption } from './audit-options.js';
import { loadSet } from './audit.runner.js';
import { withComplaint } from './complaint-options.js';
import { readExplained, type WhichComplaint } from './explained-complaint.reader.js';
import { importingFault } from './importing-errors.js';
import { languageOf, say } from './language.js';
import { letterLines } from './letter-text.js';

interface LetterOptions extends WhichComplaint {
  readonly kind: LetterKind;
  readonly policies: string;
  readonly at?: string;
  readonly as?: string;
}

/** `redress letter draft`: a letter to the complainant, filled from the judgement; on standard error what is still to be filled in. */
export function letterCommand(): Command {
  const bare = new Command('draft').description(
    say({
      en: 'drafts a letter to the complainant from the judgement; 0 complete, 1 something is to be filled in',
      zh: '根据判定起草致投诉人的函件；内容完整返回 0，有待填写事项返回 1',
    }),
  );
  const draft = withComplaint(bare)
    .addOption(
      new Option('--kind <kind>', say({ en: 'which letter', zh: '函件种类' }))
        .choices(letterKinds)
        .makeOptionMandatory(),
    )
    .option('--policies <folder>', say({ en: 'the folder of policies', zh: '制度文件夹' }), 'policies')
    .addOption(atOption())
    .option(
      '--as <name>',
      say({
        en: 'of a stored complaint: act for this account (or a token in REDRESS_TOKEN)',
        zh: '对已存投诉：以该账号执行（或在 REDRESS_TOKEN 中提供令牌）',
      }),
    )
    .action(async (options: LetterOptions, command: Command) => {
      const language = languageOf(command);
      if (uuid.test(options.complaint)) return draftStored(options, command);
      const set = await loadSet(options.policies);
      const told = await readExplained(options, set);
      const at = options.at === undefined && told.at !== undefined ? told.at : judgedAt(options.at, set);
      const drafted = draftLetter(set, told.complaint, { kind: options.kind, language, at });
      const { letter, notes } = letterLines(drafted, set, language);
      process.stdout.write(`${letter.join('\n')}\n`);
      if (notes.length > 0) process.stderr.write(`${notes.join('\n')}\n`);
      if (drafted.missing.length > 0) process.exitCode = 1;
    });
  return new Command('letter')
    .description(say({ en: 'drafts letters to complainants', zh: '起草致投诉人的函件' }))
    .addCommand(draft);
}

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/iu;

/** What says where a complaint in a file stands, and how it is judged: a stored one is judged by the set in force, as of now. */
const ofFiles = ['case', 'mapping', 'id', 'policies', 'at'] as const;

async function draftStored(options: LetterOptions, command: Command): Promise<void> {
  const wrong = ofFiles.filter((name) => command.getOptionValueSource(name) === 'cli');
  if (wrong.length > 0)
    throw new RedressError(
      wrong.map((name) => importingFault('importing.not_with', { option: `--${name}`, with: '--complaint <uuid>' })),
    );
  const { draftOfStored } = await import('./letter.runner.js');
  const language = languageOf(command);
  const { id, letter, notes, isComplete } = await draftOfStored(
    { ...options, complaint: options.complaint.toLowerCase() },
    language,
  );
  process.stdout.write(`${letter.join('\n')}\n`);
  const kept = { en: `Kept as draft ${id}.`, zh: `已存为草稿 ${id}。` };
  process.stderr.write(`${[kept[language], ...notes].join('\n')}\n`);
  if (!isComplete) process.exitCode = 1;
}
