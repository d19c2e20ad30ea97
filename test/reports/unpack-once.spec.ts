import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { unpackOnce } from '../../src/reports/printing/unpack-once.writer.js';
import { faultsOfPromise } from './faults-in.js';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'redress-test-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const systemError = (code: string): Error => Object.assign(new Error(code), { code });

describe('a folder that is unpacked once', () => {
  it('is filled once, however often it is asked for', async () => {
    let filled = 0;
    const fill = async (temporary: string): Promise<void> => {
      filled++;
      await writeFile(join(temporary, 'a'), 'whole');
    };
    const target = join(folder, 'deep', 'v1');
    for (let time = 0; time < 3; time++) expect(await unpackOnce(target, fill)).toBe(target);
    expect(filled).toBe(1);
  });

  it('is whole for everyone when several begin at once', async () => {
    const target = join(folder, 'v1');
    const fill = async (temporary: string): Promise<void> => {
      await writeFile(join(temporary, 'a'), 'half');
      await new Promise((resolve) => setTimeout(resolve, 20));
      await writeFile(join(temporary, 'b'), 'whole');
    };
    const seen = await Promise.all(
      Array.from({ length: 4 }, () => unpackOnce(target, fill).then((made) => readdir(made))),
    );
    for (const files of seen) expect(files.sort()).toEqual(['a', 'b']);
    expect(await readdir(folder)).toEqual(['v1']);
  });

  it('is not there at all when filling fails, and can be tried again', async () => {
    const target = join(folder, 'v1');
    const faults = await faultsOfPromise(
      unpackOnce(target, async (temporary) => {
        await writeFile(join(temporary, 'a'), 'half');
        throw systemError('ENOSPC');
      }),
    );
    expect(faults.map(({ code }) => code)).toEqual(['report.cache_not_writable']);
    expect(await readdir(folder)).toEqual([]);
    await unpackOnce(target, (temporary) => writeFile(join(temporary, 'a'), 'whole'));
    expect(await readFile(join(target, 'a'), 'utf8')).toBe('whole');
  });
});
