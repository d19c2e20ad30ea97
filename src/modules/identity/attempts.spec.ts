import { describe, expect, it } from '@jest/globals';
import { afterFailure, attemptKey, limits, waitOf, type AttemptKind, type Failures } from './attempts.js';

const minute = 60_000;

/** Failures one after the other, each when the wait of the one before is over. */
function failing(kind: AttemptKind, times: number, gap = 0): readonly Failures[] {
  let at = 1_000_000;
  let last: Failures | undefined;
  return Array.from({ length: times }, () => {
    last = afterFailure(last, kind, at);
    const shown = last;
    at = (last.blockedUntil ?? at) + gap;
    return shown;
  });
}

const minutes = ({ blockedUntil, lastAt }: Failures): number =>
  blockedUntil === undefined ? 0 : (blockedUntil - lastAt) / minute;

describe('failures', () => {
  it('of a name from an address wait from the fifth on: 1, 2, 4, 8, 15 minutes', () => {
    expect(failing('name-and-address', 10).map(minutes)).toEqual([0, 0, 0, 0, 1, 2, 4, 8, 15, 15]);
  });

  it.each(Object.entries(limits))('counted by %s wait after as many as are free, and not before', (kind, { free }) => {
    const all = failing(kind as AttemptKind, free + 1).map(minutes);
    expect(all.slice(0, free - 1).every((wait) => wait === 0)).toBe(true);
    // Guesses at a name from everywhere must not keep its owner out.
    expect(all.slice(-2)).toEqual([1, kind === 'name' ? 1 : 2]);
  });

  it('are forgotten when nothing has failed for a while', () => {
    const { forgetAfter } = limits['name-and-address'];
    const before = failing('name-and-address', 7).at(-1);
    const at = (before?.lastAt ?? 0) + forgetAfter;
    expect(afterFailure(before, 'name-and-address', at).count).toBe(8);
    expect(afterFailure(before, 'name-and-address', at + 1)).toEqual({ count: 1, lastAt: at + 1 });
  });

  it('never wait longer than a quarter of an hour, however many there were', () => {
    expect(minutes(afterFailure({ count: 1_000_000, lastAt: 0 }, 'device', 1))).toBe(15);
  });

  it('wait as long as the longest of their counts, in whole seconds', () => {
    const blocked = (until: number): Failures => ({ count: 9, lastAt: 0, blockedUntil: until });
    expect(waitOf([blocked(5_001), blocked(900), { count: 1, lastAt: 0 }], 1_000)).toBe(5);
    expect(waitOf([blocked(1_000)], 1_000)).toBe(0);
    expect(waitOf([], 1_000)).toBe(0);
  });
});

describe('the key of a count', () => {
  const secret = Buffer.alloc(32, 1);
  const of = (...parts: Parameters<typeof attemptKey>): string => attemptKey(...parts).hash.toString('hex');

  it('is another for another kind, name, address or secret, and for parts that run into each other', () => {
    const keys = [
      of(secret, 'name-and-address', 'li', '1.2.3.4'),
      of(secret, 'name-and-address', 'li1', '.2.3.4'),
      of(secret, 'name-and-address', 'wei', '1.2.3.4'),
      of(secret, 'name', 'li'),
      of(secret, 'address', 'li'),
      of(Buffer.alloc(32, 2), 'name', 'li'),
    ];
    expect(new Set(keys).size).toBe(keys.length);
    expect(of(secret, 'name', 'li')).toBe(keys[3]);
  });
});
