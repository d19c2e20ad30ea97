import type { FactValue, Time } from '../../rules/values.js';
import { milliseconds } from '../../store/sql-parts.js';
import type { Instant } from '../../rules/values.js';
import type { Tx } from '../../store/tx.js';
import type { ComplaintId } from './complaint-id.js';
import type { JudgementHead, PersonalValue, StoredComplaint, StoredEvent, StoredNotice } from './complaint.js';
import type { NoticeKey } from './notice-key.js';
import { observedOf } from './observed.js';

/** Reads these complaints with all that judging needs; those that are not stored are left out. */
export async function readComplaints(
  tx: Tx,
  ids: readonly ComplaintId[],
): Promise<ReadonlyMap<ComplaintId, StoredComplaint>> {
  const rows = await tx.query<ComplaintRow>('complaints-read', readText, [ids]);
  return new Map(rows.map((row) => [row.id, complaintOf(row)]));
}

/** Takes these complaints for this transaction, in the order of their ids, so that writers of several never wait in a circle. */
export async function lockComplaints(tx: Tx, ids: readonly ComplaintId[]): Promise<void> {
  await tx.query('complaints-lock', lockText, [ids]);
}

const lockText = `select complaint_id from complaint where complaint_id = any($1::uuid[]) order by complaint_id
  for no key update`;

/** A notice of a complaint. */
type NoticeOf = NoticeKey & { readonly complaint: ComplaintId };

/** Takes those of these notices for this transaction that wait still, and gives them: nobody is told of them before it ends. */
export async function holdWaiting(tx: Tx, notices: readonly NoticeOf[]): Promise<readonly NoticeOf[]> {
  return tx.query<NoticeOf>('notices-hold', holdText, [JSON.stringify(notices)]);
}

const holdText = `
  select n.complaint_id as complaint, n.rule, n.level, n.round, n.kind
  from jsonb_to_recordset($1::jsonb) as t (complaint uuid, rule text, level integer, round integer, kind text)
  join notice n on n.complaint_id = t.complaint and n.rule = t.rule and n.level = t.level and n.round = t.round and n.kind = t.kind
  where n.status = 'waiting' order by n.complaint_id, n.rule, n.level, n.round for no key update of n`;

/**
 * Has mails that left these notices out, because they were over, wait for their turn again, as if they had never been tried. Once in a transaction, after
 * what it follows from is written; takes the mails in one order, so that nobody waits in a circle.
 */
export async function wakeMails(tx: Tx, notices: readonly NoticeOf[], at: Instant): Promise<void> {
  await tx.query('messages-woken', wakeText, [JSON.stringify(notices), new Date(at)]);
}

const wakeText = `
  update message set status = 'waiting', queued_at = null, not_before = $2, tries = 0, error_code = null
  where message_id in (
    select message_id from message where status = 'needless' and message_id in (
      select i.message_id from jsonb_to_recordset($1::jsonb) as t (complaint uuid, rule text, level integer, round integer, kind text)
      join message_item i on i.complaint_id = t.complaint and i.rule = t.rule and i.level = t.level and i.round = t.round and i.kind = t.kind)
    order by message_id for no key update)`;

/**
 * Everything of a complaint in one statement, so that it is seen at one moment. Written as a look-up of each id by itself: the plan is
 * made once for a connection, perhaps while the tables are small, and must not become a search through all complaints. The inner
 * select hides how many ids there are; known to be one, they would be planned for anew every time.
 */
const readText = `
  select c.complaint_id as id, c.source, c.reference, c.version, c.unit, ${milliseconds('c.changed_at')} as "changedAt", c.entries, encode(c.head, 'hex') as head,
    (select json_build_array(l.judgement_number, encode(l.result, 'hex'), l.set_number, ${milliseconds('l.judged_at')}, ${milliseconds('l.next_look_at')})
      from look l where l.complaint_id = c.complaint_id) as look,
    (select coalesce(json_agg(json_build_array(e.number, e.event_id, e.type, ${milliseconds('e.at_instant')},
        e.at_day - date '1970-01-01', ${milliseconds('e.recorded_at')}, ${milliseconds('e.stored_at')}, e.ref, e.from_start,
        e.data, encode(e.salt, 'hex'), e.origin, e.actor, e.run_id) order by e.number), '[]')
      from event e where e.complaint_id = c.complaint_id) as events,
    (select coalesce(json_agg(json_build_array(p.personal_id, p.value, encode(p.salt, 'hex'))), '[]')
      from personal p where p.complaint_id = c.complaint_id) as personal,
    (select coalesce(json_agg(json_build_array(n.rule, n.level, n.round, n.kind, ${milliseconds('n.created_at')}, n.status)), '[]')
      from notice n where n.complaint_id = c.complaint_id) as notices
  from unnest((select $1::uuid[])) as asked (id)
  cross join lateral (select * from complaint where complaint_id = asked.id offset 0) c`;

interface ComplaintRow {
  readonly id: ComplaintId;
  readonly source: string;
  readonly reference: string;
  readonly version: number;
  readonly changedAt: number;
  readonly unit: string | null;
  readonly entries: number;
  readonly head: string;
  readonly look: readonly [judgement: number, result: string, set: number, at: number, next: number | null] | null;
  readonly events: readonly EventTuple[];
  readonly personal: readonly (readonly [id: string, value: FactValue, salt: string])[];
  readonly notices: readonly NoticeTuple[];
}

type NoticeTuple = readonly [
  rule: string,
  level: number,
  round: number,
  kind: string,
  at: number,
  status: StoredNotice['status'],
];

type EventTuple = readonly [
  number: number,
  id: string,
  type: string,
  atInstant: number | null,
  atDay: number | null,
  recordedAt: number | null,
  storedAt: number,
  ref: string | null,
  fromStart: boolean,
  data: StoredEvent['data'],
  salt: string,
  origin: string,
  actor: string,
  run: string | null,
];

function complaintOf(row: ComplaintRow): StoredComplaint {
  const events = row.events.map(eventOf);
  return {
    id: row.id,
    source: row.source,
    reference: row.reference,
    version: row.version,
    observes: observedOf(events),
    changedAt: row.changedAt,
    ...(row.unit === null ? {} : { unit: row.unit }),
    events,
    personal: new Map(row.personal.map((value) => [value[0], personalOf(value)])),
    head: { number: row.entries, hash: row.head },
    judgement: headOf(row.look),
    notices: row.notices.map(([rule, level, round, kind, at, status]) => ({ rule, level, round, kind, at, status })),
  };
}

function headOf(look: ComplaintRow['look']): JudgementHead {
  const [number, result, setNumber, lookedAt, nextLookAt] = look ?? [0, null, null, null, null];
  return { number, result, setNumber, lookedAt, nextLookAt };
}

function eventOf(tuple: EventTuple): StoredEvent {
  const [number, id, type, atInstant, atDay, recordedAt, storedAt, ref, fromStart, data, salt, origin, actor, run] =
    tuple;
  const at: Time = atDay === null ? { kind: 'instant', at: atInstant ?? 0 } : { kind: 'day', day: atDay };
  return {
    number,
    id,
    type,
    at,
    ...(recordedAt === null ? {} : { recordedAt }),
    storedAt,
    ...(ref === null ? {} : { ref }),
    fromStart,
    data,
    salt: Buffer.from(salt, 'hex'),
    origin,
    actor,
    ...(run === null ? {} : { run }),
  };
}

function personalOf([id, value, salt]: ComplaintRow['personal'][number]): PersonalValue {
  return { id, value, salt: Buffer.from(salt, 'hex') };
}
