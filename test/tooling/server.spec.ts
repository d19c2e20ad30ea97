import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { childEnvironment } from '../../src/config.js';
import { projectFolder } from '../../src/project.js';
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
  it('answers on the loopback address and stops when asked', async () => {
    const port = await freePort();
    const child = spawn(process.execPath, [main], {
      env: childEnvironment({ PORT: String(port), NODE_OPTIONS: '' }),
      stdio: 'pipe',
    });
    const ended = once(child, 'close');
    try {
      const status = await answer(`http://127.0.0.1:${port}/`, () => child.exitCode === null);
      expect(status).toBe(404);
    } finally {
      child.kill('SIGTERM');
    }
    const [code, signal] = await ended;
    expect(code === 0 || signal === 'SIGTERM').toBe(true);
    await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow();
  });

  it('refuses a port that is none', async () => {
    const { code, stderr } = await runProgram(process.execPath, [main], { env: { PORT: '70000' } });
    expect(code).not.toBe(0);
    expect(stderr).toContain('config.wrong_port');
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
