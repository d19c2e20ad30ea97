import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { canonical, type Json } from './canonical.js';

/** The same value, the keys of each of its objects turned round. */
function turned(value: Json): Json {
  if (typeof value !== 'object' || value === null) return value;
  if (isList(value)) return value.map(turned);
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, item]) => [key, item === undefined ? item : turned(item)]),
  );
}

const json = fc.jsonValue({ maxDepth: 4 }).map((value) => value as Json);

describe('canonical JSON', () => {
  it('orders keys by their UTF-16 units, as RFC 8785 shows', () => {
    const value = {
      '\u20ac': 'Euro Sign',
      '\r': 'Carriage Return',
      '\ufb33': 'Hebrew Letter Dalet With Dagesh',
      '1': 'One',
      '\u{1f600}': 'Emoji: Grinning Face',
      '\u0080': 'Control',
      '\u00f6': 'Latin Small Letter O With Diaeresis',
    };
    expect(
      Object.values(
        JSON.parse(
          `[${canonical(value)
            .slice(1, -1)
            .replace(/"[^"]*":/g, '')}]`,
        ) as string[],
      ),
    ).toEqual([
      'Carriage Return',
      'One',
      'Control',
      'Latin Small Letter O With Diaeresis',
      'Euro Sign',
      'Emoji: Grinning Face',
      'Hebrew Letter Dalet With Dagesh',
    ]);
  });

  it.each<[Json, string]>([
    [1 / 3, '0.3333333333333333'],
    [1e30, '1e+30'],
    [4.5, '4.5'],
    [2e-3, '0.002'],
    [1e-27, '1e-27'],
    [-0, '0'],
    [9007199254740991, '9007199254740991'],
    ['\u20ac$\u000f\nA\'B"\\\\"/', '"\u20ac$\\u000f\\nA\'B\\"\\\\\\\\\\"/"'],
    ['投诉\u2028🐕', '"投诉\u2028🐕"'],
    ['\u007f', '"\u007f"'],
    [[null, true, false, [], {}], '[null,true,false,[],{}]'],
    [{ b: undefined, a: [{ '10': 1, '9': 2 }] }, '{"a":[{"10":1,"9":2}]}'],
    [{ a: undefined }, '{}'],
  ])('of %j is %s', (value, text) => {
    expect(canonical(value)).toBe(text);
  });

  it.each<[string, Json]>([
    ['NaN', NaN],
    ['an infinity', { a: [-Infinity] }],
    ['half a surrogate pair', ['\ud83d']],
    ['half a surrogate pair in a key', { '\udc00': 1 }],
  ])('refuses %s', (_, value) => {
    expect(() => canonical(value)).toThrow(RangeError);
  });

  it('is read back as the same value', () => {
    fc.assert(
      fc.property(json, (value) => expect(JSON.parse(canonical(value))).toEqual(JSON.parse(JSON.stringify(value)))),
    );
  });

  it('does not depend on the order in which keys were put in', () => {
    fc.assert(fc.property(json, (value) => expect(canonical(turned(value))).toBe(canonical(value))));
  });

  it('is the same the second time, however many keys an object has and however long they are', () => {
    const objects = [1, 40, 41, 3_000].flatMap((count) =>
      [1, 40, 41].map((length) => {
        const keys = Array.from({ length: count }, (_, n) => `${n}`.padStart(length, 'k'));
        return Object.fromEntries(keys.map((key, n): [string, Json | undefined] => [key, n % 3 === 0 ? undefined : n]));
      }),
    );
    const [first, second] = [objects.map(canonical), objects.map((each) => canonical(turned(each)))];
    expect(second).toEqual(first);
    expect(first.map((text): unknown => JSON.parse(text))).toEqual(
      objects.map((each) => JSON.parse(JSON.stringify(each)) as unknown),
    );
  });

  it('differs for values that differ', () => {
    fc.assert(
      fc.property(json, json, (a, b) => {
        const isSame = canonical(a) === canonical(b);
        expect(isSame).toBe(JSON.stringify(sorted(a)) === JSON.stringify(sorted(b)));
      }),
    );
  });
});

/** Pairs instead of objects, so that no engine orders them anew. */
function sorted(value: Json): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (isList(value)) return value.map(sorted);
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return { pairs: entries.map(([key, item]) => [key, sorted(item ?? null)]) };
}

function isList(value: object): value is readonly Json[] {
  return Array.isArray(value);
}
