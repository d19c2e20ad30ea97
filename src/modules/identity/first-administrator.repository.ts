import type { Instant } from '../../rules/values.js';
import type { Tx } from '../../store/tx.js';

/** Whether an enabled person is an administrator; one of the first look is not meant to stay. */
export async function hasAdministrator(tx: Tx): Promise<boolean> {
  const rows = await tx.query(
    'first-administrator-there',
    `select from account_role r join account a using (account_id)
     where r.role = 'administrator' and a.disabled_at is null and a.kind = 'person' limit 1`,
  );
  return rows.length > 0;
}

/** Keeps a link by which the first administrator can be made; those that ran out are forgotten. */
export async function insertFirstLink(
  tx: Tx,
  { hash, at, expiresAt }: { readonly hash: Buffer; readonly at: Instant; readonly expiresAt: Instant },
): Promise<void> {
  await tx.query(
    'first-administrator-clean',
    `delete from one_time_link where purpose = 'first-administrator' and expires_at <= $1`,
    [new Date(at)],
  );
  await tx.query(
    'first-administrator-link',
    `insert into one_time_link (hash, purpose, created_at, expires_at) values ($1, 'first-administrator', $2, $3)`,
    [hash, new Date(at), new Date(expiresAt)],
  );
}

/** Whether such a link holds now. */
export async function firstLinkHolds(tx: Tx, hash: Buffer, at: Instant): Promise<boolean> {
  const rows = await tx.query(
    'first-administrator-read',
    `select from one_time_link where hash = $1 and purpose = 'first-administrator' and used_at is null and expires_at > $2`,
    [hash, new Date(at)],
  );
  return rows.length > 0;
}

/** All such links are worth nothing any more. */
export async function endFirstLinks(tx: Tx): Promise<void> {
  await tx.query('first-administrator-end', `delete from one_time_link where purpose = 'first-administrator'`);
}
