import { entryHash, type Entry, type SubjectKind } from '../ledger/entry.js';
import { beforeAllIds, milliseconds } from '../store/sql-parts.js';
import type { Tx } from '../store/tx.js';

/** Whether the chains of a database are whole. */
export interface ChainsFound {
  readonly chains: number;
  readonly entries: number;
  /** The first entry of each chain that does not fit, and complaints whose row does not name their newest entry. */
  readonly broken: readonly { readonly subject: string; readonly number: number }[];
  readonly brokenCount: number;
}

const pageSize = 2_000;
const toldAtMost = 20;

/** Walks every chain from its first entry and works every hash out anew; a complaint's row must name the end of its chain. */
export async function checkChains(tx: Tx): Promise<ChainsFound> {
  let [chains, entries, brokenCount] = [0, 0, 0];
  const broken: { subject: string; number: number }[] = [];
  const tell = (subject: string, number: number): void => {
    brokenCount += 1;
    if (broken.length < toldAtMost) broken.push({ subject, number });
  };
  let last: Walked | undefined;
  for await (const row of rowsOf(tx)) {
    const { entry, head } = row;
    const before = last?.entry.subject.id === entry.subject.id ? last : undefined;
    if (before === undefined) {
      if (last !== undefined) tellEnd(last, tell);
      chains += 1;
    }
    entries += 1;
    const isBroken = before?.isBroken ?? false;
    const fits =
      entry.number === (before?.entry.number ?? 0) + 1 &&
      entry.previous === (before?.entry.hash ?? null) &&
      entryHash(entry) === entry.hash;
    if (!isBroken && !fits) tell(entry.subject.id, entry.number);
    last = { entry, head, isBroken: isBroken || !fits };
  }
  if (last !== undefined) tellEnd(last, tell);
  const [lone] = await tx.query<{ count: number }>('chains-lone', loneText);
  brokenCount += lone?.count ?? 0;
  return { chains, entries, broken, brokenCount };
}

interface Walked {
  readonly entry: Entry;
  readonly head: string | null;
  readonly isBroken: boolean;
}

function tellEnd({ entry, head, isBroken }: Walked, tell: (subject: string, number: number) => void): void {
  const isEnd = entry.subject.kind !== 'complaint' || head === entry.hash;
  if (!isBroken && !isEnd) tell(entry.subject.id, entry.number + 1);
}

/** Complaints without a chain. */
const loneText = `select count(*)::float8 as count from complaint c
  where not exists (select from entry e where e.subject_id = c.complaint_id and e.number = 1)`;

interface EntryRow extends Omit<Entry, 'subject'> {
  readonly id: string;
  readonly subject_kind: SubjectKind;
  readonly head: string | null;
}

async function* rowsOf(tx: Tx): AsyncGenerator<{ readonly entry: Entry; readonly head: string | null }> {
  let after: { readonly id: string; readonly number: number } = { id: beforeAllIds, number: 0 };
  for (;;) {
    const rows = await tx.query<EntryRow>('chains-page', pageText, [after.id, after.number, pageSize]);
    for (const { id, subject_kind: kind, head, ...rest } of rows)
      yield { entry: { ...rest, subject: { kind, id } }, head };
    const end = rows.at(-1);
    if (end === undefined || rows.length < pageSize) return;
    after = end;
  }
}

const pageText = `
  select e.subject_id as id, e.subject_kind, e.number, e.type, e.actor, ${milliseconds('e.at')} as at, e.body,
    encode(e.previous, 'hex') as previous, encode(e.hash, 'hex') as hash, encode(c.head, 'hex') as head
  from (select * from entry where (subject_id, number) > ($1::uuid, $2::int) order by subject_id, number limit $3) e
  left join complaint c on c.complaint_id = e.subject_id order by e.subject_id, e.number`;
