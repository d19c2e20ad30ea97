import { randomUUID } from 'node:crypto';
import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import { dirname, join, basename } from 'node:path';
import { RedressError } from '../errors.js';
import { reportFault } from './report-errors.js';
import { isSystemError } from './printing/unpack-once.writer.js';

/** A file that appears under its name when it is complete, or not at all. */
export interface AtomicFile {
  /** Appends; resolves when it is with the operating system, which is the back-pressure. */
  write(chunk: string | Uint8Array): Promise<void>;
  /** Puts the file under its name. */
  commit(): Promise<void>;
  /** Leaves nothing behind; does nothing after `commit`. */
  abort(): Promise<void>;
}

/** Small pieces are gathered up to this size, so that a finding does not cost a system call. */
const GATHER = 256 * 1024;
const NO_SPACE = new Set(['ENOSPC', 'EFBIG', 'EDQUOT']);

/** Opens a file for writing under a temporary name in the same folder. Refuses a place that cannot be written. */
export async function openAtomic(file: string): Promise<AtomicFile> {
  const temporary = join(dirname(file), `.${basename(file)}.${process.pid}-${randomUUID().slice(0, 8)}.part`);
  const handle = await guarded(file, () => open(temporary, 'wx', 0o666));
  let waiting: Uint8Array[] = [];
  let waitingBytes = 0;
  let settled = false;

  const drop = async (): Promise<void> => {
    if (settled) return;
    settled = true;
    await handle.close().catch(() => undefined);
    await rm(temporary, { force: true });
  };
  const attempt = <T>(action: () => Promise<T>): Promise<T> =>
    guarded(file, action).catch(async (error: unknown) => {
      await drop();
      throw error;
    });
  const flush = async (): Promise<void> => {
    const bytes = Buffer.concat(waiting);
    waiting = [];
    waitingBytes = 0;
    await writeAll(handle, bytes);
  };
  return {
    async write(chunk) {
      const bytes = typeof chunk === 'string' ? Buffer.from(chunk, 'utf8') : chunk;
      waiting.push(bytes);
      waitingBytes += bytes.length;
      if (waitingBytes >= GATHER) await attempt(flush);
    },
    async commit() {
      await attempt(async () => {
        await flush();
        await handle.sync();
        await handle.close();
        await rename(temporary, file);
        settled = true;
      });
    },
    abort: drop,
  };
}

/** Writes a whole file, or nothing. Refuses a place that cannot be written, and a full disk. */
export async function writeAtomically(file: string, bytes: Uint8Array): Promise<void> {
  const target = await openAtomic(file);
  await target.write(bytes);
  await target.commit();
}

async function writeAll(handle: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length; ) {
    const { bytesWritten } = await handle.write(bytes, at);
    at += bytesWritten;
  }
}

async function guarded<T>(file: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    if (!isSystemError(error)) throw error;
    const fault = NO_SPACE.has(error.code)
      ? reportFault('report.disk_full', { file })
      : reportFault('report.not_writable', { file, reason: error.code });
    throw new RedressError([fault], { cause: error });
  }
}
