import { accessSync, constants, readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { configFault } from './config-errors.js';
import { RedressError, type Language } from './errors.js';
import { systemErrorCode } from './imports/system-error.js';
import { readProcessRoles, type ProcessRoles } from './process-roles.js';
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
  /** A PostgreSQL of one's own as the role of the application (`DATABASE_URL`, or a file with it: `DATABASE_URL_FILE`), instead of the one that comes with Redress. */
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
  DATABASE_URL_FILE: text,
  DATABASE_OWNER_URL: text,
  DATABASE_OWNER_URL_FILE: text,
});

const serverSchema = z.object({
  PORT: z.preprocess(
    (value) => (value === '' ? undefined : value),
    z.coerce.number().int().min(0).max(65_535).default(3000),
  ),
});

/**
 * The configuration of every command. Refuses nothing: no value of these variables is wrong in itself. An address of a database that is
 * said to stand in a file (`DATABASE_URL_FILE`) is read when somebody asks for it, and then refused where it cannot be.
 */
export function readConfig(environment: Environment = process.env): Config {
  const given = schema.parse(environment);
  // The order of POSIX: the first of the three that is set decides.
  const locale = given.LC_ALL ?? given.LC_MESSAGES ?? given.LANG ?? '';
  return {
    language: /^zh/i.test(locale) ? 'zh' : 'en',
    chrome: given.REDRESS_CHROME,
    cache: given.REDRESS_CACHE ?? defaultCache(),
    data: given.REDRESS_DATA ?? join(projectFolder, '.redress'),
    get databaseUrl() {
      return given.DATABASE_URL ?? lineIn('DATABASE_URL_FILE', given.DATABASE_URL_FILE);
    },
    get databaseOwnerUrl() {
      return given.DATABASE_OWNER_URL ?? lineIn('DATABASE_OWNER_URL_FILE', given.DATABASE_OWNER_URL_FILE);
    },
    debug: given.REDRESS_DEBUG !== undefined && given.REDRESS_DEBUG !== '0',
  };
}

/**
 * What stands in a file that keeps a secret out of the environment; undefined where no file is named. Refuses one that cannot be read or is
 * empty: the service would otherwise take up its work on another database.
 */
function lineIn(variable: string, file: string | undefined): string | undefined {
  if (file === undefined) return undefined;
  const refuse = (reason: string, cause?: unknown): never => {
    throw new RedressError([configFault('config.unreadable_file', { variable, file, reason })], { cause });
  };
  let line: string;
  try {
    line = readFileSync(file, 'utf8').trim();
  } catch (error) {
    return refuse(systemErrorCode(error) ?? 'unknown', error);
  }
  return line === '' ? refuse('empty') : line;
}

/** Where the server listens and for which names it answers. */
export interface ServerConfig {
  /** `PORT`: 3000 unless told otherwise, 0 for any free one. */
  readonly port: number;
  /** `REDRESS_ADDRESS`: loopback unless told otherwise. */
  readonly address: string;
  /** `REDRESS_HOSTS`: names besides the loopback ones, with commas between, each with its port or without. */
  readonly hosts: readonly string[];
  /** `REDRESS_PROXIES`: addresses and networks of proxies in front, with commas between. They say who asks, and serve https. */
  readonly proxies: readonly string[];
  /** Requests a minute at most: of an account (`REDRESS_RATE_LIMIT`, 3,000 unless told otherwise), and of an address that shows nobody. */
  readonly limits: { readonly account: number; readonly address: number };
}

const usualLimits = { account: 3_000, address: 300 };

