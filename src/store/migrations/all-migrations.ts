import type { MigrationInterface } from 'typeorm';
import { Ledger1700000000001, ledgerTables } from './1-ledger.js';
import { Accounts1700000000002, accountTables } from './2-accounts.js';
import { Time1700000000003, timeTables } from './3-time.js';
import { Needless1700000000004 } from './4-needless.js';

/** Every migration, in order. A database that has one which is not here was made by a newer version. */
export const migrations: readonly (new () => MigrationInterface)[] = [
  Ledger1700000000001,
  Accounts1700000000002,
  Time1700000000003,
  Needless1700000000004,
];

/** The tables that they make. Others in the same database are somebody else's. */
export const ourTables: ReadonlySet<string> = new Set(
  [ledgerTables, accountTables, timeTables].flatMap((tables) => Object.keys(tables)),
);
