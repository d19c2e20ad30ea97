import { RedressError } from '../../errors.js';
import { randomBytes } from '../../random.js';
import type { Instant } from '../../rules/values.js';
import type { Tx } from '../../store/tx.js';
import { isOf, sealed, type Claim } from './claim.js';
import { idempotencyFault } from './idempotency-errors.js';

/** An answer as it is kept. Holds ids and outcomes, never a personal value: it stands outside the table that can be erased. */
export interface Answer<T> {
  readonly status: number;
  readonly body: T;
  /** `location` and `etag`, where the answer has them. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Another request with the same claim was first. Whatever this one has done must be taken back. */
export class ClaimLost extends Error {}

interface Row<T> {
  readonly request: Buffer;
  readonly status: number;
  readonly response: { readonly body: T; readonly headers?: Readonly<Record<string, string>> };
}

/** The answer that was given to this request before, if it was. Refuses (409) a key that came with another request. */
export async function replayed<T>(tx: Tx, claim: Claim): Promise<Answer<T> | undefined> {
  const [row] = await tx.query<Row<T>>(
    'idempotency-read',
    'select request, status, response from idempotency where account = $1 and key = $2',
    [claim.account, claim.key],
  );
  if (row === undefined) return undefined;
  if (!isOf(row.request, claim.request)) throw new RedressError([idempotencyFault('idempotency.other_request')]);
  return { status: row.status, ...row.response };
}

/** Keeps the answer, in the transaction of the write that it answers. Waits for another that makes the same claim; throws ClaimLost after it. */
export async function keep<T>(tx: Tx, claim: Claim, { status, body, headers }: Answer<T>, at: Instant): Promise<void> {
  const rows = await tx.query(
    'idempotency-keep',
    `insert into idempotency (account, key, request, status, response, created_at)
     values ($1, $2, $3, $4, $5::jsonb, $6) on conflict do nothing returning key`,
    [
      claim.account,
      claim.key,
      sealed(claim.request, randomBytes(16)),
      status,
      JSON.stringify({ body, ...(headers === undefined ? {} : { headers }) }),
      new Date(at),
    ],
  );
  if (rows.length === 0) throw new ClaimLost('another request made this claim first');
}

/** Forgets the claims made before an instant. Gives how many. */
export async function forget(tx: Tx, before: Instant): Promise<number> {
  const rows = await tx.query('idempotency-forget', 'delete from idempotency where created_at < $1 returning key', [
    new Date(before),
  ]);
  return rows.length;
}
