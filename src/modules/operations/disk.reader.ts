import { mkdir, rm, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { RedressError } from '../../errors.js';
import { systemErrorCode } from '../../imports/system-error.js';
import { workerId } from '../../worker.js';
import { operationFault } from './operation-errors.js';

/** What a disk holds, in bytes. */
export interface DiskSpace {
  readonly size: number;
  /** What we may still use of it. */
  readonly free: number;
}

const megabyte = 1_048_576;
/** Less than this is told, in bytes: an upload of the largest size and a report have room. */
const tooLittle = 1_024 * megabyte;
/** Small disks are told when this part of them is left. */
const tooSmallPart = 0.1;
const block = Buffer.alloc(4_096);

/** The disk that the folder stands on. The folder is made where it is not there. */
export async function readDisk(folder: string): Promise<DiskSpace> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const { bsize, blocks, bavail } = await statfs(folder);
  return { size: blocks * bsize, free: bavail * bsize };
}

/**
 * Refuses a folder into which nothing can be written, whatever the reason: a full disk, a quota, a file system that is read-only, a
 * permission. Tries it: what the disk says of itself does not tell. Then refuses one that is nearly full.
 */
export async function checkDisk(folder: string): Promise<void> {
  try {
    const probe = join(folder, `.probe-${workerId}`);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    try {
      await writeFile(probe, block, { mode: 0o600 });
    } finally {
      await rm(probe, { force: true });
    }
  } catch (error) {
    const reason = systemErrorCode(error) ?? 'unknown';
    throw new RedressError([operationFault('operation.not_writable', { folder, reason })], { cause: error });
  }
  const { free, size } = await readDisk(folder);
  if (free >= Math.min(tooLittle, size * tooSmallPart)) return;
  throw new RedressError([operationFault('operation.disk_low', { folder, megabytes: Math.floor(free / megabyte) })]);
}
