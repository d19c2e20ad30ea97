import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { childEnvironment } from '../../src/config.js';
import { projectFolder } from '../../src/project.js';
import { redress } from './run-program.js';

describe('redress up', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'redress-up-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('writes whole files, also when two run at once, and says what it did in the language of each', async () => {
    const out = join(folder, 'out');
    const own = { REDRESS_DATA: join(folder, 'data') };
    const runs = await Promise.all([
      redress(['up', '--once', '--out', out], own),
      redress(['up', '--once', '--out', out, '--lang', 'zh'], own),
    ]);
    expect(runs.map(({ code, stderr }) => ({ code, faults: /\[[a-z]+\.[a-z_]+\]/.test(stderr) }))).toEqual([
      { code: 0, faults: false },
      { code: 0, faults: false },
    ]);
    const names = ['compliance-audit.en.pdf', 'compliance-audit.zh.pdf', 'findings.json', 'samples.rejects.csv'];
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
  }, 180_000); // Two runs at once, each with two reports to print.

  it('says so when the results cannot be written', async () => {
    const { code, stderr } = await redress(['up', '--out', '/dev/null/out']);
    expect(code).toBe(2);
    expect(stderr).toMatch(/\[[a-z]+\.[a-z_]+\]/);
  });

  it('serves until it is told to stop, and then leaves nothing running', async () => {
    const env = childEnvironment({ LC_ALL: 'C', NODE_OPTIONS: '', PORT: '0', REDRESS_DATA: join(folder, 'data') });
    const main = join(projectFolder, 'dist/src/cli/main.js');
    const child = spawn(process.execPath, [main, 'up', '--out', join(folder, 'out')], { env, stdio: 'pipe' });
    let told = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (told += text));
    const ended = once(child, 'close');
    try {
      while (!told.includes('Ctrl-C stops it') && child.exitCode === null) await sleep(100);
      const url = /listens at (\S+)/.exec(told)?.[1] ?? '';
      const token = /Bearer ([\w-]+)/.exec(told)?.[1] ?? '';
      expect((await fetch(`${url}/api/health/ready`)).status).toBe(200);
      const headers = { authorization: `Bearer ${token}` };
      const list = await fetch(`${url}/api/complaints?source=samples&limit=1`, { headers });
      expect(await list.json()).toMatchObject({ complaints: [{ source: 'samples' }] });
    } finally {
      child.kill('SIGINT');
    }
    const [code] = await ended;
    expect({ code, stopping: told.includes('Stopping') }).toEqual({ code: 0, stopping: true });
    const left = (await readdir(join(folder, 'data'), { recursive: true })).filter((name) =>
      name.endsWith('postmaster.pid'),
    );
    expect(left).toEqual([]);
  }, 180_000); // Makes a database, prints a report and starts the server.
});
