import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { childEnvironment } from '../../src/config.js';
import { projectFolder } from '../../src/project.js';
import { scratchFolder } from '../db/support/server.js';
import { runProgram } from './run-program.js';

const main = join(projectFolder, 'dist/src/main.js');

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

describe('the server', () => {
  let data: Awaited<ReturnType<typeof scratchFolder>>;
  beforeAll(async () => {
    data = await scratchFolder();
  });
  afterAll(() => data.remove());

  it('answers on the loopback address and stops when asked', async () => {
    const port = await freePort();
    const child = spawn(process.execPath, [main], {
      env: childEnvironment({ PORT: String(port), REDRESS_DATA: data.path, NODE_OPTIONS: '', LC_ALL: 'C' }),
      stdio: 'pipe',
    });
    const ended = once(child, 'close');
    let told = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (told += text));
    let log = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (log += text));
    try {
      const status = await answer(`http://127.0.0.1:${port}/nothing`, () => child.exitCode === null);
      expect(status).toBe(404);
      const root = await fetch(`http://127.0.0.1:${port}/`, { redirect: 'manual' });
      expect({ status: root.status, to: root.headers.get('location') }).toEqual({ status: 302, to: '/sign-in' });
      const env = { PORT: String(port), REDRESS_DATA: data.path };
      const second = await runProgram(process.execPath, [main], { env });
      expect(second).toMatchObject({ code: 1, stderr: expect.stringContaining('[server.port_in_use]') });
      while (!told.includes('first-administrator#')) await new Promise((resolve) => setTimeout(resolve, 50));
      const link = /first-administrator#([\w-]{43})\n/.exec(told)?.[1] ?? '';
      const make = (name: string) =>
        fetch(`http://127.0.0.1:${port}/api/first-administrator`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ token: link, name, password: 'harbour lemon quartz' }),
        });
      expect((await make('admin')).status).toBe(201);
      expect((await make('other')).status).toBe(400);
      expect(log).not.toContain(link);
    } finally {
      child.kill('SIGTERM');
    }
    expect(await ended).toEqual([0, null]);
    await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow();
  });

  it('refuses a port that is none and a host that is no name, both at once', async () => {
    const env = { PORT: '70000', REDRESS_HOSTS: 'https://a' };
    const { code, stderr } = await runProgram(process.execPath, [main], { env });
    expect(code).toBe(1);
    for (const fault of ['config.wrong_port', 'config.wrong_host']) expect(stderr).toContain(fault);
  });
});

/** The status of the first answer, asked again until the server listens. */
async function answer(url: string, alive: () => boolean): Promise<number> {
  for (;;) {
    try {
      return (await fetch(url)).status;
    } catch (error) {
      if (!alive()) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
