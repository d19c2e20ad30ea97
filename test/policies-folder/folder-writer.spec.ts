import { chmod, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { RedressError } from '../../src/errors.js';
import { changeFolder } from '../../src/policies-folder/folder.writer.js';

describe('changing a folder of policies', () => {
  let outside: string;
  let folder: string;
  beforeEach(async () => {
    outside = await mkdtemp(join(tmpdir(), 'redress-writer-'));
    folder = join(outside, 'policies');
    await put({ 'a.yaml': 'a', 'house/b.yaml': 'b', 'house/b.test.yaml': 'tests', 'old/c.yaml': 'c' });
  });
  afterEach(() => rm(outside, { recursive: true, force: true }));

  async function put(files: Readonly<Record<string, string>>): Promise<void> {
    for (const [file, text] of Object.entries(files)) {
      await mkdir(dirname(join(folder, file)), { recursive: true });
      await writeFile(join(folder, file), text);
    }
  }

  async function contents(): Promise<Record<string, string>> {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
    const texts = await Promise.all(
      files.map(async (file) => [file.slice(folder.length + 1), await readFile(file, 'utf8')]),
    );
    return Object.fromEntries(texts) as Record<string, string>;
  }

  const codes = async (work: Promise<void>): Promise<readonly string[]> => {
    const error: unknown = await work.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    return error instanceof RedressError ? error.faults.map(({ code, place }) => `${code} ${place?.file ?? ''}`) : [];
  };

  it('writes, replaces and removes, and leaves everything else', async () => {
    await changeFolder(folder, { write: { 'a.yaml': 'A', 'cn/新/d.yaml': '丁\r\n' }, remove: ['old/c.yaml'] });
    expect(await contents()).toEqual({
      'a.yaml': 'A',
      'cn/新/d.yaml': '丁\r\n',
      'house/b.test.yaml': 'tests',
      'house/b.yaml': 'b',
    });
    expect(await readdir(folder)).not.toContain('old');
  });

  it('makes a folder that is not there', async () => {
    folder = join(outside, 'new', 'policies');
    await changeFolder(folder, { write: { 'a.yaml': 'A' }, remove: [] });
    expect(await contents()).toEqual({ 'a.yaml': 'A' });
  });

  it.each([
    ['a file where a folder is needed', { 'house/x.yaml': 'x', 'a.yaml/b.yaml': 'b' }, 'policies.not_writable '],
    ['a folder where a file is needed', { 'house/x.yaml': 'x', 'dir.yaml': 'x' }, 'policies.not_a_file dir.yaml'],
    ['a link out of it', { 'a.yaml': 'A', 'link/x.yaml': 'x' }, 'policies.not_a_file link/x.yaml'],
    ['a name that leads out of it', { '../x.yaml': 'x' }, 'policies.not_a_file ../x.yaml'],
  ])('that cannot be done wholly is not done at all: %s', async (_, write, code) => {
    await mkdir(join(folder, 'dir.yaml'));
    await symlink(outside, join(folder, 'link'));
    const before = await contents();
    expect(
      await codes(changeFolder(folder, { write: { 'new/first.yaml': '1', ...write }, remove: ['old/c.yaml'] })),
    ).toEqual([code]);
    expect(await contents()).toEqual(before);
    expect((await readdir(folder)).filter((name) => name.startsWith('.') || name === 'new')).toEqual([]);
    expect(await readdir(outside)).toEqual(['policies']);
  });

  if (process.getuid?.() === 0)
    process.stdout.write('not tried: a folder in which nothing may be written, for root may write everywhere\n');
  else
    it('says so where nothing may be written', async () => {
      await chmod(folder, 0o500);
      expect(await codes(changeFolder(folder, { write: { 'a.yaml': 'A' }, remove: [] }))).toEqual([
        'policies.not_writable ',
      ]);
      await chmod(folder, 0o700);
    });
});
