import { urlOf } from '../../../src/store/database-address.js';
import type { ServerSettings } from '../../../src/store/embedded/server-commands.js';
import { names } from '../../../src/store/embedded/server-commands.js';
import { isAlive, stopServer } from '../../../src/store/embedded/server.process.js';
import { migrate } from '../../../src/store/schema.migrator.js';
import { addressIn, partsOf, scratchFolder, serverIn } from './server.js';

/** A server of one test alone, which it may kill and start again; its database `redress` has the tables of this version. */
export interface PrivateServer {
  readonly url: string;
  readonly ownerUrl: string;
  /** Kills it with SIGKILL, as a power cut would. */
  kill(): Promise<void>;
  /** Stops it in order: connections are cut, transactions taken back. */
  stop(): Promise<void>;
  /** Starts it again on the same data and the same port. */
  start(): Promise<void>;
  /** Stops it and removes its data. */
  close(): Promise<void>;
}

/** What is acknowledged outlives the death of the server, however fast the tests are to be (the machine itself stays alive). */
const lasting: ServerSettings = { synchronous_commit: 'on', full_page_writes: 'on' };

/** Starts one; takes about two seconds. `given` are settings of PostgreSQL (`fastSettings` where nothing is killed). */
export async function privateServer(given: ServerSettings = {}): Promise<PrivateServer> {
  const settings = { ...lasting, ...given };
  const scratch = await scratchFolder();
  let server = await serverIn(scratch.path, settings);
  await migrate(addressIn(server, 'owner'), names.app);
  const { port } = server;
  return {
    url: urlOf(partsOf(server, 'app')),
    ownerUrl: urlOf(partsOf(server, 'owner')),
    async kill() {
      process.kill(server.pid, 'SIGKILL');
      while (isAlive(server.pid)) await new Promise((resolve) => setTimeout(resolve, 5));
    },
    async stop() {
      await stopServer(server.pid);
    },
    async start() {
      server = await serverIn(scratch.path, settings);
      if (server.port !== port) throw new Error(`port ${port} was taken by another program`);
    },
    async close() {
      if (isAlive(server.pid)) await stopServer(server.pid);
      await scratch.remove();
    },
  };
}
