import { Command } from 'commander';
import { verifyJudgement } from '../modules/judgements/verify-judgement.js';
import { readJudgement } from './judgement-file.reader.js';
import { writeJson } from './json.writer.js';
import { languageOf, say } from './language.js';
import { verificationTexts } from './verification-text.js';

/** `redress verify-judgement FILE`: judged again offline by both judges; 1 where that does not give the same bytes, 2 for what is no judgement file. */
export function verifyJudgementCommand(): Command {
  return new Command('verify-judgement')
    .description(
      say({
        en: 'judges what a judgement file holds once more, offline, and compares byte for byte',
        zh: '离线重新判定“判定文件”中的内容，并逐字节比对',
      }),
    )
    .argument('<file>', say({ en: 'the judgement file', zh: '判定文件' }))
    .option(
      '--json <file>',
      say({ en: 'what was found as JSON; - for the standard output', zh: '以 JSON 输出结果；- 表示标准输出' }),
    )
    .action(async (name: string, { json }: { readonly json?: string }, command: Command) => {
      const language = languageOf(command);
      const found = await verifyJudgement(await readJudgement(name), process.versions['tz'] ?? '');
      const lines = verificationTexts(found).map((text) => text[language]);
      (json === '-' ? process.stderr : process.stdout).write(`${lines.join('\n')}\n`);
      if (json !== undefined) await writeJson(json, found);
      if (!found.same) process.exitCode = 1;
    });
}
