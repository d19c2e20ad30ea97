import type { Instant } from '../../rules/values.js';
import { milliseconds } from '../../store/sql-parts.js';
import type { Tx } from '../../store/tx.js';
import { writtenInstant } from '../../store/written-instant.js';
import type { Announcement, AnnouncementKind, Except, Said } from './announcement.js';

/**
 * Puts down what is to be told to whoever holds these roles, in the transaction in which it has come about. A row of its own, to nobody yet:
 * whoever tells notices tells it with them, once.
 */
export async function announce(tx: Tx, { id, kind, at, to, except, said }: Announcement): Promise<void> {
  await tx.query(
    'announcement-insert',
    `insert into message (message_id, kind, way, language, created_at, not_before, body, status)
     values ($1, 'announcement', 'inbox', 'en', $2, $2, $3::jsonb, 'waiting')`,
    [id, writtenInstant(at), JSON.stringify({ kind, to, except, said })],
  );
}

interface Row {
  readonly id: string;
  readonly at: Instant;
  readonly body: {
    readonly kind: AnnouncementKind;
    readonly to: readonly string[];
    readonly except: readonly Except[];
    readonly said: Said;
  };
}

/** Announcements that nobody was told of yet, the oldest first; held until the transaction ends. */
export async function waitingAnnouncements(tx: Tx, most: number): Promise<readonly Announcement[]> {
  const rows = await tx.query<Row>(
    'announcements-waiting',
    `select message_id as id, ${milliseconds('created_at')} as at, body from message
     where way = 'inbox' and account_id is null and destination is null and status = 'waiting' and queued_at is null
     order by created_at, message_id limit $1 for no key update skip locked`,
    [most],
  );
  return rows.map(({ id, at, body: { kind, to, except, said } }) => ({ id, kind, at, to, except, said }));
}

/** From now on these wait no longer: messages stand that tell of them. */
export async function markAnnounced(tx: Tx, ids: readonly string[], at: Instant): Promise<void> {
  if (ids.length === 0) return;
  await tx.query(
    'announcements-told',
    `update message set status = 'sent', sent_at = $2 where message_id = any($1::uuid[])`,
    [ids, writtenInstant(at)],
  );
}
