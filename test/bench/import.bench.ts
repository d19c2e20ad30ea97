// A file into the store, judged, with entries; the same file again; and a newer export of which 100 rows have changed:
// node --import ./test/db/support/source-hooks.mjs test/bench/import.bench.ts [FILE] [MAPPING] [TEXT] [OTHER TEXT]
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ImportsService } from '../../src/modules/imports/imports.service.js';
import type { ImportAccount } from '../../src/modules/imports/import-account.js';
import { PoliciesService, soundSet } from '../../src/modules/policies/policies.service.js';
import { RunsService } from '../../src/modules/runs/runs.service.js';
import { readPolicyFiles } from '../../src/policies-folder/policies.reader.js';
import { projectFolder } from '../../src/project.js';
import { addressOf } from '../../src/store/database-address.js';
import { connect } from '../../src/store/postgres.connection.js';
import { privateServer } from '../db/support/private-server.js';
import { databaseProcessor } from './database-processor.js';

const by = { kind: 'system', id: 'bench' } as const;

export interface MeasuredImport {
  readonly what: string;
  readonly seconds: number;
  readonly perSecond: number;
  /** Milliseconds of the processor for each complaint, in this process and in the database. */
  readonly own: number;
  readonly database: number;
  readonly account: ImportAccount;
}

export interface ImportLoad {
  readonly file: string;
  readonly mapping: string;
  /** In the newer export, this text becomes the other in 100 rows. */
  readonly changed: readonly [from: string, to: string];
}

/** Imports a file into an empty database, then again, then as a newer export. */
export async function importBench({ file, mapping, changed }: ImportLoad): Promise<readonly MeasuredImport[]> {
  const server = await privateServer();
  const database = await connect({ address: addressOf(server.url, 'DATABASE_URL') });
  const folder = mkdtempSync(join(tmpdir(), 'redress-bench-'));
  const policies = new PoliciesService(database);
  const runs = new RunsService(database);
  const imports = new ImportsService(database, runs, policies);
  try {
    const sound = soundSet(await readPolicyFiles(join(projectFolder, 'policies')));
    if (!('set' in sound)) throw new Error('the policies that come with Redress have faults');
    await policies.take(sound, by);
    const processor = await databaseProcessor(database.reading);
    const take = async (what: string, path: string): Promise<MeasuredImport> => {
      const [usage, before, begin] = [process.cpuUsage(), processor(), performance.now()];
      const result = await imports.importFile({ path, name: what, mapping: { id: mapping }, by });
      if ('error' in result) throw result.error;
      const seconds = (performance.now() - begin) / 1_000;
      const { user, system } = process.cpuUsage(usage);
      const { account } = result;
      const { complaints } = account;
      const count = complaints.new + complaints.changed + complaints.unchanged;
      const own = (user + system) / 1_000 / count;
      return {
        what,
        seconds,
        perSecond: count / seconds,
        own,
        database: (1_000 * (processor() - before)) / count,
        account,
      };
    };
    const newer = join(folder, 'newer');
    writeFileSync(newer, withChanges(readFileSync(file, 'utf8'), changed));
    return [await take('new', file), await take('the same again', file), await take('100 rows changed', newer)];
  } finally {
    await imports.beforeApplicationShutdown();
    await runs.onApplicationShutdown();
    await database.close();
    await server.close();
    rmSync(folder, { recursive: true });
  }
}

function withChanges(text: string, [from, to]: ImportLoad['changed']): string {
  let left = 100;
  const lines = text.split('\n').map((line) => {
    if (left === 0 || !line.includes(from)) return line;
    left--;
    return line.replace(from, to);
  });
  if (left > 0) throw new Error(`only ${100 - left} rows hold "${from}"`);
  return lines.join('\n');
}

if (import.meta.main) {
  const data = process.env['REDRESS_TRIAL_DATA'] ?? '../shared/data';
  const [
    file = `${data}/cfpb/complaints-20000.csv`,
    mapping = 'cfpb',
    from = ',Closed with explanation,',
    to = ',Closed with monetary relief,',
  ] = process.argv.slice(2);
  for (const { what, seconds, perSecond, own, database, account } of await importBench({
    file,
    mapping,
    changed: [from, to],
  }))
    console.log(
      `${what}: ${Math.round(perSecond)}/s (${seconds.toFixed(1)} s; ${own.toFixed(2)} ms of the processor each, ${database.toFixed(2)} ms in the database)`,
      JSON.stringify(account.rows),
    );
}
