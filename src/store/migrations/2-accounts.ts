import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What stands beside an account (roles, units, ways of showing who one is), and sets of policies that wait for approval. */
export class Accounts1700000000002 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    for (const statement of [...tables, ...comments, grants]) await db.query(statement);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('evidence is not taken down: restore a backup instead'));
  }
}

const tables = [
  `create index complaint_by_unit on complaint (unit, listed_at desc, complaint_id) where unit is not null`,
  `create unique index account_by_name on account (lower(name))`,
  `create table account_role (
    account_id uuid not null references account,
    role text not null,
    granted_at timestamptz not null,
    granted_by text not null,
    primary key (account_id, role)
  )`,
  `create table account_unit (
    account_id uuid not null references account,
    unit text not null,
    primary key (account_id, unit)
  )`,
  `create table role_request (
    request_id uuid primary key,
    account_id uuid not null references account,
    role text not null,
    asked_at timestamptz not null,
    asked_by uuid not null references account,
    decided_at timestamptz,
    decided_by text,
    granted boolean,
    check ((decided_at is null) = (decided_by is null) and (decided_at is null) = (granted is null))
  )`,
  `create index role_request_open on role_request (account_id) where decided_at is null`,
  `create table password (
    account_id uuid primary key references account,
    hash text not null,
    set_at timestamptz not null
  )`,
  `create table second_factor (
    account_id uuid primary key references account,
    secret bytea not null,
    begun_at timestamptz not null,
    confirmed_at timestamptz,
    last_step bigint not null default 0
  )`,
  `create table recovery_code (
    account_id uuid not null references account,
    hash bytea not null,
    made_at timestamptz not null,
    used_at timestamptz,
    primary key (account_id, hash)
  )`,
  `create table identity (
    issuer text not null,
    subject text not null,
    account_id uuid not null references account,
    linked_at timestamptz not null,
    primary key (issuer, subject)
  )`,
  `create table session (
    session_id uuid primary key,
    hash bytea not null unique,
    account_id uuid not null references account,
    way text not null check (way in ('password', 'oidc', 'link')),
    stage text not null check (stage in ('code', 'full')),
    created_at timestamptz not null,
    used_at timestamptz not null,
    expires_at timestamptz not null,
    confirmed_at timestamptz,
    provider text
  )`,
  `create index session_by_account on session (account_id)`,
  `create index session_by_expiry on session (expires_at)`,
  `create table oidc_attempt (
    state bytea primary key,
    provider text not null,
    browser bytea not null,
    nonce text not null,
    verifier text not null,
    session bytea,
    confirms boolean not null,
    begun_at timestamptz not null,
    expires_at timestamptz not null
  )`,
  `create index oidc_attempt_by_expiry on oidc_attempt (expires_at)`,
  `create table api_token (
    token_id uuid primary key,
    account_id uuid not null references account,
    name text not null,
    hash bytea not null unique,
    scopes text[] not null,
    created_at timestamptz not null,
    created_by text not null,
    expires_at timestamptz not null,
    revoked_at timestamptz,
    used_at timestamptz
  )`,
  `create index api_token_by_account on api_token (account_id)`,
  `create table one_time_link (
    hash bytea primary key,
    purpose text not null check (purpose in ('first-administrator', 'set-password')),
    account_id uuid references account,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    used_at timestamptz
  )`,
  `create index one_time_link_by_account on one_time_link (account_id)`,
  `create table sign_in_failure (
    key bytea primary key,
    failures integer not null,
    last_at timestamptz not null,
    blocked_until timestamptz
  )`,
  `create index sign_in_failure_by_time on sign_in_failure (last_at)`,
  `create table first_look (
    single boolean primary key default true check (single),
    begun_at timestamptz,
    left_at timestamptz
  )`,
  `create table policy_proposal (
    proposal_id uuid primary key,
    digest text not null,
    files jsonb not null,
    base_number integer not null,
    undoes integer,
    reason text not null,
    diff jsonb,
    author text not null,
    author_account uuid not null,
    proposed_at timestamptz not null,
    status text not null check (status in ('waiting', 'approved', 'refused', 'withdrawn')),
    decided_at timestamptz,
    decided_by text,
    decision_reason text,
    set_number integer
  )`,
  `create index policy_proposal_by_time on policy_proposal (proposed_at desc, proposal_id)`,
];

/** One sentence a table; docs/schema.md is drawn from them. */
export const accountTables: Readonly<Record<string, string>> = {
  account_role: 'The roles of an account, with who gave each.',
  account_unit: 'The units (stores, regions) whose complaints a handler sees.',
  role_request: 'Roles that wait for a second administrator, and what became of the request.',
  password: 'Of each password its argon2id hash, never the password.',
  second_factor: 'The secret of a code generator, encrypted; the last step that was used cannot be used again.',
  recovery_code: 'Codes for when the generator is lost: salted hashes; each works once.',
  identity: 'Who an account is at an OpenID provider.',
  session: 'Who has signed in: a hash of the cookie, never the cookie.',
  oidc_attempt: 'Sign-ins that are under way at an OpenID provider; each ends with its first answer.',
  api_token: 'Tokens that act for an account within their scopes, until they run out: a hash, never the token.',
  one_time_link:
    'Links that were handed out to set a password or to make the first administrator: a hash; each works once.',
  sign_in_failure:
    'Failed sign-ins by name, address and device (keyed hashes), so that guessing slows down; forgotten after a while.',
  first_look:
    'Whether accounts were made for a first look (one for each role, without passwords), and whether they were given up for good.',
  policy_proposal: 'Sets of policies that were proposed, with the author, the reason and what became of them.',
};

const comments = Object.entries(accountTables).map(([table, text]) => `comment on table ${table} is '${text}'`);

const grants = `do $$
  declare app text := current_setting('redress.app_role');
  begin
    execute format('grant select, insert on account_role, account_unit, role_request, password, second_factor, recovery_code, identity,
      session, oidc_attempt, api_token, one_time_link, sign_in_failure, first_look, policy_proposal to %I', app);
    execute format('grant update on role_request, password, second_factor, recovery_code, session, oidc_attempt, api_token, one_time_link,
      sign_in_failure, first_look to %I', app);
    execute format('grant update (status, decided_at, decided_by, decision_reason, set_number) on policy_proposal to %I', app);
    execute format('grant delete on account_role, account_unit, password, second_factor, recovery_code, identity, session, oidc_attempt,
      one_time_link, sign_in_failure to %I', app);
  end $$`;
