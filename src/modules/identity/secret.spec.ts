import { describe, expect, it } from '@jest/globals';
import { randomBytes } from '../../random.js';
import { areSame, freshSecret, freshToken, isSecret, isToken } from './secret.js';

describe('a token', () => {
  it('is known by its mark and its checksum', () => {
    const token = freshToken(randomBytes);
    expect(token).toMatch(/^rdr_[\w-]{49}$/);
    expect(isToken(token)).toBe(true);
    expect(freshToken(randomBytes)).not.toBe(token);
  });

  it('with a slip in any one place is none', () => {
    const token = freshToken(randomBytes);
    for (const place of token.split('').keys()) {
      const slip = token[place] === 'A' ? 'B' : 'A';
      expect(isToken(token.slice(0, place) + slip + token.slice(place + 1))).toBe(false);
    }
    for (const other of ['', 'rdr_', token.slice(4), `${token}A`, token.toUpperCase()])
      expect(isToken(other)).toBe(false);
  });
});

describe('a secret', () => {
  it('has 256 bits, each time others', () => {
    const [one, other] = [freshSecret(randomBytes), freshSecret(randomBytes)];
    expect(Buffer.from(one, 'base64url')).toHaveLength(32);
    expect([isSecret(one), isSecret(`${one}=`), isSecret(one.slice(1))]).toEqual([true, false, false]);
    expect([areSame(one, one), areSame(one, other), areSame(one, '')]).toEqual([true, false, false]);
  });
});
