import { describe, expect, it } from '@jest/globals';
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { describe as words } from '../errors.js';
import { commandPath, misuseFault } from './misuse.js';

/** Refuses what it is given, the way commander does. */
function refusal(args: readonly string[]): string {
  const whole = (value: string): number => {
    if (!/^\d+$/.test(value)) throw new InvalidArgumentError('Give a whole number.');
    return Number(value);
  };
  const sub = new Command('sub')
    .argument('<file>')
    .option('--count <n>', 'how many', whole)
    .requiredOption('--mapping <file>')
    .addOption(new Option('--json').conflicts('csv'))
    .addOption(new Option('--csv'))
    .addOption(new Option('--fail-on <outcome>').choices(['bad', 'worse']))
    .action(() => undefined);
  const program = new Command('redress').addCommand(sub);
  for (const command of [program, sub]) command.exitOverride().configureOutput({ writeErr: () => undefined });
  try {
    program.parse([...args], { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) return words(misuseFault(error.code, error.message, commandPath(sub)), 'en');
    throw error;
  }
  return '';
}

describe('a misused command', () => {
  it.each([
    [['sbu'], 'There is no command "sbu" (sub?). See "redress sub --help".  [cli.unknown_command]'],
    [['sub', '--mapping', 'm', '--maping', 'm', 'f'], 'There is no option "--maping" (--mapping?).'],
    [['sub', '--mapping', 'm'], '<file> is missing.'],
    [['sub', 'f'], 'The option "--mapping <file>" is missing.'],
    [['sub', 'f', '--mapping'], 'The option "--mapping <file>" needs a value.'],
    [['sub', 'f', 'g', 'h', '--mapping', 'm'], 'These are too many arguments: f, g, h.'],
    [['sub', 'f', '--mapping', 'm', '--json', '--csv'], '--json cannot be used together with --csv.'],
    [['sub', 'f', '--mapping', 'm', '--count', 'many'], '"many" is not a value of --count <n> (Give a whole number).'],
    [['sub', 'f', '--mapping', 'm', '--fail-on', 'good'], '"good" is not a value of --fail-on <outcome> (bad, worse).'],
  ])('%p is told what is wrong', (args, text) => {
    expect(refusal(args)).toContain(text);
  });
});
