import { Command } from 'commander';
import { RedressError } from '../errors.js';
import { judgedBy, makeJudgementFile } from '../modules/judgements/make-judgement-file.js';
import { readComplaint } from '../policies-folder/complaint-file.reader.js';
import { readPolicyFolder } from '../policies-folder/policies.reader.js';
import { withCalendars } from '../policies-folder/shipped-calendars.reader.js';
import { loadPolicies } from '../rules/policy/load-policies.js';
import { outcomeTerms } from '../texts/glossary-texts.js';
import { judgedAt } from './audit.command.js';
import { atOption } from './audit-options.js';
import { writeJudgement, writtenTexts } from './judgement-file.writer.js';
import { languageOf, say } from './language.js';

interface JudgeOptions {
  readonly complaint: string;
  readonly policies: string;
  readonly at?: string;
  readonly out: string;
  readonly personal?: true;
}

/** `redress judge`: one complaint by a folder of policies, into a file that anyone can judge again. */
export function judgeCommand(): Command {
  return new Command('judge')
    .description(
      say({
        en: 'judges one complaint and writes the judgement with all that it was made from',
        zh: '判定一件投诉，并将判定及其全部依据写入文件',
      }),
    )
    .requiredOption('--complaint <file>', say({ en: 'the complaint: facts and events', zh: '投诉文件：事实与事件' }))
    .option('--policies <folder>', say({ en: 'the folder of policies', zh: '制度文件夹' }), 'policies')
    .addOption(atOption())
    .requiredOption('--out <file>', say({ en: 'the judgement file', zh: '输出判定文件' }))
    .option('--personal', say({ en: 'with the personal facts that were read', zh: '包括判定用到的个人信息事实' }))
    .action(async (options: JudgeOptions, command: Command) => {
      const language = languageOf(command);
      const folder = await readPolicyFolder(options.policies);
      const files = await withCalendars(folder.files);
      const { set, faults } = loadPolicies(files);
      if (set === undefined || folder.faults.length > 0) throw new RedressError([...folder.faults, ...faults]);
      const told = await readComplaint(options.complaint, set);
      const at = options.at === undefined && told.at !== undefined ? told.at : judgedAt(options.at, set);
      const judged = judgedBy(set, files, told.complaint, { at, timeZoneData: process.versions['tz'] ?? '' });
      const file = makeJudgementFile(judged, options.personal === true);
      await writeJudgement(options.out, file);
      const { outcome } = judged.result;
      const lines = [outcomeTerms[outcome].name, ...writtenTexts(options.out, file)].map((text) => text[language]);
      process.stdout.write(`${lines.join('\n')}\n`);
    });
}
