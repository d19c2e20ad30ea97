import { open, link, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Duplex, Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import yazl from 'yazl';
import { RedressError } from '../errors.js';
import { systemErrorCode } from '../imports/system-error.js';
import { removeAtExit } from '../leftovers.remover.js';
import { randomBytes } from '../random.js';
import { backupFault } from './backup-errors.js';
import { Measured } from './measured.stream.js';

/** A ZIP file in the making; its parts come one after the other, as streams. */
export interface ArchiveWriter {
  /** Takes a part to its end. */
  add(part: string, from: Readable): Promise<Measure>;
  addText(part: string, text: string): void;
}

export interface Measure {
  readonly bytes: number;
  readonly lines: number;
  readonly sha256: string;
}

/** The same parts give the same bytes, whenever and wherever they are written. */
const options = { mtime: new Date('2000-01-01T00:00:00Z'), mode: 0o100600, forceDosTimestamp: true };

/**
 * Writes an archive of what the work adds, through `through` if given. It stands under its name when it is complete and on the disk, or
 * not at all; only this user may read it. Refuses a name that is taken.
 */
export async function writeArchive<T>(
  file: string,
  through: readonly Duplex[],
  work: (archive: ArchiveWriter) => Promise<T>,
): Promise<T> {
  await refuseTaken(file);
  const temporary = join(dirname(file), `.${basename(file)}.${randomBytes(6).toString('hex')}.part`);
  const isGone = removeAtExit(temporary);
  let handle: FileHandle | undefined;
  try {
    handle = await open(temporary, 'wx', 0o600);
    const result = await fill(handle, through, work);
    await putInPlace(temporary, file);
    return result;
  } catch (error) {
    throw writingRefusal(error, file);
  } finally {
    await handle?.close().catch(() => undefined);
    await rm(temporary, { force: true });
    isGone();
  }
}

async function fill<T>(
  handle: FileHandle,
  through: readonly Duplex[],
  work: (archive: ArchiveWriter) => Promise<T>,
): Promise<T> {
  const zip = new yazl.ZipFile();
  const stop = new AbortController();
  const target = handle.createWriteStream({ flush: true, highWaterMark: 1 << 20 });
  const written = pipeline([zip.outputStream, ...through, target], { signal: stop.signal });
  // Whoever is in the middle of a part would wait for ever for a file that takes no more.
  written.catch(() => stop.abort());
  // Of several errors that follow from one another the first says what happened.
  let first: unknown;
  const remember = (error: unknown): void => void (first ??= error);
  zip.on('error', (error: unknown) => {
    remember(error);
    stop.abort();
  });
  try {
    const result = await work({
      async add(part, from) {
        const measured = new Measured();
        from.on('error', remember);
        zip.addReadStream(measured, part, options);
        await pipeline(from, measured, { signal: stop.signal });
        return { bytes: measured.bytes, lines: measured.lines, sha256: measured.sha256() };
      },
      addText: (part, text) => zip.addBuffer(Buffer.from(text, 'utf8'), part, options),
    });
    zip.end();
    await written;
    return result;
  } catch (error) {
    stop.abort();
    const broken = await written.catch((failure: unknown) => failure);
    // What broke the file says more than that a part was given up.
    throw broken === undefined || isAbort(broken) ? (first ?? error) : broken;
  }
}

function isAbort(error: unknown): boolean {
  return systemErrorCode(error) === 'ABORT_ERR';
}

async function refuseTaken(file: string): Promise<void> {
  const found = await stat(file).catch((error: unknown) => {
    if (systemErrorCode(error) === 'ENOENT') return undefined;
    throw writingRefusal(error, file);
  });
  if (found !== undefined) throw new RedressError([backupFault('backup.exists', { file })]);
}

/** A link replaces nothing; where the disk has none, a name that was taken meanwhile is looked for first. */
async function putInPlace(temporary: string, file: string): Promise<void> {
  try {
    await link(temporary, file);
  } catch (error) {
    if (systemErrorCode(error) === 'EEXIST') throw error;
    await refuseTaken(file);
    await rename(temporary, file);
  }
  const folder = await open(dirname(file), 'r').catch(() => undefined);
  await folder?.sync().catch(() => undefined);
  await folder?.close();
}

const full = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

/** An error of the file system as a refusal; any other as it is. */
export function writingRefusal(error: unknown, file: string): unknown {
  if (error instanceof RedressError) return error;
  const reason = systemErrorCode(error);
  if (reason === undefined || !isOfFileSystem(error)) return error;
  if (reason === 'EEXIST') return new RedressError([backupFault('backup.exists', { file })], { cause: error });
  if (full.has(reason)) return new RedressError([backupFault('backup.disk_full', { file })], { cause: error });
  return new RedressError([backupFault('backup.not_writable', { file, reason })], { cause: error });
}

/** Whether the operating system has refused something, as against a library of ours. */
export function isOfFileSystem(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'syscall' in error;
}
