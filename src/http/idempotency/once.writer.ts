import { isUnavailable } from '../../errors.js';
import type { Instant } from '../../rules/values.js';
import type { Database, Tx } from '../../store/tx.js';
import { Reply } from '../reply.js';
import type { Claim } from './claim.js';
import { keep, replayed, type Answer } from './idempotency.repository.js';

const replayedHeader = 'idempotency-replayed';

/**
 * Carries out a write in one transaction, and once for its claim: the same request again, now or after an answer that was lost on the
 * way, gets the answer of the first. Without a claim the work is simply done. The answer is kept for a week and must hold no personal
 * value. Refuses (409) a key that came with another request.
 */
export async function once<T>(
  database: Database,
  claim: Claim | undefined,
  at: Instant,
  work: (tx: Tx) => Promise<Answer<T>>,
): Promise<Reply<T>> {
  if (claim === undefined) return asReply(await database.transaction(work), false);
  try {
    return await database.transaction(async (tx) => {
      const before = await replayed<T>(tx, claim);
      if (before !== undefined) return asReply(before, true);
      const answer = await work(tx);
      await keep(tx, claim, answer, at);
      return asReply(answer, false);
    });
  } catch (error) {
    // The first of two that came at once may have been committed after we looked: then what we found was its own work (that the
    // complaint is there already, that its version has moved), and its answer is ours.
    const first = await firstAnswer<T>(database, claim, error);
    if (first === undefined) throw error;
    return asReply(first, true);
  }
}

/** Whether this is the answer that was given before, and not one of work that was done now. */
export function isReplayed({ more }: Reply<unknown>): boolean {
  return more.headers?.[replayedHeader] !== undefined;
}

async function firstAnswer<T>(database: Database, claim: Claim, error: unknown): Promise<Answer<T> | undefined> {
  if (isUnavailable(error)) return undefined;
  return replayed<T>(database.reading, claim);
}

function asReply<T>({ status, body, headers }: Answer<T>, again: boolean): Reply<T> {
  return new Reply(body, { status, headers: { ...headers, ...(again ? { [replayedHeader]: 'true' } : {}) } });
}
