import { InvalidArgumentError, Option } from 'commander';

/** An option that can be given several times; each value is one of the choices, where there are any. */
export function repeatable(flags: string, description: string, choices?: readonly string[]): Option {
  return new Option(flags, description).argParser((value: string, before: readonly string[] | undefined) => {
    if (choices !== undefined && !choices.includes(value))
      throw new InvalidArgumentError(`Allowed choices are ${choices.join(', ')}.`);
    return [...(before ?? []), value];
  });
}
