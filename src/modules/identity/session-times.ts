import { confirmationLasts } from '../../authority/authority.js';
import type { Instant } from '../../rules/values.js';

const minute = 60_000;

/** How long a session may stay unused, how long it lasts at most, and how long it waits for a code (ASVS 3.3). */
export const sessionTimes = { idle: 30 * minute, whole: 12 * 60 * minute, code: 5 * minute };

/** The last use of a session or token is written this often at most: a write at each request would cost more than the request. */
const writtenEvery = minute;

export function isOver(
  { usedAt, expiresAt }: { readonly usedAt: Instant; readonly expiresAt: Instant },
  at: Instant,
): boolean {
  return expiresAt <= at || at - usedAt > sessionTimes.idle;
}

export function isUseDue(usedAt: Instant | undefined, at: Instant): boolean {
  return usedAt === undefined || at - usedAt >= writtenEvery;
}

/** Until when a password or code that was shown counts; undefined where none was, or it counts no more. */
export function confirmedUntil(confirmedAt: Instant | undefined, at: Instant): Instant | undefined {
  return confirmedAt === undefined || at - confirmedAt > confirmationLasts
    ? undefined
    : confirmedAt + confirmationLasts;
}
