import { describe, expect, it } from '@jest/globals';
import { clockOffset } from './clock-offset.js';

describe('how far another clock is ahead', () => {
  it('counts the answer as given half-way, and trusts most of the answers', () => {
    const right = { own: 1_000, took: 10, reference: 301_005 };
    const slow = { own: 2_000, took: 4_000, reference: 302_010 };
    const wild = { own: 3_000, took: 10, reference: 9_000_000 };
    expect(clockOffset([right])).toEqual({ offset: 300_000, uncertainty: 5 });
    expect(clockOffset([slow, right, wild, right, right])).toEqual({ offset: 300_000, uncertainty: 5 });
  });

  it('refuses no answers', () => {
    expect(() => clockOffset([])).toThrow(RangeError);
  });
});
