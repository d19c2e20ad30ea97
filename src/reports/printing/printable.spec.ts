import { describe, expect, it } from '@jest/globals';
import { coverageOf, covers } from './coverage.js';
import { printable, printableAll, type Replaced } from './printable.js';

const codes = (text: string): Set<number> => new Set(Array.from(text, (character) => character.codePointAt(0) ?? 0));
const coverage = coverageOf([codes(' abc‹›é投诉\u0301\u202e')]);

describe('which characters can be printed', () => {
  it('are those that one face or another has', () => {
    const both = coverageOf([codes('a'), codes('𬭎')]);
    expect([0x61, 0x2cb4e, 0x62, 0x10ffff].map((code) => covers(both, code))).toEqual([true, true, false, false]);
  });
});

describe('a text made printable', () => {
  it.each([
    ['投诉 abc', '投诉 abc'],
    ['a🐕b', 'a‹U+1F415›b'],
    ['a\u0000b', 'a‹U+0000›b'],
    // A mark that turns the direction is shown, not obeyed, whatever the face says of it.
    ['a\u202eb', 'a‹U+202E›b'],
    ['a\ud800', 'a‹U+FFFD›'],
    ['a\nb', 'a‹U+000A›b'],
    ['c\u0301\u0301\u0301\u0301', 'c\u0301\u0301‹U+0301›‹U+0301›'],
  ])('%j becomes %j', (text, expected) => expect(printable(text, coverage, new Map())).toBe(expected));

  it('counts each character that was replaced, in every text however deep, and keeps the shape', () => {
    const replaced: Replaced = new Map();
    const value = {
      rows: [
        { text: '🐕', n: 1 },
        { text: '🐕🐈', n: 2 },
      ],
      none: undefined,
    };
    expect(printableAll(value, coverage, replaced)).toEqual({
      rows: [
        { text: '‹U+1F415›', n: 1 },
        { text: '‹U+1F415›‹U+1F408›', n: 2 },
      ],
      none: undefined,
    });
    expect([...replaced]).toEqual([
      [0x1f415, 2],
      [0x1f408, 1],
    ]);
  });
});
