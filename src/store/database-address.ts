import { RedressError } from '../errors.js';
import { databaseFault } from './database-errors.js';
import type { ShownAddress } from './sql-errors.js';

/** How to reach a database as one role. */
export interface DatabaseAddress {
  /** What the driver connects with: an address as it was given, or the parts of one of ours, whose port may change. */
  readonly target: (AddressParts & { readonly ssl: false }) | { readonly connectionString: string };
  readonly shown: ShownAddress;
}

export interface AddressParts {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
}

/** The address in a variable. Refuses what is no PostgreSQL URL; never shows any of it, for it holds a password. */
export function addressOf(url: string, variable: string): DatabaseAddress {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed === undefined || !/^postgres(ql)?:$/.test(parsed.protocol)) throw wrongAddress(variable);
  const role = decoded(parsed.username, variable);
  const database = decoded(parsed.pathname.slice(1), variable) || role;
  const host = parsed.hostname || parsed.searchParams.get('host') || 'localhost';
  return {
    target: { connectionString: url },
    shown: { address: `${host}:${parsed.port || '5432'}`, role, database, variable },
  };
}

/** The address of a server of ours. */
export function addressOfParts(parts: AddressParts): DatabaseAddress {
  const { host, port, user: role, database } = parts;
  // The environment of whoever starts us may ask for encryption (PGSSLMODE), which a server of ours does not have.
  return {
    target: { ...parts, ssl: false },
    shown: { address: `${host}:${port}`, role, database, variable: 'DATABASE_URL' },
  };
}

/** The same as a URL, for programs that take one. Holds the password. */
export function urlOf({ host, port, user, password, database }: AddressParts): string {
  return `postgres://${encodeURIComponent(user)}:${encodeURIComponent(password)}@${host}:${port}/${encodeURIComponent(database)}`;
}

function decoded(text: string, variable: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw wrongAddress(variable);
  }
}

function wrongAddress(variable: string): RedressError {
  return new RedressError([databaseFault('database.wrong_address', { variable })]);
}
