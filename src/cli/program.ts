import { Command, Option } from 'commander';
import type { Language } from '../errors.js';
import { doctorCommand } from './doctor.command.js';
import { dueCommand } from './due.command.js';
import { localiseHelp } from './help-texts.js';
import { say, startLanguage } from './language.js';
import { Misuse } from './misuse.js';

/** The `redress` program with all its commands. It throws instead of ending the process. */
export function redressProgram(version: string, language: Language = startLanguage()): Command {
  const program = new Command('redress')
    .description(
      say({
        en: 'Judges consumer complaints against the law and an organisation’s own promises, and proves it.',
        zh: '依据法律和企业自身承诺对消费者投诉进行合规判定，并提供证明。',
      }),
    )
    .version(version, '-V, --version', say({ en: 'show the version', zh: '显示版本号' }))
    .addCommand(dueCommand())
    .addCommand(doctorCommand());
  addLanguageOption(program);
  program.hook('preAction', (_, command) => passLanguageDown(command));
  localiseHelp(program, language);
  refuseByThrowing(program);
  return program;
}

/** Every command takes `--lang`, wherever on the line it stands; one that has brought its own keeps it. */
function addLanguageOption(command: Command): void {
  command.enablePositionalOptions();
  if (!command.options.some((option) => option.long === '--lang'))
    command.addOption(
      new Option('--lang <language>', say({ en: 'language of the answer', zh: '输出语言' })).choices(['zh', 'en']),
    );
  command.commands.forEach(addLanguageOption);
}

/** `redress --lang zh due …` says the same as `redress due --lang zh …`. */
function passLanguageDown(command: Command): void {
  for (let above = command.parent; above !== null; above = above.parent) {
    if (isGiven(command)) return;
    if (isGiven(above)) command.setOptionValueWithSource('lang', above.getOptionValue('lang'), 'cli');
  }
}

function isGiven(command: Command): boolean {
  return command.getOptionValueSource('lang') === 'cli';
}

function refuseByThrowing(command: Command): void {
  command.configureOutput({ outputError: () => undefined });
  command.exitOverride((error) => {
    throw new Misuse(command, error);
  });
  command.commands.forEach(refuseByThrowing);
}
