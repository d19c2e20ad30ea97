import { createReadStream } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { RedressError } from '../errors.js';
import { systemErrorCode } from '../imports/system-error.js';
import { removeAtExit } from '../leftovers.remover.js';
import { randomBytes } from '../random.js';
import { openArchive, type Archive } from './archive.reader.js';
import { writingRefusal } from './archive.writer.js';
import { backupFault } from './backup-errors.js';
import { sealedSalt, sealedStart, unsealing } from './sealed.stream.js';

export interface OpenOptions {
  readonly passphrase?: string | undefined;
  readonly onPart?: (done: number, all: number) => void;
  /** Where an encrypted backup may be laid out while it is read: beside the file unless told otherwise. */
  readonly scratch?: string;
}

/**
 * Does something with a backup that has been looked through, encrypted or not. An encrypted one is first decrypted into a file that only
 * this user can read and that is gone afterwards: what has been decrypted is not trusted before its end was seen.
 */
export async function withBackup<T>(
  file: string,
  options: OpenOptions,
  work: (archive: Archive) => Promise<T>,
): Promise<T> {
  const salt = sealedSalt(await headOf(file));
  if (salt === undefined) return using(await openArchive(file, options.onPart), work);
  const { passphrase } = options;
  if (passphrase === undefined) throw new RedressError([backupFault('backup.passphrase_needed', { file })]);
  const plain = join(options.scratch ?? dirname(file), `.redress-opened-${randomBytes(6).toString('hex')}.part`);
  const isGone = removeAtExit(plain);
  try {
    await layOut(file, plain, await unsealing(passphrase, salt));
    return await using(await openArchive(plain, options.onPart), work);
  } finally {
    await rm(plain, { force: true });
    isGone();
  }
}

async function using<T>(archive: Archive, work: (archive: Archive) => Promise<T>): Promise<T> {
  try {
    return await work(archive);
  } finally {
    archive.close();
  }
}

async function layOut(file: string, plain: string, through: NodeJS.ReadWriteStream): Promise<void> {
  try {
    const handle = await open(plain, 'wx', 0o600);
    await pipeline(createReadStream(file, { start: sealedStart }), through, handle.createWriteStream());
  } catch (error) {
    throw writingRefusal(error, plain);
  }
}

async function headOf(file: string): Promise<Buffer> {
  try {
    const handle = await open(file, 'r');
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(sealedStart), 0, sealedStart, 0);
      return buffer.subarray(0, bytesRead);
    } finally {
      await handle.close();
    }
  } catch (error) {
    const reason = systemErrorCode(error);
    if (reason === undefined) throw error;
    throw new RedressError([backupFault('backup.not_readable', { file, reason })], { cause: error });
  }
}
