import type { MigrationInterface } from 'typeorm';
import { Ledger1700000000001 } from './1-ledger.js';

/** Every migration, in order. A database that has one which is not here was made by a newer version. */
export const migrations: readonly (new () => MigrationInterface)[] = [Ledger1700000000001];
