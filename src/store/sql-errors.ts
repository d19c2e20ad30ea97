import type { Fault } from '../errors.js';
import { databaseFault, type databaseErrors } from './database-errors.js';

/** Where a connection leads and as whom, as far as it may be shown: never with a password. */
export interface ShownAddress {
  /** `HOST:PORT`. */
  readonly address: string;
  readonly role: string;
  readonly database: string;
  /** The variable to correct. */
  readonly variable: string;
}

/**
 * The fault of an error that says nothing about the statement: the database cannot be reached, used or written now.
 * Undefined for every other error, such as a violated constraint. The fault's reason is a code, never the error's own text.
 */
export function connectionFault(error: unknown, where: ShownAddress): Fault | undefined {
  const cause = driverError(error);
  if (cause === undefined) return undefined;
  const reason = reasonOf(cause);
  const code = codeOf(cause, reason);
  return code === undefined ? undefined : databaseFault(code, { ...where, reason });
}

/** Whether the error is a violated unique constraint (of this name, if one is given). */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  const cause = driverError(error);
  return cause?.code === '23505' && (constraint === undefined || cause.constraint === constraint);
}

/** The SQLSTATE of an error of the server, the code of the system otherwise; undefined for anything else. */
export function errorCode(error: unknown): string | undefined {
  return driverError(error)?.code;
}

interface DriverError {
  readonly code: string | undefined;
  readonly severity: string | undefined;
  readonly constraint: string | undefined;
  readonly message: string;
}

function driverError(error: unknown): DriverError | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  // TypeORM wraps what the driver throws.
  if ('driverError' in error) return driverError(error.driverError);
  const text = (name: string): string | undefined => {
    const value: unknown = Reflect.get(error, name);
    return typeof value === 'string' ? value : undefined;
  };
  return {
    code: text('code'),
    severity: text('severity'),
    constraint: text('constraint'),
    message: text('message') ?? '',
  };
}

type Code = keyof typeof databaseErrors;

const byState: Readonly<Record<string, Code>> = {
  '28P01': 'database.wrong_password',
  '28000': 'database.login_refused',
  '42501': 'database.login_refused',
  '3D000': 'database.unknown_database',
  '53100': 'database.full',
  '53300': 'database.busy',
  '25006': 'database.read_only',
  '57014': 'database.too_slow',
  '53000': 'database.unavailable',
  '53200': 'database.unavailable',
  '53400': 'database.unavailable',
  '58000': 'database.unavailable',
  '58030': 'database.unavailable',
  '25P03': 'database.unavailable',
  '25P04': 'database.unavailable',
  '57P01': 'database.unavailable',
  '57P02': 'database.unavailable',
  '57P03': 'database.unavailable',
  '57P04': 'database.unavailable',
  '57P05': 'database.unavailable',
};

/** Each has a digit; without that EPIPE would be one. */
const sqlState = /^(?=.*\d)[0-9A-Z]{5}$/;
const systemCode = /^((?!ERR_)E[A-Z0-9_]{3,}|UND_ERR_\w+|ERR_(SOCKET|STREAM)_\w+)$/;
const tlsCode = /^(ERR_(TLS|SSL)_\w+|CERT_\w+|DEPTH_ZERO_\w+|SELF_SIGNED_\w+|UNABLE_TO_\w+|HOSTNAME_MISMATCH)$/;

/** What the driver says in words alone. */
const byMessage: readonly (readonly [pattern: RegExp, reason: string, code: Code])[] = [
  [/^timeout exceeded when trying to connect/, 'no-free-connection', 'database.busy'],
  [/^(Connection terminated due to connection timeout|timeout expired)/, 'connect-timeout', 'database.unavailable'],
  [/^Query read timeout/, 'no-answer', 'database.too_slow'],
  [/^Connection terminated/, 'connection-lost', 'database.unavailable'],
  [/not queryable$/, 'connection-lost', 'database.unavailable'],
  [/^Cannot use a pool after calling end/, 'closing', 'database.unavailable'],
  [/^Driver not Connected/, 'closing', 'database.unavailable'],
  [/does not support SSL/, 'no-tls', 'database.tls_refused'],
  [/error response .*SSL|SSL negotiation/, 'no-tls', 'database.tls_refused'],
  [/client password must be/, 'no-password', 'database.wrong_password'],
  [/^SASL/, 'sasl', 'database.login_refused'],
];

function codeOf({ code, severity, message }: DriverError, reason: string): Code | undefined {
  // An encrypted connection is refused with the same state as a role.
  if (code === '28000' && /encryption|SSL/.test(message)) return 'database.tls_refused';
  // A statement without the right to its table is a mistake of ours; a login without the right to its database is not.
  if (code === '42501' && severity !== 'FATAL') return undefined;
  if (code !== undefined && sqlState.test(code)) {
    const known = byState[code];
    if (known !== undefined) return known;
    return code.startsWith('08') || severity === 'FATAL' || severity === 'PANIC' ? 'database.unavailable' : undefined;
  }
  if (code !== undefined && tlsCode.test(code)) return 'database.tls_refused';
  if (code !== undefined && systemCode.test(code)) return 'database.unavailable';
  return byMessage.find((entry) => entry[1] === reason)?.[2];
}

function reasonOf({ code, message }: DriverError): string {
  return code ?? byMessage.find(([pattern]) => pattern.test(message))?.[1] ?? 'unknown';
}
