import type { Role } from '../../authority/roles.js';
import type { Instant } from '../../rules/values.js';
import { milliseconds } from '../../store/sql-parts.js';
import type { Tx } from '../../store/tx.js';
import { knownRoles } from './accounts.repository.js';

/** How somebody signed in. */
export type Way = 'password' | 'oidc' | 'link';

/** Whether the session waits for the code of the second factor. */
export type Stage = 'code' | 'full';

export interface Session {
  readonly id: string;
  readonly account: string;
  readonly way: Way;
  /** Of `oidc` the name of the provider. */
  readonly provider?: string;
  readonly stage: Stage;
  readonly createdAt: Instant;
  readonly usedAt: Instant;
  readonly expiresAt: Instant;
  readonly confirmedAt?: Instant;
}

/** A session with what its account may do now. */
export interface LiveSession extends Session {
  readonly isDisabled: boolean;
  readonly roles: readonly Role[];
  readonly units: readonly string[];
}

interface Row extends Omit<Session, 'confirmedAt' | 'provider'> {
  readonly provider: string | null;
  readonly confirmedAt: Instant | null;
}

type LiveRow = Row & Pick<LiveSession, 'isDisabled' | 'units'> & { readonly roles: readonly string[] };

const columns = `s.session_id as id, s.account_id as account, s.way, s.provider, s.stage, ${milliseconds('s.created_at')} as "createdAt",
  ${milliseconds('s.used_at')} as "usedAt", ${milliseconds('s.expires_at')} as "expiresAt", ${milliseconds('s.confirmed_at')} as "confirmedAt"`;

/** What an account may do, read with everything else in one statement: a role or a unit that is taken away is gone at once. */
export const rightsColumns = `a.disabled_at is not null as "isDisabled",
  array(select role from account_role r where r.account_id = a.account_id) as roles,
  array(select unit from account_unit u where u.account_id = a.account_id order by unit) as units`;

/** The session of a cookie, with the present rights of its account. */
export async function sessionByHash(tx: Tx, hash: Buffer): Promise<LiveSession | undefined> {
  const text = `select ${columns}, ${rightsColumns} from session s join account a using (account_id) where s.hash = $1`;
  const [row] = await tx.query<LiveRow>('session-by-hash', text, [hash]);
  if (row === undefined) return undefined;
  const { roles, isDisabled, units, ...rest } = row;
  return { ...sessionOf(rest), roles: knownRoles(roles), isDisabled, units };
}

export async function insertSession(tx: Tx, session: Session, hash: Buffer): Promise<void> {
  const { id, account, way, provider, stage, createdAt, usedAt, expiresAt, confirmedAt } = session;
  await tx.query(
    'session-insert',
    `insert into session (session_id, hash, account_id, way, stage, created_at, used_at, expires_at, confirmed_at, provider)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      id,
      hash,
      account,
      way,
      stage,
      new Date(createdAt),
      new Date(usedAt),
      new Date(expiresAt),
      confirmedAt === undefined ? null : new Date(confirmedAt),
      provider ?? null,
    ],
  );
}

export async function touchSession(tx: Tx, id: string, at: Instant): Promise<void> {
  await tx.query('session-touch', 'update session set used_at = $2 where session_id = $1 and used_at < $2', [
    id,
    new Date(at),
  ]);
}

/** Gives a session another secret; false where it has not the one from which this was asked any more. */
export async function renewSession(
  tx: Tx,
  id: string,
  hash: { readonly before: Buffer; readonly after: Buffer },
  change: Pick<Session, 'stage' | 'usedAt' | 'expiresAt'> & { readonly confirmedAt: Instant },
): Promise<boolean> {
  const rows = await tx.query(
    'session-renew',
    `update session set hash = $3, stage = $4, used_at = $5, expires_at = $6, confirmed_at = $7
     where session_id = $1 and hash = $2 returning session_id`,
    [
      id,
      hash.before,
      hash.after,
      change.stage,
      new Date(change.usedAt),
      new Date(change.expiresAt),
      new Date(change.confirmedAt),
    ],
  );
  return rows.length > 0;
}

export async function deleteSessionByHash(tx: Tx, hash: Buffer): Promise<void> {
  await tx.query('session-delete-by-hash', 'delete from session where hash = $1', [hash]);
}

/** Ends sessions of an account: this one, or all but this one, or all. Gives the ids of those that ended. */
export async function endSessions(
  tx: Tx,
  account: string,
  { only, but }: { readonly only?: string | undefined; readonly but?: string | undefined } = {},
): Promise<readonly string[]> {
  const rows = await tx.query<{ id: string }>(
    'session-end',
    `delete from session where account_id = $1 and ($2::uuid is null or session_id = $2) and ($3::uuid is null or session_id <> $3)
     returning session_id as id`,
    [account, only ?? null, but ?? null],
  );
  return rows.map(({ id }) => id);
}

/** Sessions of an account that have not ended, the newest first. */
export async function sessionsOf(
  tx: Tx,
  account: string,
  at: Instant,
  usedSince: Instant,
): Promise<readonly Session[]> {
  const text = `select ${columns} from session s where s.account_id = $1 and s.expires_at > $2 and s.used_at > $3
    order by s.created_at desc, s.session_id`;
  return (await tx.query<Row>('session-list', text, [account, new Date(at), new Date(usedSince)])).map(sessionOf);
}

/** Removes some sessions that are over: a few at each sign-in, more than it adds. */
export async function removeOldSessions(tx: Tx, at: Instant): Promise<void> {
  await tx.query(
    'session-remove-old',
    `delete from session where session_id in
       (select session_id from session where expires_at < $1 order by expires_at limit 20 for update skip locked)`,
    [new Date(at)],
  );
}

function sessionOf({ confirmedAt, provider, ...row }: Row): Session {
  return {
    ...row,
    ...(confirmedAt === null ? {} : { confirmedAt }),
    ...(provider === null ? {} : { provider }),
  };
}
