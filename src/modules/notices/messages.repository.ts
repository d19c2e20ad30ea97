import type { Language } from '../../errors.js';
import type { Json } from '../../ledger/canonical.js';
import type { Instant } from '../../rules/values.js';
import { insertText, parameterOf, type Columns } from '../../store/insert-text.js';
import { milliseconds } from '../../store/sql-parts.js';
import type { Tx } from '../../store/tx.js';
import { writtenInstant } from '../../store/written-instant.js';
import { announcedJson, type Announced } from './announcement.js';
import { lately, type Sent, type Way } from './gathering.js';
import type { Contact } from '../recipients/contact.js';
import type { NoticeKey } from './notice-id.js';
import { addresseeKey, type NewMessage } from './plan-messages.js';

/** `needless`: all that it tells of was acknowledged, or ended, while it waited. */
export const messageStatuses = ['waiting', 'sent', 'failed', 'needless'] as const;
export type MessageStatus = (typeof messageStatuses)[number];

/** A message on its way. */
export interface Message {
  readonly id: string;
  readonly kind: string;
  readonly account: string | null;
  readonly destination: string | null;
  readonly way: Way;
  readonly language: Language;
  readonly status: MessageStatus;
  readonly createdAt: Instant;
  /** How often it was tried, whatever jobs it had. */
  readonly tries: number;
  /** What it says beside the notices that it tells of. */
  readonly body: Readonly<Record<string, unknown>>;
}

const columns: Columns = {
  message_id: 'uuid',
  kind: 'text',
  account_id: 'uuid',
  destination: 'text',
  way: 'text',
  language: 'text',
  created_at: 'timestamptz',
  not_before: 'timestamptz',
  body: 'jsonb',
  status: 'text',
  sent_at: 'timestamptz',
  queued_at: 'timestamptz',
};

/** A message that was planned, with what it says of itself where it tells of no notice. */
export type StoredMessage = Omit<NewMessage, 'kind' | 'body'> & {
  readonly kind: string;
  readonly body?: Readonly<Record<string, Json>>;
};

/** Stores messages: those of the inbox have arrived, those that gather wait for their time, all others are on their way (`isQueued`). */
export async function insertMessages(tx: Tx, messages: readonly StoredMessage[], at: Instant): Promise<void> {
  if (messages.length === 0) return;
  const rows = messages.map(({ id, kind, account, destination, way, language, notBefore, isGathering, body }) => ({
    message_id: id,
    kind,
    account_id: account ?? null,
    destination: destination ?? null,
    way,
    language,
    created_at: writtenInstant(at),
    not_before: writtenInstant(notBefore),
    body: body ?? {},
    status: way === 'inbox' ? 'sent' : 'waiting',
    sent_at: way === 'inbox' ? writtenInstant(at) : null,
    queued_at: way === 'inbox' || isGathering || notBefore > at ? null : writtenInstant(at),
  }));
  await tx.query('messages-insert', insertText('message', columns, 1), [parameterOf(columns, rows)]);
}

/** Has a message that still waits tell of these too. */
export async function appendAnnounced(tx: Tx, message: string, added: readonly Announced[]): Promise<void> {
  await tx.query(
    'message-append',
    `update message set body = jsonb_set(body, '{announcements}', coalesce(body -> 'announcements', '[]') || $2::jsonb) where message_id = $1`,
    [message, JSON.stringify(announcedJson(added).announcements)],
  );
}

interface SentRow {
  readonly way: Way;
  readonly account: string | null;
  readonly destination: string | null;
  readonly open: string | null;
  readonly openCount: number;
  readonly count: number;
  readonly digestAt: Instant | null;
}

