import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The tables of the write path, and what the application's role may do with them. Nothing that was appended can be changed by it:
 * no UPDATE or DELETE on event, judgement, entry, leaf and policy_set. No foreign key removes what refers to it.
 * The role's name is in the setting `redress.app_role`.
 */
export class Ledger1700000000001 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    for (const statement of [...tables, ...comments, grants]) await db.query(statement);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('evidence is not taken down: restore a backup instead'));
  }
}

const tables = [
  `create table policy_set (
    number integer generated always as identity primary key,
    digest text not null,
    files jsonb not null,
    taken_at timestamptz not null,
    author text not null,
    approver text,
    reason text,
    diff jsonb,
    impact jsonb
  )`,
  `create table run (
    run_id uuid primary key,
    kind text not null,
    status text not null check (status in ('waiting', 'running', 'done', 'failed', 'interrupted')),
    actor text not null,
    created_at timestamptz not null,
    started_at timestamptz,
    ended_at timestamptz,
    request jsonb not null,
    account jsonb,
    error jsonb
  )`,
  `create index run_by_time on run (created_at desc, run_id)`,
  `create table complaint (
    complaint_id uuid primary key,
    source text not null,
    reference text not null,
    version integer not null check (version > 0),
    unit text,
    state jsonb not null,
    status text not null,
    received_at timestamptz,
    listed_at timestamptz not null,
    entries integer not null,
    head bytea not null,
    created_at timestamptz not null,
    changed_at timestamptz not null
  )`,
  `create index complaint_by_time on complaint (listed_at desc, complaint_id)`,
  `create index complaint_by_reference on complaint (source, reference)`,
  `create table event (
    complaint_id uuid not null references complaint,
    number integer not null check (number > 0),
    event_id text not null,
    type text not null,
    at_instant timestamptz,
    at_day date,
    recorded_at timestamptz,
    stored_at timestamptz not null,
    ref text,
    from_start boolean not null,
    data jsonb not null,
    salt bytea not null,
    origin text not null,
    actor text not null,
    run_id uuid,
    primary key (complaint_id, number),
    unique (complaint_id, event_id),
    check ((at_instant is null) <> (at_day is null))
  )`,
  `create index event_by_run on event (run_id, complaint_id) where run_id is not null`,
  `create table personal (
    complaint_id uuid not null references complaint,
    personal_id uuid not null,
    value jsonb not null,
    salt bytea not null,
    primary key (complaint_id, personal_id)
  )`,
  `create table judgement (
    complaint_id uuid not null references complaint,
    number integer not null check (number > 0),
    at timestamptz not null,
    set_number integer not null,
    outcome text not null,
    findings jsonb not null,
    rights jsonb not null,
    retention jsonb not null,
    records jsonb not null,
    escalations jsonb not null,
    not_applicable jsonb not null,
    receipt jsonb not null,
    result bytea not null,
    run_id uuid,
    primary key (complaint_id, number)
  )`,
  `create table look (
    complaint_id uuid primary key references complaint,
    next_look_at timestamptz,
    set_number integer not null,
    judgement_number integer not null,
    result bytea not null,
    outcome text not null,
    judged_at timestamptz not null
  )`,
  `create index look_due on look (next_look_at) where next_look_at is not null`,
  `create index look_by_set on look (set_number)`,
  `create table entry (
    subject_id uuid not null,
    number integer not null check (number > 0),
    subject_kind text not null,
    type text not null,
    actor text not null,
    at timestamptz not null,
    body jsonb not null,
    previous bytea,
    hash bytea not null,
    primary key (subject_id, number),
    check ((number = 1) = (previous is null))
  )`,
  `create table entry_pending (
    subject_id uuid not null,
    number integer not null,
    stored bigint generated always as identity,
    primary key (subject_id, number)
  )`,
  `create table leaf (
    leaf bigint primary key check (leaf >= 0),
    subject_id uuid not null,
    number integer not null,
    hash bytea not null,
    unique (subject_id, number)
  )`,
  `create table notice (
    complaint_id uuid not null references complaint,
    rule text not null,
    level integer not null,
    round integer not null,
    kind text not null,
    created_at timestamptz not null,
    body jsonb not null,
    status text not null default 'waiting',
    primary key (complaint_id, rule, level, round, kind)
  )`,
  `create table run_item (
    complaint_id uuid not null references complaint,
    run_id uuid not null references run,
    fate text not null,
    reason text,
    primary key (complaint_id, run_id)
  )`,
  `create index run_item_by_run on run_item (run_id, fate)`,
  `create table account (
    account_id uuid primary key,
    kind text not null,
    name text not null,
    created_at timestamptz not null,
    disabled_at timestamptz
  )`,
  `create table idempotency (
    account text not null,
    key text not null,
    request bytea not null,
    status integer not null,
    response jsonb not null,
    created_at timestamptz not null,
    primary key (account, key)
  )`,
  `create index idempotency_by_time on idempotency (created_at)`,
];

/** One sentence a table; docs/schema.md is drawn from them. */
export const ledgerTables: Readonly<Record<string, string>> = {
  policy_set:
    'The sets of policies that were ever in force, each with its whole texts; the newest is in force. Never changed.',
  run: 'What takes a while: imports, undoings, checks and reports, with what was asked, how far it is and what it came to.',
  complaint: 'A complaint as it stands, folded from its events; its version counts the changes and guards every write.',
  event:
    'What happened to a complaint, in the order in which it was learnt; personal values stand as references. Never changed.',
  personal: 'Personal values, each with the salt of its commitment; erasing a row erases the value for good.',
  judgement:
    'What was judged of a complaint and on what grounds (duties, rights, retention, escalations), whenever that differed from the time before. Never changed.',
  look: 'When a complaint was last judged and when it must be judged next.',
  entry:
    'The evidence: one entry for every change, chained by subject (a complaint, the policy sets, a run, an account). Never changed.',
  entry_pending: 'Entries that wait for their leaf in the Merkle log.',
  leaf: 'The leaves of the Merkle log, in their order. Never changed.',
  notice: 'Who is to be told what of a complaint; each exists once for a rule, level and round of its clock.',
  run_item: 'Complaints that a run has to tell of one by one: rejected, absent or skipped.',
  account: 'Who may act.',
  idempotency: 'Answers already given, kept for a while so that the same request sent twice is carried out once.',
  migration: 'Which migrations this database has; one that this version does not know was made by a newer one.',
};

const comments = Object.entries(ledgerTables).map(([table, text]) => `comment on table ${table} is '${text}'`);

/** Appended tables: read and insert. What has a state of its own: update too. Personal values can be erased. */
const grants = `do $$
  declare app text := current_setting('redress.app_role');
  begin
    execute format('grant usage on schema public to %I', app);
    execute format('grant select, insert on all tables in schema public to %I', app);
    execute format('grant update on complaint, look, run, account, notice to %I', app);
    execute format('grant delete on personal, entry_pending, idempotency to %I', app);
    execute format('revoke insert on migration from %I', app);
  end $$`;
