import { execFile } from 'node:child_process';
import { appendFile, cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { exportEverything, type Exported } from '../../src/backup/everything.exporter.js';
import { RedressError } from '../../src/errors.js';
import { readJudgementFile } from '../../src/modules/judgements/judgement-file.js';
import { verifyJudgement } from '../../src/modules/judgements/verify-judgement.js';
import { rowCounts } from './support/backup-desk.js';
import { openStore, received, tell, type Store } from './support/report-store.js';

const run = promisify(execFile);
const secretName = '欧阳无名 Vlad-Planted';

let store: Store;
let folder: string;
beforeAll(async () => {
  store = await openStore();
  folder = await mkdtemp(join(tmpdir(), 'redress-export-'));
  const named = { ...received('2026-03-02T09:00+08:00'), data: { complainant_name: secretName } };
  await tell(store, {
    A: { events: [named] },
    'B\\"\n投诉': { events: [received('2026-03-03T09:00+08:00')] },
  });
}, 60_000);
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await store.close();
});

const exported = (name: string, withPersonal = false): Promise<Exported> =>
  exportEverything(store.test.database, { folder: join(folder, name), product: 'test', withPersonal });
const verified = (name: string): Promise<{ stdout: string; code: number }> =>
  run(process.execPath, [join(folder, name, 'verify-chains.mjs')], { env: { PATH: process.env['PATH'] } }).then(
    ({ stdout }) => ({ stdout, code: 0 }),
    (error: { stdout: string; code: number }) => ({ stdout: error.stdout, code: error.code }),
  );

async function everythingIn(path: string): Promise<string> {
  const names = await readdir(path, { recursive: true, withFileTypes: true });
  const texts = names.filter((one) => one.isFile()).map((one) => readFile(join(one.parentPath, one.name), 'utf8'));
  return (await Promise.all(texts)).join('\n');
}

describe('an export of everything', () => {
  it('has every row of every table that leaves, and says of the others why they do not', async () => {
    const { tables, leftOut, judgements, files } = await exported('whole', true);
    const counts = await rowCounts(store.test.owner);
    const told = Object.fromEntries(
      [...tables, ...leftOut].filter(({ rows }) => rows > 0).map(({ name, rows }) => [name, rows]),
    );
    expect({ ...told, migration: 0 }).toEqual({ ...counts, entry: undefined, migration: 0 });
    expect(judgements).toBe(counts['complaint']);
    const rows = (await readFile(join(folder, 'whole/tables/complaint.ndjson'), 'utf8')).trimEnd().split('\n');
    expect(rows.map((line) => (JSON.parse(line) as { reference: string }).reference).toSorted()).toEqual([
      'A',
      'B\\"\n投诉',
    ]);
    const entries = (await readFile(join(folder, 'whole/entries.ndjson'), 'utf8')).trimEnd().split('\n');
    expect(entries).toHaveLength(counts['entry'] ?? 0);
    expect(files.some(({ path }) => path.startsWith('policies/set-0001/cn/'))).toBe(true);
    expect(await everythingIn(join(folder, 'whole'))).toContain(secretName);
  });

  it('has judgement files that verify', async () => {
    for (const name of await readdir(join(folder, 'whole/judgements'))) {
      const file = readJudgementFile(await readFile(join(folder, 'whole/judgements', name)));
      expect(await verifyJudgement(file, process.versions['tz'] ?? '')).toMatchObject({ same: true });
    }
  });

  it('holds no personal value unless told to', async () => {
    const { leftOut } = await exported('bare');
    expect(leftOut).toContainEqual(expect.objectContaining({ name: 'personal', rows: expect.any(Number) }));
    expect(await everythingIn(join(folder, 'bare'))).not.toContain(secretName);
  });

  it('is verified without us, and shows every change', async () => {
    expect(await verified('whole')).toMatchObject({ code: 0, stdout: expect.stringMatching(/ 0 faults/) });
    await cp(join(folder, 'whole'), join(folder, 'forged'), { recursive: true });
    const path = join(folder, 'forged/entries.ndjson');
    const text = await readFile(path, 'utf8');
    await writeFile(path, text.replace('"actor" : "system:test"', '"actor" : "system:tost"'));
    await appendFile(join(folder, 'forged/tables/complaint.ndjson'), '{}\n');
    const { code, stdout } = await verified('forged');
    expect([code, stdout]).toEqual([
      1,
      expect.stringMatching(/tables\/complaint.ndjson was changed[^]*breaks at entry 1/),
    ]);
  });

  it('refuses a folder with something in it, and leaves nothing of what came to nothing', async () => {
    const error = await exported('whole').catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(RedressError);
    expect((await readdir(folder)).filter((name) => name.startsWith('.'))).toEqual([]);
  });
});
