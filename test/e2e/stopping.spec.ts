import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { RedressError } from '../../src/errors.js';
import type { LogLine } from '../../src/http/log-line.js';
import { noDatabase, startShell } from './support/shell.js';

const codesOf = (error: unknown) => (error instanceof RedressError ? error.faults.map(({ code }) => code) : error);

describe('the server', () => {
  it('lets a request end before it stops, and closes the database last', async () => {
    const lines: LogLine[] = [];
    const isAnswered = (): boolean => lines.some(({ route, status }) => route === '/api/probe/slow' && status === 200);
    const closed: boolean[] = [];
    const shell = await startShell({
      store: { database: noDatabase(), close: () => Promise.resolve(void closed.push(isAnswered())) },
      log: (line) => void lines.push(line),
    });
    const idle = connect(Number(new URL(shell.url).port), '127.0.0.1');
    await once(idle, 'connect');
    const running = shell.ask('GET', '/api/probe/slow');
    await new Promise((resolve) => setTimeout(resolve, 100));
    const [first, second] = [shell.close(), shell.close()];
    await new Promise((resolve) => setTimeout(resolve, 20));
    await expect(shell.ask('GET', '/api/health/live')).rejects.toThrow('fetch failed');
    await Promise.all([first, second]);
    expect((await running).status).toBe(200);
    expect(closed).toEqual([true]);
    if (!idle.closed) await once(idle, 'close');
  });

  it('does not wait for connections that say nothing', async () => {
    const shell = await startShell();
    await (await shell.ask('GET', '/api/health/live')).text();
    const start = performance.now();
    await shell.close();
    expect(performance.now() - start).toBeLessThan(2_000);
  });

  it('says in one sentence that its port is in use, and closes the database', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as { port: number };
    let isClosed = false;
    const close = () => Promise.resolve(void (isClosed = true));
    try {
      const refused = await startShell({ port, store: { database: noDatabase(), close } }).catch(codesOf);
      expect(refused).toEqual(['server.port_in_use']);
      expect(isClosed).toBe(true);
    } finally {
      other.close();
    }
  });

  it.each([
    { address: '203.0.113.7', codes: ['server.no_such_address'] },
    { address: 'no-such-name.invalid', codes: ['server.no_such_address'] },
  ])('says that it cannot listen on $address', async ({ address, codes }) => {
    expect(await startShell({ address }).catch(codesOf)).toEqual(codes);
  });
});
