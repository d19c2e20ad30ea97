import type { Command } from 'commander';
import { readConfig } from '../config.js';
import type { Language, Text } from '../errors.js';

/**
 * The language in which a command answers: `--lang` of the command itself or of a command above it
 * (the nearest that was really given), otherwise that of the locale.
 */
export function languageOf(command: Command): Language {
  for (let at: Command | null = command; at !== null; at = at.parent) {
    const source = at.getOptionValueSource('lang');
    if (source === undefined || source === 'default') continue;
    const language = toLanguage(at.getOptionValue('lang'));
    if (language !== undefined) return language;
  }
  return startLanguage();
}

/** The language that this command line asks for, before it is parsed: help and descriptions need it early. */
export function startLanguage(args: readonly string[] = process.argv.slice(2)): Language {
  const end = args.indexOf('--');
  const options = end === -1 ? args : args.slice(0, end);
  const given = options.flatMap((arg, index) => {
    const value = arg === '--lang' ? options[index + 1] : /^--lang=(.*)$/.exec(arg)?.[1];
    return toLanguage(value) ?? [];
  });
  return given.at(-1) ?? readConfig().language;
}

/** A text for help and descriptions, in the language of this command line. */
export function say(text: Text): string {
  return text[startLanguage()];
}

function toLanguage(value: unknown): Language | undefined {
  return value === 'zh' || value === 'en' ? value : undefined;
}
