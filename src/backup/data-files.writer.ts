import { mkdir, mkdtemp, open, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { RedressError } from '../errors.js';
import { systemErrorCode } from '../imports/system-error.js';
import { removeAtExit } from '../leftovers.remover.js';
import type { Archive } from './archive.reader.js';
import { writingRefusal } from './archive.writer.js';
import { backupFault } from './backup-errors.js';
import { keptPlaces } from './data-files.reader.js';
import { secretKeyPart } from './manifest.js';
import type { Beside } from './restore.writer.js';

/** Files of a backup, laid out beside their places, ready to be put there. */
export interface LaidOut extends Beside {
  /** Removes what was laid out and not put in its place. */
  close(): Promise<void>;
}

/**
 * Lays the files of a backup out in a data folder under a name of passing, for our user alone. Refuses a folder in which their places are
 * taken, and a backup with files in other places.
 */
export async function layOutFiles(archive: Archive, folder: string): Promise<LaidOut> {
  const { files, secretKey } = archive.manifest;
  const parts = [...files.map(({ path }) => path), ...(secretKey === null ? [] : [secretKeyPart])];
  const places = [...new Set(parts.map(placeOf))];
  const known = places.filter((place) => place !== undefined);
  if (known.length < places.length) throw new RedressError([backupFault('backup.part_unknown')]);
  for (const place of known) await refuseTaken(join(folder, place));
  if (parts.length === 0) return { place: nothing, takeBack: nothing, close: nothing };
  await mkdir(folder, { recursive: true }).catch((error: unknown) => {
    throw writingRefusal(error, folder);
  });
  const passing = await mkdtemp(join(folder, '.restoring-'));
  const isGone = removeAtExit(passing);
  const close = async (): Promise<void> => {
    await rm(passing, { recursive: true, force: true });
    isGone();
  };
  try {
    for (const part of parts) await layOut(archive, part, join(passing, inPlace(part)));
  } catch (error) {
    await close();
    throw writingRefusal(error, folder);
  }
  const placed: string[] = [];
  return {
    async place() {
      for (const place of known) {
        await refuseTaken(join(folder, place));
        await rm(join(folder, place), { recursive: true, force: true });
        await rename(join(passing, place), join(folder, place));
        placed.push(place);
      }
    },
    async takeBack() {
      for (const place of placed) await rm(join(folder, place), { recursive: true, force: true });
    },
    close,
  };
}

const nothing = (): Promise<void> => Promise.resolve();

function inPlace(part: string): string {
  return part === secretKeyPart ? secretKeyPart : part.slice('files/'.length);
}

/** The folder or file of the data folder that a part belongs to; undefined for one that belongs to none. */
function placeOf(part: string): string | undefined {
  if (part === secretKeyPart) return secretKeyPart;
  const [first = '', ...rest] = inPlace(part).split('/');
  const isKnown = keptPlaces.some((place) => place === first) && rest.length > 0 !== first.includes('.');
  return isKnown ? first : undefined;
}

/** An empty folder stands in nobody's way. */
async function refuseTaken(place: string): Promise<void> {
  const names = await readdir(place).catch((error: unknown) => {
    const code = systemErrorCode(error);
    if (code === 'ENOENT') return [];
    if (code === 'ENOTDIR') return [place];
    throw writingRefusal(error, place);
  });
  if (names.length > 0) throw new RedressError([backupFault('backup.files_there', { place })]);
}

async function layOut(archive: Archive, part: string, file: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const handle = await open(file, 'wx', 0o600);
  await pipeline(await archive.read(part), handle.createWriteStream({ flush: true }));
}
