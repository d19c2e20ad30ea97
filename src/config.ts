import { accessSync, constants } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { configFault } from './config-errors.js';
import { RedressError, type Language } from './errors.js';
import { projectFolder } from './project.js';

/** What the environment says about this process. This file is the one place that reads `process.env`. */
export interface Config {
  /** Chinese where the locale is Chinese, otherwise English. */
  readonly language: Language;
  /** Path of a Chrome or Chromium to print with instead of the one that comes with Redress (`REDRESS_CHROME`). */
  readonly chrome: string | undefined;
  /** Folder for what is unpacked once (`REDRESS_CACHE`): in the project, or in the home of a user who may not write there. */
  readonly cache: string;
  /** Show stack traces of unexpected errors (`REDRESS_DEBUG`). */
  readonly debug: boolean;
}

type Environment = Readonly<Record<string, string | undefined>>;

// A variable that is set but empty counts as not set.
const text = z
  .string()
  .optional()
  .transform((value) => (value === '' ? undefined : value));

const schema = z.object({
  LC_ALL: text,
  LC_MESSAGES: text,
  LANG: text,
  REDRESS_CHROME: text,
  REDRESS_CACHE: text,
  REDRESS_DEBUG: text,
});

const serverSchema = z.object({
  PORT: z.preprocess(
    (value) => (value === '' ? undefined : value),
    z.coerce.number().int().min(0).max(65_535).default(3000),
  ),
});

/** The configuration of every command. Refuses nothing: no value of these variables is wrong in itself. */
export function readConfig(environment: Environment = process.env): Config {
  const given = schema.parse(environment);
  // The order of POSIX: the first of the three that is set decides.
  const locale = given.LC_ALL ?? given.LC_MESSAGES ?? given.LANG ?? '';
  return {
    language: /^zh/i.test(locale) ? 'zh' : 'en',
    chrome: given.REDRESS_CHROME,
    cache: given.REDRESS_CACHE ?? defaultCache(),
    debug: given.REDRESS_DEBUG !== undefined && given.REDRESS_DEBUG !== '0',
  };
}

/** The port of the server (`PORT`, default 3000; 0 for any free one). Refuses a value that is no port. */
export function readPort(environment: Environment = process.env): number {
  const result = serverSchema.safeParse(environment);
  if (!result.success) throw new RedressError([configFault('config.wrong_port', { found: environment['PORT'] ?? '' })]);
  return result.data.PORT;
}

/** The environment for a child process, with these variables set. */
export function childEnvironment(extra: Environment = {}): Record<string, string | undefined> {
  return { ...process.env, ...extra };
}

function defaultCache(): string {
  try {
    accessSync(projectFolder, constants.W_OK);
    return join(projectFolder, '.redress', 'cache');
  } catch {
    return join(homedir(), '.cache', 'redress');
  }
}
