import { execFile } from 'node:child_process';
import { chmod, cp, lstat, mkdir, readdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { randomBytes } from '../../random.js';
import { RedressError } from '../../errors.js';
import { systemErrorCode } from '../../imports/system-error.js';
import { serverFault } from './server-errors.js';
import { packageName } from './package-name.js';
import { majorVersion } from './server-commands.js';
import type { ServerUser } from './server.user.js';
import { folderRefusal, lastWords } from './system-faults.js';

/** The programs of a PostgreSQL that runs here. */
export interface Binaries {
  readonly postgres: string;
  readonly initdb: string;
  readonly major: number;
}

export interface BinariesOptions {
  /** A folder with `postgres` and `initdb` of another PostgreSQL. */
  readonly bin?: string;
  readonly user: ServerUser | undefined;
  /** Where a copy is kept when the installed ones cannot be used as they are. */
  readonly cache: string;
}

/** Of this machine: a copy that the user of the server can reach, where root's own folders are closed to it. */
const shared = '/var/lib/redress';

/** Finds them and makes them run: completes their links, and copies them where they cannot be reached. Refuses when nothing helps. */
export async function findBinaries({ bin, user, cache }: BinariesOptions): Promise<Binaries> {
  if (bin !== undefined) return (await tried(bin, user)).binaries ?? refuse('no PostgreSQL', bin);
  return makeUsable(await installed(), user, cache);
}

/** Where a package has put its programs. */
export interface Installed {
  readonly native: string;
  readonly version: string;
}

/** The programs as they are, with their links, or a copy of them. */
export async function makeUsable(
  { native, version }: Installed,
  user: ServerUser | undefined,
  cache: string,
): Promise<Binaries> {
  await completeLinks(native).catch(ignoreUnwritable);
  const first = await tried(join(native, 'bin'), user);
  if (first.binaries !== undefined) return first.binaries;
  const folder = user === undefined ? cache : shared;
  const copy = join(folder, `postgresql-${version}-${process.arch}`);
  await copyOnce(native, copy).catch((error: unknown) => {
    throw folderRefusal(error, folder);
  });
  const second = await tried(join(copy, 'bin'), user);
  return second.binaries ?? refuse(second.words, copy);
}

function refuse(words: string, place: string): never {
  throw new RedressError([serverFault('database.no_binaries', { reason: `${place}: ${words}` })]);
}

async function installed(): Promise<Installed> {
  const name = packageName(process.platform, process.arch);
  if (name === undefined) return refuse('no package', `${process.platform}-${process.arch}`);
  try {
    const root = dirname(dirname(createRequire(import.meta.url).resolve(name)));
    const { version }: { version: string } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
    return { native: join(root, 'native'), version };
  } catch {
    return refuse('not installed', name);
  }
}

interface Tried {
  readonly binaries?: Binaries;
  readonly words: string;
}

/** Runs `postgres --version` as the user of the server: that needs the permissions and the libraries, as the server will. */
function tried(bin: string, user: ServerUser | undefined): Promise<Tried> {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const programs = { postgres: join(bin, `postgres${suffix}`), initdb: join(bin, `initdb${suffix}`) };
  return new Promise((resolve) => {
    execFile(programs.postgres, ['--version'], { ...user, cwd: '/', timeout: 30_000 }, (error, stdout, stderr) => {
      const major = majorVersion(stdout);
      if (error === null && major !== undefined) resolve({ binaries: { ...programs, major }, words: '' });
      else resolve({ words: stderr.trim() === '' ? String(error?.code ?? 'no version') : lastWords(stderr) });
    });
  });
}

/** An archive of a package cannot hold links; its own list names them. */
async function completeLinks(native: string): Promise<void> {
  const list: readonly { source: string; target: string }[] = JSON.parse(
    await readFile(join(native, 'pg-symlinks.json'), 'utf8'),
  );
  for (const { source, target } of list) {
    const link = join(native, '..', target);
    const there = await lstat(link).catch(() => undefined);
    if (there === undefined) await symlink(basename(source), link).catch(ignoreExisting);
  }
}

async function copyOnce(native: string, copy: string): Promise<void> {
  if ((await lstat(copy).catch(() => undefined)) !== undefined) return;
  await mkdir(dirname(copy), { recursive: true, mode: 0o755 });
  const temporary = `${copy}.${process.pid}-${randomBytes(4).toString('hex')}`;
  try {
    await cp(native, join(temporary, 'native'), { recursive: true, verbatimSymlinks: true });
    await completeLinks(join(temporary, 'native'));
    await openToAll(temporary);
    await rename(join(temporary, 'native'), copy).catch(ignoreExisting);
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

async function openToAll(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isSymbolicLink()) continue;
    const path = join(entry.parentPath, entry.name);
    const { mode } = await lstat(path);
    await chmod(path, entry.isDirectory() || (mode & 0o100) !== 0 ? 0o755 : 0o644);
  }
}

/** Another process was first. */
function ignoreExisting(error: unknown): void {
  if (!hasCode(error, ['EEXIST', 'ENOTEMPTY'])) throw error;
}

function ignoreUnwritable(error: unknown): void {
  if (!hasCode(error, ['EACCES', 'EPERM', 'EROFS', 'ENOENT'])) throw error;
}

function hasCode(error: unknown, codes: readonly string[]): boolean {
  return codes.includes(systemErrorCode(error) ?? '');
}
