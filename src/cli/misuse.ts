import type { Command, CommanderError } from 'commander';
import type { Fault } from '../errors.js';
import { cliFault } from './cli-errors.js';

/** A command line that commander refused, with the command that refused it. */
export class Misuse extends Error {
  constructor(
    readonly command: Command,
    readonly commanderError: CommanderError,
  ) {
    super(commanderError.message);
    this.name = 'Misuse';
  }
}

/** The refusal in our own words. Commander tells the names only inside its English sentence: they are taken from there. */
export function misuseFault(code: string, message: string, command: string): Fault {
  const [first = '', second = ''] = [...message.matchAll(/'([^']*)'/g)].map((match) => match[1] ?? '');
  const hint = /Did you mean (?:one of )?(.*)\?\)/s.exec(message)?.[1];
  const data = { command, name: first, hint: hint === undefined ? '' : ` (${hint}?)` };
  const detail = message.replace(/^error: /, '');
  switch (code) {
    case 'commander.unknownCommand':
      return cliFault('cli.unknown_command', data);
    case 'commander.unknownOption':
      return cliFault('cli.unknown_option', data);
    case 'commander.missingArgument':
      return cliFault('cli.missing_argument', data);
    case 'commander.missingMandatoryOptionValue':
      return cliFault('cli.missing_option', data);
    case 'commander.optionMissingArgument':
      return cliFault('cli.missing_value', data);
    case 'commander.excessArguments':
      return cliFault('cli.too_many_arguments', { ...data, detail: /got \d+: (.*)\.$/s.exec(message)?.[1] ?? detail });
    case 'commander.conflictingOption':
      return cliFault('cli.conflicting_options', { ...data, other: second });
    case 'commander.invalidArgument':
      return wrongValue(message, command);
    default:
      return cliFault('cli.usage', { command, detail });
  }
}

function wrongValue(message: string, command: string): Fault {
  const option = /option '(.*?)' (?:argument|value) '(.*)' (?:from env .*)?is invalid\. ?(.*)$/s.exec(message);
  const argument = /command-argument value '(.*)' is invalid for argument '(.*?)'\. ?(.*)$/s.exec(message);
  const [name, value, detail] = option?.slice(1) ?? [argument?.[2], argument?.[1], argument?.[3]];
  const advice = (detail ?? '').replace(/^Allowed choices are /, '').replace(/[.。]$/, '');
  return cliFault('cli.wrong_value', {
    command,
    name: name ?? '',
    value: value ?? '',
    detail: advice === '' ? '' : ` (${advice})`,
  });
}

/** `redress policy check`: the command as its reader types it. */
export function commandPath(command: Command): string {
  return command.parent === null ? command.name() : `${commandPath(command.parent)} ${command.name()}`;
}
