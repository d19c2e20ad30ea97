import type { Change } from '../modules/complaints/change.js';
import type { ComplaintId } from '../modules/complaints/complaint-id.js';
import type { StoredComplaint } from '../modules/complaints/complaint.js';
import { holdWaiting, lockComplaints, readComplaints, wakeMails } from '../modules/complaints/complaints.repository.js';
import { commit } from './commit.repository.js';
import { countJudged } from '../telemetry/process.counters.js';
import { inSpan, inSpanNow } from '../telemetry/spans.tracer.js';
import type { Tx } from './tx.js';

/** What is decided for one complaint: a change or none, and what to answer. */
export interface Decision<T> {
  readonly change?: Change;
  readonly answer: T;
}

/** Pure: sees what is stored of the complaint, or undefined, and says what changes. May be asked again after another writer was first. */
export type Decide<T> = (complaint: StoredComplaint | undefined, id: ComplaintId) => Decision<T>;

/**
 * Reads these complaints, decides, commits: the shape of every write. A complaint that another writer changed in between is locked,
 * read and decided again, in the same transaction, so that the one after it always succeeds. Gives the last answer of each.
 */
export async function changeComplaints<T>(
  tx: Tx,
  ids: readonly ComplaintId[],
  decide: Decide<T>,
): Promise<ReadonlyMap<ComplaintId, T>> {
  const answers = new Map<ComplaintId, T>();
  const again: ReturnType<typeof standsAgain>[number][] = [];
  let isRetry = false;
  for (let open = [...new Set(ids)]; open.length > 0; isRetry = true) {
    if (isRetry) await lockComplaints(tx, open);
    const stored = await readComplaints(tx, open);
    const changes: Change[] = [];
    inSpanNow('judge', { 'redress.complaints': open.length }, () => {
      for (const id of open) {
        const { change, answer } = decide(stored.get(id), id);
        answers.set(id, answer);
        if (change !== undefined) changes.push(change);
      }
    });
    if (changes.length === 0) break;
    const overtaken = await toldMeanwhile(tx, changes);
    const standing = changes.filter(({ complaint }) => !overtaken.has(complaint));
    const facts = { 'redress.complaints': standing.length };
    const { committed, moved } = await inSpan('commit', facts, () => commit(tx, standing));
    countJudged('change', committed.size);
    again.push(...standing.filter(({ complaint }) => committed.has(complaint)).flatMap(standsAgain));
    open = [...moved, ...overtaken];
  }
  const at = Math.max(...again.map((each) => each.at));
  if (again.length > 0) await wakeMails(tx, again, at);
  return answers;
}

/** What was over and stands again is not told again; but a mail that left it out meanwhile goes. */
function standsAgain({ complaint, noticeTurns, at }: Change) {
  return noticeTurns.flatMap(({ status, rule, level, round, kind }) =>
    status === 'told' ? [{ complaint, rule, level, round, kind, at }] : [],
  );
}

/**
 * Complaints of which somebody was told while it was decided that nobody need be told any more: no entry may say that. What waits still is
 * held from here on. The complaints are taken before their notices, so that writers never wait in a circle.
 */
async function toldMeanwhile(tx: Tx, changes: readonly Change[]): Promise<ReadonlySet<ComplaintId>> {
  const moot = changes.flatMap(({ complaint, noticeTurns }) =>
    noticeTurns.flatMap(({ status, rule, level, round, kind }) =>
      status === 'moot' ? [{ complaint, rule, level, round, kind }] : [],
    ),
  );
  if (moot.length === 0) return new Set();
  await lockComplaints(
    tx,
    changes.map(({ complaint }) => complaint),
  );
  const waiting = Map.groupBy(await holdWaiting(tx, moot), ({ complaint }) => complaint);
  const wanted = Map.groupBy(moot, ({ complaint }) => complaint);
  return new Set([...wanted].flatMap(([id, own]) => ((waiting.get(id)?.length ?? 0) < own.length ? [id] : [])));
}
