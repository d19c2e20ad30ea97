import type { ComplaintId } from '../complaints/complaint-id.js';
import type { Instant } from '../../rules/values.js';
import { milliseconds } from '../../store/sql-parts.js';
import type { Tx } from '../../store/tx.js';
import type { SetDiff } from './policy-set-diff.js';
import type { StoredSet } from './stored-set.js';

/** Sets are taken one after the other: until the transaction ends nobody else takes one. */
export async function lockSets(tx: Tx): Promise<void> {
  await tx.query('policy-sets-lock', 'select pg_advisory_xact_lock($1::int, 0)', [lockClass]);
}

/** One process at a time judges again; false where another does. */
export async function takeTurn(tx: Tx): Promise<boolean> {
  const text = 'select pg_try_advisory_xact_lock($1::int, 1) as mine';
  const [row] = await tx.query<{ mine: boolean }>('policy-rejudging-turn', text, [lockClass]);
  return row?.mine === true;
}

/** Keeps these locks apart from all others: "pol" in ASCII. */
const lockClass = 0x706f6c;

/** The number of the newest set; 0 where there is none. */
export async function newestNumber(tx: Tx): Promise<number> {
  const text = 'select coalesce(max(number), 0) as number from policy_set';
  const [row] = await tx.query<{ number: number }>('policy-set-newest-number', text);
  return row?.number ?? 0;
}

const select = `select number, digest, files as texts, ${milliseconds('taken_at')} as "takenAt", author, approver,
    reason, diff
  from policy_set`;

/** The set that came into force last; undefined where none ever did. */
export async function newestSet(tx: Tx): Promise<StoredSet | undefined> {
  const [row] = await tx.query<SetRow>('policy-set-newest', `${select} order by number desc limit 1`);
  return row === undefined ? undefined : setOf(row);
}

/** Undefined for a number that no set has. */
export async function readSet(tx: Tx, number: number): Promise<StoredSet | undefined> {
  const [row] = await tx.query<SetRow>('policy-set-read', `${select} where number = $1`, [number]);
  return row === undefined ? undefined : setOf(row);
}

/** A set without its texts. */
export type ListedSet = Omit<StoredSet, 'texts'>;

/** From the newest; those below `before`. */
export async function listSets(tx: Tx, before: number | undefined, limit: number): Promise<readonly ListedSet[]> {
  const text = `select number, digest, ${milliseconds('taken_at')} as "takenAt", author, approver, reason, diff
    from policy_set where $1::int is null or number < $1 order by number desc limit $2`;
  const rows = await tx.query<Omit<SetRow, 'texts'>>('policy-set-list', text, [before ?? null, limit]);
  return rows.map(setOf);
}

/** Numbers are given here, not by the database: one that was taken back would leave a gap, as if a set had been removed. */
export async function insertSet(tx: Tx, set: StoredSet): Promise<void> {
  const text = `insert into policy_set (number, digest, files, taken_at, author, approver, reason, diff) overriding system value
    values ($1, $2, $3::jsonb, $4, $5, $6, $7, $8::jsonb)`;
  const diff = set.diff === undefined ? null : JSON.stringify(set.diff);
  const takenAt = new Date(set.takenAt).toISOString();
  const { number, digest, texts, author, approver, reason } = set;
  const values = [number, digest, JSON.stringify(texts), takenAt, author, approver ?? null, reason ?? null, diff];
  await tx.query('policy-set-insert', text, values);
}

/**
 * Of each of these texts, by its path in the set with this number: since which set every set has had it there without a break. A text
 * that went and came back counts from its return.
 */
export async function standingSince(
  tx: Tx,
  number: number,
  texts: Readonly<Record<string, string>>,
): Promise<ReadonlyMap<string, number>> {
  const text = `select t.key as file, coalesce((
      select max(s.number) from policy_set s where s.number < $1 and s.files ->> t.key is distinct from t.value
    ), 0) + 1 as since from jsonb_each_text($2::jsonb) t`;
  const rows = await tx.query<{ file: string; since: number }>('policy-set-since', text, [
    number,
    JSON.stringify(texts),
  ]);
  return new Map(rows.map(({ file, since }) => [file, since]));
}

/** Who wrote and who approved each of these sets. */
export async function signatures(
  tx: Tx,
  numbers: readonly number[],
): Promise<readonly Pick<StoredSet, 'number' | 'author' | 'approver' | 'reason'>[]> {
  const text = `select number, author, approver, reason from policy_set where number = any ($1::int[])`;
  const rows = await tx.query<SignatureRow>('policy-set-signatures', text, [[...numbers]]);
  return rows.map(({ approver, reason, ...row }) => ({
    ...row,
    approver: approver ?? undefined,
    reason: reason ?? undefined,
  }));
}

interface SignatureRow {
  readonly number: number;
  readonly author: string;
  readonly approver: string | null;
  readonly reason: string | null;
}

const older = `set_number = any (array(select number from policy_set where number < $1 and digest <> $2))`;

/** Complaints whose last judgement is of an older set that says something else, in the order of their ids. */
export async function judgedByOlder(
  tx: Tx,
  set: Pick<StoredSet, 'number' | 'digest'>,
  after: ComplaintId,
  limit: number,
): Promise<readonly ComplaintId[]> {
  const text = `select complaint_id as id from look where ${older} and complaint_id > $3::uuid order by complaint_id limit $4`;
  const rows = await tx.query<{ id: string }>('policy-rejudging-next', text, [set.number, set.digest, after, limit]);
  return rows.map(({ id }) => id);
}

/** How many complaints there are, and how many of them were last judged by an older set that says something else. */
export async function countJudged(
  tx: Tx,
  set: Pick<StoredSet, 'number' | 'digest'>,
): Promise<{ readonly total: number; readonly older: number }> {
  const text = `select (select count(*) from look)::float8 as total, (select count(*) from look where ${older})::float8 as older`;
  const [row] = await tx.query<{ total: number; older: number }>('policy-rejudging-count', text, [
    set.number,
    set.digest,
  ]);
  return row ?? { total: 0, older: 0 };
}

interface SetRow extends Omit<StoredSet, 'diff' | 'takenAt' | 'approver' | 'reason'> {
  readonly takenAt: Instant;
  readonly approver: string | null;
  readonly reason: string | null;
  readonly diff: SetDiff | null;
}

function setOf<Row extends Omit<SetRow, 'texts'>>({
  diff,
  approver,
  reason,
  ...row
}: Row): Omit<Row, 'diff' | 'approver' | 'reason'> & Pick<StoredSet, 'diff' | 'approver' | 'reason'> {
  return { ...row, diff: diff ?? undefined, approver: approver ?? undefined, reason: reason ?? undefined };
}
