import { scopes, type Scope } from '../../authority/scopes.js';
import type { Role } from '../../authority/roles.js';
import type { Instant } from '../../rules/values.js';
import { milliseconds } from '../../store/sql-parts.js';
import type { Tx } from '../../store/tx.js';
import { knownRoles } from './accounts.repository.js';
import { rightsColumns } from './sessions.repository.js';

export interface ApiToken {
  readonly id: string;
  readonly account: string;
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly createdAt: Instant;
  readonly createdBy: string;
  readonly expiresAt: Instant;
  readonly revokedAt?: Instant;
  readonly usedAt?: Instant;
}

/** A token with what its account may do now. */
export interface LiveToken extends ApiToken {
  readonly isDisabled: boolean;
  readonly roles: readonly Role[];
  readonly units: readonly string[];
}

interface Row extends Omit<ApiToken, 'scopes' | 'revokedAt' | 'usedAt'> {
  readonly scopes: readonly string[];
  readonly revokedAt: Instant | null;
  readonly usedAt: Instant | null;
}

type LiveRow = Row & Pick<LiveToken, 'isDisabled' | 'units'> & { readonly roles: readonly string[] };

const columns = `t.token_id as id, t.account_id as account, t.name, t.scopes, ${milliseconds('t.created_at')} as "createdAt",
  t.created_by as "createdBy", ${milliseconds('t.expires_at')} as "expiresAt", ${milliseconds('t.revoked_at')} as "revokedAt",
  ${milliseconds('t.used_at')} as "usedAt"`;

/** The token with this digest, with the present rights of its account. */
export async function tokenByHash(tx: Tx, hash: Buffer): Promise<LiveToken | undefined> {
  const text = `select ${columns}, ${rightsColumns}
    from api_token t join account a using (account_id) where t.hash = $1`;
  const [row] = await tx.query<LiveRow>('token-by-hash', text, [hash]);
  if (row === undefined) return undefined;
  const { roles, isDisabled, units, ...rest } = row;
  return { ...tokenOf(rest), roles: knownRoles(roles), isDisabled, units };
}

export async function insertToken(tx: Tx, token: ApiToken, hash: Buffer): Promise<void> {
  await tx.query(
    'token-insert',
    `insert into api_token (token_id, account_id, name, hash, scopes, created_at, created_by, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      token.id,
      token.account,
      token.name,
      hash,
      token.scopes,
      new Date(token.createdAt),
      token.createdBy,
      new Date(token.expiresAt),
    ],
  );
}

export async function touchToken(tx: Tx, id: string, at: Instant): Promise<void> {
  await tx.query('token-touch', 'update api_token set used_at = $2 where token_id = $1', [id, new Date(at)]);
}

/** The token of an account, as it stands. */
export async function readToken(tx: Tx, account: string, id: string): Promise<ApiToken | undefined> {
  const text = `select ${columns} from api_token t where t.token_id = $1 and t.account_id = $2`;
  const [row] = await tx.query<Row>('token-read', text, [id, account]);
  return row === undefined ? undefined : tokenOf(row);
}

/** Revokes tokens of an account: this one or all. Gives the ids of those that held until now. */
export async function revokeTokens(
  tx: Tx,
  account: string,
  id: string | undefined,
  at: Instant,
): Promise<readonly string[]> {
  const rows = await tx.query<{ id: string }>(
    'token-revoke',
    `update api_token set revoked_at = $3 where account_id = $1 and ($2::uuid is null or token_id = $2) and revoked_at is null
     and expires_at > $3 returning token_id as id`,
    [account, id ?? null, new Date(at)],
  );
  return rows.map(({ id: revoked }) => revoked);
}

/** Tokens of an account: those that hold first, then the newest. */
export async function tokensOf(tx: Tx, account: string, at: Instant, limit: number): Promise<readonly ApiToken[]> {
  const text = `select ${columns} from api_token t where t.account_id = $1
    order by (t.revoked_at is null and t.expires_at > $2) desc, t.created_at desc, t.token_id limit $3`;
  return (await tx.query<Row>('token-list', text, [account, new Date(at), limit])).map(tokenOf);
}

export async function countTokens(tx: Tx, account: string, at: Instant): Promise<number> {
  const text = `select count(*)::int as count from api_token where account_id = $1 and revoked_at is null and expires_at > $2`;
  const [row] = await tx.query<{ count: number }>('token-count', text, [account, new Date(at)]);
  return row?.count ?? 0;
}

function tokenOf({ scopes: given, revokedAt, usedAt, ...row }: Row): ApiToken {
  return {
    ...row,
    scopes: scopes.filter((scope) => given.includes(scope)),
    ...(revokedAt === null ? {} : { revokedAt }),
    ...(usedAt === null ? {} : { usedAt }),
  };
}
