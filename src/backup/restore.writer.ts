import { pipeline } from 'node:stream/promises';
import { RedressError } from '../errors.js';
import { copying, type CopyTx } from '../store/copy.connection.js';
import type { DatabaseAddress } from '../store/database-address.js';
import { migrationNames, migrate } from '../store/schema.migrator.js';
import { errorCode } from '../store/sql-errors.js';
import type { Archive } from './archive.reader.js';
import { backupFault } from './backup-errors.js';
import { leftOut } from './left-out.js';
import type { BackedUpTable, Manifest } from './manifest.js';
import { Measured } from './measured.stream.js';
import {
  continueNumbers,
  copyInText,
  copyOutText,
  dropTables,
  firstWithRows,
  keepOthersOut,
  readTables,
  type Table,
} from './tables.repository.js';

export interface Target {
  readonly owner: DatabaseAddress;
  /** The role of the application, which gets its rights. */
  readonly appRole: string;
}

/** What is to become true in the same moment as the rows: files put in their place. Taken back where it comes to nothing after all. */
export interface Beside {
  place(): Promise<void>;
  takeBack(): Promise<void>;
}

/**
 * Puts the rows of a backup into an empty database, all or none: tables as the backup's version had them, rows, what is beside, one
 * transaction; read back, every table must have the digest that the backup gives. Then the tables are brought to this version. Refuses a
 * database with rows, a backup of a newer version, and rows that the database does not take.
 */
export async function restoreRows(
  archive: Archive,
  { owner, appRole }: Target,
  beside: Beside,
  onTable?: (done: number, all: number) => void,
): Promise<void> {
  const { manifest } = archive;
  refuseNewer(manifest);
  await clear(owner);
  await migrate(owner, appRole, manifest.migrations);
  let isPlaced = false;
  try {
    await copying(owner, async (tx) => {
      const tables = await fitting(tx, manifest);
      const names = tables.map(({ table }) => table.name);
      await keepOthersOut(tx, names);
      await refuseRows(tx, names);
      for (const [place, { table, kept }] of tables.entries()) {
        await fill(tx, archive, kept);
        await continueNumbers(tx, table);
        if (!(await isWhole(tx, table, kept)))
          throw new RedressError([backupFault('backup.differs_after', { table: table.name })]);
        onTable?.(place + 1, tables.length);
      }
      isPlaced = true;
      await beside.place();
    });
  } catch (error) {
    if (isPlaced) await beside.takeBack();
    throw error;
  }
  await migrate(owner, appRole);
}

/** The migrations of a backup are the first ones of ours; anything else comes from a newer version, or from nobody. */
function refuseNewer({ migrations }: Manifest): void {
  const strange = migrations.find((name, place) => migrationNames[place] !== name);
  if (strange !== undefined) throw new RedressError([backupFault('backup.newer_version', { found: strange })]);
}

/** Tables without a row are made anew, as the backup's version has them. */
async function clear(owner: DatabaseAddress): Promise<void> {
  await copying(owner, async (tx) => {
    const names = (await readTables(tx)).map(({ name }) => name);
    if (names.length === 0) return;
    const [first = ''] = names;
    if (!names.includes('migration')) throw new RedressError([backupFault('backup.not_empty', { table: first })]);
    await refuseRows(
      tx,
      names.filter((name) => name !== 'migration'),
    );
    await dropTables(tx, names);
  });
}

async function refuseRows(tx: CopyTx, tables: readonly string[]): Promise<void> {
  const table = await firstWithRows(tx, tables);
  if (table !== undefined) throw new RedressError([backupFault('backup.not_empty', { table })]);
}

interface Fitting {
  readonly table: Table;
  readonly kept: BackedUpTable;
}

/** The tables of the backup as they are here. Refuses one that is missing on either side, or has other columns. */
async function fitting(tx: CopyTx, manifest: Manifest): Promise<readonly Fitting[]> {
  const here = (await readTables(tx)).filter(({ name }) => !Object.hasOwn(leftOut, name));
  const wrong = new Set(here.map(({ name }) => name)).symmetricDifference(
    new Set(manifest.tables.map(({ name }) => name)),
  );
  const pairs = here.flatMap((table) => {
    const kept = manifest.tables.find(({ name }) => name === table.name);
    if (kept === undefined) return [];
    if (kept.columns.join() !== table.columns.join()) wrong.add(table.name);
    return [{ table, kept }];
  });
  if (wrong.size > 0) throw new RedressError([...wrong].map((table) => backupFault('backup.wrong_tables', { table })));
  return pairs;
}

async function fill(tx: CopyTx, archive: Archive, kept: BackedUpTable): Promise<void> {
  try {
    await pipeline(await archive.read(kept.part), tx.copyIn(copyInText(kept)));
  } catch (error) {
    const reason = errorCode(error);
    // Classes 22, 23 and 54: a value that is none, a row that breaks a rule of its table, one that is too large or too deep.
    if (reason === undefined || !/^(2[23]|54)/u.test(reason)) throw error;
    throw new RedressError([backupFault('backup.rows_refused', { table: kept.name, reason })]);
  }
}

async function isWhole(tx: CopyTx, table: Table, { rows, bytes, sha256 }: BackedUpTable): Promise<boolean> {
  const measured = new Measured();
  await pipeline(tx.copyOut(copyOutText(table)), measured.resume());
  return measured.lines === rows && measured.bytes === bytes && measured.sha256() === sha256;
}
