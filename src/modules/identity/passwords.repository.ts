import type { Instant } from '../../rules/values.js';
import type { Tx } from '../../store/tx.js';

/** Who signs in with a name, as far as that is asked before the password is known. */
export interface SigningIn {
  readonly account: string;
  /** As the database compares it: other ways of writing it that find the same account are the same. */
  readonly name: string;
  readonly isDisabled: boolean;
  /** Undefined where the account has no password. */
  readonly hash?: string;
}

export async function signingIn(tx: Tx, name: string): Promise<SigningIn | undefined> {
  const [row] = await tx.query<{ account: string; name: string; isDisabled: boolean; hash: string | null }>(
    'password-by-name',
    `select a.account_id as account, lower(a.name) as name, a.disabled_at is not null as "isDisabled", p.hash
     from account a left join password p using (account_id) where lower(a.name) = lower($1)`,
    [name],
  );
  if (row === undefined) return undefined;
  const { hash, ...rest } = row;
  return { ...rest, ...(hash === null ? {} : { hash }) };
}

/** The hash of an account's password; undefined where it has none. */
export async function passwordHash(tx: Tx, account: string): Promise<string | undefined> {
  const [row] = await tx.query<{ hash: string }>('password-read', 'select hash from password where account_id = $1', [
    account,
  ]);
  return row?.hash;
}

export async function writePassword(tx: Tx, account: string, hash: string, at: Instant): Promise<void> {
  await tx.query(
    'password-write',
    `insert into password (account_id, hash, set_at) values ($1, $2, $3)
     on conflict (account_id) do update set hash = excluded.hash, set_at = excluded.set_at`,
    [account, hash, new Date(at)],
  );
}

/** Another hash in the place of this one; false where it is not this one any more: somebody else has set the password. */
export async function replacePassword(
  tx: Tx,
  account: string,
  hash: { readonly before: string; readonly after: string },
  setAt?: Instant,
): Promise<boolean> {
  const rows = await tx.query(
    'password-replace',
    `update password set hash = $3, set_at = coalesce($4::timestamptz, set_at) where account_id = $1 and hash = $2 returning account_id`,
    [account, hash.before, hash.after, setAt === undefined ? null : new Date(setAt)],
  );
  return rows.length > 0;
}

/** Whether the account had a password: it has none any more. */
export async function deletePassword(tx: Tx, account: string): Promise<boolean> {
  const rows = await tx.query('password-delete', 'delete from password where account_id = $1 returning account_id', [
    account,
  ]);
  return rows.length > 0;
}
