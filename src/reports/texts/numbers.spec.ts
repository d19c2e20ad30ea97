import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { formatBytes, formatCount, formatShare } from './numbers.js';

describe('numbers in a report', () => {
  it.each([
    [0, '0'],
    [999, '999'],
    [1197, '1,197'],
    [1000000, '1,000,000'],
  ])('%i is written %s', (value, text) => expect(formatCount(value)).toBe(text));

  it.each([
    [1999, 2000, '99.9%'],
    [99_999_999, 100_000_000, '99.9%'],
    [2000, 2000, '100%'],
    [0, 7, '0%'],
    [1, 100_000, '<\u00a00.1%'],
    [2, 3, '66.6%'],
    [1, 2, '50.0%'],
    [0, 0, '–'],
  ])('%i of %i is %s', (part, whole, text) => expect(formatShare(part, whole, 'zh')).toBe(text));

  it('says 100 % of all and of nothing less', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000_000 }), fc.integer({ min: 0, max: 10_000_000 }), (whole, some) => {
        const part = Math.min(whole, some);
        expect(formatShare(part, whole, 'en').startsWith('100')).toBe(part === whole);
        expect(formatShare(part, whole, 'en').startsWith('0\u00a0')).toBe(part === 0);
      }),
    );
  });

  it.each([
    [0, '0 B'],
    [1023, '1023 B'],
    [1024, '1.0 KB'],
    [123_456_789, '117.7 MB'],
  ])('%i bytes are %s', (bytes, text) => expect(formatBytes(bytes)).toBe(text));
});
