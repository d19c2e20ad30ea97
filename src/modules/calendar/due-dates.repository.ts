import type { ClockState } from '../../rules/judge/judgement.js';
import type { Day, Instant, Time } from '../../rules/values.js';
import { milliseconds } from '../../store/sql-parts.js';
import type { Tx } from '../../store/tx.js';
import type { ComplaintId } from '../complaints/complaint-id.js';
import { visibleTo, type Units } from '../complaints/visible.repository.js';

/** A due date of a complaint, as it was judged last. */
export interface DueDate {
  readonly complaint: ComplaintId;
  readonly policy: string;
  readonly version: Day | null;
  readonly rule: string;
  readonly event: string | null;
  readonly round: number | null;
  readonly state: ClockState;
  readonly due: Time;
  readonly provisional: boolean;
  /** The judgement that says so: its number grows with every other answer. */
  readonly judgement: number;
  readonly judgedAt: Instant;
}

export interface DueAsked {
  readonly at: Instant;
  /** Due before this instant. */
  readonly before: Instant;
  /** Of clocks alone of which this role of the organisation would be told. */
  readonly role: string | undefined;
}

/** A day ends when the next begins; that this is UTC's matters only to which of many come first. */
const dueAt = `case when f -> 'due' ->> 'kind' = 'day' then ((f -> 'due' ->> 'day')::float8 + 1) * 86400000 else (f -> 'due' ->> 'at')::float8 end`;

const select = `
  select c.complaint_id as complaint, f ->> 'policy' as policy, (f ->> 'version')::int as version, f ->> 'rule' as rule,
    f -> 'occurrence' ->> 'event' as event, (f ->> 'round')::int as round, f ->> 'state' as state, f -> 'due' as due,
    coalesce((f ->> 'provisional')::boolean, false) as provisional, j.number as judgement, ${milliseconds('j.at')} as "judgedAt",
    clock.distance, c.unit
  from complaint c join look l on l.complaint_id = c.complaint_id
  join judgement j on j.complaint_id = l.complaint_id and j.number = l.judgement_number
  cross join lateral jsonb_array_elements(j.findings) f`;

/** The due dates of open complaints of these units that still run or have passed, those nearest to now first. */
export async function dueDates(
  tx: Tx,
  units: Units,
  { at, before, role }: DueAsked,
  limit: number,
): Promise<readonly DueDate[]> {
  const values: unknown[] = [];
  const next = (value: unknown): string => `$${values.push(value)}`;
  const distance = `cross join lateral (select abs(${dueAt} - ${next(at)}::float8) as distance) clock`;
  const conditions = [
    `c.status = 'open'`,
    `f ? 'due'`,
    `f ->> 'state' in ('running', 'at-risk', 'paused', 'overdue')`,
    `(f ->> 'own')::boolean`,
    `not f ? 'superseded'`,
    `${dueAt} <= ${next(before)}::float8`,
  ];
  if (role !== undefined)
    conditions.push(`exists (select from jsonb_array_elements(j.escalations) e where e ->> 'for' = (f ->> 'policy') || '#' || (f ->> 'rule')
      and (e ->> 'round')::int = coalesce((f ->> 'round')::int, 1)
      and coalesce(e -> 'occurrence' ->> 'event', '') = coalesce(f -> 'occurrence' ->> 'event', '') and e -> 'to' ? ${next(role)})`);
  const columns = 'complaint, policy, version, rule, event, round, state, due, provisional, judgement, "judgedAt"';
  const page = {
    select: `${select} ${distance}`,
    conditions,
    order: `clock.distance, c.complaint_id, f ->> 'policy', f ->> 'rule'`,
    limit: next(limit),
    outside: { columns, order: 'distance, complaint, policy, rule' },
  };
  const name = ['due-dates', ...(role === undefined ? [] : ['role']), ...(units === 'all' ? [] : ['units'])].join('-');
  return tx.query<DueDate>(name, visibleTo(units, page, next), values);
}
