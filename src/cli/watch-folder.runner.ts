import { mkdir, readdir, rename, stat, writeFile } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Actor } from '../actor.js';
import { describe, isUnavailable, RedressError, type Language } from '../errors.js';
import { systemErrorCode } from '../imports/system-error.js';
import type { ImportsService } from '../modules/imports/imports.service.js';
import type { MappingText } from '../modules/imports/mapping-in-force.js';
import { tryLock } from '../store/embedded/os.lock.js';
import { importLine } from './import-summary.js';
import { importingFault } from './importing-errors.js';

/** In milliseconds: how often the folder is looked at, how long a file must not have grown, and the pause after something was not available. */
export const pace = { look: 500, settled: 3_000, unavailable: 10_000 };

export interface Watching {
  readonly imports: Pick<ImportsService, 'importFile' | 'refuseUnknown' | 'stopping'>;
  readonly mapping: MappingText;
  readonly by: Actor;
  readonly language: Language;
  /** Told a line about every file. */
  readonly say: (line: string) => void;
  readonly pace?: typeof pace;
}

/**
 * Imports every file of a folder once it has stopped growing, one after another, and moves it to `done` or `failed` in that folder,
 * its rejected rows or the reasons beside it. What was interrupted still stands in the folder and is taken again. Ends when the service
 * stops. Refuses a mapping with faults, a folder in which it cannot work, and one that another process watches.
 */
export async function watchFolder(folder: string, watching: Watching): Promise<void> {
  const { imports, mapping } = watching;
  await imports.refuseUnknown(mapping);
  const held = await claim(folder);
  const waits = watching.pace ?? pace;
  const known = new Map<string, Seen>();
  try {
    while (!imports.stopping.aborted) {
      for (const name of await settledFiles(folder, known, waits.settled)) {
        if (imports.stopping.aborted) return;
        if (!(await take(folder, name, watching))) await pause(waits.unavailable, imports.stopping);
        known.delete(name);
      }
      await pause(waits.look, imports.stopping);
    }
  } finally {
    held.release();
  }
}

interface Seen {
  readonly state: string;
  readonly since: number;
}

/** Makes the folders that files are moved to, and keeps other watchers away as long as this process lives. */
async function claim(folder: string): Promise<{ release(): void }> {
  try {
    if (!(await stat(folder)).isDirectory())
      throw new RedressError([importingFault('importing.no_folder', { folder, detail: 'ENOTDIR' })]);
    for (const name of ['done', 'failed']) await mkdir(join(folder, name), { recursive: true, mode: 0o700 });
    const lock = tryLock(join(folder, '.redress-watch'), 'exclusive');
    if (lock !== undefined) return lock;
  } catch (error) {
    if (error instanceof RedressError) throw error;
    const detail = systemErrorCode(error) ?? 'EACCES';
    throw new RedressError([importingFault('importing.no_folder', { folder, detail })], { cause: error });
  }
  throw new RedressError([importingFault('importing.already_watched', { folder })]);
}

/** Files that have been the same for a while, in the order of their names. What programs are still writing by its name is left alone. */
async function settledFiles(folder: string, known: Map<string, Seen>, settled: number): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const names = entries.filter((entry) => entry.isFile() && !isTemporary(entry.name)).map(({ name }) => name);
  for (const gone of [...known.keys()].filter((name) => !names.includes(name))) known.delete(gone);
  const ready: string[] = [];
  for (const name of names.sort()) {
    const state = await stateOf(join(folder, name));
    if (state === undefined) continue;
    const before = known.get(name);
    if (before?.state !== state) known.set(name, { state, since: performance.now() });
    else if (performance.now() - before.since >= settled) ready.push(name);
  }
  return ready;
}

function isTemporary(name: string): boolean {
  return /^[.~]|~$|\.(?:part|partial|tmp|temp|crdownload|filepart|swp)$/i.test(name);
}

async function stateOf(path: string): Promise<string | undefined> {
  const about = await stat(path).catch(() => undefined);
  return about === undefined ? undefined : `${about.size}/${about.mtimeMs}`;
}

/** Imports one file and moves it. False where it has to wait, because something was not available; then it stays where it is. */
async function take(folder: string, name: string, watching: Watching): Promise<boolean> {
  const { imports, mapping, by, language, say } = watching;
  const path = join(folder, name);
  const before = await stateOf(path);
  const rejects = join(folder, 'done', await freeName(join(folder, 'done'), `${name}.rejects${extname(name)}`));
  try {
    // The policies may have changed meanwhile; that is no fault of the file.
    await imports.refuseUnknown(mapping);
  } catch (error) {
    return wait(name, error, watching);
  }
  try {
    const result = await imports.importFile({
      path,
      name,
      mapping,
      by,
      rejects: { path: rejects, language, evenIfEmpty: false },
    });
    if ('error' in result) throw result.error;
    say(importLine(name, result.run, result.account, language));
    // It has grown all the same: what is new is taken with the next look.
    if ((await stateOf(path)) === before) await move(folder, name, 'done');
    return true;
  } catch (error) {
    if (imports.stopping.aborted) return true;
    if (isUnavailable(error)) return wait(name, error, watching);
    const reasons = textOf(error, language);
    const moved = await move(folder, name, 'failed');
    await writeFile(`${moved}.reasons.txt`, `${reasons}\n`, { mode: 0o600 });
    say(`${name}: ${reasons}`);
    return true;
  }
}

function wait(name: string, error: unknown, { language, say }: Watching): boolean {
  say(`${name}: ${textOf(error, language)}`);
  return false;
}

/** Of an unexpected error only its kind: its message may quote a complaint. */
function textOf(error: unknown, language: Language): string {
  if (error instanceof RedressError) return error.faults.map((fault) => describe(fault, language)).join('\n');
  return error instanceof Error ? error.name : typeof error;
}

async function move(folder: string, name: string, to: 'done' | 'failed'): Promise<string> {
  const target = join(folder, to, await freeName(join(folder, to), name));
  await rename(join(folder, name), target);
  return target;
}

/** The name, or `name.2.csv`, `name.3.csv` where it is taken: nothing that was moved earlier is replaced. */
async function freeName(folder: string, name: string): Promise<string> {
  const taken = new Set(await readdir(folder));
  const ending = extname(name);
  let free = name;
  for (let copy = 2; taken.has(free); copy++) free = `${basename(name, ending)}.${copy}${ending}`;
  return free;
}

async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  await sleep(milliseconds, undefined, { signal }).catch(() => undefined);
}
