import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What happens as time passes: who was told and acknowledged, what is sent to whom, what runs when, letters. */
export class Time1700000000003 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    for (const statement of [...tables, ...comments, grants]) await db.query(statement);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('evidence is not taken down: restore a backup instead'));
  }
}

const tables = [
  `create index notice_unacknowledged on notice (level) where status = 'told' and body ? 'acknowledgeBy'`,
  `drop index look_due`,
  `create index look_due on look (next_look_at, complaint_id) where next_look_at is not null`,
  `create index notice_waiting on notice (created_at, complaint_id) where status = 'waiting'`,
  `create index notice_by_time on notice (created_at desc, complaint_id)`,
  `create index notice_by_rule on notice (rule text_pattern_ops, level)`,
  `create table acknowledgement (
    complaint_id uuid not null references complaint,
    rule text not null,
    level integer not null,
    round integer not null,
    kind text not null,
    at timestamptz not null,
    actor text not null,
    primary key (complaint_id, rule, level, round, kind),
    foreign key (complaint_id, rule, level, round, kind) references notice
  )`,
  `create table stuck (
    complaint_id uuid primary key references complaint,
    since timestamptz not null,
    tries integer not null check (tries > 0),
    next_try_at timestamptz not null,
    error_code text not null,
    error_id text not null
  )`,
  `create table beat (
    name text not null,
    worker uuid not null,
    started_at timestamptz not null,
    at timestamptz not null,
    detail jsonb not null,
    primary key (name, worker)
  )`,
  `create table recipient (
    recipient_id uuid primary key,
    role text not null,
    unit text not null default '',
    account_id uuid references account,
    destination text,
    added_at timestamptz not null,
    added_by text not null,
    check ((account_id is null) <> (destination is null)),
    unique nulls not distinct (role, unit, account_id, destination)
  )`,
  `create table contact (
    account_id uuid primary key references account,
    address text,
    language text not null default 'en' check (language in ('en', 'zh')),
    ways text[] not null default '{inbox}',
    quiet_from text,
    quiet_until text,
    feed bytea unique,
    changed_at timestamptz not null
  )`,
  `create table message (
    message_id uuid primary key,
    kind text not null,
    account_id uuid references account,
    destination text,
    way text not null check (way in ('inbox', 'mail', 'webhook', 'robot')),
    language text not null,
    created_at timestamptz not null,
    not_before timestamptz not null,
    body jsonb not null,
    status text not null check (status in ('waiting', 'sent', 'failed')),
    tries integer not null default 0,
    tried_at timestamptz,
    sent_at timestamptz,
    error_code text,
    read_at timestamptz,
    queued_at timestamptz
  )`,
  `create index message_by_destination on message (destination, created_at desc) where destination is not null`,
  `create index message_gathering on message (way, account_id, destination) where status = 'waiting' and queued_at is null`,
  `create index message_by_account on message (account_id, created_at desc, message_id) where account_id is not null`,
  `create index message_open on message (not_before, message_id) where status = 'waiting'`,
  `create index message_failed on message (way) where status = 'failed'`,
  `create table message_item (
    complaint_id uuid not null references complaint,
    rule text not null,
    level integer not null,
    round integer not null,
    kind text not null,
    message_id uuid not null references message,
    primary key (complaint_id, rule, level, round, kind, message_id)
  )`,
  `create index message_item_by_message on message_item (message_id)`,
  `create table schedule_run (
    schedule text not null,
    due_at timestamptz not null,
    state text not null check (state in ('claimed', 'done', 'failed', 'missed', 'passed-over')),
    claimed_at timestamptz not null,
    ended_at timestamptz,
    set_number integer not null,
    run_id uuid,
    detail jsonb,
    primary key (schedule, due_at)
  )`,
  `create index schedule_run_open on schedule_run (due_at, schedule) where state = 'claimed'`,
  `create index schedule_run_by_run on schedule_run (run_id) where run_id is not null`,
  `create table schedule_mark (
    one boolean primary key default true check (one),
    through timestamptz not null
  )`,
  `create index schedule_run_wrong on schedule_run (schedule, state) where state in ('missed', 'failed')`,
  `create table letter (
    complaint_id uuid not null references complaint,
    letter_id uuid not null,
    kind text not null,
    language text not null check (language in ('en', 'zh')),
    status text not null check (status in ('draft', 'sending', 'failed', 'sent', 'recorded', 'discarded')),
    version integer not null,
    judgement_number integer not null,
    set_number integer not null,
    dates jsonb not null,
    original_id uuid not null,
    text_id uuid not null,
    made_at timestamptz not null,
    made_by text not null,
    changed_at timestamptz not null,
    sent_at timestamptz,
    sent_by text,
    way text check (way in ('mail', 'post', 'handed-over', 'portal')),
    order_id uuid,
    event_ids jsonb,
    message_id uuid,
    error_code text,
    primary key (complaint_id, letter_id)
  )`,
];

/** One sentence a table; docs/schema.md is drawn from them. */
export const timeTables: Readonly<Record<string, string>> = {
  acknowledgement: 'Who acknowledged that they were told, and when; it ends the clock of that level. Never changed.',
  stuck:
    'Complaints that could not be judged when they were due, and when they are tried again; they hold up no other.',
  beat: 'When each worker last did what it does all the time: sweeping, sending, sealing.',
  recipient: 'Who holds a role of the organisation, for all units or for one: an account or a destination.',
  contact:
    'How an account wants to be told: address, language, ways, quiet hours; a hash of the secret of its calendar.',
  message:
    'What is sent to somebody, by one way, with an identity of its own that stays the same however often it is tried.',
  message_item: 'Which notices a message tells of: one, or many as a digest.',
  schedule_run: 'Each time at which a schedule was due, and what became of it; whoever adds the row carries it out.',
  schedule_mark: 'Up to when all times at which schedules were due have their rows; those after it are looked for.',
  letter: 'Letters to complainants: drafts, and what was sent or recorded as sent; the text stands in personal.',
};

const comments = Object.entries(timeTables).map(([table, text]) => `comment on table ${table} is '${text}'`);

const grants = `do $$
  declare app text := current_setting('redress.app_role');
  begin
    execute format('grant select, insert on acknowledgement, stuck, beat, recipient, contact, message, message_item, schedule_run,
      schedule_mark, letter to %I', app);
    execute format('grant update on stuck, beat, contact, message, schedule_run, schedule_mark, letter to %I', app);
    execute format('grant delete on stuck, beat, recipient, contact to %I', app);
  end $$`;
