import type { Instant } from '../../rules/values.js';
import type { Tx } from '../../store/tx.js';
import { countedUpTo, type Figures } from './figures.js';

/** The figures as they are at this instant. Every part is read by an index that holds what is out of order alone, and stays small. */
export async function readFigures(tx: Tx, at: Instant): Promise<Figures> {
  const when = new Date(at);
  const [one] = await tx.query<OneRow>('figures', figures, [when, countedUpTo]);
  const beats = await tx.query<{ name: string; age: number }>('figures-beats', beatAges, [when]);
  const unacknowledged = await tx.query<Figures['unacknowledged'][number]>('figures-unacknowledged', unanswered);
  const messages = await tx.query<Figures['messages'][number]>('figures-messages', unsent, [when]);
  const wrongRuns = await tx.query<Figures['wrongRuns'][number]>('figures-runs', runs);
  if (one === undefined) throw new RangeError('the figures came without a row');
  const { waiting, waitingAge, ...rest } = one;
  return {
    ...rest,
    beats: new Map(beats.map(({ name, age }) => [name, age])),
    unacknowledged,
    waiting: { notices: waiting, oldestSeconds: waitingAge },
    messages,
    wrongRuns,
  };
}

/** Roles named by notices that have waited since before `before`, and that nobody holds; the oldest thousand notices are looked at. */
export async function rolesNobodyHolds(tx: Tx, before: Instant): Promise<readonly string[]> {
  const text = `select role from (
      select distinct jsonb_array_elements_text(body->'to') as role from (
        select body from notice where status = 'waiting' and created_at < $1 order by created_at, complaint_id limit 1000) oldest) named
    where not exists (select from recipient where recipient.role = named.role) order by role limit 20`;
  const rows = await tx.query<{ role: string }>('figures-nobody', text, [new Date(before)]);
  return rows.map(({ role }) => role);
}

interface OneRow extends Pick<Figures, 'due' | 'oldestDueSeconds' | 'stuck' | 'newestSet' | 'toRejudge'> {
  readonly waiting: number;
  readonly waitingAge: number;
}

const secondsSince = (instant: string): string =>
  `greatest(coalesce(extract(epoch from $1::timestamptz - ${instant}), 0), 0)::float8`;

/** What was judged since it was set aside is not stuck any more. */
const stillStuck = `select from stuck where stuck.complaint_id = look.complaint_id and stuck.since >= look.judged_at`;

const isDue = `next_look_at <= $1::timestamptz and not exists (${stillStuck})`;

/** Older sets that say the same as the one in force leave nothing to be judged again. */
const isOlder = `set_number = any (array(select o.number from policy_set o, newest n where o.number < n.number and o.digest <> n.digest))`;

const figures = `
  with newest as (select number, digest from policy_set order by number desc limit 1)
  select
    (select count(*) from (select from look where ${isDue} limit $2::int) counted)::float8 as due,
    ${secondsSince(`(select next_look_at from look where ${isDue} order by next_look_at limit 1)`)} as "oldestDueSeconds",
    (select count(*) from look where exists (${stillStuck}))::float8 as stuck,
    (select count(*) from (select from notice where status = 'waiting' limit $2::int) counted)::float8 as waiting,
    ${secondsSince(`(select min(created_at) from notice where status = 'waiting')`)} as "waitingAge",
    coalesce((select number from newest), 0) as "newestSet",
    (select count(*) from (select from look where ${isOlder} limit $2::int) counted)::float8 as "toRejudge"`;

const beatAges = `select name, ${secondsSince('max(at)')} as age from beat group by name order by name`;

const unanswered = `select level, count(*)::float8 as notices from notice
  where status = 'told' and body ? 'acknowledgeBy' group by level order by level`;

const unsent = `
  select way, 'waiting' as status, count(*)::float8 as messages, ${secondsSince('min(not_before)')} as "oldestSeconds"
    from message where status = 'waiting' and way <> 'inbox' group by way
  union all
  select way, 'failed', count(*)::float8, 0 from message where status = 'failed' group by way
  order by way, status`;

const runs = `select schedule, state, count(*)::float8 as runs from schedule_run where state in ('missed', 'failed')
  group by schedule, state order by schedule, state`;
