import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { childEnvironment } from '../../src/config.js';
import { projectFolder } from '../../src/project.js';
import { redress, runProgram } from './run-program.js';

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
    { signal: 'SIGHUP', code: 129 },
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

// Where the system has a device that is always full.
if (existsSync('/dev/full'))
  describe('an answer that cannot be written', () => {
    it('is refused with the reason of the system, not called a defect', async () => {
      await redress(['--version']);
      const ran = await runProgram('sh', [
        '-c',
        `"$0" "$1" due --calendar cn --from 2026-02-12 --within "7 working days" > /dev/full`,
        process.execPath,
        join(projectFolder, 'bin/redress.mjs'),
      ]);
      expect({ code: ran.code, stderr: ran.stderr }).toEqual({
        code: 2,
        stderr: expect.stringContaining('[redress.cannot_answer]'),
      });
      expect(ran.stderr).toContain('ENOSPC');
    });
  });
