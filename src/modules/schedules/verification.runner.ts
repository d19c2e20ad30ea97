import { setImmediate as otherWork } from 'node:timers/promises';
import { engineNumber, judge } from '../../rules/judge/judge.js';
import type { PolicySet } from '../../rules/policy/policy.js';
import type { Instant } from '../../rules/values.js';
import { beforeAllIds } from '../../store/sql-parts.js';
import { takeSnapshot } from '../../store/snapshot.repository.js';
import type { Database, Tx } from '../../store/tx.js';
import type { ComplaintId } from '../complaints/complaint-id.js';
import { readJudgement } from '../complaints/complaint-lists.repository.js';
import type { StoredComplaint } from '../complaints/complaint.js';
import { readComplaints } from '../complaints/complaints.repository.js';
import { erasedFacts, judgeable, knownUpTo } from '../complaints/judgeable.js';
import { resultOf } from '../complaints/stored-judgement.js';
import {
  chainReader,
  headsDigest,
  namedAtMost,
  type BrokenChain,
  type DifferentJudgement,
  type RepeatSkip,
  type VerificationAccount,
} from './verification-account.js';
import { headsOf, nextEntries, sampleJudgements, withoutEntries } from './verification.repository.js';

const pageSize = 2_000;
const sampleSize = 200;
const readAtOnce = 50;

export interface VerificationWork {
  readonly database: Database;
  /** Picks the sample. */
  readonly seed: string;
  readonly at: Instant;
  /** A set by its number; undefined where this version does not read it as it was. */
  readonly setOf: (number: number) => Promise<PolicySet | undefined>;
  /** Called now and then; may throw to stop. */
  readonly onProgress: (progress: { readonly entries: number }) => Promise<void>;
}

/**
 * Follows every chain of entries from its first to its last, compares where those of complaints end with their rows, and judges a sample of
 * stored judgements again. One snapshot of the database; changes nothing.
 */
export async function runVerification(work: VerificationWork): Promise<VerificationAccount> {
  return work.database.transaction(async (snapshot) => {
    await takeSnapshot(snapshot);
    const chains = await verifyChains(snapshot, work);
    return { ...chains, ...(await repeatSample(snapshot, work)), at: work.at };
  });
}

type Chains = Omit<VerificationAccount, keyof Repeated | 'at'>;

async function verifyChains(tx: Tx, { onProgress }: VerificationWork): Promise<Chains> {
  const reader = chainReader();
  const heads = headsDigest();
  const subjects: Record<string, number> = {};
  const brokenChains: BrokenChain[] = [];
  let [entries, broken] = [0, 0];
  let closed: NonNullable<ReturnType<typeof reader.close>>[] = [];
  const report = (chain: BrokenChain): void => {
    broken++;
    if (brokenChains.length < namedAtMost) brokenChains.push(chain);
  };
  const close = (): void => {
    const chain = reader.close();
    if (chain === undefined) return;
    subjects[chain.kind] = (subjects[chain.kind] ?? 0) + 1;
    heads.add(chain.subject, chain.head);
    closed.push(chain);
  };
  const compare = async (): Promise<void> => {
    const ids = closed.flatMap(({ kind, subject }) => (kind === 'complaint' ? [subject] : []));
    const expected = await headsOf(tx, ids);
    for (const { kind, subject, head, brokenAt } of closed) {
      const end = expected.get(subject);
      const isEnd = kind !== 'complaint' || (end?.number === head.number && end.hash === head.hash);
      if (brokenAt !== undefined || !isEnd) report({ kind, subject, entry: brokenAt ?? 0 });
    }
    closed = [];
  };
  for (let after = { subject: beforeAllIds, number: 0 }; ;) {
    const page = await nextEntries(tx, after, pageSize);
    for (const entry of page) {
      if (entry.subject.id !== after.subject) close();
      reader.take(entry);
      after = { subject: entry.subject.id, number: entry.number };
    }
    entries += page.length;
    if (page.length < pageSize) close();
    await compare();
    await onProgress({ entries });
    await otherWork();
    if (page.length < pageSize) break;
  }
  const without = await withoutEntries(tx);
  for (const { kind, id } of without) report({ kind, subject: id, entry: 0 });
  const population = Object.values(subjects).reduce((sum, count) => sum + count, 0) + without.length;
  const all = { population, examined: population, skipped: 0 };
  return { ...all, entries, subjects, broken, brokenChains, heads: heads.finish() };
}

type Repeated = Pick<VerificationAccount, 'sampled' | 'repeated' | 'different' | 'differentJudgements' | 'notRepeated'>;

async function repeatSample(tx: Tx, { seed, setOf, onProgress }: VerificationWork): Promise<Repeated> {
  const sample = await sampleJudgements(tx, seed, sampleSize);
  const notRepeated: Record<RepeatSkip, number> = { erased: 0, 'other-engine': 0, 'set-not-read': 0 };
  const differentJudgements: DifferentJudgement[] = [];
  let [repeated, different] = [0, 0];
  for (let begin = 0; begin < sample.length; begin += readAtOnce) {
    const some = sample.slice(begin, begin + readAtOnce);
    const complaints = await readComplaints(
      tx,
      some.map(({ id }) => id),
    );
    for (const { id, number } of some) {
      const stored = complaints.get(id);
      const answer = stored === undefined ? 'different' : await repeat(tx, stored, { id, number }, setOf);
      if (answer === 'same') repeated++;
      else if (answer !== 'different') notRepeated[answer]++;
      else {
        different++;
        if (differentJudgements.length < namedAtMost) differentJudgements.push({ complaint: id, judgement: number });
      }
    }
    await onProgress({ entries: 0 });
    await otherWork();
  }
  return { sampled: sample.length, repeated, different, differentJudgements, notRepeated };
}

async function repeat(
  tx: Tx,
  stored: StoredComplaint,
  { id, number }: { readonly id: ComplaintId; readonly number: number },
  setOf: VerificationWork['setOf'],
): Promise<'same' | 'different' | RepeatSkip> {
  const kept = await readJudgement(tx, id, number);
  if (kept === undefined) return 'different';
  const set = await setOf(kept.setNumber);
  if (set === undefined) return 'set-not-read';
  const known = knownUpTo(stored, kept.receipt.input.event);
  const { timeZoneData, engine } = kept.receipt;
  const again = resultOf(judge(set, judgeable(known, kept.at), kept.at, { timeZoneData }));
  if (again.digest === kept.result) return 'same';
  if (engine !== engineNumber) return 'other-engine';
  return erasedFacts(known).length > 0 ? 'erased' : 'different';
}
