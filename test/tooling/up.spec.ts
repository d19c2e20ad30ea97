import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { redress } from './run-program.js';

describe('redress up', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'redress-up-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('writes whole files, also when two run at once, and says what it did in the language of each', async () => {
    const out = join(folder, 'out');
    const runs = await Promise.all([
      redress(['up', '--once', '--out', out]),
      redress(['up', '--once', '--out', out, '--lang', 'zh']),
    ]);
    expect(runs.map(({ code, stderr }) => ({ code, faults: /\[[a-z]+\.[a-z_]+\]/.test(stderr) }))).toEqual([
      { code: 0, faults: false },
      { code: 0, faults: false },
    ]);
    const names = ['compliance-audit.en.pdf', 'compliance-audit.zh.pdf', 'findings.json'];
    expect((await readdir(out)).sort()).toEqual(names);
    for (const name of names.slice(0, 2)) {
      const pdf = await readFile(join(out, name), 'latin1');
      expect(pdf.startsWith('%PDF-')).toBe(true);
      expect(pdf.trimEnd().endsWith('%%EOF')).toBe(true);
    }
    const findings: unknown = JSON.parse(await readFile(join(out, 'findings.json'), 'utf8'));
    expect(findings).toEqual(expect.any(Object));
    for (const name of names) for (const { stdout } of runs) expect(stdout).toContain(name);
    expect(runs[0]?.stdout).toMatch(/Try next:/);
    expect(runs[1]?.stdout).toMatch(/接下来可以：/);
  }, 180_000);

  it('says so when the results cannot be written', async () => {
    const { code, stderr } = await redress(['up', '--out', '/dev/null/out']);
    expect(code).toBe(2);
    expect(stderr).toMatch(/\[[a-z]+\.[a-z_]+\]/);
  });
});
