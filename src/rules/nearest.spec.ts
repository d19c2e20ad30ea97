import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { hint, nearest } from './nearest.js';

/** The whole table of Wagner and Fischer, without any short cut. */
function lettersApart(a: string, b: string): number {
  const table = Array.from({ length: a.length + 1 }, (_, i) => Array.from({ length: b.length + 1 }, (_, j) => i + j));
  const at = (i: number, j: number) => table[i]?.[j] ?? Infinity;
  for (let i = 1; i <= a.length; i++)
    for (let j = 1; j <= b.length; j++) {
      const replaced = at(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      (table[i] ?? [])[j] = Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, replaced);
    }
  return at(a.length, b.length);
}

describe('the nearest word', () => {
  it.each([
    ['recieved', 'received'],
    ['acceptd', 'accepted'],
    ['RECEIVED', 'received'],
    ['xyz', undefined],
    ['reeeived!!!', undefined],
  ])('to %s is %s', (word, expected) => {
    expect(nearest(word, ['accepted', 'received', 'told'])).toBe(expected);
  });

  it('stands in brackets at the end of a remedy, or nothing does', () => {
    expect(hint('tolt', ['told'])).toBe(' (told?)');
    expect(hint('nothing-like-it', ['told'])).toBe('');
  });

  it('is one or two letters away, as the whole table has it', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 9 });
    fc.assert(
      fc.property(word, word, (a, b) => {
        const limit = a.length < 4 ? 1 : 2;
        expect(nearest(a, [b]) === b).toBe(lettersApart(a, b) <= limit);
      }),
      { numRuns: 2_000 },
    );
  });
});
