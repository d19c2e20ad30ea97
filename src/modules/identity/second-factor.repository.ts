import type { Instant } from '../../rules/values.js';
import { milliseconds } from '../../store/sql-parts.js';
import type { Tx } from '../../store/tx.js';

/** The code generator of an account. */
export interface SecondFactorRow {
  /** Encrypted. */
  readonly secret: Buffer;
  readonly begunAt: Instant;
  /** Since when it counts; undefined while it is being set up. */
  readonly confirmedAt?: Instant;
}

interface Row extends Omit<SecondFactorRow, 'confirmedAt'> {
  readonly confirmedAt: Instant | null;
}

const columns = `secret, ${milliseconds('begun_at')} as "begunAt", ${milliseconds('confirmed_at')} as "confirmedAt"`;

export async function readSecondFactor(tx: Tx, account: string): Promise<SecondFactorRow | undefined> {
  const [row] = await tx.query<Row>(
    'second-factor-read',
    `select ${columns} from second_factor where account_id = $1`,
    [account],
  );
  return row === undefined ? undefined : factorOf(row);
}

/** Keeps a secret that is not confirmed yet, in the place of one that is neither; false where one counts already. */
export async function beginSecondFactor(tx: Tx, account: string, secret: Buffer, at: Instant): Promise<boolean> {
  const rows = await tx.query(
    'second-factor-begin',
    `insert into second_factor (account_id, secret, begun_at) values ($1, $2, $3)
     on conflict (account_id) do update set secret = excluded.secret, begun_at = excluded.begun_at, last_step = 0
     where second_factor.confirmed_at is null returning account_id`,
    [account, secret, new Date(at)],
  );
  return rows.length > 0;
}

/** From now on the generator counts; false where it does already, or another was begun meanwhile. */
export async function confirmSecondFactor(
  tx: Tx,
  account: string,
  { secret, step, at }: { readonly secret: Buffer; readonly step: number; readonly at: Instant },
): Promise<boolean> {
  const rows = await tx.query(
    'second-factor-confirm',
    `update second_factor set confirmed_at = $4, last_step = $3
     where account_id = $1 and secret = $2 and confirmed_at is null returning account_id`,
    [account, secret, step, new Date(at)],
  );
  return rows.length > 0;
}

/** Whether a step of this generator was still unused: it is used now, with all before it. */
export async function useStep(tx: Tx, account: string, secret: Buffer, step: number): Promise<boolean> {
  const rows = await tx.query(
    'second-factor-use',
    `update second_factor set last_step = $3
     where account_id = $1 and secret = $2 and last_step < $3 and confirmed_at is not null returning account_id`,
    [account, secret, step],
  );
  return rows.length > 0;
}

/** Takes a generator and its recovery codes away; false where none counted. */
export async function deleteSecondFactor(tx: Tx, account: string): Promise<boolean> {
  await tx.query('recovery-code-delete', 'delete from recovery_code where account_id = $1', [account]);
  const rows = await tx.query<{ counted: boolean }>(
    'second-factor-delete',
    'delete from second_factor where account_id = $1 returning confirmed_at is not null as counted',
    [account],
  );
  return rows[0]?.counted === true;
}

/** Keeps these hashes in the place of those before. */
export async function replaceRecoveryCodes(
  tx: Tx,
  account: string,
  hashes: readonly Buffer[],
  at: Instant,
): Promise<void> {
  await tx.query('recovery-code-delete', 'delete from recovery_code where account_id = $1', [account]);
  await tx.query(
    'recovery-code-insert',
    'insert into recovery_code (account_id, hash, made_at) select $1, unnest($2::bytea[]), $3',
    [account, hashes, new Date(at)],
  );
}

/** The hashes of codes that are still unused. */
export async function unusedRecoveryCodes(tx: Tx, account: string): Promise<readonly Buffer[]> {
  const rows = await tx.query<{ hash: Buffer }>(
    'recovery-code-unused',
    'select hash from recovery_code where account_id = $1 and used_at is null',
    [account],
  );
  return rows.map(({ hash }) => hash);
}

/** Whether a code was still unused: it is used now. */
export async function useRecoveryCode(tx: Tx, account: string, hash: Buffer, at: Instant): Promise<boolean> {
  const rows = await tx.query(
    'recovery-code-use',
    'update recovery_code set used_at = $3 where account_id = $1 and hash = $2 and used_at is null returning hash',
    [account, hash, new Date(at)],
  );
  return rows.length > 0;
}

function factorOf({ confirmedAt, ...row }: Row): SecondFactorRow {
  return { ...row, ...(confirmedAt === null ? {} : { confirmedAt }) };
}
