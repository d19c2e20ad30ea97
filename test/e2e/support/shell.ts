import { RedressError } from '../../../src/errors.js';
import type { LogLine } from '../../../src/http/log-line.js';
import { randomBytes } from '../../../src/random.js';
import { startServer, type RunningServer, type ServerOptions } from '../../../src/server.js';
import { databaseFault } from '../../../src/store/database-errors.js';
import type { Database } from '../../../src/store/tx.js';
import { everythingFor } from './everyone.js';
import { probeApp } from './probe.module.js';

/** A database that cannot be reached: for what needs none. */
export function noDatabase(): Database {
  const gone = (): Promise<never> =>
    Promise.reject(
      new RedressError([databaseFault('database.unavailable', { address: '127.0.0.1:1', reason: 'ECONNREFUSED' })]),
    );
  return { transaction: gone, reading: { query: gone }, close: () => Promise.resolve() };
}

export interface Shell extends RunningServer {
  readonly lines: LogLine[];
  /** Of somebody who may do everything. */
  readonly token: string;
  /** A request with the token, its body as JSON. */
  ask(method: string, path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Response>;
}

/** The manners with routes that do little, on a port of their own; the log kept instead of written. */
export async function startShell(options: Partial<ServerOptions> = {}): Promise<Shell> {
  const lines: LogLine[] = [];
  const token = randomBytes(32).toString('base64url');
  const store = options.store ?? { database: noDatabase(), close: () => Promise.resolve() };
  const server = await startServer({
    store,
    port: 0,
    log: (line) => void lines.push(line),
    module: probeApp(store.database),
    authenticate: () => everythingFor(token),
    ...options,
  });
  return {
    ...server,
    lines,
    token,
    ask: (method, path, body, headers = {}) =>
      fetch(server.url + path, {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      }),
  };
}
