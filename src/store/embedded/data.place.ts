import { createHash } from 'node:crypto';
import { access, mkdir, readFile, realpath, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { RedressError } from '../../errors.js';
import { systemErrorCode } from '../../imports/system-error.js';
import { serverFault } from './server-errors.js';
import { canEnter, serverUser } from './server.user.js';
import { folderRefusal } from './system-faults.js';

/** Where the database of a data folder is kept. */
export interface Place {
  readonly folder: string;
  /** PostgreSQL's own folder. */
  readonly data: string;
  /** Outside the data folder: that one cannot be entered by the user of the server. */
  readonly isOutside: boolean;
  /** In the data folder: names a place outside it. */
  readonly locationFile: string;
}

/** Of this machine, for the databases of data folders that only root can enter. */
const outside = '/var/lib/redress';

/**
 * The place of an existing database, or the one that a new one would get: its folder is made when `mayMake`. Refuses a data folder
 * whose `location` names a place with no database in it.
 */
export async function findPlace(dataFolder: string, mayMake: boolean): Promise<Place> {
  const asked = resolve(dataFolder);
  try {
    const named = await readFile(join(asked, 'location'), 'utf8').catch(onlyIfMissing);
    if (named !== undefined) return await existing(placeAt(asked, named.trim(), true));
    const inside = placeAt(asked, join(asked, 'database'), false);
    const user = await serverUser(inside.data);
    if (mayMake) await mkdir(asked, { recursive: true });
    if (user === undefined || (await exists(inside.data)) || (await canEnter(user, await nearest(asked))))
      return await made(inside, mayMake);
    const digest = createHash('sha256')
      .update(await realpath(asked).catch(() => asked))
      .digest('hex')
      .slice(0, 16);
    return await made(placeAt(asked, join(outside, digest), true), mayMake);
  } catch (error) {
    throw folderRefusal(error, asked);
  }
}

/** Writes into the data folder where its database is, once it is there. */
export async function rememberPlace({ isOutside, locationFile, folder }: Place): Promise<void> {
  if (isOutside && !(await exists(locationFile))) await writeFile(locationFile, `${folder}\n`);
}

function placeAt(asked: string, folder: string, isOutside: boolean): Place {
  return { folder, data: join(folder, 'data'), isOutside, locationFile: join(asked, 'location') };
}

async function existing(place: Place): Promise<Place> {
  if (await exists(place.data)) return place;
  const { folder, locationFile: file } = place;
  throw new RedressError([serverFault('database.data_gone', { folder, file })]);
}

async function made(place: Place, mayMake: boolean): Promise<Place> {
  if (!mayMake) return place;
  // Root's folder is entered by the user of the server, whose own folder in it is closed to all others.
  const mode = process.getuid?.() === 0 ? 0o711 : 0o700;
  if (place.isOutside) await mkdir(outside, { recursive: true, mode: 0o755 });
  await mkdir(place.folder, { recursive: true, mode });
  return place;
}

async function nearest(folder: string): Promise<string> {
  return (await exists(folder)) || dirname(folder) === folder ? folder : nearest(dirname(folder));
}

/** False only for what is not there; rejects where nobody may look. */
export async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    (error: unknown) => onlyIfMissing(error) ?? false,
  );
}

/** Undefined for a file that is not there; throws every other error. */
function onlyIfMissing(error: unknown): undefined {
  if (systemErrorCode(error) === 'ENOENT') return undefined;
  throw error;
}