/** What the environment says about the server. Refuses a port that is none, hosts and proxies that are none, a limit that is no number, all at once. */
export function readServerConfig(environment: Environment = process.env): ServerConfig {
  const port = serverSchema.safeParse(environment);
  const hosts = listOf(environment['REDRESS_HOSTS']);
  const proxies = listOf(environment['REDRESS_PROXIES']);
  const limit = environment['REDRESS_RATE_LIMIT'] ?? '';
  const faults = [
    ...(port.success ? [] : [configFault('config.wrong_port', { found: environment['PORT'] ?? '' })]),
    ...hosts.filter((name) => !isHost(name)).map((found) => configFault('config.wrong_host', { found })),
    ...proxies.filter((one) => !isNetwork(one)).map((found) => configFault('config.wrong_proxy', { found })),
    ...(/^([1-9]\d{0,8})?$/.test(limit) ? [] : [configFault('config.wrong_rate_limit', { found: limit })]),
  ];
  if (!port.success || faults.length > 0) throw new RedressError(faults);
  const address = environment['REDRESS_ADDRESS'];
  return {
    port: port.data.PORT,
    address: address === undefined || address === '' ? '127.0.0.1' : address,
    hosts,
    proxies,
    limits: { ...usualLimits, ...(limit === '' ? {} : { account: Number(limit) }) },
  };
}

function listOf(text = ''): readonly string[] {
  return text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

/** What this process does: what the command line says, otherwise `REDRESS_ROLE`, otherwise everything. Refuses what is no role. */
export function readRoles(asked?: string, environment: Environment = process.env): ProcessRoles {
  const { roles, unknown } = readProcessRoles(asked ?? environment['REDRESS_ROLE'] ?? '');
  if (unknown.length > 0) throw new RedressError(unknown.map((found) => configFault('config.wrong_role', { found })));
  return roles;
}

/** `10.0.0.1`, `10.0.0.0/8`, `fd00::/8`. */
function isNetwork(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/');
  const family = isIP(address);
  const most = family === 4 ? 32 : 128;
  return family !== 0 && rest.length === 0 && (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= most));
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

/** Where the secret key stands: in a file of one's own (`REDRESS_SECRET_KEY_FILE`), otherwise in the data folder, where it is made once. */
export function readSecretKeyPlace(environment: Environment = process.env): {
  readonly file: string;
  readonly mayMake: boolean;
} {
  const given = environment['REDRESS_SECRET_KEY_FILE'];
  if (given !== undefined && given !== '') return { file: given, mayMake: false };
  return { file: join(readConfig(environment).data, 'secret-key'), mayMake: true };
}

/** Where the destinations of connections out stand: the file that `REDRESS_DESTINATIONS` names, which must be there, otherwise `destinations.yaml` in the data folder, which may. */
export function readDestinationsPlace(environment: Environment = process.env): {
  readonly file: string;
  readonly mustBe: boolean;
} {
  const given = environment['REDRESS_DESTINATIONS'];
  if (given !== undefined && given !== '') return { file: given, mustBe: true };
  return { file: join(readConfig(environment).data, 'destinations.yaml'), mustBe: false };
}

/** A secret that the configuration says stands in this variable; undefined where it is not set or empty. */
export function environmentSecret(name: string, environment: Environment = process.env): string | undefined {
  return environment[name] || undefined;
}

/**
 * The address by which people reach the service (`REDRESS_URL`: `https://redress.example.org`), for the links that are printed; undefined
 * where nothing is said. Refuses what is no address of a site.
 */
export function readPublicUrl(environment: Environment = process.env): string | undefined {
  const found = environment['REDRESS_URL'] ?? '';
  if (found === '') return undefined;
  const url = URL.parse(found);
  const isSite = url !== null && /^https?:$/.test(url.protocol) && url.pathname === '/' && !/[?#@]/.test(found);
  if (!isSite) throw new RedressError([configFault('config.wrong_url', { found })]);
  return url.origin;
}

/** The token in whose name a command acts (`REDRESS_TOKEN`). */
export function readToken(environment: Environment = process.env): string | undefined {
  return environment['REDRESS_TOKEN'] || undefined;
}

/** The file with the password of whoever a command acts for (`REDRESS_PASSWORD_FILE`), for scripts. */
export function readPasswordFile(environment: Environment = process.env): string | undefined {
  return environment['REDRESS_PASSWORD_FILE'] || undefined;
}

/** Whether this is said to be in earnest (`NODE_ENV=production`): nothing that is for a first look is offered then. */
export function readProduction(environment: Environment = process.env): boolean {
  return environment['NODE_ENV'] === 'production';
}

/** Whether one person may approve what they wrote (`REDRESS_SOLO=1`): for a first look on one machine. Every report says so. */
export function readSolo(environment: Environment = process.env): boolean {
  return environment['REDRESS_SOLO'] === '1';
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
