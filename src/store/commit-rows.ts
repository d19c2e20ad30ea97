import type { Change } from '../modules/complaints/change.js';
import type { NoticeKey } from '../modules/complaints/notice-key.js';
import type { StoredEvent } from '../modules/complaints/complaint.js';
import type { Instant } from '../rules/values.js';
import { entryColumns, entryRow } from './entry-rows.js';
import { writtenInstant } from './written-instant.js';
import type { Columns, Row } from './insert-text.js';

/** A table that a change adds rows to, and what happens where one stands already. The first column is the complaint's id. */
export interface AddedTo {
  readonly table: string;
  readonly columns: Columns;
  readonly conflict?: string;
  /** The rows stand in another table already: what is done there with each of these, `given`, instead of adding it. */
  readonly update?: { readonly set: string; readonly where: string };
  rowsOf(change: Change): readonly Row[];
}

/** The version that was read is told by the one that follows it; `updateIfAsRead` says which of the two is kept. */
export const complaintColumns: Columns = {
  complaint_id: 'uuid',
  source: 'text',
  reference: 'text',
  version: 'integer',
  unit: 'text',
  state: 'jsonb',
  status: 'text',
  received_at: 'timestamptz',
  listed_at: 'timestamptz',
  entries: 'integer',
  head: 'bytea',
  created_at: 'timestamptz',
  changed_at: 'timestamptz',
};

/** What a complaint is after a change. */
export function complaintRow(change: Change): Row {
  const head = change.entries.at(-1) ?? change.head;
  return {
    complaint_id: change.complaint,
    source: change.source,
    reference: change.reference,
    version: change.version + 1,
    unit: change.unit ?? null,
    state: change.state,
    status: change.state.status,
    received_at: time(change.receivedAt),
    listed_at: time(change.receivedAt ?? change.at),
    entries: head.number,
    head: head.hash,
    created_at: time(change.at),
    changed_at: time(change.at),
  };
}

/**
 * What becomes of a complaint that stands: the version that was read must be the one that it has. A look that found nothing new adds
 * no entry, and leaves version and instant of the last change as they are.
 */
export const updateIfAsRead = `do update set unit = excluded.unit, state = excluded.state,
  status = excluded.status, received_at = excluded.received_at, listed_at = coalesce(excluded.received_at, complaint.created_at),
  entries = excluded.entries, head = excluded.head,
  version = case when excluded.entries = complaint.entries then complaint.version else excluded.version end,
  changed_at = case when excluded.entries = complaint.entries then complaint.changed_at else excluded.changed_at end
  where complaint.version = excluded.version - 1`;

const event: AddedTo = {
  table: 'event',
  columns: {
    complaint_id: 'uuid',
    number: 'integer',
    event_id: 'text',
    type: 'text',
    at_instant: 'timestamptz',
    at_day: 'date',
    recorded_at: 'timestamptz',
    stored_at: 'timestamptz',
    ref: 'text',
    from_start: 'boolean',
    data: 'jsonb',
    salt: 'bytea',
    origin: 'text',
    actor: 'text',
    run_id: 'uuid',
  },
  rowsOf: ({ complaint, events }) =>
    events.map((one) => ({
      complaint_id: complaint,
      number: one.number,
      event_id: one.id,
      type: one.type,
      ...timeOf(one),
      recorded_at: time(one.recordedAt),
      stored_at: time(one.storedAt),
      ref: one.ref ?? null,
      from_start: one.fromStart,
      data: one.data,
      salt: one.salt.toString('hex'),
      origin: one.origin,
      actor: one.actor,
      run_id: one.run ?? null,
    })),
};

function timeOf({ at }: StoredEvent): Row {
  return at.kind === 'day' ? { at_instant: null, at_day: at.day } : { at_instant: time(at.at), at_day: null };
}

const personal: AddedTo = {
  table: 'personal',
  columns: { complaint_id: 'uuid', personal_id: 'uuid', value: 'jsonb', salt: 'bytea' },
  rowsOf: (change) =>
    change.personal.map(({ id, value, salt }) => ({
      complaint_id: change.complaint,
      personal_id: id,
      value,
      salt: salt.toString('hex'),
    })),
};

