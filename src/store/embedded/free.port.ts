import { once } from 'node:events';
import { createServer } from 'node:net';
import { systemErrorCode } from '../../imports/system-error.js';
import { randomBytes } from '../../random.js';

/** Below the ports that systems hand out for outgoing connections, so that ours is still free after a restart. */
const range = { first: 20_000, size: 12_000 };

/** The wanted port if it is free on this machine's own address, otherwise another one. */
export async function freePort(wanted: number | undefined): Promise<number> {
  if (wanted !== undefined && (await isFree(wanted))) return wanted;
  for (let tries = 0; tries < 50; tries += 1) {
    const port = range.first + (randomBytes(4).readUInt32BE() % range.size);
    if (await isFree(port)) return port;
  }
  return anyPort();
}

async function isFree(port: number): Promise<boolean> {
  return (await portObstacle(port)) === undefined;
}

/** Why nobody can listen there (`EADDRINUSE`, `EACCES`); undefined for a free port. */
export async function portObstacle(port: number, address = '127.0.0.1'): Promise<string | undefined> {
  const server = createServer();
  try {
    server.listen(port, address);
    await once(server, 'listening');
    return undefined;
  } catch (error) {
    return systemErrorCode(error) ?? 'unknown';
  } finally {
    server.close();
  }
}

async function anyPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : range.first;
}
