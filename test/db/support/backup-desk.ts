import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Addresses } from '../../../src/backup/backup-places.reader.js';
import { makeBackup } from '../../../src/backup/backup.writer.js';
import type { Manifest } from '../../../src/backup/manifest.js';
import { restore, type Restored } from '../../../src/backup/restore.runner.js';
import { addressOf } from '../../../src/store/database-address.js';
import type { Tx } from '../../../src/store/tx.js';
import { emptyDatabase, type TestDatabase } from './test-database.js';

/** A folder of a test in which backups, data folders and databases to restore into are made, and removed together. */
export interface BackupDesk {
  readonly folder: string;
  /** Writes a file, by its path in the desk's folder. */
  put(path: string, text: string): Promise<void>;
  back(database: TestDatabase, name: string, dataFolder?: string, passphrase?: string): Promise<Manifest>;
  /** A database without a table. */
  empty(): Promise<TestDatabase>;
  restore(name: string, target: TestDatabase, dataFolder: string, passphrase?: string): Promise<Restored>;
  close(): Promise<void>;
}

export const addressesOf = ({ url, ownerUrl }: TestDatabase): Addresses => ({
  app: addressOf(url, 'DATABASE_URL'),
  owner: addressOf(ownerUrl, 'DATABASE_OWNER_URL'),
});

export async function backupDesk(): Promise<BackupDesk> {
  const folder = await mkdtemp(join(tmpdir(), 'redress-backup-'));
  const opened: TestDatabase[] = [];
  return {
    folder,
    async put(path, text) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    },
    back: (database, name, dataFolder, passphrase) =>
      makeBackup({
        address: addressesOf(database).app,
        file: join(folder, name),
        product: 'test',
        passphrase,
        ...(dataFolder === undefined ? {} : { dataFolder: join(folder, dataFolder) }),
      }),
    async empty() {
      const made = await emptyDatabase();
      opened.push(made);
      return made;
    },
    restore: (name, target, dataFolder, passphrase) =>
      restore(addressesOf(target), {
        file: join(folder, name),
        dataFolder: join(folder, dataFolder),
        passphrase,
      }),
    async close() {
      for (const one of opened) await one.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Rows of every table that has some, or none where there is no table. */
export async function rowCounts(owner: Tx): Promise<Readonly<Record<string, number>>> {
  const tables = await owner.query<{ name: string }>(
    'tables',
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by 1`,
  );
  const counts: Record<string, number> = {};
  for (const { name } of tables) {
    if (name === 'migration') continue;
    const [row] = await owner.query<{ count: number }>('', `select count(*)::int as count from ${name}`);
    if (row !== undefined && row.count > 0) counts[name] = row.count;
  }
  return counts;
}
