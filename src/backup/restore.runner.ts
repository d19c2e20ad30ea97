import { mkdir } from 'node:fs/promises';
import { RedressError } from '../errors.js';
import { connect } from '../store/postgres.connection.js';
import { checkSchema, serverFacts } from '../store/schema.migrator.js';
import { writingRefusal } from './archive.writer.js';
import { backupFault } from './backup-errors.js';
import type { Addresses } from './backup-places.reader.js';
import { layOutFiles } from './data-files.writer.js';
import type { Manifest } from './manifest.js';
import { withBackup } from './opened-backup.reader.js';
import { checkRestored, type RestoredFound } from './restored.checker.js';
import { restoreRows } from './restore.writer.js';

export interface RestoreOptions {
  readonly file: string;
  readonly passphrase?: string | undefined;
  /** Where the files of the backup go. */
  readonly dataFolder: string;
  readonly onStep?: (step: RestoreStep, done: number, all: number) => void;
}

/** Looking the backup through, putting rows in, looking the database through. */
export type RestoreStep = 'look' | 'fill' | 'check';

export interface Restored {
  readonly manifest: Manifest;
  readonly found: RestoredFound;
}

/**
 * Restores a backup into an empty database and data folder, and looks through what has come of it. Until everything is in, nothing is: a
 * fault leaves the database without a row and the folder without a file. What is unsound in what was backed up is told, not refused.
 */
export async function restore(addresses: Addresses, options: RestoreOptions): Promise<Restored> {
  const { owner } = addresses;
  if (owner === undefined) throw new RedressError([backupFault('backup.owner_needed')]);
  const appRole = await roleOf(addresses);
  const { file, passphrase, dataFolder, onStep } = options;
  await mkdir(dataFolder, { recursive: true }).catch((error: unknown) => {
    throw writingRefusal(error, dataFolder);
  });
  const looking = {
    passphrase,
    scratch: dataFolder,
    onPart: (done: number, all: number) => onStep?.('look', done, all),
  };
  return withBackup(file, looking, async (archive) => {
    const files = await layOutFiles(archive, dataFolder);
    try {
      await restoreRows(archive, { owner, appRole }, files, (done, all) => onStep?.('fill', done, all));
    } finally {
      await files.close();
    }
    onStep?.('check', 0, 1);
    const found = await checked(addresses, archive.manifest);
    onStep?.('check', 1, 1);
    return { manifest: archive.manifest, found };
  });
}

async function roleOf({ app }: Addresses): Promise<string> {
  const connection = await connect({ address: app, poolSize: 1 });
  try {
    return (await serverFacts(connection.reading)).role;
  } finally {
    await connection.close();
  }
}

/** Read as the application reads it: also shows that its role may. */
async function checked({ app }: Addresses, manifest: Manifest): Promise<RestoredFound> {
  const connection = await connect({ address: app, poolSize: 1, statementTimeout: 0 });
  try {
    await checkSchema(connection.reading, true);
    return await checkRestored(connection.reading, manifest);
  } finally {
    await connection.close();
  }
}
