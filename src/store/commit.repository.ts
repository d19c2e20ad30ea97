import type { Entry } from '../ledger/entry.js';
import type { Change } from '../modules/complaints/change.js';
import type { ComplaintId } from '../modules/complaints/complaint-id.js';
import type { StoredEvent } from '../modules/complaints/complaint.js';
import { nextVersion, observedJson } from '../modules/complaints/record-events.js';
import type { Instant } from '../rules/values.js';
import { storeEntries } from './entries.repository.js';
import type { Tx } from './tx.js';

/** What became of the changes: written, or to be read, decided and tried again because another writer was first. */
export interface Committed {
  readonly committed: ReadonlySet<ComplaintId>;
  readonly moved: ReadonlySet<ComplaintId>;
}

/**
 * The one way by which anything of a complaint is changed: one change or five hundred, one statement a table, complaints in the
 * order of their ids. Everything of a change is written or nothing. Refuses two changes of one complaint at once.
 */
export async function commit(tx: Tx, changes: readonly Change[]): Promise<Committed> {
  const sorted = changes.toSorted((a, b) => (a.complaint < b.complaint ? -1 : 1));
  if (new Set(sorted.map(({ complaint }) => complaint)).size < sorted.length)
    throw new RangeError('two changes of one complaint in one commit');
  const committed = new Set([
    ...(await writeComplaints(tx, 'new', sorted)),
    ...(await writeComplaints(tx, 'known', sorted)),
  ]);
  const written = sorted.filter(({ complaint }) => committed.has(complaint));
  await insert(tx, 'event', eventColumns, written.flatMap(eventRows));
  await insert(tx, 'personal', personalColumns, written.flatMap(personalRows));
  await insert(tx, 'judgement', judgementColumns, written.flatMap(judgementRows));
  await insert(tx, 'look', lookColumns, written.map(lookRow), lookConflict);
  await storeEntries(
    tx,
    written.flatMap(({ entries }): readonly Entry[] => entries),
  );
  await insert(tx, 'notice', noticeColumns, written.flatMap(noticeRows));
  const moved = new Set(sorted.flatMap(({ complaint }) => (committed.has(complaint) ? [] : [complaint])));
  return { committed, moved };
}

type Row = Readonly<Record<string, unknown>>;

const complaintColumns = `complaint_id uuid, source text, reference text, version integer, observes jsonb, unit text, state jsonb,
  status text, received_at timestamptz, listed_at timestamptz, entries integer, head text, changed_at timestamptz`;

const insertComplaints = `
  insert into complaint (complaint_id, source, reference, version, observes, unit, state, status, received_at, listed_at,
    entries, head, created_at, changed_at)
  select complaint_id, source, reference, version, observes, unit, state, status, received_at, listed_at,
    entries, decode(head, 'hex'), changed_at, changed_at
  from jsonb_to_recordset($1::jsonb) as r(${complaintColumns})
  on conflict (complaint_id) do nothing
  returning complaint_id as id`;

/** The version that was read must be the one that stands; a look that found nothing keeps it, and so everything else. */
const updateComplaints = `
  update complaint c set version = r.version, observes = r.observes, unit = r.unit, state = r.state, status = r.status,
    received_at = r.received_at, listed_at = coalesce(r.received_at, c.created_at), entries = r.entries,
    head = decode(r.head, 'hex'), changed_at = case when r.version = r.version_read then c.changed_at else r.changed_at end
  from jsonb_to_recordset($1::jsonb) as r(${complaintColumns}, version_read integer)
  where c.complaint_id = r.complaint_id and c.version = r.version_read
  returning c.complaint_id as id`;

async function writeComplaints(tx: Tx, which: 'new' | 'known', changes: readonly Change[]): Promise<readonly string[]> {
  const rows = changes.filter(({ version }) => (version === 0) === (which === 'new')).map(complaintRow);
  if (rows.length === 0) return [];
  const [name, text] =
    which === 'new' ? ['complaint-insert', insertComplaints] : (['complaint-update', updateComplaints] as const);
  const written = await tx.query<{ id: string }>(name, text, [JSON.stringify(rows)]);
  return written.map(({ id }) => id);
}

function complaintRow(change: Change): Row {
  const head = change.entries.at(-1) ?? change.head;
  return {
    complaint_id: change.complaint,
    source: change.source,
    reference: change.reference,
    version_read: change.version,
    version: nextVersion(change),
    observes: observedJson(change.observes),
    unit: change.unit ?? null,
    state: change.state,
    status: change.state.status,
    received_at: time(change.receivedAt),
    listed_at: time(change.receivedAt ?? change.at),
    entries: head.number,
    head: head.hash,
    changed_at: time(change.at),
  };
}

