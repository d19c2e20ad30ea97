import { chmod, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readSecretKeyPlace } from '../../src/config.js';
import { readSecretKey } from '../../src/modules/identity/secret-key.file.js';
import { scratchFolder } from '../db/support/server.js';

let scratch: Awaited<ReturnType<typeof scratchFolder>>;
beforeAll(async () => {
  scratch = await scratchFolder();
});
afterAll(() => scratch.remove());

describe('the secret key', () => {
  it('is made once in the data folder, by however many at once, for this user alone', async () => {
    const file = join(scratch.path, 'data', 'secret-key');
    const made = await Promise.all(Array.from({ length: 8 }, () => readSecretKey({ file, mayMake: true })));
    expect(new Set(made).size).toBe(1);
    expect(made[0]).toMatch(/^[0-9a-f]{64}$/);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await readdir(join(scratch.path, 'data'))).toEqual(['secret-key']);
    expect((await readFile(file, 'utf8')).trim()).toBe(made[0]);
  });

  it("of one's own is never made, and must be long", async () => {
    const file = join(scratch.path, 'own');
    const own = { file, mayMake: false };
    await expect(readSecretKey(own)).rejects.toThrow('config.no_secret_key');
    await writeFile(file, 'short\n');
    await expect(readSecretKey(own)).rejects.toThrow('config.weak_secret_key');
    await writeFile(file, `${'k'.repeat(32)}\n`);
    await chmod(file, 0o400);
    expect(await readSecretKey(own)).toBe('k'.repeat(32));
  });

  it.each([
    [{ REDRESS_SECRET_KEY_FILE: '/run/secrets/redress' }, { file: '/run/secrets/redress', mayMake: false }],
    [
      { REDRESS_SECRET_KEY_FILE: '', REDRESS_DATA: '/data' },
      { file: join('/data', 'secret-key'), mayMake: true },
    ],
  ])('with %j stands in %j', (environment, place) => {
    expect(readSecretKeyPlace(environment)).toEqual(place);
  });
});
