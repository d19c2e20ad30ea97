import type { Instant } from '../../rules/values.js';
import { milliseconds } from '../../store/sql-parts.js';
import type { Tx } from '../../store/tx.js';

/** The account of somebody at a provider; undefined where there is none. */
export async function accountOfIdentity(tx: Tx, issuer: string, subject: string): Promise<string | undefined> {
  const [row] = await tx.query<{ account: string }>(
    'identity-read',
    'select account_id as account from identity where issuer = $1 and subject = $2',
    [issuer, subject],
  );
  return row?.account;
}

export async function insertIdentity(
  tx: Tx,
  { issuer, subject, account }: { readonly issuer: string; readonly subject: string; readonly account: string },
  at: Instant,
): Promise<void> {
  await tx.query(
    'identity-insert',
    'insert into identity (issuer, subject, account_id, linked_at) values ($1, $2, $3, $4)',
    [issuer, subject, account, new Date(at)],
  );
}

/** With which issuers an account is linked, in the order of the links. */
export async function identitiesOf(
  tx: Tx,
  account: string,
): Promise<readonly { readonly issuer: string; readonly linkedAt: Instant }[]> {
  return tx.query(
    'identity-list',
    `select issuer, ${milliseconds('linked_at')} as "linkedAt" from identity where account_id = $1 order by linked_at, issuer`,
    [account],
  );
}

/** Takes the links of an account to an issuer away; false where it has none. */
export async function deleteIdentities(tx: Tx, account: string, issuer: string): Promise<boolean> {
  const rows = await tx.query(
    'identity-delete',
    'delete from identity where account_id = $1 and issuer = $2 returning account_id',
    [account, issuer],
  );
  return rows.length > 0;
}