/** What everybody was sent outside of the inbox within the last ten minutes, and which messages still take more, by `addresseeKey`. */
export async function sentLately(tx: Tx, at: Instant): Promise<ReadonlyMap<string, Sent>> {
  const rows = await tx.query<SentRow>(
    'messages-lately',
    `with recent as (
       select m.way, m.account_id, m.destination, m.message_id, m.kind, m.not_before, m.queued_at, m.status,
         (select count(*) from message_item i where i.message_id = m.message_id)
           + jsonb_array_length(coalesce(m.body -> 'announcements', '[]')) as items
       from message m
       where m.way <> 'inbox' and m.status <> 'needless' and (m.created_at > $1 or m.status = 'waiting' and m.queued_at is null or m.kind = 'digest' and m.not_before > $1)
     )
     select way, account_id as account, destination,
       (array_agg(message_id order by not_before) filter (where status = 'waiting' and queued_at is null))[1] as open,
       coalesce((array_agg(items order by not_before) filter (where status = 'waiting' and queued_at is null))[1], 0)::int as "openCount",
       sum(items)::int as count, ${milliseconds(`max(not_before) filter (where kind = 'digest')`)} as "digestAt"
     from recent group by way, account_id, destination`,
    [writtenInstant(at - lately)],
  );
  return new Map(
    rows.map(({ way, account, destination, open, openCount, count, digestAt }) => [
      addresseeKey({
        way,
        ...(account === null ? {} : { account }),
        ...(destination === null ? {} : { destination }),
      }),
      { open: open === null ? undefined : { id: open, count: openCount }, count, digestAt: digestAt ?? undefined },
    ]),
  );
}

/** A message that waits for a worker. */
export interface Queued {
  readonly id: string;
  readonly destination: string | null;
  readonly way: Way;
  /** Whether it was on its way before, and was held back. */
  readonly isAgain?: boolean;
}

/** Messages whose time has come and that nobody sends yet: from now on they are on their way. Those that gather wait while more is coming, for so long at most. */
export async function takeDue(
  tx: Tx,
  { at, isMoreComing }: { readonly at: Instant; readonly isMoreComing: boolean },
): Promise<readonly Queued[]> {
  return tx.query<Queued>(
    'messages-due',
    `update message set queued_at = $1 where message_id in (
       select message_id from message where status = 'waiting' and queued_at is null and not_before <= $1 and way <> 'inbox'
         and not ($2 and kind = 'digest' and not_before > $3)
       order by not_before, message_id limit 5000 for update skip locked)
     returning message_id as id, destination, way, tried_at is not null as "isAgain"`,
    [writtenInstant(at), isMoreComing, writtenInstant(at - longestGathering)],
  );
}

/** A sweep that is behind for so long holds up no message any more. */
const longestGathering = 300_000;

/** Messages that have been on their way for so long that whoever had them may have lost them. */
export async function longUnderWay(tx: Tx, before: Instant): Promise<readonly Queued[]> {
  return tx.query<Queued>(
    'messages-under-way',
    `select message_id as id, destination, way from message
     where status = 'waiting' and queued_at < $1 and coalesce(tried_at, queued_at) < $1 order by not_before, message_id limit 1000`,
    [writtenInstant(before)],
  );
}

export async function readMessage(tx: Tx, id: string): Promise<Message | undefined> {
  const [message] = await tx.query<Message>(
    'message-read',
    `select message_id as id, kind, account_id as account, destination, way, language, status, tries,
       ${milliseconds('created_at')} as "createdAt", body
     from message where message_id = $1`,
    [id],
  );
  return message;
}

/** A try that went well: the message has arrived. */
export async function markSent(tx: Tx, id: string, at: Instant): Promise<void> {
  await tx.query(
    'message-sent',
    `update message set status = 'sent', tries = tries + 1, tried_at = $2, sent_at = $2, error_code = null
     where message_id = $1 and status <> 'sent'`,
    [id, writtenInstant(at)],
  );
}

/** A try that did not. */
export async function markTried(tx: Tx, id: string, code: string, at: Instant): Promise<void> {
  await tx.query(
    'message-tried',
    `update message set tries = tries + 1, tried_at = $2,
       error_code = case $3 when 'sending.host_silent' then coalesce(error_code, $3) else $3 end
     where message_id = $1 and status = 'waiting'`,
    [id, writtenInstant(at), code],
  );
}

