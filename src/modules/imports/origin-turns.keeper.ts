import { setTimeout as sleep } from 'node:timers/promises';
import type { Database, Tx } from '../../store/tx.js';
import { turns, type Turns } from '../../turns.js';
import { holdOrigin, touch } from './imports.repository.js';

/** In milliseconds: how often what another process holds is asked for, and how often a held lock is seen to be there. */
const pace = { ask: 500, touch: 1_000 };

/** Work of one origin, one after another, whichever process does it. */
export interface OriginTurns {
  /**
   * Begins when it is its turn; until then it holds no connection. The signal that it is given is aborted when the turn is lost, with
   * the connection that held it: then the work must end. Rejects with the reason of `stopping` when that is aborted while it waits.
   */
  take<T>(origin: string, work: (lost: AbortSignal) => Promise<T>): Promise<T>;
}

/** At most `atOnce` origins of this process are worked on at once. */
export function originTurns(database: Database, atOnce: number, stopping: AbortSignal): OriginTurns {
  const ofProcess = turns(atOnce);
  const ofOrigins = new Map<string, Turns>();

  async function whenFree<T>(origin: string, work: (lost: AbortSignal) => Promise<T>): Promise<T> {
    for (;;) {
      stopping.throwIfAborted();
      // While another process holds the origin, others of this one may go on.
      const done = await ofProcess.take(() => holding(database, origin, work));
      if (done !== undefined) return done.value;
      await sleep(pace.ask, undefined, { signal: stopping }).catch(() => undefined);
    }
  }

  return {
    take(origin, work) {
      const own = ofOrigins.get(origin) ?? turns(1);
      ofOrigins.set(origin, own);
      return own.take(() => whenFree(origin, work));
    },
  };
}

/** Does the work while a transaction of its own holds the lock of the origin; undefined where another process holds it. */
async function holding<T>(
  database: Database,
  origin: string,
  work: (lost: AbortSignal) => Promise<T>,
): Promise<{ readonly value: T } | undefined> {
  const lost = new AbortController();
  let working: Promise<T> | undefined;
  try {
    await database.transaction(async (tx) => {
      if (!(await holdOrigin(tx, origin))) return;
      working = work(lost.signal);
      await keepUntil(working, tx);
    });
  } catch (error) {
    if (working === undefined) throw error;
    // What the work has come to counts, whatever becomes of the lock.
    lost.abort(error);
  }
  return working === undefined ? undefined : { value: await working };
}

async function keepUntil(work: Promise<unknown>, tx: Tx): Promise<void> {
  const over = new AbortController();
  const end = (): void => over.abort();
  void work.then(end, end);
  while (!over.signal.aborted) {
    await sleep(pace.touch, undefined, { signal: over.signal }).catch(() => undefined);
    if (!over.signal.aborted) await touch(tx);
  }
}
