import { chmod, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { rowCounts } from '../db/support/backup-desk.js';
import { emptyDatabase } from '../db/support/test-database.js';
import { commandsDesk, type CommandsDesk } from './commands-desk.js';

const chinese = /\p{Script=Han}/u;

let desk: CommandsDesk;
beforeAll(async () => void (desk = await commandsDesk()), 180_000);
afterAll(() => desk.close());

describe('redress export --all, backup and restore', () => {
  it('exports everything into a new folder, and never over another', async () => {
    const to = join(desk.folder, 'export');
    const { code, stdout } = await desk.run(['export', '--all', '--to', to]);
    expect([code, chinese.test(stdout)]).toEqual([0, false]);
    expect(stdout).toContain(String(await desk.count('complaint')));
    expect((await readdir(to)).length).toBeGreaterThan(3);
    expect((await desk.run(['export', '--all', '--to', to])).code).toBe(2);
    expect((await desk.run(['export', '--to', join(desk.folder, 'no')])).stderr).toContain('[cli.missing_option]');
  });

  it('keeps the whole under a passphrase, and restores it with that alone into an empty database', async () => {
    const [right, wrong, file] = ['right', 'wrong', 'whole.backup'].map((name) => join(desk.folder, name));
    if (right === undefined || wrong === undefined || file === undefined) throw new RangeError();
    await writeFile(right, 'four words for a test\n');
    await writeFile(wrong, 'four words for another\n');
    for (const each of [right, wrong]) await chmod(each, 0o600);
    const made = await desk.run(['backup', '--to', file, '--passphrase-file', right]);
    expect(made.code).toBe(0);
    expect((await readFile(file)).includes('SPRING-FESTIVAL')).toBe(false);

    const target = await emptyDatabase();
    try {
      const places = {
        DATABASE_URL: target.url,
        DATABASE_OWNER_URL: target.ownerUrl,
        REDRESS_DATA: join(desk.folder, 'restored'),
      };
      for (const args of [[], ['--passphrase-file', wrong]])
        expect((await desk.run(['restore', file, ...args], places)).code).toBe(2);
      expect(await rowCounts(target.owner)).toEqual({});
      const restored = await desk.run(['restore', file, '--passphrase-file', right], places);
      expect([restored.code, restored.stderr]).toEqual([0, expect.not.stringContaining('[')]);
      expect((await rowCounts(target.owner))['complaint']).toBe(await desk.count('complaint'));
      expect((await rowCounts(target.owner))['entry']).toBeGreaterThanOrEqual((await desk.count('complaint')) * 2);
    } finally {
      await target.close();
    }
  });
});