/** A message that was on its way waits again, and takes more until its time comes. */
export async function holdBack(tx: Tx, id: string, until: Instant, at: Instant): Promise<void> {
  await tx.query(
    'message-held',
    `update message set queued_at = null, tried_at = $3, not_before = $2 where message_id = $1 and status = 'waiting'`,
    [id, writtenInstant(until), writtenInstant(at)],
  );
}

/** Has what a mail leaves out wait in a message of its own, for what is over to stand again; nobody is sent it until then. */
export async function setApart(
  tx: Tx,
  from: Message,
  { id, notices, at }: { readonly id: string; readonly notices: readonly NoticeKey[]; readonly at: Instant },
): Promise<void> {
  await tx.query(
    'message-apart',
    `insert into message (message_id, kind, account_id, way, language, created_at, not_before, body, status)
     select $2, 'digest', account_id, way, language, $3, $3, '{}', 'needless' from message where message_id = $1`,
    [from.id, id, writtenInstant(at)],
  );
  await tx.query(
    'message-items-apart',
    `update message_item i set message_id = $2
     from jsonb_to_recordset($3::jsonb) as t (complaint uuid, rule text, level integer, round integer, kind text)
     where i.complaint_id = t.complaint and i.rule = t.rule and i.level = t.level and i.round = t.round and i.kind = t.kind and i.message_id = $1`,
    [from.id, id, JSON.stringify(notices)],
  );
}

/** A message that nobody needs any more: it is not sent. */
export async function markNeedless(tx: Tx, id: string, at: Instant): Promise<void> {
  await tx.query(
    'message-needless',
    `update message set status = 'needless', tried_at = $2 where message_id = $1 and status = 'waiting'`,
    [id, writtenInstant(at)],
  );
}

/** The last try: it is not tried again by itself. Gives the code of the last error; undefined where somebody else was first. */
export async function markFailed(
  tx: Tx,
  id: string,
  code: string | undefined,
  at: Instant,
): Promise<string | undefined> {
  const [row] = await tx.query<{ code: string | null }>(
    'message-failed',
    `update message set status = 'failed', tries = tries + case when $3::text is null then 0 else 1 end,
       tried_at = $2, error_code = coalesce($3, error_code)
     where message_id = $1 and status = 'waiting' returning error_code as code`,
    [id, writtenInstant(at), code ?? null],
  );
  return row === undefined ? undefined : (row.code ?? 'sending.failed');
}

/** A message that failed is on its way again; with the last error. Gives undefined where none with this id has failed. */
export async function markRetried(
  tx: Tx,
  id: string,
  at: Instant,
): Promise<(Queued & { readonly error: string | null }) | undefined> {
  const [row] = await tx.query<Queued & { readonly error: string | null }>(
    'message-retried',
    `update message set status = 'waiting', queued_at = $2, tried_at = $2, tries = 0 where message_id = $1 and status = 'failed'
     returning message_id as id, destination, way, error_code as error`,
    [id, writtenInstant(at)],
  );
  return row;
}

interface ContactRow {
  readonly account: string;
  readonly address: string | null;
  readonly language: Language;
  readonly ways: readonly string[];
  readonly quietFrom: string | null;
  readonly quietUntil: string | null;
}

/** How everybody wants to be told who said so. */
export async function allContacts(tx: Tx): Promise<ReadonlyMap<string, Contact>> {
  const rows = await tx.query<ContactRow>('contacts-all', contactText);
  return new Map(rows.map((row) => [row.account, contactOf(row)]));
}

const contactText = `select account_id as account, address, language, ways, quiet_from as "quietFrom", quiet_until as "quietUntil" from contact`;

function contactOf({ address, language, ways, quietFrom, quietUntil }: ContactRow): Contact {
  const quiet = quietFrom === null || quietUntil === null ? undefined : { from: quietFrom, until: quietUntil };
  return { address: address ?? undefined, language, ways: ways.includes('mail') ? ['mail'] : [], quiet };
}
