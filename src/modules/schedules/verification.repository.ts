import type { Entry, SubjectKind } from '../../ledger/entry.js';
import type { Instant } from '../../rules/values.js';
import { milliseconds } from '../../store/sql-parts.js';
import type { Tx } from '../../store/tx.js';
import type { ComplaintId } from '../complaints/complaint-id.js';
import type { Head } from './verification-account.js';

interface EntryRow extends Omit<Entry, 'subject' | 'at'> {
  readonly subjectId: string;
  readonly subjectKind: SubjectKind;
  readonly at: Instant;
}

/** The next entries of all chains, after one, in the order of their subjects and numbers. */
export async function nextEntries(
  tx: Tx,
  after: { readonly subject: string; readonly number: number },
  limit: number,
): Promise<readonly Entry[]> {
  const rows = await tx.query<EntryRow>('verification-entries', entriesText, [after.subject, after.number, limit]);
  return rows.map(({ subjectId: id, subjectKind: kind, ...row }) => ({ ...row, subject: { kind, id } }));
}

const entriesText = `
  select subject_id as "subjectId", subject_kind as "subjectKind", number, type, actor, ${milliseconds('at')} as at, body,
    encode(previous, 'hex') as previous, encode(hash, 'hex') as hash
  from entry where (subject_id, number) > ($1::uuid, $2::int) order by subject_id, number limit $3`;

/** Where the chains of these complaints must end, as their rows have it. */
export async function headsOf(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, Head>> {
  const text = `select complaint_id as id, entries as number, encode(head, 'hex') as hash from complaint
    where complaint_id = any($1::uuid[])`;
  const rows = await tx.query<Head & { readonly id: string }>('verification-heads', text, [ids]);
  return new Map(rows.map(({ id, number, hash }) => [id, { number, hash }]));
}

/** Complaints and runs that have no entry: none has. */
export function withoutEntries(
  tx: Tx,
): Promise<readonly { readonly kind: 'complaint' | 'run'; readonly id: string }[]> {
  const text = `
    select 'complaint' as kind, complaint_id as id from complaint c where not exists (select from entry e where e.subject_id = c.complaint_id)
    union all select 'run', run_id from run r where not exists (select from entry e where e.subject_id = r.run_id) order by id`;
  return tx.query('verification-without', text);
}

/** Newest judgements of complaints picked by a seed: the same for the same seed. */
export function sampleJudgements(
  tx: Tx,
  seed: string,
  limit: number,
): Promise<readonly { readonly id: ComplaintId; readonly number: number }[]> {
  const text = `select complaint_id as id, judgement_number as number from look
    order by md5(complaint_id::text || $1), complaint_id limit $2`;
  return tx.query('verification-sample', text, [seed, limit]);
}
