import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import { head } from '../db/support/report-store.js';
import { testDatabase, type TestDatabase } from '../db/support/test-database.js';
import { builtRedress, redress, type Ran } from './run-program.js';

/** A database with sixty of the samples in it, and the commands as processes on it. */
export interface CommandsDesk {
  readonly test: TestDatabase;
  /** A folder for the files of the test. */
  readonly folder: string;
  run(args: readonly string[], env?: Readonly<Record<string, string>>): Promise<Ran>;
  /** How many rows a table has. */
  count(table: string): Promise<number>;
  close(): Promise<void>;
}

export async function commandsDesk(): Promise<CommandsDesk> {
  expect((await redress(['--version'])).code).toBe(0);
  const test = await testDatabase();
  const folder = await mkdtemp(join(tmpdir(), 'redress-commands-'));
  const run: CommandsDesk['run'] = (args, env = {}) =>
    builtRedress(args, { DATABASE_URL: test.url, REDRESS_DATA: join(folder, 'data'), ...env });
  await writeFile(join(folder, 'rows.csv'), await head('samples/complaints.csv', 60));
  const imported = await run(['import', join(folder, 'rows.csv'), '--mapping', 'samples/mapping.yaml']);
  expect([0, 1]).toContain(imported.code);
  return {
    test,
    folder,
    run,
    async count(table) {
      return (await test.owner.query<{ n: number }>('', `select count(*)::int as n from ${table}`))[0]?.n ?? 0;
    },
    async close() {
      await test.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
