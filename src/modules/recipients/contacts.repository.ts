import type { Language } from '../../errors.js';
import type { Instant } from '../../rules/values.js';
import { milliseconds } from '../../store/sql-parts.js';
import type { Tx } from '../../store/tx.js';
import type { Contact } from './contact.js';

interface Row {
  readonly address: string | null;
  readonly language: Language;
  readonly ways: readonly string[];
  readonly from: string | null;
  readonly until: string | null;
  readonly changedAt: Instant;
}

/** How an account wants to be told; undefined where it has never said so. */
export async function readContact(
  tx: Tx,
  account: string,
): Promise<(Contact & { readonly changedAt: Instant }) | undefined> {
  const text = `select address, language, ways, quiet_from as "from", quiet_until as until, ${milliseconds('changed_at')} as "changedAt"
    from contact where account_id = $1`;
  const [row] = await tx.query<Row>('contact-read', text, [account]);
  if (row === undefined) return undefined;
  const { address, language, ways, from, until, changedAt } = row;
  return {
    address: address ?? undefined,
    language,
    ways: ways.includes('mail') ? ['mail'] : [],
    quiet: from === null || until === null ? undefined : { from, until },
    changedAt,
  };
}

export async function writeContact(
  tx: Tx,
  account: string,
  { address, language, ways, quiet }: Contact,
  at: Instant,
): Promise<void> {
  await tx.query(
    'contact-write',
    `insert into contact (account_id, address, language, ways, quiet_from, quiet_until, changed_at) values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (account_id) do update set address = excluded.address, language = excluded.language, ways = excluded.ways,
       quiet_from = excluded.quiet_from, quiet_until = excluded.quiet_until, changed_at = excluded.changed_at`,
    [account, address ?? null, language, ['inbox', ...ways], quiet?.from ?? null, quiet?.until ?? null, new Date(at)],
  );
}

/** Keeps the digest of the secret of an account's calendar feed instead of the one before. */
export async function writeFeed(tx: Tx, account: string, digest: Buffer, at: Instant): Promise<void> {
  await tx.query(
    'contact-feed',
    `insert into contact (account_id, feed, changed_at) values ($1, $2, $3)
     on conflict (account_id) do update set feed = excluded.feed`,
    [account, digest, new Date(at)],
  );
}

/** Ends the calendar feed of an account. Gives whether there was one. */
export async function endFeed(tx: Tx, account: string): Promise<boolean> {
  const rows = await tx.query(
    'contact-feed-end',
    'update contact set feed = null where account_id = $1 and feed is not null returning account_id',
    [account],
  );
  return rows.length > 0;
}

/** Whether an account has a calendar feed. */
export async function hasFeed(tx: Tx, account: string): Promise<boolean> {
  const rows = await tx.query('contact-has-feed', 'select from contact where account_id = $1 and feed is not null', [
    account,
  ]);
  return rows.length > 0;
}

/** Whose calendar feed has this digest, and in which language they read; undefined where nobody's has. */
export async function feedOwner(
  tx: Tx,
  digest: Buffer,
): Promise<{ readonly account: string; readonly language: Language } | undefined> {
  const text = 'select account_id as account, language from contact where feed = $1';
  const [row] = await tx.query<{ account: string; language: Language }>('contact-by-feed', text, [digest]);
  return row;
}
