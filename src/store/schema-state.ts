import type { Fault } from '../errors.js';
import { databaseFault } from './database-errors.js';

export const oldestServer = 15;

/** What a server says about itself and one of its databases. */
export interface ServerFacts {
  readonly role: string;
  readonly database: string;
  /** As PostgreSQL counts it: 150018 for 15.18. */
  readonly versionNumber: number;
  readonly version: string;
  readonly encoding: string;
}

/** Whether this server can keep what Redress stores. */
export function serverFaults({ versionNumber, version, encoding }: ServerFacts, address: string): readonly Fault[] {
  return [
    ...(versionNumber < oldestServer * 10_000
      ? [databaseFault('database.old_server', { address, found: version, needed: oldestServer })]
      : []),
    ...(encoding === 'UTF8' ? [] : [databaseFault('database.wrong_encoding', { address, found: encoding })]),
  ];
}

/** How the tables of a database stand to this version. */
export interface SchemaState {
  readonly applied: readonly string[];
  /** Of this version, and not in the database. */
  readonly missing: readonly string[];
  /** In the database, and not of this version: it was made by a newer one. */
  readonly unknown: readonly string[];
}

/** Compares the names of migrations that were applied with those of this version. */
export function schemaState(applied: readonly string[], ours: readonly string[]): SchemaState {
  return {
    applied,
    missing: ours.filter((name) => !applied.includes(name)),
    unknown: applied.filter((name) => !ours.includes(name)),
  };
}
