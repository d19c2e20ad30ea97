import { writtenInstant } from '../../store/written-instant.js';
import { insertText, parameterOf, type Columns } from '../../store/insert-text.js';
import { milliseconds } from '../../store/sql-parts.js';
import type { Tx } from '../../store/tx.js';
import type { Instant } from '../../rules/values.js';
import type { ToldNotice } from './message-content.js';
import type { NoticeKey } from './notice-id.js';
import type { WaitingNotice } from './plan-messages.js';

/** Whoever tells notices, or puts messages on their way, holds it: what one person is told is put together by one, and nothing joins a message that has gone. */
export async function takeTellingTurn(tx: Tx): Promise<boolean> {
  const [row] = await tx.query<{ taken: boolean }>('notices-turn', `select pg_try_advisory_xact_lock($1, 0) as taken`, [
    lockClass,
  ]);
  return row?.taken === true;
}

/** Keeps this lock apart from all others: "ntc" in ASCII. */
const lockClass = 0x6e7463;

/** The place of a notice in the order in which they wait. */
export interface Place extends NoticeKey {
  readonly createdAt: Instant;
}

interface WaitingRow extends Place {
  readonly unit: string | null;
  readonly to: readonly string[];
}

const key = `n.complaint_id as complaint, n.rule, n.level, n.round, n.kind`;

/** Notices that nobody was told of yet, the oldest first; held until the transaction ends. Those that somebody else changes now are for the next time. */
export async function waitingNotices(
  tx: Tx,
  { since, after, most }: { readonly since: Instant; readonly after: Place | undefined; readonly most: number },
): Promise<readonly (WaitingNotice & Place)[]> {
  const rows = await tx.query<WaitingRow>(
    after === undefined ? 'notices-waiting' : 'notices-waiting-after',
    `select ${key}, ${milliseconds('n.created_at')} as "createdAt", c.unit,
       array(select jsonb_array_elements_text(n.body -> 'to')) as "to"
     from notice n join complaint c using (complaint_id)
     where n.status = 'waiting' and n.created_at >= $1
     ${after === undefined ? '' : 'and (n.created_at, n.complaint_id, n.rule, n.level, n.round, n.kind) > ($3, $4, $5, $6, $7, $8)'}
     order by n.created_at, n.complaint_id, n.rule, n.level, n.round, n.kind limit $2 for no key update of n skip locked`,
    [
      new Date(since),
      most,
      ...(after === undefined
        ? []
        : [new Date(after.createdAt), after.complaint, after.rule, after.level, after.round, after.kind]),
    ],
  );
  return rows;
}

const keyColumns: Columns = {
  complaint_id: 'uuid',
  rule: 'text',
  level: 'integer',
  round: 'integer',
  kind: 'text',
};

function keyRow({ complaint, rule, level, round, kind }: NoticeKey) {
  return { complaint_id: complaint, rule, level, round, kind };
}

const itemColumns: Columns = { ...keyColumns, message_id: 'uuid' };

/** Says which notices messages tell of. One that a message tells of already is not added again. */
export async function insertItems(
  tx: Tx,
  items: readonly { readonly message: string; readonly notice: NoticeKey }[],
): Promise<void> {
  if (items.length === 0) return;
  const rows = items.map(({ message, notice }) => ({ ...keyRow(notice), message_id: message }));
  await tx.query('message-items-insert', `${insertText('message_item', itemColumns, 1)} on conflict do nothing`, [
    parameterOf(itemColumns, rows),
  ]);
}

/** Notices that were told, or that go to people by messages that stand: from now on they wait no longer. */
export async function markTold(tx: Tx, notices: readonly NoticeKey[]): Promise<void> {
  if (notices.length === 0) return;
  await tx.query(
    'notices-told',
    `update notice n set status = 'told'
     from jsonb_to_recordset($1::jsonb) as t (complaint_id uuid, rule text, level integer, round integer, kind text)
     where n.complaint_id = t.complaint_id and n.rule = t.rule and n.level = t.level and n.round = t.round and n.kind = t.kind
       and n.status = 'waiting'`,
    [JSON.stringify(notices.map(keyRow))],
  );
}

/** A notice that a message tells of, as it stands now. */
export type NoticeNow = ToldNotice & { readonly status: 'waiting' | 'told' | 'acknowledged' | 'moot' | 'over' };

/** The notices that a message tells of, at most so many. */
export async function noticesOf(tx: Tx, message: string, most: number): Promise<readonly NoticeNow[]> {
  return tx.query<NoticeNow>(
    'message-notices',
    `select ${key}, n.body, n.status from message_item i
     join notice n using (complaint_id, rule, level, round, kind)
     where i.message_id = $1
     order by n.complaint_id, n.rule, n.level, n.round, n.kind limit $2`,
    [message, most],
  );
}

/** Those of them that are over; they stay so until the transaction ends. */
export async function holdOver(tx: Tx, message: string): Promise<readonly NoticeKey[]> {
  return tx.query<NoticeKey>(
    'message-notices-over',
    `select ${key} from message_item i join notice n using (complaint_id, rule, level, round, kind)
     where i.message_id = $1 and n.status = 'over' order by n.complaint_id, n.rule, n.level, n.round, n.kind for share of n`,
    [message],
  );
}

/** Whether complaints wait to be looked at, so that more notices are about to come. */
export async function isSweepBehind(tx: Tx, at: Instant): Promise<boolean> {
  const [row] = await tx.query<{ behind: boolean }>(
    'notices-sweep-behind',
    `select exists (select from look where next_look_at <= $1
       and not exists (select from stuck where stuck.complaint_id = look.complaint_id)) as behind`,
    [writtenInstant(at)],
  );
  return row?.behind === true;
}
