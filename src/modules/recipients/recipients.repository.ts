import { knownRoles } from '../identity/accounts.repository.js';
import type { Instant } from '../../rules/values.js';
import { milliseconds } from '../../store/sql-parts.js';
import type { Tx } from '../../store/tx.js';
import type { Recipient } from './recipient.js';

/** Changes of who holds what come one after the other until the transaction ends. */
export async function lockRecipients(tx: Tx): Promise<void> {
  await tx.query('recipients-lock', 'select pg_advisory_xact_lock($1::int, 0)', [lockClass]);
}

/** Keeps this lock apart from all others: "rcp" in ASCII. */
const lockClass = 0x726370;

interface Row {
  readonly id: string;
  readonly role: string;
  readonly unit: string | null;
  readonly account: string | null;
  readonly name: string | null;
  readonly isDisabled: boolean;
  readonly roles: readonly string[];
  readonly units: readonly string[];
  readonly destination: string | null;
  readonly addedAt: Instant;
  readonly addedBy: string;
}

const select = `
  select r.recipient_id as id, r.role, nullif(r.unit, '') as unit, r.account_id as account, a.name, a.disabled_at is not null as "isDisabled",
    array(select role from account_role o where o.account_id = r.account_id) as roles,
    array(select unit from account_unit u where u.account_id = r.account_id order by unit) as units,
    r.destination, ${milliseconds('r.added_at')} as "addedAt", r.added_by as "addedBy"
  from recipient r left join account a using (account_id)`;
const order = 'order by r.role, r.unit, lower(a.name), r.destination, r.recipient_id';

/** All of them: who holds which role is known whole wherever somebody is to be told. */
export async function allRecipients(tx: Tx): Promise<readonly Recipient[]> {
  return (await tx.query<Row>('recipients-all', `${select} ${order}`)).map(recipientOf);
}

/** Of one role. */
export async function recipientsOf(tx: Tx, role: string): Promise<readonly Recipient[]> {
  return (await tx.query<Row>('recipients-of-role', `${select} where r.role = $1 ${order}`, [role])).map(recipientOf);
}

export interface NewRecipient {
  readonly id: string;
  readonly unit: string | undefined;
  readonly account: string | undefined;
  readonly destination: string | undefined;
}

export async function insertRecipient(
  tx: Tx,
  role: string,
  { id, unit, account, destination }: NewRecipient,
  { by, at }: { readonly by: string; readonly at: Instant },
): Promise<void> {
  await tx.query(
    'recipient-insert',
    `insert into recipient (recipient_id, role, unit, account_id, destination, added_at, added_by) values ($1, $2, $3, $4, $5, $6, $7)`,
    [id, role, unit ?? '', account ?? null, destination ?? null, new Date(at), by],
  );
}

export async function deleteRecipients(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx.query('recipients-delete', 'delete from recipient where recipient_id = any($1::uuid[])', [ids]);
}

function recipientOf({ account, name, isDisabled, roles, units, destination, unit, ...row }: Row): Recipient {
  const holder: Recipient['holder'] =
    account === null
      ? { kind: 'destination', destination: destination ?? '' }
      : { kind: 'account', account, name: name ?? '', isDisabled, roles: knownRoles(roles), units };
  return { ...row, unit: unit ?? undefined, holder };
}
