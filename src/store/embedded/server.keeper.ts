import { truncate, stat } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { AddressParts } from '../database-address.js';
import { RedressError } from '../../errors.js';
import { serverFault } from './server-errors.js';
import { findBinaries } from './binaries.locator.js';
import { logFile, prepareCluster, startRefusal } from './cluster.maker.js';
import { rememberPlace, type Place } from './data.place.js';
import { freePort } from './free.port.js';
import { readSecrets, writeSecrets, type Secrets } from './secrets.file.js';
import { names, roleStatements, type ServerSettings } from './server-commands.js';
import { forgetDead, settled, startServer, stopServer } from './server.process.js';
import { serverUser } from './server.user.js';

/** A server that answers. */
export interface RunningServer {
  readonly pid: number;
  readonly port: number;
  readonly ownerPassword: string;
  readonly appPassword: string;
}

export interface KeepOptions {
  readonly place: Place;
  /** Where a copy of the programs is kept, if one is needed. */
  readonly cache: string;
  /** A folder with the programs of another PostgreSQL. */
  readonly bin: string | undefined;
  readonly settings: ServerSettings;
  readonly isFast: boolean;
  readonly mayMake: boolean;
}

/** A server that was killed reads its log first, which takes longer the more it had done. */
const patience = 120_000;
const longestLog = 10_000_000;

/**
 * The server of this place: the one that runs, otherwise a new one. The caller holds the lock of the place, so that nobody else
 * starts or stops it meanwhile.
 */
export async function ensureRunning(options: KeepOptions): Promise<RunningServer> {
  const { place } = options;
  const running = await settled(place.data, patience);
  const known = await readSecrets(place.folder);
  if (running?.state === 'ready' && known !== undefined) return { ...known, pid: running.pid, port: running.port };
  // Nobody knows the passwords of this one, or it does not come to an end.
  if (running !== undefined) await stopServer(running.pid);
  await forgetDead(place.data);
  const user = await serverUser(place.data);
  const binaries = await findBinaries({
    ...(options.bin === undefined ? {} : { bin: options.bin }),
    user,
    cache: options.cache,
  });
  const secrets = await prepareCluster({ ...options, binaries, user });
  await shortenLog(logFile(place));
  const server = await start(options, secrets, (port) =>
    startServer({ binaries, data: place.data, port, log: logFile(place), user, settings: options.settings, patience }),
  );
  await giveRights(server);
  await rememberPlace(place);
  return server;
}

type Start = (port: number) => ReturnType<typeof startServer>;

/** Tries again for a while: another program can take the port first, and what a killed server left needs a moment to go. */
async function start({ place }: KeepOptions, secrets: Secrets, attempt: Start): Promise<RunningServer> {
  let wanted: number | undefined = secrets.port;
  for (let tries = 0; ; tries += 1) {
    const port = await freePort(wanted === 0 ? undefined : wanted);
    // Before the start: a server whose password nobody knows would be of no use.
    await writeSecrets(place.folder, { ...secrets, port, startedBy: process.pid });
    const started = await attempt(port);
    if ('server' in started) return { ...secrets, pid: started.server.pid, port };
    if (tries >= 20 || !passes.test(started.words)) throw startRefusal(place, started.words);
    if (/could not bind|Address already in use/.test(started.words)) wanted = undefined;
    await sleep(250);
  }
}

const passes = /could not bind|Address already in use|pre-existing shared memory block|lock file .* already exists/;

/** The role and the database of the application; what is there already stays. */
async function giveRights({ port, ownerPassword, appPassword }: RunningServer): Promise<void> {
  const client = new pg.Client({
    ...parts('owner', { port, password: ownerPassword }),
    database: 'postgres',
    ssl: false,
    application_name: 'redress',
    options: '-c client_min_messages=warning',
    connectionTimeoutMillis: 10_000,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    for (const statement of roleStatements(appPassword)) await client.query(statement);
    const { rowCount } = await client.query('select from pg_database where datname = $1', [names.database]);
    if (rowCount === 0) await client.query(`create database ${names.database}`);
  } finally {
    await client.end();
  }
}

/** Where a server of ours answers as one of its roles. */
export function parts(role: 'owner' | 'app', { port, password }: { port: number; password: string }): AddressParts {
  return { host: '127.0.0.1', port, user: names[role], password, database: names.database };
}

async function shortenLog(log: string): Promise<void> {
  const found = await stat(log).catch(() => undefined);
  if (found !== undefined && found.size > longestLog) await truncate(log);
}

/** What to say when another process does not let go of the place. */
export function waitedTooLong({ folder }: Place, milliseconds: number): RedressError {
  return new RedressError([serverFault('database.start_waits', { folder, seconds: milliseconds / 1_000 })]);
}
