import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { childEnvironment } from '../../src/config.js';
import { projectFolder } from '../../src/project.js';
import { redress } from './run-program.js';

const mapping = `mapping: many
title: { en: Many, zh: 很多 }
rows: complaint
source: many
format: { csv: { encoding: utf-8, delimiter: "," } }
zone: Asia/Shanghai
id: id
columns:
  received: { event: received, as: yyyy-MM-dd }
`;

describe('an audit that is interrupted', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'redress-interrupt-'));
    await mkdir(join(folder, 'out'));
    await mkdir(join(folder, 'tmp'));
    await writeFile(join(folder, 'mapping.yaml'), mapping);
    const rows = Array.from({ length: 200_000 }, (_, row) => `C${row},${row % 100 === 0 ? 'never' : '2026-02-12'}\n`);
    await writeFile(join(folder, 'many.csv'), `id,received\n${rows.join('')}`);
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it.each([
    { signal: 'SIGINT', code: 130 },
    { signal: 'SIGTERM', code: 143 },
  ] as const)('by $signal leaves nothing half-written and exits with $code', async ({ signal, code }) => {
    expect((await redress(['--version'])).code).toBe(0);
    const out = join(folder, 'out');
    const outputs = ['--json', join(out, 'f.json'), '--csv', join(out, 'f.csv'), '--rejects', join(out, 'rejects.csv')];
    const inputs = [
      join(folder, 'many.csv'),
      '--mapping',
      join(folder, 'mapping.yaml'),
      '--policies',
      join(projectFolder, 'policies'),
    ];
    // Through the wrapper that users start: it passes the signal on.
    const child = spawn(process.execPath, [join(projectFolder, 'bin/redress.mjs'), 'audit', ...inputs, ...outputs], {
      env: childEnvironment({ LC_ALL: 'C', NODE_OPTIONS: '', TMPDIR: join(folder, 'tmp') }),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    const ended = once(child, 'close');
    while ((await readdir(out)).length < 3 && child.exitCode === null) await sleep(20);
    child.kill(signal);
    await ended;
    expect({ code: child.exitCode, left: await readdir(out), temporary: await readdir(join(folder, 'tmp')) }).toEqual({
      code,
      left: [],
      temporary: [],
    });
    expect(stderr).toContain('[redress.interrupted]');
  });
});
