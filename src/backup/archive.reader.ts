import { open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import yauzl from 'yauzl';
import { RedressError } from '../errors.js';
import { systemErrorCode } from '../imports/system-error.js';
import { isOfFileSystem } from './archive.writer.js';
import { backupFault } from './backup-errors.js';
import { manifestLimit, manifestName, partsOf, readManifest, type Manifest } from './manifest.js';
import { Measured } from './measured.stream.js';

/** A backup that is, digest by digest, what its manifest says. */
export interface Archive {
  readonly manifest: Manifest;
  /** A part once more, for restoring; breaks with `backup.changed` where it is not the same as before. */
  read(part: string): Promise<Readable>;
  close(): void;
}

/** Unpacked at most so many times as large as the file: rows of a table shrink thirtyfold, a thousandfold is a bomb. */
const timesLarger = 400;
const always = 64_000_000;
/** Parts at most, so that a list of millions does not fill the memory. */
const partsLimit = 2_000_000;

/**
 * Opens a backup (decrypted) and reads it whole, keeping nothing: every part must be there with its size and digest, and nothing else.
 * Refuses everything that "redress backup" has not written, or that was changed since, without having written anything anywhere.
 */
export async function openArchive(file: string, onPart?: (done: number, all: number) => void): Promise<Archive> {
  const { zip, entries } = await openZip(file);
  try {
    const manifest = await manifestIn(zip, entries, file);
    await verify(zip, entries, manifest, onPart);
    return {
      manifest,
      async read(part) {
        const entry = entries.get(part);
        const known = partsOf(manifest).find((one) => one.part === part);
        if (entry === undefined || known === undefined) throw missing(part);
        try {
          return checked(await streamOf(zip, entry), known);
        } catch (error) {
          throw noBackup(error, file);
        }
      },
      close: () => zip.close(),
    };
  } catch (error) {
    zip.close();
    throw error;
  }
}

interface Opened {
  readonly zip: yauzl.ZipFile;
  readonly entries: ReadonlyMap<string, yauzl.Entry>;
}

async function openZip(file: string): Promise<Opened> {
  const size = await sizeOf(file);
  let zip: yauzl.ZipFile | undefined;
  try {
    zip = await yauzl.openPromise(file, { autoClose: false, strictFileNames: true });
    const entries = await listed(zip);
    const unpacked = [...entries.values()].reduce((sum, { uncompressedSize }) => sum + uncompressedSize, 0);
    if (unpacked > always + size * timesLarger)
      throw new RedressError([backupFault('backup.too_large', { times: timesLarger })]);
    return { zip, entries };
  } catch (error) {
    zip?.close();
    throw noBackup(error, file);
  }
}

async function listed(zip: yauzl.ZipFile): Promise<ReadonlyMap<string, yauzl.Entry>> {
  const entries = new Map<string, yauzl.Entry>();
  if (zip.entryCount > partsLimit) throw new RedressError([backupFault('backup.part_unknown')]);
  for await (const entry of zip.eachEntry()) {
    if (entries.has(entry.fileName) || !entry.canDecodeFileData())
      throw new RedressError([backupFault('backup.part_unknown')]);
    entries.set(entry.fileName, entry);
  }
  return entries;
}

async function sizeOf(file: string): Promise<number> {
  try {
    const handle = await open(file, 'r');
    try {
      const about = await handle.stat();
      if (!about.isFile()) throw new RedressError([backupFault('backup.not_readable', { file, reason: 'EISDIR' })]);
      return about.size;
    } finally {
      await handle.close();
    }
  } catch (error) {
    const reason = systemErrorCode(error);
    if (reason === undefined) throw error;
    throw new RedressError([backupFault('backup.not_readable', { file, reason })], { cause: error });
  }
}

async function manifestIn(
  zip: yauzl.ZipFile,
  entries: ReadonlyMap<string, yauzl.Entry>,
  file: string,
): Promise<Manifest> {
  const entry = entries.get(manifestName);
  if (entry === undefined || entry.uncompressedSize > manifestLimit)
    throw new RedressError([backupFault('backup.not_a_backup', { file, reason: 'no-manifest' })]);
  const pieces: Buffer[] = [];
  const gather = new Writable({
    write(chunk: Buffer, _encoding, done) {
      pieces.push(chunk);
      done();
    },
  });
  try {
    await pipeline(await streamOf(zip, entry), gather);
  } catch (error) {
    throw noBackup(error, file);
  }
  const manifest = readManifest(Buffer.concat(pieces).toString('utf8'));
  if (manifest === 'changed') throw new RedressError([backupFault('backup.changed', { part: manifestName })]);
  if (manifest === 'other-format') throw new RedressError([backupFault('backup.other_format', { file })]);
  if (manifest === 'unreadable')
    throw new RedressError([backupFault('backup.not_a_backup', { file, reason: 'manifest' })]);
  return manifest;
}

type Known = ReturnType<typeof partsOf>[number];

async function verify(
  zip: yauzl.ZipFile,
  entries: ReadonlyMap<string, yauzl.Entry>,
  manifest: Manifest,
  onPart: ((done: number, all: number) => void) | undefined,
): Promise<void> {
  const parts = partsOf(manifest);
  const absent = parts.filter(({ part }) => !entries.has(part));
  if (absent.length > 0)
    throw new RedressError(absent.slice(0, 20).map(({ part }) => backupFault('backup.part_missing', { part })));
  if (entries.size !== parts.length + 1) throw new RedressError([backupFault('backup.part_unknown')]);
  const changed: string[] = [];
  for (const [place, known] of parts.entries()) {
    const entry = entries.get(known.part);
    if (entry === undefined || !(await isAsMade(zip, entry, known))) changed.push(known.part);
    onPart?.(place + 1, parts.length);
  }
  if (changed.length > 0)
    throw new RedressError(changed.slice(0, 20).map((part) => backupFault('backup.changed', { part })));
}

async function isAsMade(zip: yauzl.ZipFile, entry: yauzl.Entry, known: Known): Promise<boolean> {
  if (entry.uncompressedSize !== known.bytes) return false;
  try {
    const measured = new Measured();
    await pipeline(await streamOf(zip, entry), measured, nowhere());
    return isSame(measured, known);
  } catch (error) {
    // Whatever cannot be unpacked was changed or cut; a disk that cannot be read is another matter.
    if (isOfFileSystem(error)) throw error;
    return false;
  }
}

function isSame(measured: Measured, { bytes, sha256, rows }: Known): boolean {
  return measured.bytes === bytes && (rows ?? measured.lines) === measured.lines && measured.sha256() === sha256;
}

function nowhere(): Writable {
  return new Writable({ write: (_chunk, _encoding, done) => done() });
}

/** The same bytes again, or an error at their end: the file may have been changed since it was looked through. */
function checked(from: Readable, known: Known): Readable {
  const measured = new Measured((all) =>
    isSame(all, known) ? undefined : new RedressError([backupFault('backup.changed', { part: known.part })]),
  );
  from.on('error', (error) => measured.destroy(error));
  return from.pipe(measured);
}

async function streamOf(zip: yauzl.ZipFile, entry: yauzl.Entry): Promise<Readable> {
  return zip.openReadStreamPromise(entry);
}

function missing(part: string): RedressError {
  return new RedressError([backupFault('backup.part_missing', { part })]);
}

/** What the reader of ZIP files complains of, without its words, which may quote the file. */
function noBackup(error: unknown, file: string): unknown {
  if (error instanceof RedressError) return error;
  const reason = systemErrorCode(error) ?? 'zip';
  return new RedressError([backupFault('backup.not_a_backup', { file, reason })], { cause: error });
}
