import {
  appendEntries,
  emptyChain,
  type ChainHead,
  type Entry,
  type EntryDraft,
  type Subject,
} from '../ledger/entry.js';
import type { Instant } from '../rules/values.js';
import { entryColumns, entryRow } from './entry-rows.js';
import { insertText, parameterOf } from './insert-text.js';
import { milliseconds } from './sql-parts.js';
import type { Tx } from './tx.js';

/**
 * Stores entries and leaves them waiting for their leaf numbers. A second entry of the same number in a chain is refused by the
 * primary key: a chain cannot fork.
 */
async function storeEntries(tx: Tx, entries: readonly Entry[]): Promise<void> {
  if (entries.length === 0) return;
  await tx.query('entry-insert', insertEntries, [parameterOf(entryColumns, entries.map(entryRow))]);
}

const insertEntries = `with stored as (${insertText('entry', entryColumns, 1)} returning subject_id, number)
  insert into entry_pending (subject_id, number) select subject_id, number from stored`;

/**
 * Appends to the chain of a subject that is no complaint (the policy sets, a run, an account), beside its own row in the same
 * transaction. Writers of one subject wait for each other.
 */
export async function record(
  tx: Tx,
  subject: Subject,
  drafts: readonly EntryDraft[],
  by: { readonly actor: string; readonly at: Instant },
): Promise<readonly Entry[]> {
  const entries = appendEntries(subject, await lockedHead(tx, subject), drafts, by);
  await storeEntries(tx, entries);
  return entries;
}

async function lockedHead(tx: Tx, subject: Subject): Promise<ChainHead> {
  // Held until the transaction ends. The first 64 bits of the id name the lock; two subjects that share it only wait for each other.
  const key = BigInt.asIntN(64, BigInt(`0x${subject.id.replaceAll('-', '').slice(0, 16)}`)).toString();
  await tx.query('subject-lock', 'select pg_advisory_xact_lock($1::bigint)', [key]);
  const [head] = await tx.query<{ number: number; hash: string }>('subject-head', newestEntry, [subject.id]);
  return head ?? emptyChain;
}

const newestEntry = `select number, encode(hash, 'hex') as hash from entry where subject_id = $1 order by number desc limit 1`;

/** The whole chain of a subject, to be shown or verified. */
export async function chainOf(tx: Tx, subject: Subject): Promise<readonly Entry[]> {
  const rows = await tx.query<Omit<Entry, 'subject'>>('chain', chain, [subject.id]);
  return rows.map((row) => ({ ...row, subject }));
}

const chain = `
  select number, type, actor, ${milliseconds('at')} as at, body, encode(previous, 'hex') as previous, encode(hash, 'hex') as hash
  from entry where subject_id = $1 order by number`;
