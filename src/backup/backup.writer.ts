import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { now } from '../clock.js';
import { RedressError } from '../errors.js';
import { systemErrorCode } from '../imports/system-error.js';
import { copying, type CopyTx } from '../store/copy.connection.js';
import type { DatabaseAddress } from '../store/database-address.js';
import { databaseFault } from '../store/database-errors.js';
import { ourTables } from '../store/migrations/all-migrations.js';
import { appliedState } from '../store/schema.migrator.js';
import { takeSnapshot } from '../store/snapshot.repository.js';
import { writeArchive, type ArchiveWriter } from './archive.writer.js';
import { backupFault } from './backup-errors.js';
import { dataFiles } from './data-files.reader.js';
import { leftOut } from './left-out.js';
import {
  backupFormat,
  isInside,
  manifestLimit,
  manifestName,
  readManifest,
  secretKeyPart,
  writeManifest,
  type Manifest,
} from './manifest.js';
import { sealing } from './sealed.stream.js';
import { copyOutText, keepForm, readOverview, readTables, rowsIn, type Table } from './tables.repository.js';

export interface BackupOptions {
  readonly address: DatabaseAddress;
  readonly file: string;
  /** The version of Redress that makes it. */
  readonly product: string;
  /** The data folder whose files go along; none where they are left out. */
  readonly dataFolder?: string | undefined;
  /** The file of the secret key, where it goes along. */
  readonly secretKeyFile?: string | undefined;
  /** Encrypts the whole. */
  readonly passphrase?: string | undefined;
  readonly onPart?: (done: number, all: number) => void;
}

/**
 * Writes a backup of the database as it is at one instant, and of the files beside it. The service may go on meanwhile: nothing is held up
 * but a change of the tables' form. Changes nothing, migrates nothing. Refuses a database of a newer version and one without tables.
 */
export async function makeBackup(options: BackupOptions): Promise<Manifest> {
  const through = options.passphrase === undefined ? [] : [await sealing(options.passphrase)];
  return copying(options.address, async (tx) => {
    await takeSnapshot(tx);
    const migrations = await knownMigrations(tx);
    // Tables of others, and copies that somebody made beside ours, are not ours to bring back.
    const tables = (await readTables(tx)).filter(({ name }) => ourTables.has(name));
    await keepForm(tx, tables);
    return writeArchive(options.file, through, async (archive) => {
      const manifest = await addParts(tx, archive, { ...options, migrations, tables });
      archive.addText(manifestName, readable(manifest));
      return manifest;
    });
  });
}

/** The text of a manifest, as a restore will take it. Refuses one that it would not: a backup that cannot be read is none. */
function readable(manifest: Manifest): string {
  const text = writeManifest(manifest);
  if (Buffer.byteLength(text) > manifestLimit || typeof readManifest(text) === 'string')
    throw new RedressError([backupFault('backup.not_restorable', { files: manifest.files.length })]);
  return text;
}

async function knownMigrations(tx: CopyTx): Promise<string[]> {
  const { applied, unknown } = await appliedState(tx);
  if (unknown[0] !== undefined)
    throw new RedressError([databaseFault('database.newer_version', { found: unknown[0] })]);
  if (applied.length === 0) throw new RedressError([backupFault('backup.no_tables')]);
  return [...applied];
}

type Asked = BackupOptions & { readonly migrations: string[]; readonly tables: readonly Table[] };

async function addParts(tx: CopyTx, archive: ArchiveWriter, asked: Asked): Promise<Manifest> {
  const takenAt = new Date(now()).toISOString();
  const overview = await readOverview(tx);
  // After the snapshot: what it knows of has its files by then.
  const paths = asked.dataFolder === undefined ? [] : await dataFiles(asked.dataFolder);
  const kept = asked.tables.filter(({ name }) => !Object.hasOwn(leftOut, name));
  let done = 0;
  const step = (): void => asked.onPart?.(++done, kept.length + paths.length);
  const tables: Manifest['tables'] = [];
  for (const [place, table] of kept.entries()) {
    const part = `tables/${String(place + 1).padStart(2, '0')}-${table.name}.copy`;
    const { bytes, lines, sha256 } = await archive.add(part, tx.copyOut(copyOutText(table)));
    tables.push({ name: table.name, part, columns: [...table.columns], rows: lines, bytes, sha256 });
    step();
  }
  const files: Manifest['files'] = [];
  for (const path of paths) {
    const added = await addFile(archive, `files/${path}`, join(asked.dataFolder ?? '', path));
    if (added !== undefined) files.push({ path: `files/${path}`, ...added });
    step();
  }
  const secretKey =
    asked.secretKeyFile === undefined ? undefined : await addFile(archive, secretKeyPart, asked.secretKeyFile);
  const left: Manifest['leftOut'] = [];
  for (const { name } of asked.tables.filter((table) => Object.hasOwn(leftOut, table.name)))
    left.push({ name, rows: await rowsIn(tx, name) });
  const { product, migrations } = asked;
  const about = { format: backupFormat, product, takenAt, migrations, ...overview } as const;
  return { ...about, tables, leftOut: left, files, secretKey: secretKey ?? null };
}

/** Undefined for a file that is gone by now: rejected rows are removed when they are old. Refuses one that cannot be read. */
async function addFile(
  archive: ArchiveWriter,
  part: string,
  file: string,
): Promise<{ readonly bytes: number; readonly sha256: string } | undefined> {
  try {
    if (part !== secretKeyPart && !isInside(part)) throw new RedressError([unreadable(file, 'name')]);
    const handle = await open(file, 'r');
    const { bytes, sha256 } = await archive.add(part, createReadStream(file, { fd: handle }));
    return { bytes, sha256 };
  } catch (error) {
    const reason = systemErrorCode(error);
    if (reason === 'ENOENT' && part !== secretKeyPart) return undefined;
    if (reason === 'ENOENT' || reason === 'EACCES' || reason === 'EISDIR' || reason === 'EIO')
      throw new RedressError([unreadable(file, reason)], { cause: error });
    throw error;
  }
}

function unreadable(file: string, reason: string) {
  return backupFault('backup.not_readable', { file, reason });
}
