import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fairShares } from './audit-lists.js';
import { createBoundedList } from './bounded-list.js';

const descending = (a: number, b: number): number => b - a;

describe('a bounded list', () => {
  it('keeps what sorting everything and cutting would keep, and counts everything', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 50 })), fc.integer({ min: 0, max: 12 }), (numbers, limit) => {
        const list = createBoundedList(limit, descending);
        for (const number of numbers) list.offer(number);
        const rows = [...numbers].sort(descending).slice(0, limit);
        expect(list.cut()).toEqual({ total: numbers.length, shown: rows.length, rows });
      }),
    );
  });

  it('keeps the first that came where two are equal', () => {
    const list = createBoundedList<{ rank: number; name: string }>(2, (a, b) => a.rank - b.rank);
    for (const name of ['a', 'b', 'c']) list.offer({ rank: 1, name });
    expect(list.cut().rows.map(({ name }) => name)).toEqual(['a', 'b']);
  });
});

describe('rows shared among rules', () => {
  it.each([
    [[5, 5, 5], 30, [5, 5, 5]],
    [[300, 10, 300], 200, [95, 10, 95]],
    [[300, 300], 0, [0, 0]],
    [[300], -20, [0]],
    [[], 100, []],
  ])('%j of %i are dealt out as %j', (wanted, available, shares) => {
    expect(fairShares(wanted, available)).toEqual(shares);
  });
});
