import type { Server } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { RedressError, type Fault } from '../errors.js';
import { systemErrorCode } from '../imports/system-error.js';
import { serverFault } from '../server-errors.js';

/** Starts to listen; gives the port. Refuses in one sentence a port or an address that cannot be had. */
export async function listen(server: Server, port: number, host: string): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once('error', reject).listen(port, host, resolve);
  try {
    await promise;
  } catch (error) {
    throw new RedressError([cannotListen(error, port, host)], { cause: error });
  } finally {
    server.off('error', reject);
  }
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : port;
}

function cannotListen(error: unknown, port: number, host: string): Fault {
  const reason = systemErrorCode(error) ?? 'unknown';
  if (reason === 'EADDRINUSE') return serverFault('server.port_in_use', { port, host });
  if (reason === 'EACCES') return serverFault('server.port_forbidden', { port, host });
  if (reason === 'EADDRNOTAVAIL' || reason === 'ENOTFOUND') return serverFault('server.no_such_address', { host });
  return serverFault('server.cannot_listen', { port, host, reason });
}

/**
 * Stops taking connections, lets the requests that run come to their end, at most for `patience` milliseconds, then cuts what is left.
 * Connections without a request are closed at once.
 */
export async function stopListening(server: Server, patience: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  // A connection becomes idle when its answer has gone out; nothing but this closes it then.
  const sweep = setInterval(() => server.closeIdleConnections(), 50);
  const inTime = await Promise.race([closed.then(() => true), sleep(patience, false, { ref: false })]);
  clearInterval(sweep);
  if (!inTime) server.closeAllConnections();
  await closed;
}
