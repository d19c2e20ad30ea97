import type { ComplaintId } from '../modules/complaints/complaint-id.js';
import { resultOf } from '../modules/complaints/stored-judgement.js';
import { newestNumber } from '../modules/policies/policy-sets.repository.js';
import { engineNumber, judge } from '../rules/judge/judge.js';
import type { Tx } from '../store/tx.js';
import { judgementReader, loadSet, type JudgementReader } from './stored-judgements.reader.js';

/** What became of stored judgements that were judged again. They add up to `asked`. */
export interface JudgementsFound {
  readonly asked: number;
  /** The same result, byte for byte. */
  readonly same: number;
  /** Another result, where a value has been erased since. */
  readonly erased: number;
  /** Another result, by an engine of another number than the one that made it. */
  readonly otherEngine: number;
  /** By a set that this version does not read as it was. */
  readonly setNotRead: number;
  /** Another result, and no reason for it. */
  readonly different: number;
}

/** Whether the set in force can be used. `none`: there is no set. */
export type SetFound = 'none' | 'loads' | 'does-not-load';

/** Reads the set in force as the service would. */
export async function checkSet(tx: Tx): Promise<SetFound> {
  const number = await newestNumber(tx);
  if (number === 0) return 'none';
  return (await loadSet(tx, number)) === undefined ? 'does-not-load' : 'loads';
}

/** Judges the newest judgement of so many complaints again, from all over the database, by what was known then and by the set of then. */
export async function checkJudgements(tx: Tx, sample: number): Promise<JudgementsFound> {
  const read = judgementReader(tx);
  const found = { asked: 0, same: 0, erased: 0, otherEngine: 0, setNotRead: 0, different: 0 };
  for (const id of await spread(tx, sample)) {
    const what = await repeat(id, read);
    if (what === undefined) continue;
    found.asked += 1;
    found[what] += 1;
  }
  return found;
}

/** Ids are digests, spread evenly: the first after each of so many steps is a fair choice. All of them where there are no more. */
async function spread(tx: Tx, sample: number): Promise<readonly ComplaintId[]> {
  const all = await tx.query<{ id: ComplaintId }>(
    'sample-all',
    'select complaint_id as id from complaint order by complaint_id limit $1',
    [sample + 1],
  );
  if (all.length <= sample) return all.map(({ id }) => id);
  const steps = Array.from({ length: sample }, (_, step) =>
    Math.floor((step * 0x1_0000_0000) / sample)
      .toString(16)
      .padStart(8, '0'),
  ).map((prefix) => `${prefix}-0000-0000-0000-000000000000`);
  const chosen = await tx.query<{ id: ComplaintId }>(
    'sample-spread',
    `select distinct found.id from unnest($1::uuid[]) as step (at)
     cross join lateral (select complaint_id as id from complaint where complaint_id >= step.at order by complaint_id limit 1) found`,
    [steps],
  );
  return chosen.map(({ id }) => id);
}

type Fate = Exclude<keyof JudgementsFound, 'asked'>;

/** Undefined for a complaint that was never judged. */
async function repeat(id: ComplaintId, read: JudgementReader): Promise<Fate | undefined> {
  const judged = await read(id);
  if (judged === 'never-judged') return undefined;
  if (judged === 'set-not-read') return 'setNotRead';
  const { set, complaint, at, receipt, result, erased } = judged;
  const again = resultOf(judge(set, complaint, at, { timeZoneData: receipt.timeZoneData }));
  if (again.digest === result.digest) return 'same';
  if (erased.length > 0) return 'erased';
  return receipt.engine === engineNumber ? 'different' : 'otherEngine';
}
