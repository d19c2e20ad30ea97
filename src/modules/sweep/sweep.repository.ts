import type { Instant } from '../../rules/values.js';
import { beforeAllIds, milliseconds } from '../../store/sql-parts.js';
import type { Tx } from '../../store/tx.js';
import { writtenInstant } from '../../store/written-instant.js';
import type { ComplaintId } from '../complaints/complaint-id.js';

/** Where a sweep is: what is due is gone through in the order of its instants. */
export interface SweepPlace {
  readonly due: Instant;
  readonly id: ComplaintId;
}

export interface DueComplaint extends SweepPlace {
  /** It could not be judged when it was last tried. */
  readonly isStuck: boolean;
}

export const sweepStart: SweepPlace = { due: Date.UTC(1000, 0), id: beforeAllIds };

const due = `from look l join complaint c on c.complaint_id = l.complaint_id left join stuck s on s.complaint_id = l.complaint_id
  where l.next_look_at <= $1 and (s.next_try_at is null or s.next_try_at <= $1 or l.judged_at > s.since)`;
const found = `select l.complaint_id as id, ${milliseconds('l.next_look_at')} as due, s.complaint_id is not null as "isStuck"`;
// The complaint is taken, and not its look: whoever writes takes the complaint first, so that nobody waits in a circle.
const taken = 'for no key update of c skip locked';

/**
 * Takes complaints that are due at an instant, after a place, for this transaction. What another worker has taken is passed by, and
 * what could not be judged is left alone until it is to be tried again.
 */
export function takeDue(tx: Tx, at: Instant, after: SweepPlace, limit: number): Promise<readonly DueComplaint[]> {
  // Without a name, and so planned anew: a plan from when the tables were small would sort all that is due for every batch.
  const text = `${found} ${due} and (l.next_look_at, l.complaint_id) > ($2, $3::uuid)
    order by l.next_look_at, l.complaint_id limit $4 ${taken}`;
  return tx.query<DueComplaint>('', text, [writtenInstant(at), writtenInstant(after.due), after.id, limit]);
}

/** Takes this one, if it is due still and nobody else has it. */
export async function takeOne(tx: Tx, at: Instant, id: ComplaintId): Promise<DueComplaint | undefined> {
  const text = `${found} ${due} and l.complaint_id = $2::uuid ${taken}`;
  return (await tx.query<DueComplaint>('sweep-one', text, [writtenInstant(at), id]))[0];
}

/** What stood in the way of a complaint. */
export interface Hindrance {
  readonly id: ComplaintId;
  readonly at: Instant;
  readonly code: string;
  /** Names the error in the log. */
  readonly errorId: string;
}

/** It was judged since it was set aside, by whoever changed it: what stood in its way is over. */
const isOver = `exists (select from look l where l.complaint_id = $1 and l.judged_at > s.since)`;

/** Sets a complaint aside: for ten seconds, then for twice as long each time, up to an hour. False where somebody else has just done so. */
export async function setAside(tx: Tx, { id, at, code, errorId }: Hindrance): Promise<boolean> {
  const text = `insert into stuck as s (complaint_id, since, tries, next_try_at, error_code, error_id)
    values ($1, $2, 1, $2::timestamptz + interval '10 seconds', $3, $4)
    on conflict (complaint_id) do update set error_code = excluded.error_code, error_id = excluded.error_id,
      since = case when ${isOver} then excluded.since else s.since end, tries = case when ${isOver} then 1 else s.tries + 1 end,
      next_try_at = $2::timestamptz + least(interval '1 hour', interval '10 seconds' * power(2, case when ${isOver} then 0 else least(s.tries, 20) end))
    where s.next_try_at <= $2::timestamptz or ${isOver} returning s.complaint_id`;
  return (await tx.query('sweep-set-aside', text, [id, writtenInstant(at), code, errorId])).length > 0;
}

/** These could be judged again. */
export async function takeBack(tx: Tx, ids: readonly ComplaintId[]): Promise<void> {
  await tx.query('sweep-take-back', 'delete from stuck where complaint_id = any($1::uuid[])', [ids]);
}

/** What a worker says of itself while it goes on. */
export interface SweepBeat {
  readonly worker: string;
  readonly startedAt: Instant;
  readonly at: Instant;
  readonly judged: number;
  readonly changed: number;
  readonly told: number;
}

/** Says that a worker is at work, what it has done since it began, and for how long the oldest that is due has been waiting. */
export async function beat(tx: Tx, { worker, startedAt, at, ...counts }: SweepBeat): Promise<void> {
  const text = `insert into beat (name, worker, started_at, at, detail)
    select 'sweep', $1::uuid, $2::timestamptz, $3::timestamptz, $4::jsonb || jsonb_build_object('oldestDue',
        (select ${milliseconds('min(next_look_at)')} from look where next_look_at <= $3::timestamptz), 'stuck', (select count(*) from stuck))
    on conflict (name, worker) do update set at = excluded.at, detail = excluded.detail`;
  await tx.query('sweep-beat', text, [worker, writtenInstant(startedAt), writtenInstant(at), JSON.stringify(counts)]);
}

/** Workers that have not been heard of for a day are gone. */
export async function forgetWorkers(tx: Tx, at: Instant): Promise<void> {
  const text = `delete from beat where name = 'sweep' and at < $1::timestamptz - interval '1 day'`;
  await tx.query('sweep-forget-workers', text, [writtenInstant(at)]);
}
