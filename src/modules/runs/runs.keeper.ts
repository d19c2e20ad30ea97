import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '../../store/tx.js';
import { holdProcess, touch } from './runs.repository.js';

const touchEvery = 1_000;
const tryAgainAfter = 500;

/**
 * Shows other processes that this one lives: a transaction that is kept open holds an advisory lock under the process's number, and
 * the database lets go of it the moment the process or its connection is gone. One transaction a process, however many runs; it
 * holds no row and no snapshot, and it works behind a pooler that gives out connections by the transaction.
 */
export interface RunsKeeper {
  /** Resolves when the lock is held. Rejects where the database cannot be reached. */
  hold(): Promise<void>;
  release(): Promise<void>;
}

/** Holds nothing until it is asked to; `process` is the number that marks the runs of this process. */
export function runsKeeper(database: Database, process: number): RunsKeeper {
  const end = new AbortController();
  let held: Promise<void> | undefined;
  let transaction: Promise<void> = Promise.resolve();

  /** The lock may be lost with its connection: it is taken again, and runs that others have meanwhile ended find out when they go on. */
  async function takeAgain(): Promise<void> {
    while (!end.signal.aborted && held === undefined) {
      await sleep(tryAgainAfter, undefined, { signal: end.signal, ref: false }).catch(() => undefined);
      if (!end.signal.aborted) await hold().catch(() => undefined);
    }
  }

  function hold(): Promise<void> {
    if (end.signal.aborted) return Promise.reject(new Error('the keeper of runs was released'));
    if (held !== undefined) return held;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    let wasHeld = false;
    held = promise;
    const isHeld = (): void => {
      wasHeld = true;
      resolve();
    };
    transaction = holdUntil(end.signal, database, process, isHeld).catch((error: unknown) => {
      held = undefined;
      if (wasHeld) void takeAgain();
      else reject(error);
    });
    return promise;
  }

  return {
    hold,
    release: async () => {
      end.abort();
      await transaction;
    },
  };
}

function holdUntil(end: AbortSignal, database: Database, process: number, isHeld: () => void): Promise<void> {
  return database.transaction(async (tx) => {
    await holdProcess(tx, process);
    isHeld();
    while (!end.aborted) {
      await sleep(touchEvery, undefined, { signal: end, ref: false }).catch(() => undefined);
      if (!end.aborted) await touch(tx);
    }
  });
}