const eventColumns = `complaint_id uuid, number integer, event_id text, type text, at_instant timestamptz, at_day integer→date,
  recorded_at timestamptz, stored_at timestamptz, ref text, from_start boolean, data jsonb, salt bytea, origin text, actor text,
  run_id uuid`;

function eventRows({ complaint, events }: Change): readonly Row[] {
  return events.map((event) => ({
    complaint_id: complaint,
    number: event.number,
    event_id: event.id,
    type: event.type,
    ...timeColumns(event),
    recorded_at: time(event.recordedAt),
    stored_at: time(event.storedAt),
    ref: event.ref ?? null,
    from_start: event.fromStart,
    data: event.data,
    salt: event.salt.toString('hex'),
    origin: event.origin,
    actor: event.actor,
    run_id: event.run ?? null,
  }));
}

function timeColumns({ at }: StoredEvent): Row {
  return at.kind === 'day' ? { at_instant: null, at_day: at.day } : { at_instant: time(at.at), at_day: null };
}

const personalColumns = 'complaint_id uuid, personal_id uuid, value jsonb, salt bytea';

function personalRows({ complaint, personal }: Change): readonly Row[] {
  return personal.map(({ id, value, salt }) => ({
    complaint_id: complaint,
    personal_id: id,
    value,
    salt: salt.toString('hex'),
  }));
}

const judgementColumns = `complaint_id uuid, number integer, at timestamptz, set_number integer, outcome text, findings jsonb,
  not_applicable integer, receipt jsonb, result bytea, run_id uuid`;

function judgementRows({ complaint, judgement }: Change): readonly Row[] {
  if (judgement === undefined) return [];
  return [
    {
      complaint_id: complaint,
      number: judgement.number,
      at: time(judgement.at),
      set_number: judgement.setNumber,
      outcome: judgement.outcome,
      findings: judgement.findings,
      not_applicable: judgement.notApplicable,
      receipt: judgement.receipt,
      result: judgement.result,
      run_id: judgement.run ?? null,
    },
  ];
}

const lookColumns = `complaint_id uuid, next_look_at timestamptz, set_number integer, judgement_number integer, result bytea,
  outcome text, judged_at timestamptz`;

const lookConflict = `on conflict (complaint_id) do update set next_look_at = excluded.next_look_at,
  set_number = excluded.set_number, judgement_number = excluded.judgement_number, result = excluded.result,
  outcome = excluded.outcome, judged_at = excluded.judged_at`;

function lookRow({ complaint, look }: Change): Row {
  return {
    complaint_id: complaint,
    next_look_at: time(look.nextLookAt),
    set_number: look.setNumber,
    judgement_number: look.judgementNumber,
    result: look.result,
    outcome: look.outcome,
    judged_at: time(look.judgedAt),
  };
}

const noticeColumns = `complaint_id uuid, rule text, level integer, round integer, kind text, created_at timestamptz, body jsonb`;

function noticeRows({ complaint, at, notices }: Change): readonly Row[] {
  return notices.map(({ rule, level, round, kind, body }) => {
    return { complaint_id: complaint, rule, level, round, kind, created_at: time(at), body };
  });
}

/** These rows into a table, in one statement; none where there are no rows. */
async function insert(tx: Tx, table: string, columns: string, rows: readonly Row[], conflict = ''): Promise<void> {
  if (rows.length === 0) return;
  await tx.query(`${table}-insert`, insertText(table, columns, conflict), [JSON.stringify(rows)]);
}

const texts = new Map<string, string>();

/** Bytes come as hexadecimal text, days as their number. */
function insertText(table: string, columns: string, conflict: string): string {
  const known = texts.get(table);
  if (known !== undefined) return known;
  const named = columns.split(',').map((column) => column.trim().split(' '));
  const given = named.map(([name = '', type = '']) => `${name} ${wireTypes[type] ?? type}`);
  const selected = named.map(([name = '', type = '']) => {
    if (type === 'bytea') return `decode(${name}, 'hex')`;
    return type === 'integer→date' ? `date '1970-01-01' + ${name}` : name;
  });
  const text = `insert into ${table} (${named.map(([name]) => name).join(', ')}) select ${selected.join(', ')}
    from jsonb_to_recordset($1::jsonb) as r(${given.join(', ')}) ${conflict}`;
  texts.set(table, text);
  return text;
}

const wireTypes: Readonly<Record<string, string>> = { bytea: 'text', 'integer→date': 'integer' };

function time(at: Instant | null | undefined): string | null {
  return at === null || at === undefined ? null : new Date(at).toISOString();
}
