import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { now } from '../clock.js';
import { readServerConfig, type Config } from '../config.js';
import { RedressError } from '../errors.js';
import { addressOf, addressOfParts, type DatabaseAddress } from '../store/database-address.js';
import { databaseFault } from '../store/database-errors.js';
import { findPlace } from '../store/embedded/data.place.js';
import { portObstacle } from '../store/embedded/free.port.js';
import { readSecrets } from '../store/embedded/secrets.file.js';
import { parts } from '../store/embedded/server.keeper.js';
import { runningServer } from '../store/embedded/server.process.js';
import { folderRefusal } from '../store/embedded/system-faults.js';
import { connect } from '../store/postgres.connection.js';
import { serverFaults } from '../store/schema-state.js';
import { appliedState, roleFault, serverFacts } from '../store/schema.migrator.js';
import type { Tx } from '../store/tx.js';
import {
  clockFinding,
  encodingFinding,
  portFinding,
  reachedFinding,
  restingFinding,
  schemaFinding,
} from './database-findings.js';
import { refusalFinding, type Finding } from './doctor.js';

const subject = { en: 'database', zh: '数据库' };

/** The database as it is: looking at it makes nothing, starts nothing and changes nothing. */
export async function checkDatabase(config: Config): Promise<readonly Finding[]> {
  try {
    if (config.databaseUrl !== undefined) {
      const owner = config.databaseOwnerUrl;
      return await reached(addressOf(config.databaseUrl, 'DATABASE_URL'), {
        owner: owner === undefined ? undefined : addressOf(owner, 'DATABASE_OWNER_URL'),
      });
    }
    if (config.databaseOwnerUrl !== undefined) throw new RedressError([databaseFault('database.missing_address')]);
    return await embedded(config.data);
  } catch (error) {
    return [refusalFinding(error, subject)];
  }
}

/** Whether the server finds its port free. */
export async function checkPort(): Promise<readonly Finding[]> {
  try {
    const { port, address } = readServerConfig();
    return [portFinding(port, await portObstacle(port, address))];
  } catch (error) {
    return [refusalFinding(error, { en: 'port', zh: '端口' })];
  }
}

async function embedded(dataFolder: string): Promise<readonly Finding[]> {
  const { folder, data } = await findPlace(dataFolder, false);
  try {
    const major = await textOf(join(data, 'PG_VERSION'));
    const running = major === undefined ? undefined : await runningServer(data);
    const secrets = running === undefined ? undefined : await readSecrets(folder);
    if (running?.state !== 'ready' || secrets === undefined) return [restingFinding(folder, major)];
    const address = (role: 'owner' | 'app'): DatabaseAddress =>
      addressOfParts(
        parts(role, { port: running.port, password: role === 'owner' ? secrets.ownerPassword : secrets.appPassword }),
      );
    return await reached(address('app'), { owner: address('owner'), folder });
  } catch (error) {
    throw folderRefusal(error, folder);
  }
}

async function textOf(file: string): Promise<string | undefined> {
  return readFile(file, 'utf8').then(
    (text) => text.trim(),
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined;
      throw error;
    },
  );
}

async function reached(
  address: DatabaseAddress,
  { owner, folder }: { readonly owner: DatabaseAddress | undefined; readonly folder?: string },
): Promise<readonly Finding[]> {
  const { address: host, database } = address.shown;
  const place = folder === undefined ? `${host}/${database}` : `${host} (${folder})`;
  const ownerRole = owner === undefined ? undefined : await asking(owner, async (tx) => (await serverFacts(tx)).role);
  return asking(address, async (tx) => {
    const facts = await serverFacts(tx);
    const state = await appliedState(tx);
    const { role } = facts;
    const faults = [
      ...serverFaults(facts, host),
      ...(role === ownerRole ? [databaseFault('database.same_role', { role })] : []),
      ...state.unknown.slice(0, 1).map((found) => databaseFault('database.newer_version', { found })),
      ...(state.missing.length > 0 ? [] : [(await roleFault(tx)) ?? []].flat()),
    ];
    return [
      reachedFinding(place, facts, [role, ownerRole ?? []].flat()),
      ...faults.map((fault) => refusalFinding(new RedressError([fault]), subject)),
      ...(facts.encoding === 'UTF8' ? [encodingFinding(facts)] : []),
      schemaFinding(state, owner !== undefined),
      clockFinding(await clockDifference(tx)),
    ];
  });
}

async function asking<T>(address: DatabaseAddress, work: (tx: Tx) => Promise<T>): Promise<T> {
  const connection = await connect({ address, poolSize: 1, statementTimeout: 10_000 });
  try {
    return await work(connection.reading);
  } finally {
    await connection.close();
  }
}

/** Milliseconds by which the clock of the database is ahead; half of the way there and back is taken off. */
async function clockDifference(tx: Tx): Promise<number> {
  const start = now();
  const [row] = await tx.query<{ at: number }>(
    'clock',
    'select (extract(epoch from clock_timestamp()) * 1000)::float8 as at',
  );
  return (row?.at ?? start) - (start + now()) / 2;
}
