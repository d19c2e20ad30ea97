import { randomUUID } from 'node:crypto';
import { closeSync, createReadStream, openSync } from 'node:fs';
import { open, realpath, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { dirname, join, basename } from 'node:path';
import { RedressError } from '../errors.js';
import { removeAtExit } from '../leftovers.remover.js';
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

/**
 * A new file, made at once: were it made in the background, an interruption could clear up before it is there, and leave
 * it behind.
 */
async function openNew(path: string, mode: number): Promise<FileHandle> {
  closeSync(openSync(path, 'wx', mode));
  return open(path, 'r+');
}

/** Opens a file for writing under a temporary name in the same folder. Refuses a place that cannot be written. */
export async function openAtomic(file: string): Promise<AtomicFile> {
  const target = await targetOf(file);
  if (target.isDevice) return openDevice(file);
  const temporary = temporaryName(target.path);
  // Before the file is there: an interruption may come while it is being opened.
  const isGone = removeAtExit(temporary);
  const handle = await guarded(file, () => openNew(temporary, 0o666)).catch((error: unknown) => {
    isGone();
    throw error;
  });
  let waiting: Uint8Array[] = [];
  let waitingBytes = 0;
  let settled = false;

  const drop = async (): Promise<void> => {
    if (settled) return;
    settled = true;
    await handle.close().catch(() => undefined);
    await rm(temporary, { force: true });
    isGone();
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
        await rename(temporary, target.path);
        isGone();
        settled = true;
      });
    },
    abort: drop,
  };
}

/** A temporary file that is written first and read once. Made when it is first written to. */
export interface Spool {
  write(chunk: string): Promise<void>;
  /** All of it, in pieces. */
  read(): AsyncIterable<Uint8Array>;
  drop(): Promise<void>;
}

/** A spool in the folder of a file that it belongs to. */
export function openSpool(file: string): Spool {
  const temporary = temporaryName(file);
  let handle: FileHandle | undefined;
  let isGone = (): void => undefined;
  const drop = async (): Promise<void> => {
    await handle?.close().catch(() => undefined);
    if (handle !== undefined) await rm(temporary, { force: true });
    isGone();
    handle = undefined;
  };
  return {
    async write(chunk) {
      await guarded(file, async () => {
        if (handle === undefined) {
          isGone = removeAtExit(temporary);
          handle = await openNew(temporary, 0o600);
        }
        await writeAll(handle, Buffer.from(chunk, 'utf8'));
      });
    },
    async *read() {
      if (handle === undefined) return;
      yield* createReadStream(temporary, { highWaterMark: GATHER });
    },
    drop,
  };
}

/** Writes a whole file, or nothing. Refuses a place that cannot be written, and a full disk. */
export async function writeAtomically(file: string, bytes: Uint8Array): Promise<void> {
  const target = await openAtomic(file);
  await target.write(bytes);
  await target.commit();
}

function temporaryName(file: string): string {
  return join(dirname(file), `.${basename(file)}.${process.pid}-${randomUUID().slice(0, 8)}.part`);
}

/** Where a file is really to be: a link is followed, so that it stays a link; a device or pipe must never be replaced. */
async function targetOf(file: string): Promise<{ path: string; isDevice: boolean }> {
  const found = await stat(file).catch(() => undefined);
  if (found === undefined) return { path: file, isDevice: false };
  if (!found.isFile() && !found.isDirectory()) return { path: file, isDevice: true };
  const path = await realpath(file);
  if (found.isDirectory()) throw new RedressError([reportFault('report.not_writable', { file, reason: 'EISDIR' })]);
  return { path, isDevice: false };
}

/** `/dev/stdout` and its like take what they are given, piece by piece. */
async function openDevice(file: string): Promise<AtomicFile> {
  const handle = await guarded(file, () => open(file, 'w'));
  const close = (): Promise<void> => handle.close().catch(() => undefined);
  return {
    async write(chunk) {
      const bytes = typeof chunk === 'string' ? Buffer.from(chunk, 'utf8') : chunk;
      await guarded(file, () => writeAll(handle, bytes)).catch(async (error: unknown) => {
        await close();
        throw error;
      });
    },
    commit: close,
    abort: close,
  };
}

async function writeAll(handle: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length;) {
    const { bytesWritten } = await handle.write(bytes, at, bytes.length - at);
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