const judgement: AddedTo = {
  table: 'judgement',
  columns: {
    complaint_id: 'uuid',
    number: 'integer',
    at: 'timestamptz',
    set_number: 'integer',
    outcome: 'text',
    findings: 'jsonb',
    rights: 'jsonb',
    retention: 'jsonb',
    records: 'jsonb',
    escalations: 'jsonb',
    not_applicable: 'jsonb',
    receipt: 'jsonb',
    result: 'bytea',
    run_id: 'uuid',
  },
  rowsOf: (change) => (change.judgement === undefined ? [] : [judgementRow(change.complaint, change.judgement)]),
};

function judgementRow(complaint: string, made: NonNullable<Change['judgement']>): Row {
  return {
    complaint_id: complaint,
    number: made.number,
    at: time(made.at),
    set_number: made.setNumber,
    outcome: made.outcome,
    findings: made.findings,
    rights: made.rights,
    retention: made.retention,
    records: made.records,
    escalations: made.escalations,
    not_applicable: made.notApplicable,
    receipt: made.receipt,
    result: made.result,
    run_id: made.run ?? null,
  };
}

const look: AddedTo = {
  table: 'look',
  columns: {
    complaint_id: 'uuid',
    next_look_at: 'timestamptz',
    set_number: 'integer',
    judgement_number: 'integer',
    result: 'bytea',
    outcome: 'text',
    judged_at: 'timestamptz',
  },
  conflict: `on conflict (complaint_id) do update set next_look_at = excluded.next_look_at,
    set_number = excluded.set_number, judgement_number = excluded.judgement_number, result = excluded.result,
    outcome = excluded.outcome, judged_at = excluded.judged_at`,
  rowsOf: (change) => [
    {
      complaint_id: change.complaint,
      next_look_at: time(change.look.nextLookAt),
      set_number: change.look.setNumber,
      judgement_number: change.look.judgementNumber,
      result: change.look.result,
      outcome: change.look.outcome,
      judged_at: time(change.look.judgedAt),
    },
  ],
};

const entry: AddedTo = {
  table: 'entry',
  columns: entryColumns,
  rowsOf: ({ entries }) => entries.map(entryRow),
};

const notice: AddedTo = {
  table: 'notice',
  columns: {
    complaint_id: 'uuid',
    rule: 'text',
    level: 'integer',
    round: 'integer',
    kind: 'text',
    created_at: 'timestamptz',
    body: 'jsonb',
  },
  rowsOf: ({ complaint, at, notices }) =>
    notices.map(({ rule, level, round, kind, body }) => {
      return { complaint_id: complaint, rule, level, round, kind, created_at: time(at), body };
    }),
};

const noticeKey: Columns = { complaint_id: 'uuid', rule: 'text', level: 'integer', round: 'integer', kind: 'text' };

/** Notices that stand: acknowledged, moot, over, told or waiting anew. What was sent meanwhile is not moot any more. */
const turned: AddedTo = {
  table: 'notice_turn',
  columns: { ...noticeKey, status: 'text', created_at: 'timestamptz', body: 'jsonb' },
  update: {
    set: `update notice n set status = given.status, body = coalesce(nullif(given.body, 'null'), n.body),
      created_at = coalesce(given.created_at, n.created_at)`,
    where: `n.complaint_id = given.complaint_id and n.rule = given.rule and n.level = given.level and n.round = given.round
      and n.kind = given.kind and case given.status when 'moot' then n.status = 'waiting' when 'over' then n.status = 'told' when 'told' then n.status = 'over'
        else true end`,
  },
  rowsOf: ({ complaint, at, noticeTurns }) =>
    noticeTurns.map((turn) => ({
      complaint_id: complaint,
      ...keyOf(turn),
      status: turn.status,
      created_at: turn.status === 'waiting' ? time(at) : null,
      body: turn.status === 'waiting' ? turn.body : null,
    })),
};

const acknowledgement: AddedTo = {
  table: 'acknowledgement',
  columns: { ...noticeKey, at: 'timestamptz', actor: 'text' },
  rowsOf: ({ complaint, acknowledged }) =>
    acknowledged.map((each) => ({ complaint_id: complaint, ...keyOf(each), at: time(each.at), actor: each.actor })),
};

function keyOf({ rule, level, round, kind }: NoticeKey): Row {
  return { rule, level, round, kind };
}

/** Every table that a change adds rows to, beside `complaint` and `entry_pending`. */
export const addedTo: readonly AddedTo[] = [event, personal, judgement, look, entry, notice, turned, acknowledgement];

function time(at: Instant | null | undefined): string | null {
  return at === null || at === undefined ? null : writtenInstant(at);
}
