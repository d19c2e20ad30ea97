import { existsSync, lstatSync, mkdirSync, realpathSync, renameSync, rmdirSync, rmSync } from 'node:fs';
import { mkdir, mkdtemp, open, realpath, rm } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import { RedressError } from '../errors.js';
import { unusableNames } from './file-names.js';
import { policiesFault } from './policies-errors.js';

/** What is to become of files of a folder, by their paths in it. */
export interface FolderChange {
  readonly write: Readonly<Record<string, string>>;
  readonly remove: readonly string[];
}

/**
 * Changes files of a folder of policies, all of them or none: the new texts are written aside and moved into place one right after the other;
 * where that fails everything is moved back. Makes the folder where there is none. Refuses names that lead out of it, also by a link, and what
 * cannot be written.
 */
export async function changeFolder(folder: string, { write, remove }: FolderChange): Promise<void> {
  const files = Object.keys(write);
  const wrong = [...unusableNames(files), ...unusableNames(remove)];
  if (wrong.length > 0) throw new RedressError(wrong.map((file) => policiesFault('policies.not_a_file', {}, { file })));
  try {
    await mkdir(folder, { recursive: true });
    const root = await realpath(folder);
    // Names that begin with a dot are not read as policies.
    const aside = await mkdtemp(join(root, '.redress-pull-'));
    let isStuck = false;
    try {
      for (const [place, text] of Object.values(write).entries()) await writeWhole(join(aside, `new-${place}`), text);
      isStuck = !moveAll(root, aside, files, remove);
    } finally {
      // What could not be put back is in there.
      if (!isStuck) await rm(aside, { recursive: true, force: true });
    }
    if (isStuck) throw new RedressError([policiesFault('policies.half_changed', { folder: aside })]);
  } catch (error) {
    if (error instanceof RedressError) throw error;
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new RedressError([policiesFault('policies.not_writable', { folder, reason })], { cause: error });
  }
}

async function writeWhole(path: string, text: string): Promise<void> {
  const handle = await open(path, 'wx', 0o644);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/**
 * Without a pause, so that nothing of this process and no signal comes in between. What fails is taken back and thrown; false where even that
 * cannot be done.
 */
function moveAll(root: string, aside: string, files: readonly string[], remove: readonly string[]): boolean {
  const undo: (() => void)[] = [];
  try {
    for (const [place, file] of remove.entries()) takeAway(root, file, join(aside, `gone-${place}`), undo);
    for (const [place, file] of files.entries()) putThere(root, file, { aside, place }, undo);
  } catch (error) {
    if (undo.toReversed().filter((each) => !succeeds(each)).length > 0) return false;
    throw error;
  }
  for (const file of remove) removeEmpty(root, dirname(file));
  return true;
}

function putThere(
  root: string,
  file: string,
  { aside, place }: { readonly aside: string; readonly place: number },
  undo: (() => void)[],
): void {
  const path = join(root, file);
  refuseOutside(root, file);
  const made = mkdirSync(dirname(path), { recursive: true });
  if (made !== undefined) undo.push(() => rmSync(made, { recursive: true, force: true }));
  takeAway(root, file, join(aside, `old-${place}`), undo);
  renameSync(join(aside, `new-${place}`), path);
  undo.push(() => rmSync(path));
}

function takeAway(root: string, file: string, to: string, undo: (() => void)[]): void {
  const from = join(root, file);
  const about = lstatSync(from, { throwIfNoEntry: false });
  if (about === undefined) return;
  refuseOutside(root, file);
  if (about.isDirectory()) throw new RedressError([policiesFault('policies.not_a_file', {}, { file })]);
  renameSync(from, to);
  undo.push(() => renameSync(to, from));
}

/** A link to another folder would have files outside changed. */
function refuseOutside(root: string, file: string): void {
  let above = dirname(join(root, file));
  while (!existsSync(above)) above = dirname(above);
  const place = realpathSync(above);
  if (place !== root && !place.startsWith(root + sep))
    throw new RedressError([policiesFault('policies.not_a_file', {}, { file })]);
}

function succeeds(work: () => void): boolean {
  try {
    work();
    return true;
  } catch {
    return false;
  }
}

/** Folders that hold nothing any more go, too. */
function removeEmpty(root: string, below: string): void {
  if (below === '.') return;
  try {
    rmdirSync(join(root, below));
  } catch {
    return; // Something else is still in it.
  }
  removeEmpty(root, dirname(below));
}
