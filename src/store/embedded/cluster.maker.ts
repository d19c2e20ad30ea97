import { execFile } from 'node:child_process';
import { appendFile, chown, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { RedressError } from '../../errors.js';
import { serverFault } from './server-errors.js';
import type { Binaries } from './binaries.locator.js';
import { exists, type Place } from './data.place.js';
import { freshPassword, readSecrets, type Secrets } from './secrets.file.js';
import { initdbArguments, resetArguments, resetInput } from './server-commands.js';
import { serverEnvironment } from './server.process.js';
import type { ServerUser } from './server.user.js';
import { lastWords, saysFull } from './system-faults.js';

export interface ClusterOptions {
  readonly place: Place;
  readonly binaries: Binaries;
  readonly user: ServerUser | undefined;
  /** Without waiting for the disk; for tests. */
  readonly isFast: boolean;
  /** False for a database that must be there already. */
  readonly mayMake: boolean;
}

/** Where everything that the server says is appended. */
export function logFile(place: Place): string {
  return join(place.folder, 'postgres.log');
}

/** The passwords of the server; makes its data folder where there is none yet. Refuses one of another major version. */
export async function prepareCluster(options: ClusterOptions): Promise<Secrets> {
  const { place, binaries, mayMake } = options;
  const known = await readSecrets(place.folder);
  const secrets = known ?? {
    ownerPassword: freshPassword(),
    appPassword: freshPassword(),
    port: 0,
    startedBy: process.pid,
  };
  if (await exists(join(place.data, 'PG_VERSION'))) {
    await refuseOtherMajor(place, binaries.major);
    if (known === undefined) await resetPassword(options, secrets.ownerPassword);
  } else if (mayMake) await makeCluster(options, secrets.ownerPassword);
  else throw new RedressError([serverFault('database.data_gone', { folder: place.folder, file: place.locationFile })]);
  return secrets;
}

async function refuseOtherMajor({ data, folder }: Place, needed: number): Promise<void> {
  const found = (await readFile(join(data, 'PG_VERSION'), 'utf8')).trim();
  if (found !== String(needed))
    throw new RedressError([serverFault('database.other_major', { folder, found, needed })]);
}

/** Made under another name: a half-finished one is never taken for a database, and is done again. */
async function makeCluster(options: ClusterOptions, password: string): Promise<void> {
  const { place, binaries, user, isFast } = options;
  const fresh = `${place.data}.making`;
  const passwordFile = join(place.folder, 'password.making');
  try {
    await rm(fresh, { recursive: true, force: true });
    await rm(passwordFile, { force: true });
    await mkdir(fresh, { mode: 0o700 });
    await writeFile(passwordFile, password, { mode: 0o600, flag: 'wx' });
    if (user !== undefined) for (const path of [fresh, passwordFile]) await chown(path, user.uid, user.gid);
    const args = [...initdbArguments(fresh, passwordFile, binaries.major), ...(isFast ? ['--no-sync'] : [])];
    await runTool(options, binaries.initdb, args, '');
    await rename(fresh, place.data);
  } finally {
    await rm(passwordFile, { force: true });
    await rm(fresh, { recursive: true, force: true });
  }
}

/** The file with the passwords was lost: whoever may start the server may set new ones. */
function resetPassword(options: ClusterOptions, password: string): Promise<void> {
  return runTool(options, options.binaries.postgres, resetArguments(options.place.data), resetInput(password));
}

async function runTool(
  { place, user }: ClusterOptions,
  program: string,
  args: readonly string[],
  input: string,
): Promise<void> {
  const { words, ended } = await new Promise<{ words: string; ended: string | undefined }>((resolve) => {
    const options = { ...user, cwd: '/', env: serverEnvironment(), timeout: 300_000, windowsHide: true };
    const child = execFile(program, args, options, (error, stdout, stderr) =>
      resolve({ words: stdout + stderr, ended: error === null ? undefined : String(error.code ?? error.signal) }),
    );
    child.stdin?.on('error', () => undefined).end(input);
  });
  // A full disk is told below; the log is not worth a second fault.
  await appendFile(logFile(place), words, { mode: 0o600 }).catch(() => undefined);
  if (ended !== undefined) throw startRefusal(place, words.trim() === '' ? ended : words);
}

/** What a server that did not start said, as a refusal. */
export function startRefusal(place: Place, words: string): RedressError {
  const { folder } = place;
  if (saysFull(words)) return new RedressError([serverFault('database.disk_full', { folder })]);
  const reason = lastWords(words);
  return new RedressError([serverFault('database.not_started', { folder, reason, log: logFile(place) })]);
}
