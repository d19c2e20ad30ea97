import type { Instant } from '../../rules/values.js';
import type { Tx } from '../../store/tx.js';

/** Keeps a link by which the password of an account can be set once; those that it had before are worth nothing any more. */
export async function insertPasswordLink(
  tx: Tx,
  link: { readonly hash: Buffer; readonly account: string; readonly at: Instant; readonly expiresAt: Instant },
): Promise<void> {
  await endPasswordLinks(tx, link.account);
  await tx.query(
    'link-insert',
    `insert into one_time_link (hash, purpose, account_id, created_at, expires_at) values ($1, 'set-password', $2, $3, $4)`,
    [link.hash, link.account, new Date(link.at), new Date(link.expiresAt)],
  );
}

export async function endPasswordLinks(tx: Tx, account: string): Promise<void> {
  await tx.query(
    'link-end',
    `delete from one_time_link where account_id = $1 and purpose = 'set-password' and used_at is null`,
    [account],
  );
}

/** The account whose password a link may set now; undefined where it does not hold, or the account is disabled. */
export async function passwordLink(
  tx: Tx,
  hash: Buffer,
  at: Instant,
): Promise<{ readonly account: string; readonly name: string } | undefined> {
  const [row] = await tx.query<{ account: string; name: string }>(
    'link-read',
    `select account_id as account, name from one_time_link join account using (account_id)
     where hash = $1 and purpose = 'set-password' and used_at is null and expires_at > $2 and disabled_at is null`,
    [hash, new Date(at)],
  );
  return row;
}

/** Whether a link was still unused: it is used now. */
export async function useLink(tx: Tx, hash: Buffer, at: Instant): Promise<boolean> {
  const rows = await tx.query(
    'link-use',
    'update one_time_link set used_at = $2 where hash = $1 and used_at is null and expires_at > $2 returning hash',
    [hash, new Date(at)],
  );
  return rows.length > 0;
}
