import { RedressError } from '../errors.js';
import { addressOf, addressOfParts, type DatabaseAddress } from './database-address.js';
import { databaseFault } from './database-errors.js';
import { startEmbedded, type EmbeddedOptions, type EmbeddedServer } from './embedded.launcher.js';
import { connect, type Connection, type ConnectionOptions } from './postgres.connection.js';
import { serverFaults } from './schema-state.js';
import { checkSchema, migrate, serverFacts } from './schema.migrator.js';
import type { Database } from './tx.js';

export interface OpenOptions {
  /** `DATABASE_URL`: a PostgreSQL of one's own; otherwise the one that comes with Redress. */
  readonly databaseUrl?: string | undefined;
  /** `DATABASE_OWNER_URL`: needed only where the tables are to be made or changed. */
  readonly databaseOwnerUrl?: string | undefined;
  /** The data folder of the database that comes with Redress. */
  readonly data: string;
  readonly cache: string;
  /** Connections at most (default 10). */
  readonly poolSize?: number;
  /** For tests: another PostgreSQL, other settings. */
  readonly embedded?: Pick<EmbeddedOptions, 'bin' | 'settings' | 'isFast'>;
}

/** Where the database is, for whoever wants to know. */
export type Where =
  | { readonly kind: 'own'; readonly address: string; readonly database: string }
  /** `isOutside`: not in the data folder, because the user of the server cannot enter that one. */
  | { readonly kind: 'embedded'; readonly folder: string; readonly isOutside: boolean; readonly port: number };

export interface OpenDatabase {
  readonly database: Database;
  readonly where: Where;
  /** Closes the connections; stops the database that comes with Redress if nobody else uses it. */
  close(): Promise<void>;
}

/**
 * The database, ready for use: reached or started, with the tables of this version, as a role that cannot change evidence. Refuses
 * with one sentence what stands in the way. Give it the configuration.
 */
export async function openDatabase(options: OpenOptions): Promise<OpenDatabase> {
  const { databaseUrl, databaseOwnerUrl } = options;
  if (databaseUrl !== undefined) return openOwn(options, databaseUrl);
  if (databaseOwnerUrl !== undefined) throw new RedressError([databaseFault('database.missing_address')]);
  return openEmbedded(options);
}

async function openOwn({ databaseOwnerUrl, poolSize }: OpenOptions, url: string): Promise<OpenDatabase> {
  const address = addressOf(url, 'DATABASE_URL');
  const owner = databaseOwnerUrl === undefined ? undefined : addressOf(databaseOwnerUrl, 'DATABASE_OWNER_URL');
  const connection = await prepared({ address, ...(poolSize === undefined ? {} : { poolSize }) }, owner);
  const { address: host, database } = address.shown;
  return {
    database: connection,
    where: { kind: 'own', address: host, database },
    close: () => connection.close(),
  };
}

async function openEmbedded({ data, cache, poolSize, embedded }: OpenOptions): Promise<OpenDatabase> {
  const server = await startEmbedded({ dataFolder: data, cache, ...embedded });
  try {
    const connection = await prepared(
      {
        address: addressOfParts(server.address('app')),
        ...(poolSize === undefined ? {} : { poolSize }),
        obstacle: () => server.obstacle(),
      },
      addressOfParts(server.address('owner')),
    );
    server.onReturn((port) => connection.moveTo(port));
    return {
      database: connection,
      where: embeddedPlace(server),
      async close() {
        await connection.close();
        await server.close();
      },
    };
  } catch (error) {
    await server.close();
    throw error;
  }
}

function embeddedPlace({ place: { folder, isOutside }, address }: EmbeddedServer): Where {
  return { kind: 'embedded', folder, isOutside, port: address('app').port };
}

async function prepared(options: ConnectionOptions, owner: DatabaseAddress | undefined): Promise<Connection> {
  const connection = await connect(options);
  try {
    const facts = await serverFacts(connection.reading);
    const faults = serverFaults(facts, options.address.shown.address);
    if (faults.length > 0) throw new RedressError(faults);
    if (owner !== undefined) await migrate(owner, facts.role);
    await checkSchema(connection.reading, owner !== undefined);
    return connection;
  } catch (error) {
    await connection.close();
    throw error;
  }
}
