import type { Instant } from '../../rules/values.js';
import { milliseconds } from '../../store/sql-parts.js';
import type { Tx } from '../../store/tx.js';

interface FirstLook {
  readonly begunAt: Instant | null;
  readonly leftAt: Instant | null;
}

/** Whether the accounts of the first look were made here, and given up; undefined where neither. */
export async function readFirstLook(tx: Tx): Promise<FirstLook | undefined> {
  const text = `select ${milliseconds('begun_at')} as "begunAt", ${milliseconds('left_at')} as "leftAt" from first_look`;
  const [row] = await tx.query<FirstLook>('first-look-read', text);
  return row;
}

/** Whether the first look was left for good. */
export async function isLeft(tx: Tx): Promise<boolean> {
  const found = await readFirstLook(tx);
  return found !== undefined && found.leftAt !== null;
}

export async function beginFirstLook(tx: Tx, at: Instant): Promise<void> {
  await tx.query('first-look-begin', 'insert into first_look (begun_at) values ($1) on conflict do nothing', [
    new Date(at),
  ]);
}

export async function leaveFirstLook(tx: Tx, at: Instant): Promise<void> {
  await tx.query(
    'first-look-leave',
    'insert into first_look (left_at) values ($1) on conflict (single) do update set left_at = coalesce(first_look.left_at, excluded.left_at)',
    [new Date(at)],
  );
}

export interface DemoAccount {
  readonly id: string;
  readonly name: string;
  readonly isDisabled: boolean;
}

/** The accounts of the first look, enabled or not. */
export function demoAccounts(tx: Tx): Promise<readonly DemoAccount[]> {
  return tx.query<DemoAccount>(
    'demo-accounts',
    `select account_id as id, name, disabled_at is not null as "isDisabled" from account where kind = 'demo' order by name`,
  );
}

/** Whether anybody has an account who is not of the first look. */
export async function hasRealAccount(tx: Tx): Promise<boolean> {
  const rows = await tx.query('demo-real-account', `select from account where kind <> 'demo' limit 1`);
  return rows.length > 0;
}
