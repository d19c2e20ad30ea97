import { types } from 'node:util';
import { RedressError } from '../errors.js';

export type Level = 'info' | 'warn' | 'error';

/** One line of the log: plain words and numbers. Never a body, an address as it was sent, a personal value or a secret. */
export type LogLine = { readonly event: string; readonly level?: Level } & Readonly<
  Record<string, string | number | boolean | undefined>
>;

/** Where lines go. */
export type Log = (line: LogLine) => void;

/**
 * What the log may say of an unexpected error: its name, its code and where it came from. Its message is left out unless `debug` is on:
 * the database and parsers put values into theirs.
 */
export function errorFields(error: unknown, debug: boolean): Readonly<Record<string, string>> {
  if (!types.isNativeError(error)) return { error: typeof error };
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {};
  if (error instanceof RedressError)
    return { error: error.name, code: error.faults.map((fault) => fault.code).join(' '), ...causeOf(error, debug) };
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  const from = frames.map((line) => line.trim()).join(' | ');
  const cause = error.cause === undefined ? {} : { cause: errorFields(error.cause, debug)['error'] ?? '' };
  return { error: error.name, ...code, ...cause, ...(debug ? { message: error.message } : {}), from };
}

/** Of what a refusal was made of: whoever keeps the server has to know more than whoever is answered. */
function causeOf({ cause }: Error, debug: boolean): Readonly<Record<string, string>> {
  if (cause === undefined) return {};
  const { code, error } = errorFields(cause, debug);
  return { cause: code ?? error ?? '' };
}
