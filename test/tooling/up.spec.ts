import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { childEnvironment } from '../../src/config.js';
import { projectFolder } from '../../src/project.js';
import { testDatabase } from '../db/support/test-database.js';
import { builtRedress, redress } from './run-program.js';

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

  it('serves until it is told to stop, lets in whoever has its link, and then leaves nothing running', async () => {
    const data = join(folder, 'data');
    const first = await upUntilReady(folder);
    const { url, link, token } = first;
    expect((await fetch(`${url}/api/health/ready`)).status).toBe(200);
    const headers = { authorization: `Bearer ${token}` };
    const list = await fetch(`${url}/api/complaints?source=samples&limit=1`, { headers });
    expect(await list.json()).toMatchObject({ complaints: [{ source: 'samples' }] });
    expect(await (await fetch(`${url}/demo`)).text()).toContain('data-choice="demo-officer"');
    expect((await signIn(url, link)).status).toBe(200);
    expect((await signIn(url, link, { 'x-forwarded-for': '10.0.0.1' })).status).toBe(403);
    const { code, told } = await first.stop();
    expect({ code, stopping: told.includes('Stopping') }).toEqual({ code: 0, stopping: true });
    const left = (await readdir(data, { recursive: true })).filter((name) => name.endsWith('postmaster.pid'));
    expect(left).toEqual([]);

    // Officers' words stay recorded; their accounts are gone for good.
    const leaving = await builtRedress(['accounts', 'leave-demo'], { REDRESS_DATA: data });
    expect(leaving).toMatchObject({ code: 0, stdout: expect.stringContaining('demo-officer') });
    const second = await upUntilReady(folder);
    expect(second.told()).toMatch(/\[demo\.left\][\s\S]*\/first-administrator#[\w-]{43}\n/);
    expect((await signIn(second.url, link)).status).toBe(403);
    expect((await fetch(`${second.url}/api/complaints`, { headers })).status).toBe(401);
    expect((await second.stop()).code).toBe(0);
  }, 360_000); // Makes a database, prints a report and starts the server, twice.

  it('offers no first look to others: with an open address, a database of one’s own, or in production', async () => {
    const test = await testDatabase();
    try {
      const env = { DATABASE_URL: test.url, REDRESS_ADDRESS: '0.0.0.0', NODE_ENV: 'production' };
      const run = await upUntilReady(folder, env);
      for (const code of ['demo.address', 'demo.own_database', 'demo.production'])
        expect(run.told()).toContain(`[${code}]`);
      expect(run.told()).toMatch(/\/first-administrator#[\w-]{43}\n/);
      expect(run.told()).not.toMatch(/\/demo#|Bearer/);
      await run.stop();
      expect(await test.owner.query('demo', `select from account`)).toEqual([]);
    } finally {
      await test.close();
    }
  }, 180_000);
});

interface UpRun {
  readonly url: string;
  readonly link: string;
  readonly token: string;
  told(): string;
  stop(): Promise<{ readonly code: unknown; readonly told: string }>;
}

/** Starts `redress up` as a process of its own and waits until it has said everything. */
async function upUntilReady(folder: string, more: Readonly<Record<string, string>> = {}): Promise<UpRun> {
  const env = childEnvironment({
    LC_ALL: 'C',
    NODE_OPTIONS: '',
    PORT: '0',
    REDRESS_DATA: join(folder, 'data'),
    ...more,
  });
  const main = join(projectFolder, 'dist/src/cli/main.js');
  const child = spawn(process.execPath, [main, 'up', '--out', join(folder, 'out')], { env, stdio: 'pipe' });
  let told = '';
  child.stdout.resume();
  child.stderr.setEncoding('utf8').on('data', (text: string) => (told += text));
  const ended = once(child, 'close');
  while (!told.includes('Ctrl-C stops it')) {
    if (child.exitCode !== null) throw new Error(told);
    await sleep(100);
  }
  return {
    url: /listens at (\S+)/.exec(told)?.[1] ?? '',
    link: /\/demo#([\w-]{43})\n/.exec(told)?.[1] ?? '',
    token: /Bearer (rdr_[\w-]+)/.exec(told)?.[1] ?? '',
    told: () => told,
    async stop() {
      child.kill('SIGINT');
      const [code] = (await ended) as readonly unknown[];
      return { code, told };
    },
  };
}

function signIn(url: string, token: string, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
  return fetch(`${url}/api/session/link`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ token, account: 'demo-officer' }),
  });
}
