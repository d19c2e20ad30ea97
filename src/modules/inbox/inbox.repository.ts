import type { Json } from '../../ledger/canonical.js';
import type { Instant, Time } from '../../rules/values.js';
import { milliseconds } from '../../store/sql-parts.js';
import type { Tx } from '../../store/tx.js';
import type { StoredNotice } from '../complaints/complaint.js';
import type { EscalationKey, NoticeBody } from '../escalations/escalation.js';

export interface InboxMessage {
  readonly id: string;
  readonly kind: string;
  readonly createdAt: Instant;
  readonly readAt: Instant | null;
  readonly body: { readonly [key: string]: Json };
  /** Notices that it tells of, and how many of them nobody has acknowledged yet. */
  readonly count: number;
  readonly open: number;
}

export interface InboxPlace {
  readonly createdAt: Instant;
  readonly id: string;
}

const select = `
  select m.message_id as id, m.kind, ${milliseconds('m.created_at')} as "createdAt", ${milliseconds('m.read_at')} as "readAt", m.body,
    items.count, items.open
  from message m cross join lateral (
    select count(*)::int as count, count(*) filter (where n.status in ('waiting', 'told'))::int as open
    from message_item i join notice n on n.complaint_id = i.complaint_id and n.rule = i.rule and n.level = i.level and n.round = i.round
      and n.kind = i.kind
    where i.message_id = m.message_id) items
  where m.account_id = $1::uuid and m.way = 'inbox'`;

/** One page of what is in the inbox of an account, from the newest. */
export function listInbox(
  tx: Tx,
  account: string,
  { after, unread }: { readonly after: InboxPlace | undefined; readonly unread: boolean },
  limit: number,
): Promise<readonly InboxMessage[]> {
  const values: unknown[] = [account, limit];
  const names = ['inbox', ...(unread ? ['unread'] : []), ...(after === undefined ? [] : ['after'])];
  let text = select;
  if (unread) text += ' and m.read_at is null';
  if (after !== undefined) {
    values.push(new Date(after.createdAt).toISOString(), after.id);
    text += ` and m.created_at <= $3::timestamptz and (m.created_at < $3::timestamptz or m.message_id > $4::uuid)`;
  }
  return tx.query(names.join('-'), `${text} order by m.created_at desc, m.message_id limit $2`, values);
}

/** A message of the inbox of an account; undefined where it has none with this id. */
export async function readInbox(tx: Tx, account: string, id: string): Promise<InboxMessage | undefined> {
  const [row] = await tx.query<InboxMessage>('inbox-read', `${select} and m.message_id = $2::uuid`, [account, id]);
  return row;
}

/** How many messages of the inbox were not read yet. */
export async function countUnread(tx: Tx, account: string): Promise<number> {
  const text = `select count(*)::int as n from message where account_id = $1::uuid and way = 'inbox' and read_at is null`;
  const [row] = await tx.query<{ n: number }>('inbox-unread-count', text, [account]);
  return row?.n ?? 0;
}

/** Takes down when a message was read first. Gives false where the inbox does not have it. */
export async function markRead(tx: Tx, account: string, id: string, at: Instant): Promise<boolean> {
  const text = `update message set read_at = coalesce(read_at, $3) where message_id = $2::uuid and account_id = $1::uuid and way = 'inbox'
    returning message_id`;
  return (await tx.query('inbox-mark-read', text, [account, id, new Date(at)])).length > 0;
}

/** What a message tells of. */
export interface InboxItem extends EscalationKey {
  readonly message: string;
  readonly unit: string | null;
  readonly status: StoredNotice['status'];
  readonly toldAt: Instant;
  readonly body: NoticeBody;
  /** Of the clock that it watches, as it was judged when it was told. */
  readonly due: Time | null;
  readonly acknowledgedAt: Instant | null;
  readonly acknowledgedBy: string | null;
}

/** The first notices of each of these messages, in the order of their complaints. */
export function itemsOf(tx: Tx, messages: readonly string[], limit: number): Promise<readonly InboxItem[]> {
  return tx.query('inbox-items', itemsText, [messages, limit]);
}

const itemsText = `
  select i.message_id as message, i.complaint_id as complaint, c.unit, i.rule, i.level, i.round, n.status, n.body,
    ${milliseconds('n.created_at')} as "toldAt", clock.due, ${milliseconds('a.at')} as "acknowledgedAt", a.actor as "acknowledgedBy"
  from unnest($1::uuid[]) with ordinality as w (id, place)
  cross join lateral (select * from message_item own where own.message_id = w.id
    order by own.complaint_id, own.rule, own.level, own.round limit $2) i
  join notice n on n.complaint_id = i.complaint_id and n.rule = i.rule and n.level = i.level and n.round = i.round and n.kind = i.kind
  join complaint c on c.complaint_id = i.complaint_id
  left join acknowledgement a on a.complaint_id = i.complaint_id and a.rule = i.rule and a.level = i.level and a.round = i.round
    and a.kind = i.kind
  left join lateral (
    select f -> 'due' as due from judgement j cross join lateral jsonb_array_elements(j.findings) f
    where j.complaint_id = i.complaint_id and j.number = (n.body ->> 'judgement')::int
      and (f ->> 'policy') || '#' || (f ->> 'rule') = n.body ->> 'for'
      and coalesce((f ->> 'round')::int, 1) = i.round
      and coalesce(f -> 'occurrence' ->> 'event', '') = case when strpos(i.rule, '@') = 0 then '' else substr(i.rule, strpos(i.rule, '@') + 1) end
    limit 1) clock on true
  order by w.place, i.complaint_id, i.rule, i.level, i.round`;
