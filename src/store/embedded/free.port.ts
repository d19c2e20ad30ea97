import { once } from 'node:events';
import { createServer } from 'node:net';
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

export async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  try {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return true;
  } catch {
    return false;
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
