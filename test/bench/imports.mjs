// A file into the store, judged, with entries; the same file again; a newer export of which 100 rows have changed; and all taken back:
// node_modules/.bin/node test/bench/imports.mjs [FILE] [MAPPING] [TEXT] [OTHER TEXT]
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ensureBuilt } from '../../scripts/lib/build.mjs';
import { at } from '../../scripts/lib/project.mjs';

const trialData = process.env.REDRESS_TRIAL_DATA ?? '../shared/data';
const [
  file = path.join(trialData, 'cfpb/complaints-20000.csv'),
  mapping = 'cfpb',
  from = ',Closed with explanation,',
  to = ',Closed with monetary relief,',
] = process.argv.slice(2);
const by = { kind: 'system', id: 'bench' };

await ensureBuilt();
await import('reflect-metadata');
const built = (name) => import(at('dist/src', name));
const { readConfig } = await built('config.js');
const { openDatabase } = await built('store/open.database.js');
const { PoliciesService, soundSet } = await built('modules/policies/policies.service.js');
const { RunsService } = await built('modules/runs/runs.service.js');
const { ImportsService } = await built('modules/imports/imports.service.js');
const { readPolicyFiles } = await built('policies-folder/policies.reader.js');
const { databaseProcessor } = await import('./database-processor.ts');

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'redress-bench-'));
fs.chmodSync(folder, 0o755);
const store = await openDatabase({ data: folder, cache: readConfig().cache });
const policies = new PoliciesService(store.database);
const runs = new RunsService(store.database);
const imports = new ImportsService(store.database, runs, policies);
try {
  await policies.take(soundSet(await readPolicyFiles(at('policies'))), by);
  const processor = await databaseProcessor(store.database.reading);
  const first = await measured('new', () => take(file), processor);
  await measured('the same again', () => take(file), processor);
  const newer = path.join(folder, 'newer');
  fs.writeFileSync(newer, withChanges(fs.readFileSync(file, 'utf8')));
  const second = await measured('100 rows changed', () => take(newer), processor);
  for (const { run } of [second, first])
    await measured('taken back', async () => (await imports.undo(run, by)).end, processor);
} finally {
  await imports.beforeApplicationShutdown();
  await runs.onApplicationShutdown();
  await store.close();
  fs.rmSync(folder, { recursive: true, force: true });
}

async function take(file) {
  const result = await imports.importFile({ path: file, name: path.basename(file), mapping: { id: mapping }, by });
  if ('error' in result) throw result.error;
  return result;
}

/** Says how fast it was, and what it took of the processor: that does not depend on other work. */
async function measured(what, work, processor) {
  const [usage, before, begin] = [process.cpuUsage(), processor(), performance.now()];
  const result = await work();
  const seconds = (performance.now() - begin) / 1_000;
  const { user, system } = process.cpuUsage(usage);
  const { complaints, rows } = result.account;
  const count = Object.entries(complaints).reduce(
    (sum, [fate, n]) => (fate === 'read' || fate === 'absent' ? sum : sum + n),
    0,
  );
  const own = ((user + system) / 1_000 / count).toFixed(2);
  const theirs = ((1_000 * (processor() - before)) / count).toFixed(2);
  const memory = Math.round(process.memoryUsage().rss / 1_000_000);
  console.log(
    `${what}: ${Math.round(count / seconds)} complaints/s (${count} in ${seconds.toFixed(1)} s; ${own} ms of the processor each, ${theirs} ms in the database; ${memory} MB)`,
    JSON.stringify(rows ?? complaints),
  );
  return result;
}

function withChanges(text) {
  let left = 100;
  const lines = text.split('\n').map((line) => {
    if (left === 0 || !line.includes(from)) return line;
    left--;
    return line.replace(from, to);
  });
  if (left > 0) throw new Error(`only ${100 - left} rows hold "${from}"`);
  return lines.join('\n');
}
