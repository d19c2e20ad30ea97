import { Command } from 'commander';
import { readConfig } from '../config.js';
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
    .action(async (_, command: Command) => {
      const language = languageOf(command);
      // The printer is large: other commands start without it.
      const { checks } = await import('./doctor.checks.js');
      for (const check of checks(readConfig())) {
        const findings = await check();
        for (const finding of findings) process.stdout.write(`${findingLine(finding, language)}\n`);
        if (findings.some(({ mark }) => mark === '✗')) process.exitCode = 1;
      }
    });
}
