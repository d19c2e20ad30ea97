import { readFile } from 'node:fs/promises';
import type { Config } from '../config.js';
import { RedressError } from '../errors.js';
import { systemErrorCode } from '../imports/system-error.js';
import { addressOf, addressOfParts, type DatabaseAddress } from '../store/database-address.js';
import { databaseFault } from '../store/database-errors.js';
import { startEmbedded } from '../store/embedded.launcher.js';
import { backupFault } from './backup-errors.js';
import { leastPassphrase } from './sealed.stream.js';

/** A database as both of its roles; the owner's is unknown where only `DATABASE_URL` is set. */
export interface Addresses {
  readonly app: DatabaseAddress;
  readonly owner: DatabaseAddress | undefined;
}

type Place = Pick<Config, 'databaseUrl' | 'databaseOwnerUrl' | 'data' | 'cache'>;

/** Gives the database of a configuration to the work as it is, neither migrated nor looked into; starts the one that comes with Redress. */
export async function atDatabase<T>(place: Place, work: (addresses: Addresses) => Promise<T>): Promise<T> {
  const { databaseUrl, databaseOwnerUrl, data, cache } = place;
  if (databaseUrl !== undefined) {
    const owner = databaseOwnerUrl === undefined ? undefined : addressOf(databaseOwnerUrl, 'DATABASE_OWNER_URL');
    return work({ app: addressOf(databaseUrl, 'DATABASE_URL'), owner });
  }
  if (databaseOwnerUrl !== undefined) throw new RedressError([databaseFault('database.missing_address')]);
  const server = await startEmbedded({ dataFolder: data, cache });
  try {
    return await work({ app: addressOfParts(server.address('app')), owner: addressOfParts(server.address('owner')) });
  } finally {
    await server.close();
  }
}

/** The passphrase in a file, without the end of its line. Refuses a short one: whoever has the backup may try as often as they like. */
export async function readPassphrase(file: string): Promise<string> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    const reason = systemErrorCode(error) ?? 'unknown';
    throw new RedressError([backupFault('backup.not_readable', { file, reason })], { cause: error });
  }
  const passphrase = text.replace(/\r?\n$/u, '');
  if (passphrase.length < leastPassphrase)
    throw new RedressError([backupFault('backup.weak_passphrase', { file, least: leastPassphrase })]);
  return passphrase;
}
