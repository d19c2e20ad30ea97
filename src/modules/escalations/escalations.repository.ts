import type { ComplaintId } from '../complaints/complaint-id.js';
import { visibleTo, type Units } from '../complaints/visible.repository.js';
import type { EscalationFinding } from '../../rules/judge/judgement.js';
import type { Instant } from '../../rules/values.js';
import { milliseconds } from '../../store/sql-parts.js';
import type { Tx } from '../../store/tx.js';
import type { Escalation, EscalationKey, StatusAsked } from './escalation.js';

interface Row extends Omit<Escalation, 'acknowledged'> {
  readonly acknowledgedAt: Instant | null;
  readonly acknowledgedBy: string | null;
}

export interface EscalationPlace extends EscalationKey {
  readonly toldAt: Instant;
}

const select = `
  select n.complaint_id as complaint, c.unit, n.rule, n.level, n.round, n.status, ${milliseconds('n.created_at')} as "toldAt", n.body,
    ${milliseconds('a.at')} as "acknowledgedAt", a.actor as "acknowledgedBy", n.created_at as place,
    exists (select from notice h where h.complaint_id = n.complaint_id and h.rule = n.rule and h.round = n.round and h.kind = n.kind
      and h.level > n.level and h.status <> 'moot') as "isOvertaken"
  from notice n join complaint c on c.complaint_id = n.complaint_id
  left join acknowledgement a on a.complaint_id = n.complaint_id and a.rule = n.rule and a.level = n.level and a.round = n.round and a.kind = n.kind`;

const outside = {
  columns:
    'complaint, found.unit, rule, level, round, status, "toldAt", body, "acknowledgedAt", "acknowledgedBy", "isOvertaken"',
  order: 'place desc, complaint, rule, level, round',
};

/** One page of what was told about complaints of these units, from the newest. */
export async function listEscalations(
  tx: Tx,
  units: Units,
  { complaint, status }: { readonly complaint: ComplaintId | undefined; readonly status: StatusAsked | undefined },
  after: EscalationPlace | undefined,
  limit: number,
): Promise<readonly Escalation[]> {
  const values: unknown[] = [];
  const next = (value: unknown): string => `$${values.push(value)}`;
  const conditions = [`n.kind = 'escalation'`];
  const names = ['escalation-list'];
  if (complaint !== undefined) {
    names.push('complaint');
    conditions.push(`n.complaint_id = ${next(complaint)}::uuid`);
  }
  if (status !== undefined) {
    names.push('status');
    conditions.push(`n.status = any(${next(status === 'open' ? ['waiting', 'told'] : [status])}::text[])`);
  }
  // The first half alone bounds the walk along the index.
  if (after !== undefined) {
    names.push('after');
    const at = next(new Date(after.toldAt).toISOString());
    const key = [
      `${next(after.complaint)}::uuid`,
      next(after.rule),
      `${next(after.level)}::int`,
      `${next(after.round)}::int`,
    ];
    conditions.push(`n.created_at <= ${at}::timestamptz
      and (n.created_at < ${at}::timestamptz or (n.complaint_id, n.rule, n.level, n.round) > (${key.join(', ')}))`);
  }
  if (units !== 'all') names.push('units');
  const order = 'n.created_at desc, n.complaint_id, n.rule, n.level, n.round';
  const text = visibleTo(units, { select, conditions, order, limit: next(limit), outside }, next);
  const rows = await tx.query<Row>(names.join('-'), text, values);
  return rows.map(({ acknowledgedAt: at, acknowledgedBy: by, ...row }) => ({
    ...row,
    acknowledged: at === null || by === null ? undefined : { at, by },
  }));
}

/** Somebody who was told of a notice, by one way. */
export interface ToldTo extends EscalationKey {
  readonly account: string | null;
  readonly name: string | null;
  readonly destination: string | null;
  readonly way: string;
  readonly status: string;
  readonly sentAt: Instant | null;
}

/** Who was told, of everything about these complaints. */
export function toldTo(tx: Tx, complaints: readonly ComplaintId[]): Promise<readonly ToldTo[]> {
  const text = `
    select i.complaint_id as complaint, i.rule, i.level, i.round, m.account_id as account, a.name, m.destination, m.way, m.status,
      ${milliseconds('m.sent_at')} as "sentAt"
    from message_item i join message m on m.message_id = i.message_id left join account a on a.account_id = m.account_id
    where i.complaint_id = any($1::uuid[]) and i.kind = 'escalation'
    order by m.created_at, a.name, m.destination, m.way`;
  return tx.query<ToldTo>('escalation-told-to', text, [complaints]);
}

/** Whether an account was itself told of a notice, by any way. */
export async function wasTold(
  tx: Tx,
  account: string,
  { complaint, rule, level, round }: EscalationKey,
): Promise<boolean> {
  const text = `select from message_item i join message m on m.message_id = i.message_id
    where i.complaint_id = $1::uuid and i.rule = $2 and i.level = $3 and i.round = $4 and i.kind = 'escalation' and m.account_id = $5::uuid limit 1`;
  return (await tx.query('escalation-was-told', text, [complaint, rule, level, round, account])).length > 0;
}

/** The levels that the newest judgement of each of these complaints foresees. */
export async function foreseenLevels(
  tx: Tx,
  complaints: readonly ComplaintId[],
): Promise<ReadonlyMap<ComplaintId, readonly EscalationFinding[]>> {
  const text = `select l.complaint_id as id, j.escalations from look l
    join judgement j on j.complaint_id = l.complaint_id and j.number = l.judgement_number where l.complaint_id = any($1::uuid[])`;
  const rows = await tx.query<{ id: ComplaintId; escalations: readonly EscalationFinding[] }>(
    'escalation-foreseen',
    text,
    [complaints],
  );
  return new Map(rows.map(({ id, escalations }) => [id, escalations]));
}

/** Who acknowledged these, and when. */
export async function acknowledgements(
  tx: Tx,
  complaints: readonly ComplaintId[],
): Promise<readonly (EscalationKey & { readonly at: Instant; readonly by: string })[]> {
  const text = `select complaint_id as complaint, rule, level, round, ${milliseconds('at')} as at, actor as by
    from acknowledgement where complaint_id = any($1::uuid[]) and kind = 'escalation'`;
  return tx.query('acknowledgements', text, [complaints]);
}

/** Which of these levels of rules were never told to anybody, of any complaint. */
export async function neverTold(
  tx: Tx,
  levels: readonly { readonly rule: string; readonly level: number }[],
): Promise<readonly { readonly rule: string; readonly level: number }[]> {
  // Of an occurrence "@" and the id of its event follow, and "A" is the sign after "@": both looks go along one index.
  const text = `select w.rule, w.level from unnest($1::text[], $2::int[]) as w (rule, level)
    where not exists (select from notice n where n.rule = w.rule and n.level = w.level and n.kind = 'escalation')
      and not exists (select from notice n where n.rule ~>=~ (w.rule || '@') and n.rule ~<~ (w.rule || 'A') and n.level = w.level
        and n.kind = 'escalation')`;
  return tx.query('escalation-never-told', text, [levels.map(({ rule }) => rule), levels.map(({ level }) => level)]);
}
