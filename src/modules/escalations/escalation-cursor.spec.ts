import { describe, expect, it } from '@jest/globals';
import { cursorOf, placeOf } from './escalation-cursor.js';

const id = '0198f0a1-0000-7000-8000-000000000000';
const parts = ['instant', 'uuid', 'text', 'int'] as const;
const made = (...values: readonly unknown[]): string => Buffer.from(JSON.stringify(values)).toString('base64url');
const digest = (JSON.parse(Buffer.from(cursorOf([], {}), 'base64url').toString()) as string[])[0];

describe('the place where a page begins', () => {
  it('comes back as it was, whatever signs a rule has', () => {
    const place = [1_710_345_600_000, id, 'p#r@甲|"1"', 2];
    expect(placeOf(cursorOf(place, { status: 'told' }), { status: 'told' }, parts)).toEqual(place);
  });

  it('belongs to one list', () => {
    expect(() => placeOf(cursorOf([1, id, 'a', 1], { status: 'told' }), {}, parts)).toThrow('complaint.wrong_cursor');
  });

  it.each([
    { what: 'no text of ours', cursor: 'x' },
    { what: 'nothing', cursor: '' },
    { what: 'too few parts', cursor: made(digest, 1, id) },
    { what: 'an instant that no column takes', cursor: made(digest, 8.64e15, id, 'a', 1) },
    { what: 'a number that is no whole one', cursor: made(digest, 1, id, 'a', 1.5) },
    { what: 'a number that no column takes', cursor: made(digest, 1, id, 'a', 2 ** 31) },
    { what: 'no id', cursor: made(digest, 1, 'x', 'a', 1) },
    { what: 'NUL', cursor: made(digest, 1, id, 'a\0', 1) },
    { what: 'half a surrogate pair', cursor: made(digest, 1, id, '\ud800', 1) },
    { what: 'objects', cursor: made(digest, {}, [], 'a', 1) },
  ])('is refused where it is $what', ({ cursor }) => {
    expect(() => placeOf(cursor, {}, parts)).toThrow('complaint.wrong_cursor');
  });
});
