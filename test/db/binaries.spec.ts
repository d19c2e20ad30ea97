import { execFileSync } from 'node:child_process';
import { chmod, cp, lstat, mkdir, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { makeUsable } from '../../src/store/embedded/binaries.locator.js';
import { packageName } from '../../src/store/embedded/package-name.js';
import { smallDisk } from './support/small-disk.js';
import { scratchFolder } from './support/server.js';

const isRoot = process.getuid?.() === 0;
const nobody = { uid: 65_534, gid: 65_534 };

let scratch: Awaited<ReturnType<typeof scratchFolder>>;
let native: string;
let links: readonly string[];
beforeEach(async () => {
  scratch = await scratchFolder();
  native = join(scratch.path, 'package', 'native');
  const name = packageName(process.platform, process.arch) ?? '';
  const installed = dirname(dirname(createRequire(import.meta.url).resolve(name)));
  await cp(join(installed, 'native'), native, { recursive: true, verbatimSymlinks: true });
  const list = JSON.parse(await readFile(join(native, 'pg-symlinks.json'), 'utf8')) as { target: string }[];
  links = list.map(({ target }) => join(native, '..', target));
  for (const link of links) await rm(link, { force: true });
}, 120_000);
afterEach(() => scratch.remove());

const shared = (version: string): string => `/var/lib/redress/postgresql-${version}-${process.arch}`;

describe('the programs of PostgreSQL as npm installs them without scripts', () => {
  it('lack links; they are completed, and run', async () => {
    const { postgres, initdb, major } = await makeUsable({ native, version: '0' }, undefined, scratch.path);
    expect(postgres.startsWith(native)).toBe(true);
    expect(major).toBe(18);
    for (const link of links) expect((await lstat(link)).isSymbolicLink()).toBe(true);
    expect(execFileSync(initdb, ['--version'], { encoding: 'utf8' })).toContain('18.');
  });

  it('are copied to where the user of the server can reach them', async () => {
    if (!isRoot) return console.log('Not tried: only root can become another user');
    await chmod(scratch.path, 0o700);
    const version = `test-${process.pid}`;
    try {
      const found = await makeUsable({ native, version }, nobody, scratch.path);
      expect(found.postgres).toBe(join(shared(version), 'bin', 'postgres'));
      expect(execFileSync(found.initdb, ['--version'], { ...nobody, cwd: '/', encoding: 'utf8' })).toContain('18.');
      const again = await makeUsable({ native, version }, nobody, scratch.path);
      expect(again).toEqual(found);
    } finally {
      await rm(shared(version), { recursive: true, force: true });
    }
  });

  it('are copied where nothing can be written beside them', async () => {
    const disk = await smallDisk(200);
    if (disk === undefined) return console.log('not tried: a read-only package needs the right to mount one');
    try {
      const fixed = join(disk.path, 'native');
      await cp(native, fixed, { recursive: true, verbatimSymlinks: true });
      await disk.makeReadOnly();
      const cache = join(scratch.path, 'cache');
      const found = await makeUsable({ native: fixed, version: 'x' }, undefined, cache);
      expect(found.postgres.startsWith(cache)).toBe(true);
      expect(execFileSync(found.initdb, ['--version'], { encoding: 'utf8' })).toContain('18.');
    } finally {
      await disk.remove();
    }
  });

  it('that do not run are refused with what they said', async () => {
    await rm(join(native, 'lib'), { recursive: true });
    await mkdir(join(native, 'lib'));
    await expect(makeUsable({ native, version: 'x' }, undefined, scratch.path)).rejects.toMatchObject({
      faults: [expect.objectContaining({ code: 'database.no_binaries' })],
    });
  });
});
