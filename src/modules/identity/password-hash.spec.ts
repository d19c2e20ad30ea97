import { describe, expect, it } from '@jest/globals';
import { isStale, presentCost, readHash, writtenHash } from './password-hash.js';

const salt = Buffer.from('0123456789abcdef');
const tag = Buffer.alloc(32, 9);

describe('a hash as it is kept', () => {
  it('is in the PHC format, with its cost', () => {
    expect(writtenHash({ ...presentCost, salt, tag })).toBe(
      '$argon2id$v=19$m=19456,t=2,p=1$MDEyMzQ1Njc4OWFiY2RlZg$CQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQk',
    );
  });

  it('is read as it was written', () => {
    const hash = { memory: 65_536, passes: 3, parallelism: 4, salt, tag };
    expect(readHash(writtenHash(hash))).toEqual(hash);
  });

  it.each([
    '',
    'plain',
    '$argon2i$v=19$m=1,t=1,p=1$MDEyMzQ1Njc4OWFiY2RlZg$CQkJCQkJCQkJCQkJCQkJCQ',
    '$2b$10$abcdefghijklmnopqrstuv',
  ])('is none of ours: "%s"', (text) => {
    expect(readHash(text)).toBeUndefined();
  });

  it.each([
    [presentCost, false],
    [{ ...presentCost, memory: 8_192 }, true],
    [{ ...presentCost, passes: 1 }, true],
    [{ ...presentCost, parallelism: 2 }, true],
  ])('of the cost %j is to be made anew: %s', (cost, expected) => {
    expect(isStale(cost)).toBe(expected);
  });
});
