import type { Instant } from '../../rules/values.js';
import { milliseconds } from '../../store/sql-parts.js';
import type { Tx } from '../../store/tx.js';
import type { Failures } from './attempts.js';

interface Row {
  readonly key: string;
  readonly count: number;
  readonly lastAt: Instant;
  readonly blockedUntil: Instant | null;
}

const columns = `encode(key, 'hex') as key, failures as count, ${milliseconds('last_at')} as "lastAt",
  ${milliseconds('blocked_until')} as "blockedUntil"`;

/** The counts of these keys, by the key in hexadecimal. */
export async function readFailures(tx: Tx, keys: readonly Buffer[]): Promise<ReadonlyMap<string, Failures>> {
  const text = `select ${columns} from sign_in_failure where key = any ($1::bytea[])`;
  return byKey(await tx.query<Row>('sign-in-failure-read', text, [keys]));
}

/** The same, and until the transaction ends nobody else changes them: attempts that come at once are counted one after the other. */
export async function lockFailures(
  tx: Tx,
  keys: readonly Buffer[],
  at: Instant,
): Promise<ReadonlyMap<string, Failures>> {
  const text = `insert into sign_in_failure (key, failures, last_at) select key, 0, $2 from unnest($1::bytea[]) as key
    on conflict (key) do update set failures = sign_in_failure.failures returning ${columns}`;
  // In one order, so that two who lock the same keys cannot wait for each other.
  const sorted = [...keys].sort((one, other) => one.compare(other));
  return byKey(await tx.query<Row>('sign-in-failure-lock', text, [sorted, new Date(at)]));
}

/** Keeps the counts of these keys from others until the transaction ends, in the same order as `lockFailures`. */
export async function holdFailures(tx: Tx, keys: readonly Buffer[]): Promise<void> {
  const text = 'select from sign_in_failure where key = any ($1::bytea[]) order by key for update';
  await tx.query('sign-in-failure-hold', text, [keys]);
}

export async function writeFailures(tx: Tx, key: Buffer, { count, lastAt, blockedUntil }: Failures): Promise<void> {
  await tx.query(
    'sign-in-failure-write',
    'update sign_in_failure set failures = $2, last_at = $3, blocked_until = $4 where key = $1',
    [key, count, new Date(lastAt), blockedUntil === undefined ? null : new Date(blockedUntil)],
  );
}

/** Takes one attempt back that was counted as failed before it was known how it would end, with the wait that it caused. */
export async function takeBackFailure(tx: Tx, keys: readonly Buffer[]): Promise<void> {
  await tx.query(
    'sign-in-failure-take-back',
    `update sign_in_failure set failures = greatest(failures - 1, 0), blocked_until = null
     where key in (select key from sign_in_failure where key = any ($1::bytea[]) order by key for update)`,
    [keys],
  );
}

export async function forgetFailures(tx: Tx, keys: readonly Buffer[]): Promise<void> {
  await tx.query('sign-in-failure-forget', 'delete from sign_in_failure where key = any ($1::bytea[])', [keys]);
}

/** Removes some counts that mean nothing any more: a few at each attempt, more than it can add. */
export async function removeOldFailures(tx: Tx, before: Instant): Promise<void> {
  await tx.query(
    'sign-in-failure-remove-old',
    `delete from sign_in_failure where key in
       (select key from sign_in_failure where last_at < $1 order by last_at limit 20 for update skip locked)`,
    [new Date(before)],
  );
}

function byKey(rows: readonly Row[]): ReadonlyMap<string, Failures> {
  return new Map(
    rows.map(({ key, count, lastAt, blockedUntil }) => [
      key,
      { count, lastAt, ...(blockedUntil === null ? {} : { blockedUntil }) },
    ]),
  );
}
