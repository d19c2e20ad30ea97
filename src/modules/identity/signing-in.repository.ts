import type { Tx } from '../../store/tx.js';

/**
 * Whether an account is still enabled and still has this password (any, where none is given); both stay so until the transaction ends.
 * Between checking a password and beginning a session either may have changed, and what ended the sessions must end this one too.
 */
export async function stillHolds(tx: Tx, account: string, hash: string | undefined): Promise<boolean> {
  const [enabled] = await tx.query<{ ok: boolean }>(
    'signing-in-account',
    'select disabled_at is null as ok from account where account_id = $1 for share',
    [account],
  );
  if (enabled?.ok !== true || hash === undefined) return enabled?.ok === true;
  const [password] = await tx.query<{ hash: string }>(
    'signing-in-password',
    'select hash from password where account_id = $1 for share',
    [account],
  );
  return password?.hash === hash;
}
