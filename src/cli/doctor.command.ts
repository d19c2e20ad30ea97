import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { readConfig } from '../config.js';
import { projectFolder } from '../project.js';
import { findingLine } from './doctor.js';
import { languageOf, say } from './language.js';

/** `redress doctor`: a line for each thing that Redress needs, with the remedy; exit code 1 when one is in the way. */
export function doctorCommand(): Command {
  return new Command('doctor')
    .description(
      say({
        en: 'looks whether this machine has what Redress needs, and says what to do',
        zh: '检查本机是否满足运行条件，并给出处理办法',
      }),
    )
    .option('--policies <folder>', say({ en: 'the folder of policies', zh: '制度文件夹' }))
    .action(async (options: { policies?: string }, command: Command) => {
      const language = languageOf(command);
      // The printer is large: other commands start without it.
      const { checks } = await import('./doctor.checks.js');
      for (const check of checks(readConfig(), options.policies ?? policiesHere())) {
        const findings = await check();
        for (const finding of findings) process.stdout.write(`${findingLine(finding, language)}\n`);
        if (findings.some(({ mark }) => mark === '✗')) process.exitCode = 1;
      }
    });
}

/** The folder that an audit here would use, otherwise the one that comes with Redress. */
function policiesHere(): string {
  return existsSync('policies') ? 'policies' : join(projectFolder, 'policies');
}
