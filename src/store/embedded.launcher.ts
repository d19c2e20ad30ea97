import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { RedressError, type Fault } from '../errors.js';
import type { AddressParts } from './database-address.js';
import { findPlace, type Place } from './embedded/data.place.js';
import { lock, tryLock, type OsLock } from './embedded/os.lock.js';
import type { ServerSettings } from './embedded/server-commands.js';
import { ensureRunning, parts, waitedTooLong, type KeepOptions, type RunningServer } from './embedded/server.keeper.js';
import { isAlive, runningServer, signalServer, stopServer } from './embedded/server.process.js';
import { folderRefusal } from './embedded/system-faults.js';

export interface EmbeddedOptions {
  /** The data folder; the database is in it, or where its file `location` says. */
  readonly dataFolder: string;
  /** Where a copy of the programs is kept, if one is needed. */
  readonly cache: string;
  /** A folder with the programs of another PostgreSQL. */
  readonly bin?: string;
  /** Further settings of the server. */
  readonly settings?: ServerSettings;
  /** Nothing waits for the disk; for tests whose data may be lost. */
  readonly isFast?: boolean;
}

/** A PostgreSQL of ours that this process uses. */
export interface EmbeddedServer {
  readonly place: Place;
  /** As it stands now: the port can change when the server was started again. */
  address(role: 'owner' | 'app'): AddressParts;
  readonly pid: () => number;
  /** Why the server is down, while it is. */
  obstacle(): Fault | undefined;
  /** Tells the port whenever the server was started again. */
  onReturn(listener: (port: number) => void): void;
  /** Gives it up; the last one who does stops it. */
  close(): Promise<void>;
}

const patience = 180_000;
const glance = 250;
const pauses = [100, 250, 500, 1_000, 2_000, 5_000, 10_000];

/**
 * The PostgreSQL of a data folder: made at first, started where it does not run, joined where another process of ours has
 * started it, and started again when it dies. Refuses with one sentence what stands in the way.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const place = await findPlace(options.dataFolder, true);
  const keep: KeepOptions = {
    place,
    cache: options.cache,
    bin: options.bin,
    settings: { ...(options.isFast === true ? fast : {}), ...options.settings },
    isFast: options.isFast ?? false,
    mayMake: true,
  };
  const locks = placeLocks(place);
  try {
    const joined = await locks.alone(async () => {
      const use = await locks.use();
      try {
        return { use, server: await ensureRunning(keep) };
      } catch (error) {
        use.release();
        throw error;
      }
    });
    return keepServer({ ...keep, mayMake: false }, locks, joined);
  } catch (error) {
    throw folderRefusal(error, place.folder);
  }
}

const fast: ServerSettings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };

interface Locks {
  /** Does the work while no other process starts or stops the server. */
  alone<T>(work: () => Promise<T>): Promise<T>;
  /** Held by everyone who uses the server. */
  use(): Promise<OsLock>;
  /** Runs the work if nobody else uses the server and nobody starts it. Does not wait. */
  ifUnused(work: () => void): void;
  readonly unused: () => OsLock | undefined;
}

function placeLocks(place: Place): Locks {
  const files = { start: join(place.folder, 'start.lock'), users: join(place.folder, 'users.lock') };
  const unused = (): OsLock | undefined => tryLock(files.users, 'exclusive');
  return {
    async alone(work) {
      const held = await lock(files.start, 'exclusive', patience);
      if (held === undefined) throw waitedTooLong(place, patience);
      try {
        return await work();
      } finally {
        held.release();
      }
    },
    async use() {
      const held = await lock(files.users, 'shared', patience);
      if (held === undefined) throw waitedTooLong(place, patience);
      return held;
    },
    ifUnused(work) {
      const held = tryLock(files.start, 'exclusive');
      if (held === undefined) return;
      if (unused() !== undefined) work();
    },
    unused,
  };
}

/** Watches over the server as long as this process uses it. */
function keepServer(keep: KeepOptions, locks: Locks, joined: { use: OsLock; server: RunningServer }): EmbeddedServer {
  let { server } = joined;
  let obstacle: Fault | undefined;
  const closing = new AbortController();
  let recovery: Promise<void> | undefined;
  const listeners: ((port: number) => void)[] = [];

  const recover = async (): Promise<void> => {
    for (let tries = 0; !closing.signal.aborted; tries += 1) {
      try {
        server = await locks.alone(() => ensureRunning(keep));
        obstacle = undefined;
        for (const listener of listeners) listener(server.port);
        return;
      } catch (error) {
        const known = folderRefusal(error, keep.place.folder);
        obstacle = known instanceof RedressError ? known.faults[0] : undefined;
        await sleep(pauses[Math.min(tries, pauses.length - 1)], undefined, closing).catch(() => undefined);
      }
    }
  };
  const watch = setInterval(() => {
    if (recovery === undefined && !isAlive(server.pid)) recovery = recover().finally(() => (recovery = undefined));
  }, glance);
  watch.unref();

  // A process that ends without closing cannot wait; but the server of nobody is not left running.
  const leave = (): void => {
    joined.use.release();
    locks.ifUnused(() => signalServer(server.pid, 'SIGINT'));
  };
  process.once('exit', leave);

  return {
    place: keep.place,
    address: (role) =>
      parts(role, { port: server.port, password: role === 'owner' ? server.ownerPassword : server.appPassword }),
    pid: () => server.pid,
    obstacle: () => obstacle,
    onReturn: (listener) => void listeners.push(listener),
    async close() {
      if (closing.signal.aborted) return;
      closing.abort();
      clearInterval(watch);
      await recovery;
      process.off('exit', leave);
      await locks.alone(async () => {
        joined.use.release();
        const unused = locks.unused();
        if (unused === undefined) return;
        const running = await runningServer(keep.place.data);
        if (running !== undefined) await stopServer(running.pid);
        unused.release();
      });
    },
  };
}
