import { roles, type Role } from '../../authority/roles.js';
import type { Instant } from '../../rules/values.js';
import { milliseconds } from '../../store/sql-parts.js';
import type { Tx } from '../../store/tx.js';
import type { Account, AccountKind, WaitingRole } from './account.js';

/** Changes of accounts come one after the other until the transaction ends: who is the last administrator must not change meanwhile. */
export async function lockAccounts(tx: Tx): Promise<void> {
  await tx.query('accounts-lock', 'select pg_advisory_xact_lock($1::int, 0)', [lockClass]);
}

/** Keeps this lock apart from all others: "acc" in ASCII. */
const lockClass = 0x616363;

interface Row extends Omit<Account, 'disabledAt' | 'roles'> {
  readonly disabledAt: Instant | null;
  readonly roles: readonly string[];
}

const select = `
  select a.account_id as id, a.kind, a.name, ${milliseconds('a.created_at')} as "createdAt", ${milliseconds('a.disabled_at')} as "disabledAt",
    array(select role from account_role r where r.account_id = a.account_id) as roles,
    array(select unit from account_unit u where u.account_id = a.account_id order by unit) as units,
    coalesce((select jsonb_agg(jsonb_build_object('request', request_id, 'role', role) order by asked_at, request_id)
      from role_request q where q.account_id = a.account_id and q.decided_at is null), '[]') as waiting,
    exists (select from password p where p.account_id = a.account_id) as "hasPassword",
    exists (select from second_factor f where f.account_id = a.account_id and f.confirmed_at is not null) as "hasSecondFactor"
  from account a`;

export async function readAccount(tx: Tx, id: string): Promise<Account | undefined> {
  const [row] = await tx.query<Row>('account-read', `${select} where a.account_id = $1`, [id]);
  return row === undefined ? undefined : accountOf(row);
}

/** Capitals make no difference. */
export async function accountByName(tx: Tx, name: string): Promise<Account | undefined> {
  const [row] = await tx.query<Row>('account-by-name', `${select} where lower(a.name) = lower($1)`, [name]);
  return row === undefined ? undefined : accountOf(row);
}

/** In the order of their names, after a name. */
export async function listAccounts(tx: Tx, after: string, limit: number): Promise<readonly Account[]> {
  const text = `${select} where lower(a.name) > lower($1) order by lower(a.name) limit $2`;
  return (await tx.query<Row>('account-list', text, [after, limit])).map(accountOf);
}

export async function insertAccount(
  tx: Tx,
  {
    id,
    kind,
    name,
    at,
  }: { readonly id: string; readonly kind: AccountKind; readonly name: string; readonly at: Instant },
): Promise<void> {
  await tx.query('account-insert', 'insert into account (account_id, kind, name, created_at) values ($1, $2, $3, $4)', [
    id,
    kind,
    name,
    new Date(at),
  ]);
}

/** Disabled since an instant, or enabled. */
export async function setDisabled(tx: Tx, id: string, since: Instant | undefined): Promise<void> {
  await tx.query('account-disable', 'update account set disabled_at = $2 where account_id = $1', [
    id,
    since === undefined ? null : new Date(since),
  ]);
}

export async function insertRole(
  tx: Tx,
  {
    account,
    role,
    by,
    at,
  }: { readonly account: string; readonly role: Role; readonly by: string; readonly at: Instant },
): Promise<void> {
  await tx.query(
    'account-role-insert',
    'insert into account_role (account_id, role, granted_at, granted_by) values ($1, $2, $3, $4)',
    [account, role, new Date(at), by],
  );
}

export async function deleteRole(tx: Tx, account: string, role: Role): Promise<void> {
  await tx.query('account-role-delete', 'delete from account_role where account_id = $1 and role = $2', [
    account,
    role,
  ]);
}

export async function replaceUnits(tx: Tx, account: string, units: readonly string[]): Promise<void> {
  await tx.query('account-unit-delete', 'delete from account_unit where account_id = $1', [account]);
  await tx.query('account-unit-insert', 'insert into account_unit select $1, unnest($2::text[])', [account, units]);
}

/** Whether an enabled person other than this one is an administrator. One of a first look is not meant to stay. */
export async function hasOtherAdministrator(tx: Tx, account: string): Promise<boolean> {
  const rows = await tx.query(
    'account-other-administrator',
    `select from account_role r join account a using (account_id)
     where r.role = 'administrator' and a.disabled_at is null and a.kind = 'person' and a.account_id <> $1 limit 1`,
    [account],
  );
  return rows.length > 0;
}

export async function hasEnabledAccount(tx: Tx): Promise<boolean> {
  const rows = await tx.query('account-enabled', 'select from account where disabled_at is null limit 1');
  return rows.length > 0;
}

/** A role as the table keeps it; one that this version does not know gives no rights. */
export function knownRoles(names: readonly string[]): readonly Role[] {
  return roles.filter((role) => names.includes(role));
}

function accountOf({ disabledAt, roles: held, waiting, ...row }: Row): Account {
  const isKnown = ({ role }: WaitingRole): boolean => knownRoles([role]).length > 0;
  return {
    ...row,
    roles: knownRoles(held),
    waiting: waiting.filter(isKnown),
    ...(disabledAt === null ? {} : { disabledAt }),
  };
}
