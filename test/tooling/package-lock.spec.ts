import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { projectFolder } from '../../src/project.js';
import { script } from './run-program.js';

interface Entry {
  readonly version?: string;
  readonly resolved?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

async function readLock(folder = projectFolder): Promise<Readonly<Record<string, Entry>>> {
  const { packages }: { packages: Record<string, Entry> } = JSON.parse(
    await readFile(join(folder, 'package-lock.json'), 'utf8'),
  );
  return packages;
}

function missingPlatforms(packages: Readonly<Record<string, Entry>>): readonly string[] {
  return Object.values(packages)
    .flatMap((entry) => Object.keys(entry.optionalDependencies ?? {}))
    .filter((name) => packages[`node_modules/${name}`] === undefined);
}

describe('package-lock.json', () => {
  it('names no address: packages come from the registry of whoever installs', async () => {
    const resolved = Object.entries(await readLock()).filter(([, entry]) => entry.resolved !== undefined);
    expect(resolved).toEqual([]);
  });

  it('is in step with package.json', async () => {
    const root = (await readLock())[''];
    const manifest: Entry = JSON.parse(await readFile(join(projectFolder, 'package.json'), 'utf8'));
    for (const kind of ['dependencies', 'devDependencies', 'optionalDependencies'] as const)
      expect(root?.[kind]).toEqual(manifest[kind]);
  });

  it('has every platform package of every tool, without which "npm ci" refuses it', async () => {
    expect(missingPlatforms(await readLock())).toEqual([]);
  });

  it('is completed by scripts/lock.mjs when a registry lacks platforms', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'redress-lock-'));
    try {
      const file = join(folder, 'package-lock.json');
      await cp(join(projectFolder, 'package-lock.json'), file);
      const lock: { packages: Record<string, Entry> } = JSON.parse(await readFile(file, 'utf8'));
      const removed = ['@swc/core-darwin-arm64', '@swc/core-linux-x64-musl', '@swc/core-win32-x64-msvc'];
      const versions = removed.map((name) => lock.packages[`node_modules/${name}`]?.version);
      for (const name of removed) delete lock.packages[`node_modules/${name}`];
      await writeFile(file, JSON.stringify(lock));
      expect((await script('lock.mjs', [file])).code).toBe(0);
      const completed = await readLock(folder);
      expect(removed.map((name) => completed[`node_modules/${name}`]?.version)).toEqual(versions);
      expect(completed['node_modules/@swc/core-linux-x64-musl']).toMatchObject({
        os: ['linux'],
        cpu: ['x64'],
        libc: ['musl'],
        optional: true,
      });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
