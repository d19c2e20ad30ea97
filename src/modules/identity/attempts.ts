import { createHmac } from 'node:crypto';
import type { Instant } from '../../rules/values.js';

/**
 * What failed attempts are counted by: a name from an address; an address, whatever the name; a name, wherever from; a device that signed
 * in before; an account whose own session or code is asked.
 */
export type AttemptKind = 'name-and-address' | 'address' | 'name' | 'device' | 'account';

/** One count of failed attempts. Its key is a keyed hash: the table does not say who was guessed at, or from where. */
export interface AttemptKey {
  readonly kind: AttemptKind;
  readonly hash: Buffer;
}

export interface Failures {
  readonly count: number;
  readonly lastAt: Instant;
  readonly blockedUntil?: Instant;
}

interface Limit {
  /** Failures before the first wait. */
  readonly free: number;
  /** The count begins anew when nothing has failed for so long, in milliseconds. */
  readonly forgetAfter: number;
}

const minute = 60_000;
const hour = 60 * minute;

/** An office behind one address, and a name that many guess at, are slowed later than one who guesses a name from one place. */
export const limits: Readonly<Record<AttemptKind, Limit>> = {
  'name-and-address': { free: 5, forgetAfter: 24 * hour },
  address: { free: 50, forgetAfter: hour },
  name: { free: 100, forgetAfter: hour },
  device: { free: 5, forgetAfter: 24 * hour },
  account: { free: 5, forgetAfter: 24 * hour },
};

/** Nothing is counted for longer. */
export const longestMemory = 24 * hour;

const longestWait = 15 * minute;
/** From everywhere together a name is slowed and never shut: whoever guesses at it must not keep its owner out. */
const longestWaitOfName = minute;

/**
 * The count after one more failure: from the last free one on it is a minute until the next attempt, then 2, 4, 8 and 15; for a name from
 * everywhere always one.
 */
export function afterFailure(before: Failures | undefined, kind: AttemptKind, at: Instant): Failures {
  const { free, forgetAfter } = limits[kind];
  const isForgotten = before === undefined || at - before.lastAt > forgetAfter;
  const count = (isForgotten ? 0 : before.count) + 1;
  if (count < free) return { count, lastAt: at };
  const longest = kind === 'name' ? longestWaitOfName : longestWait;
  return { count, lastAt: at, blockedUntil: at + Math.min(longest, minute * 2 ** Math.min(count - free, 10)) };
}

/** How long nothing can be tried under any of these counts, in whole seconds; 0 where it can be now. */
export function waitOf(failures: readonly Failures[], at: Instant): number {
  const until = Math.max(0, ...failures.map(({ blockedUntil }) => blockedUntil ?? 0));
  return until <= at ? 0 : Math.ceil((until - at) / 1_000);
}

export function attemptKey(secret: Buffer, kind: AttemptKind, ...of: readonly string[]): AttemptKey {
  return {
    kind,
    hash: createHmac('sha256', secret)
      .update(JSON.stringify([kind, ...of]))
      .digest(),
  };
}
