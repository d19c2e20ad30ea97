import { describe, expect, it } from '@jest/globals';
import { RedressError } from '../errors.js';
import { isKnown, mustMatch, parseIfMatch, versionTag } from './entity-tag.js';

function codeOf(work: () => void): string | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    return error instanceof RedressError ? error.faults[0]?.code : 'another error';
  }
}

describe('If-Match', () => {
  it.each([
    { given: undefined, version: 3, refused: undefined },
    { given: '"v3"', version: 3, refused: undefined },
    { given: '"v2", "v3"', version: 3, refused: undefined },
    { given: '"a,b","v3"', version: 3, refused: undefined },
    { given: '*', version: 3, refused: undefined },
    { given: '*', version: 0, refused: 'http.changed_meanwhile' },
    { given: '"v2"', version: 3, refused: 'http.changed_meanwhile' },
    { given: 'W/"v3"', version: 3, refused: 'http.changed_meanwhile' },
    { given: '"V3"', version: 3, refused: 'http.changed_meanwhile' },
    { given: 'v3', version: 3, refused: 'http.bad_if_match' },
    { given: '"v3', version: 3, refused: 'http.bad_if_match' },
    { given: '', version: 3, refused: 'http.bad_if_match' },
    { given: '"v3" "v4"', version: 3, refused: 'http.bad_if_match' },
    { given: '"v3",', version: 3, refused: 'http.bad_if_match' },
    { given: '*, "v3"', version: 3, refused: 'http.bad_if_match' },
  ])('$given at version $version: $refused', ({ given, version, refused }) => {
    expect(codeOf(() => mustMatch(parseIfMatch(given), version))).toBe(refused);
  });
});

describe('If-None-Match', () => {
  it.each([
    { given: undefined, known: false },
    { given: '"v3"', known: true },
    { given: 'W/"v3"', known: true },
    { given: '"v1", "v3"', known: true },
    { given: '*', known: true },
    { given: '"v33"', known: false },
    { given: 'v3', known: false },
  ])('$given: $known', ({ given, known }) => {
    expect(isKnown(versionTag(3), given)).toBe(known);
  });
});
