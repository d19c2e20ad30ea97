import type { MigrationInterface } from 'typeorm';
import { Ledger1700000000001 } from './1-ledger.js';
import { Accounts1700000000002 } from './2-accounts.js';
import { Time1700000000003 } from './3-time.js';

/** Every migration, in order. A database that has one which is not here was made by a newer version. */
export const migrations: readonly (new () => MigrationInterface)[] = [
  Ledger1700000000001,
  Accounts1700000000002,
  Time1700000000003,
];
