import { Command, Option } from 'commander';
import { draftLetter } from '../letters/draft-letter.js';
import { letterKinds, type LetterKind } from '../rules/policy/letter-kinds.js';
import { judgedAt } from './audit.command.js';
import { atOption } from './audit-options.js';
import { loadSet } from './audit.runner.js';
import { withComplaint } from './complaint-options.js';
import { readExplained, type WhichComplaint } from './explained-complaint.reader.js';
import { languageOf, say } from './language.js';
import { letterLines } from './letter-text.js';

interface LetterOptions extends WhichComplaint {
  readonly kind: LetterKind;
  readonly policies: string;
  readonly at?: string;
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
    .action(async (options: LetterOptions, command: Command) => {
      const language = languageOf(command);
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
