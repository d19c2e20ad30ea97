import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { open, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { childEnvironment } from '../../config.js';
import { systemErrorCode } from '../../imports/system-error.js';
import type { Binaries } from './binaries.locator.js';
import { readPostmaster, type Postmaster } from './postmaster-file.js';
import { serverArguments, type ServerSettings } from './server-commands.js';
import type { ServerUser } from './server.user.js';

const tick = 20;

/** Locale and options of whoever starts us must not reach the server. */
export function serverEnvironment(): Record<string, string | undefined> {
  const inherited = Object.entries(childEnvironment()).filter(([name]) => !/^(PG|LC_)/.test(name));
  return { ...Object.fromEntries(inherited), LANG: 'C', LC_ALL: 'C' };
}

/** The server that runs on this data folder; undefined when none does. One that has died leaves its file behind. */
export async function runningServer(data: string): Promise<Postmaster | undefined> {
  const text = await postmasterFile(data);
  const pid = Number.parseInt(text ?? '', 10);
  if (text === undefined || !isAlive(pid) || !isServerOf(pid, data)) return undefined;
  return readPostmaster(text) ?? { pid, port: 0, state: 'starting' };
}

/**
 * Removes the file of a server that has died where its number belongs to another process by now, for whose sake PostgreSQL would
 * not start. Otherwise the file stays: by it PostgreSQL knows whether remains of the dead server still touch the data.
 */
export async function forgetDead(data: string): Promise<void> {
  const pid = Number.parseInt((await postmasterFile(data)) ?? '', 10);
  if (pid > 0 && isAlive(pid) && !isServerOf(pid, data)) await rm(join(data, 'postmaster.pid'), { force: true });
}

async function postmasterFile(data: string): Promise<string | undefined> {
  return readFile(join(data, 'postmaster.pid'), 'utf8').catch((error: unknown) => {
    if (systemErrorCode(error) === 'ENOENT') return undefined;
    throw error;
  });
}

/** Whether a process of this number runs, whoever owns it. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return systemErrorCode(error) === 'EPERM';
  }
}

/** Where the system tells: whether that process was started on this data folder. */
function isServerOf(pid: number, data: string): boolean {
  if (process.platform !== 'linux') return true;
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes(data);
  } catch {
    return isAlive(pid);
  }
}

/** Waits while the server of this data folder starts or stops; undefined when none runs in the end. */
export async function settled(data: string, patience: number): Promise<Postmaster | undefined> {
  for (let left = patience; ; left -= tick) {
    const server = await runningServer(data);
    if (server === undefined || server.state === 'ready' || left <= 0) return server;
    await sleep(tick);
  }
}

export interface StartOptions {
  readonly binaries: Binaries;
  readonly data: string;
  readonly port: number;
  readonly log: string;
  readonly user: ServerUser | undefined;
  readonly settings: ServerSettings;
  readonly patience: number;
}

/** Either a server that answers, or what it said before it ended. */
export type Started = { readonly server: Postmaster } | { readonly words: string };

/**
 * Starts a server in a process group of its own, so that Ctrl-C on the terminal reaches us and not it. It outlives us if we are
 * killed; whoever comes next takes it over.
 */
export async function startServer({
  binaries,
  data,
  port,
  log,
  user,
  settings,
  patience,
}: StartOptions): Promise<Started> {
  const from = (await stat(log).catch(() => undefined))?.size ?? 0;
  const output = openSync(log, 'a', 0o600);
  const child = spawn(binaries.postgres, [...serverArguments(data, port, settings)], {
    ...user,
    cwd: '/',
    detached: true,
    windowsHide: true,
    stdio: ['ignore', output, output],
    env: serverEnvironment(),
  });
  closeSync(output);
  const failures: string[] = [];
  child.once('error', (error: NodeJS.ErrnoException) => failures.push(error.code ?? error.name));
  child.once('exit', (code, signal) => failures.push(`ended with ${signal ?? code ?? '?'}`));
  child.unref();
  for (let left = patience; failures.length === 0 && left > 0; left -= tick) {
    const server = await runningServer(data);
    if (server?.state === 'ready' && server.pid === child.pid) return { server };
    await sleep(tick);
  }
  if (failures.length === 0) child.kill('SIGINT');
  return { words: `${await tail(log, from)}\n${failures[0] ?? `FATAL: not ready after ${patience / 1_000} s`}` };
}

async function tail(log: string, from: number): Promise<string> {
  const file = await open(log, 'r').catch(() => undefined);
  if (file === undefined) return '';
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(16_384), 0, 16_384, from);
    return buffer.toString('utf8', 0, bytesRead);
  } finally {
    await file.close();
  }
}

/** Stops it: what runs is broken off and taken back, what was committed is on disk. Harsher when that takes too long. */
export async function stopServer(pid: number): Promise<void> {
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    signalServer(pid, signal);
    for (let left = 20_000; left > 0; left -= tick) {
      if (!isAlive(pid)) return;
      await sleep(tick);
    }
  }
}

/** Sends the signal; that the process has gone already is no error. */
export function signalServer(pid: number, signal: 'SIGINT' | 'SIGQUIT' | 'SIGKILL'): void {
  try {
    process.kill(pid, signal);
  } catch {
    // Gone already.
  }
}
