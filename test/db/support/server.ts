import { mkdtemp, rm, chmod } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../../../src/config.js';
import { addressOfParts, type AddressParts } from '../../../src/store/database-address.js';
import { findPlace } from '../../../src/store/embedded/data.place.js';
import { lock } from '../../../src/store/embedded/os.lock.js';
import { names, type ServerSettings } from '../../../src/store/embedded/server-commands.js';
import { ensureRunning, type RunningServer } from '../../../src/store/embedded/server.keeper.js';

/** `REDRESS_TEST_POSTGRES_BIN`: a folder with the programs of another PostgreSQL to test with. */
export const testBin = process.env['REDRESS_TEST_POSTGRES_BIN'] || undefined;

/** Nothing waits for the disk; for tests that measure nothing and kill nothing. `REDRESS_TEST_FAST=1` says it for all. */
export const fastSettings: ServerSettings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };
const isFast = process.env['REDRESS_TEST_FAST'] === '1';

export type TestServer = RunningServer & { readonly folder: string };

/** Starts the server of a folder, or joins the one that another worker has started there. It is not stopped by this process. */
export async function serverIn(dataFolder: string, settings: ServerSettings = {}): Promise<TestServer> {
  const place = await findPlace(dataFolder, true);
  const held = await lock(join(place.folder, 'start.lock'), 'exclusive', 120_000);
  try {
    const server = await ensureRunning({
      place,
      cache: readConfig().cache,
      bin: testBin,
      settings: { max_connections: '200', ...(isFast ? fastSettings : {}), ...settings },
      isFast,
      mayMake: true,
    });
    return { ...server, folder: place.folder };
  } finally {
    held?.release();
  }
}

/** The one server of this run of the tests, started by the first who asks. */
export function sharedServer(): Promise<TestServer> {
  const folder = process.env['REDRESS_TEST_RUN'];
  if (folder === undefined) throw new Error('REDRESS_TEST_RUN is not set: run the tests with jest.config.mjs');
  return serverIn(folder);
}

/** An address of a database of this server, as one of its roles. */
export function partsOf(server: RunningServer, role: 'owner' | 'app', database: string = names.database): AddressParts {
  const password = role === 'owner' ? server.ownerPassword : server.appPassword;
  return { host: '127.0.0.1', port: server.port, user: names[role], password, database };
}

export const addressIn = (...of: Parameters<typeof partsOf>) => addressOfParts(partsOf(...of));

/** A folder that is gone after the test; as root it can be entered by the user of the server. */
export async function scratchFolder(mode = 0o755): Promise<{ path: string; remove(): Promise<void> }> {
  // In the folder of the run, where there is one: what a killed run has left is removed by the next.
  const path = await mkdtemp(join(process.env['REDRESS_TEST_RUN'] ?? tmpdir(), 'redress-test-'));
  await chmod(path, mode);
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}
