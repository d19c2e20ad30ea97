import type { Instant } from '../../rules/values.js';
import { milliseconds } from '../../store/sql-parts.js';
import type { Tx } from '../../store/tx.js';

/** A sign-in that is under way at a provider. */
export interface OidcAttempt {
  readonly nonce: string;
  readonly verifier: string;
  /** Of the session that the browser had: the one that is confirmed, or that ends when another begins. */
  readonly session?: Buffer;
  /** Whether it shows again who the person of that session is. */
  readonly confirms: boolean;
  readonly begunAt: Instant;
}

/** What an attempt is found by: all of it, or not at all. */
export interface AttemptMarks {
  readonly state: Buffer;
  readonly provider: string;
  readonly browser: Buffer;
}

export async function insertAttempt(
  tx: Tx,
  { state, provider, browser }: AttemptMarks,
  { nonce, verifier, session, confirms, begunAt }: OidcAttempt,
  expiresAt: Instant,
): Promise<void> {
  await tx.query(
    'oidc-attempt-insert',
    `insert into oidc_attempt (state, provider, browser, nonce, verifier, session, confirms, begun_at, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [state, provider, browser, nonce, verifier, session ?? null, confirms, new Date(begunAt), new Date(expiresAt)],
  );
}

/** Takes an attempt out: whatever comes of it, it is not there a second time. Undefined for a foreign, used or old one. */
export async function takeAttempt(
  tx: Tx,
  { state, provider, browser }: AttemptMarks,
  at: Instant,
): Promise<OidcAttempt | undefined> {
  const [row] = await tx.query<Omit<OidcAttempt, 'session'> & { readonly session: Buffer | null }>(
    'oidc-attempt-take',
    `delete from oidc_attempt where state = $1 and provider = $2 and browser = $3 and expires_at > $4
     returning nonce, verifier, session, confirms, ${milliseconds('begun_at')} as "begunAt"`,
    [state, provider, browser, new Date(at)],
  );
  if (row === undefined) return undefined;
  const { session, ...rest } = row;
  return { ...rest, ...(session === null ? {} : { session }) };
}

/** Removes some attempts that are over: a few at each new one, more than it adds. */
export async function removeOldAttempts(tx: Tx, at: Instant): Promise<void> {
  await tx.query(
    'oidc-attempt-remove-old',
    `delete from oidc_attempt where state in
       (select state from oidc_attempt where expires_at < $1 order by expires_at limit 20 for update skip locked)`,
    [new Date(at)],
  );
}
