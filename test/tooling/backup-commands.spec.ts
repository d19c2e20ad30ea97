import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { rowCounts } from '../db/support/backup-desk.js';
import { head } from '../db/support/report-store.js';
import { emptyDatabase, testDatabase, type TestDatabase } from '../db/support/test-database.js';
import { builtRedress, redress, type Ran } from './run-program.js';

const chinese = /\p{Script=Han}/u;

let test: TestDatabase;
let folder = '';
beforeAll(async () => {
  expect((await redress(['--version'])).code).toBe(0);
  test = await testDatabase();
  folder = await mkdtemp(join(tmpdir(), 'redress-commands-'));
  await writeFile(join(folder, 'rows.csv'), await head('samples/complaints.csv', 60));
  const imported = await run(['import', join(folder, 'rows.csv'), '--mapping', 'samples/mapping.yaml']);
  expect([0, 1]).toContain(imported.code);
}, 180_000);
afterAll(async () => {
  await test.close();
  await rm(folder, { recursive: true, force: true });
});

const run = (args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ran> =>
  builtRedress(args, { DATABASE_URL: test.url, REDRESS_DATA: join(folder, 'data'), ...env });
const count = async (table: string): Promise<number> =>
  (await test.owner.query<{ n: number }>('', `select count(*)::int as n from ${table}`))[0]?.n ?? 0;

describe('redress export --all, backup and restore', () => {
  it('exports everything into a new folder, and never over another', async () => {
    const to = join(folder, 'export');
    const { code, stdout } = await run(['export', '--all', '--to', to]);
    expect([code, chinese.test(stdout)]).toEqual([0, false]);
    expect(stdout).toContain(String(await count('complaint')));
    expect((await readdir(to)).length).toBeGreaterThan(3);
    expect((await run(['export', '--all', '--to', to])).code).toBe(2);
    expect((await run(['export', '--to', join(folder, 'no')])).stderr).toContain('[cli.missing_option]');
  });

  it('keeps the whole under a passphrase, and restores it with that alone into an empty database', async () => {
    const [right, wrong, file] = ['right', 'wrong', 'whole.backup'].map((name) => join(folder, name));
    if (right === undefined || wrong === undefined || file === undefined) throw new RangeError();
    await writeFile(right, 'four words for a test\n');
    await writeFile(wrong, 'four words for another\n');
    for (const each of [right, wrong]) await chmod(each, 0o600);
    const made = await run(['backup', '--to', file, '--passphrase-file', right]);
    expect(made.code).toBe(0);
    expect((await readFile(file)).includes('SPRING-FESTIVAL')).toBe(false);

    const target = await emptyDatabase();
    try {
      const places = {
        DATABASE_URL: target.url,
        DATABASE_OWNER_URL: target.ownerUrl,
        REDRESS_DATA: join(folder, 'restored'),
      };
      for (const args of [[], ['--passphrase-file', wrong]])
        expect((await run(['restore', file, ...args], places)).code).toBe(2);
      expect(await rowCounts(target.owner)).toEqual({});
      const restored = await run(['restore', file, '--passphrase-file', right], places);
      expect([restored.code, restored.stderr]).toEqual([0, expect.not.stringContaining('[')]);
      expect((await rowCounts(target.owner))['complaint']).toBe(await count('complaint'));
      expect((await rowCounts(target.owner))['entry']).toBeGreaterThanOrEqual((await count('complaint')) * 2);
    } finally {
      await target.close();
    }
  });
});
