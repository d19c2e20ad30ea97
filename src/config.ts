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
  /** Folder of the database that comes with Redress (`REDRESS_DATA`): in the project unless told otherwise. */
  readonly data: string;
  /** A PostgreSQL of one's own as the role of the application (`DATABASE_URL`), instead of the one that comes with Redress. */
  readonly databaseUrl: string | undefined;
  /** The same database as the role that owns the tables (`DATABASE_OWNER_URL`): to make and change them. */
  readonly databaseOwnerUrl: string | undefined;
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
  REDRESS_DATA: text,
  REDRESS_DEBUG: text,
  DATABASE_URL: text,
  DATABASE_OWNER_URL: text,
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
    data: given.REDRESS_DATA ?? join(projectFolder, '.redress'),
    databaseUrl: given.DATABASE_URL,
    databaseOwnerUrl: given.DATABASE_OWNER_URL,
    debug: given.REDRESS_DEBUG !== undefined && given.REDRESS_DEBUG !== '0',
  };
}

/** Where the server listens and for which names it answers. */
export interface ServerConfig {
  /** `PORT`: 3000 unless told otherwise, 0 for any free one. */
  readonly port: number;
  /** `REDRESS_ADDRESS`: loopback unless told otherwise. */
  readonly address: string;
  /** `REDRESS_HOSTS`: names besides the loopback ones, with commas between, each with its port or without. */
  readonly hosts: readonly string[];
}

/** What the environment says about the server. Refuses a port that is none and a host that is no name, both at once. */
export function readServerConfig(environment: Environment = process.env): ServerConfig {
  const port = serverSchema.safeParse(environment);
  const hosts = (environment['REDRESS_HOSTS'] ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  const faults = [
    ...(port.success ? [] : [configFault('config.wrong_port', { found: environment['PORT'] ?? '' })]),
    ...hosts.filter((name) => !isHost(name)).map((found) => configFault('config.wrong_host', { found })),
  ];
  if (!port.success || faults.length > 0) throw new RedressError(faults);
  const address = environment['REDRESS_ADDRESS'];
  return { port: port.data.PORT, address: address === undefined || address === '' ? '127.0.0.1' : address, hosts };
}

/** `redress.example.org`, `10.1.2.3:8443`, `[fd00::1]`; no scheme, no path. */
function isHost(name: string): boolean {
  return /^([a-z0-9._-]+|\[[0-9a-f:.]+\])(:\d{1,5})?$/i.test(name);
}

/** The folder of policies that the service takes (`REDRESS_POLICIES`): otherwise that of the project. */
export function readPoliciesFolder(environment: Environment = process.env): string {
  return environment['REDRESS_POLICIES'] || join(projectFolder, 'policies');
}

/** Bytes of an upload at most (`REDRESS_UPLOAD_LIMIT`, default 1 GB). Refuses what is no whole number. */
export function readUploadLimit(environment: Environment = process.env): number {
  const found = environment['REDRESS_UPLOAD_LIMIT'] ?? '';
  if (found === '') return 1_000_000_000;
  if (!/^[1-9]\d{0,14}$/.test(found)) throw new RedressError([configFault('config.wrong_upload_limit', { found })]);
  return Number(found);
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
