import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { RedressError, type Fault } from '../../errors.js';
import { importFault } from '../../imports/import-errors.js';
import { systemErrorCode } from '../../imports/system-error.js';
import type { IncomingFile } from '../../http/upload.js';
import { removeAtExit } from '../../leftovers.remover.js';
import { importsFault } from './imports-errors.js';

/** How long a sender may be silent, in milliseconds. */
const longestSilence = 60_000;
/** What is still read of an upload that was refused, so that its sender gets to see the answer. */
const restAtMost = { bytes: 20_000_000, milliseconds: 10_000 };

/** A file that has arrived whole. Only our user can read it; whoever took it removes it. */
export interface ReceivedFile {
  readonly path: string;
  readonly sha256: Buffer;
  remove(): Promise<void>;
}

/**
 * Writes an upload into a file as it comes, never into memory. Refuses one that is larger than `limit` bytes, one that ends before it
 * is whole or stops for a minute, and a folder that cannot be written; then nothing is left of it.
 */
export async function receive(file: IncomingFile, folder: string, limit: number): Promise<ReceivedFile> {
  const blocks = file.stream[Symbol.asyncIterator]();
  if ((file.bytes ?? 0) > limit) {
    void drain(blocks);
    throw refusal(importsFault('imports.file_too_large', { limit }));
  }
  const path = join(folder, `${process.pid}-${randomUUID()}`);
  const isGone = removeAtExit(path);
  const remove = async (): Promise<void> => {
    await rm(path, { force: true });
    isGone();
  };
  try {
    return { path, sha256: await write({ ...file, blocks }, path, folder, limit), remove };
  } catch (error) {
    void drain(blocks);
    await remove();
    const detail = systemErrorCode(error);
    if (detail === undefined) throw error;
    throw new RedressError([importFault('import.cannot_write', { detail })], { cause: error });
  }
}

type Blocks = AsyncIterator<Buffer>;

async function write(
  file: Pick<IncomingFile, 'bytes'> & { readonly blocks: Blocks },
  path: string,
  folder: string,
  limit: number,
): Promise<Buffer> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const digest = createHash('sha256');
  const handle = await open(path, 'wx', 0o600);
  let bytes = 0;
  try {
    for await (const block of untilSilent(file.blocks)) {
      bytes += block.length;
      if (bytes > limit) throw refusal(importsFault('imports.file_too_large', { limit }));
      digest.update(block);
      for (let at = 0; at < block.length;) at += (await handle.write(block, at)).bytesWritten;
    }
  } finally {
    await handle.close();
  }
  if (file.bytes !== undefined && bytes < file.bytes) throw refusal(importsFault('imports.cut_off'));
  return digest.digest();
}

/** The blocks as they come. Refuses a connection that breaks or stays silent. */
async function* untilSilent(blocks: Blocks): AsyncGenerator<Buffer> {
  for (;;) {
    const { promise: silence, reject } = Promise.withResolvers<never>();
    const timer = setTimeout(() => reject(refusal(importsFault('imports.cut_off'))), longestSilence);
    try {
      const next = await Promise.race([blocks.next().catch(cutOff), silence]);
      if (next.done === true) return;
      yield next.value;
    } finally {
      clearTimeout(timer);
    }
  }
}

/** Reads on for a moment, then ends the connection: one that is neither read nor ended would hang. */
async function drain(blocks: Blocks): Promise<void> {
  const timer = setTimeout(() => void blocks.return?.(), restAtMost.milliseconds);
  try {
    let bytes = 0;
    for (;;) {
      const next = await blocks.next();
      if (next.done === true) return;
      bytes += next.value.length;
      if (bytes > restAtMost.bytes) return void (await blocks.return?.());
    }
  } catch {
    // The sender has gone.
  } finally {
    clearTimeout(timer);
  }
}

function cutOff(error: unknown): never {
  throw new RedressError([importsFault('imports.cut_off')], { cause: error });
}

function refusal(fault: Fault): RedressError {
  return new RedressError([fault]);
}
