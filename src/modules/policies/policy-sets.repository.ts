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

const select = `select number, digest, files as texts, ${milliseconds('taken_at')} as "takenAt", author, diff
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
  const text = `select number, digest, ${milliseconds('taken_at')} as "takenAt", author, diff
    from policy_set where $1::int is null or number < $1 order by number desc limit $2`;
  const rows = await tx.query<Omit<SetRow, 'texts'>>('policy-set-list', text, [before ?? null, limit]);
  return rows.map(setOf);
}

/** Numbers are given here, not by the database: one that was taken back would leave a gap, as if a set had been removed. */
export async function insertSet(tx: Tx, set: StoredSet): Promise<void> {
  const text = `insert into policy_set (number, digest, files, taken_at, author, diff) overriding system value
    values ($1, $2, $3::jsonb, $4, $5, $6::jsonb)`;
  const diff = set.diff === undefined ? null : JSON.stringify(set.diff);
  const takenAt = new Date(set.takenAt).toISOString();
  const values = [set.number, set.digest, JSON.stringify(set.texts), takenAt, set.author, diff];
  await tx.query('policy-set-insert', text, values);
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

interface SetRow extends Omit<StoredSet, 'diff' | 'takenAt'> {
  readonly takenAt: Instant;
  readonly diff: SetDiff | null;
}

function setOf<Row extends Omit<SetRow, 'texts'>>({ diff, ...row }: Row): Omit<Row, 'diff'> & Pick<StoredSet, 'diff'> {
  return { ...row, diff: diff ?? undefined };
}
