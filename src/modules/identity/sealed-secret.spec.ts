import { describe, expect, it } from '@jest/globals';
import { randomBytes } from '../../random.js';
import { seal, unseal } from './sealed-secret.js';

const key = Buffer.alloc(32, 7);
const secret = Buffer.from('a secret of a generator');

describe('a sealed secret', () => {
  it('is opened with its key, for the account that it is of', () => {
    expect(unseal(seal(secret, key, 'li', randomBytes), key, 'li')).toEqual(secret);
  });

  it('is never sealed the same way twice, and does not hold the text', () => {
    const one = seal(secret, key, 'li', randomBytes);
    expect(one.equals(seal(secret, key, 'li', randomBytes))).toBe(false);
    expect(one.includes(secret.subarray(0, 6))).toBe(false);
  });

  it('is not opened with another key or in the row of another account', () => {
    const sealed = seal(secret, key, 'li', randomBytes);
    expect(unseal(sealed, Buffer.alloc(32, 8), 'li')).toBeUndefined();
    expect(unseal(sealed, key, 'wang')).toBeUndefined();
  });

  it('is not opened when any byte was changed, or some are missing', () => {
    const sealed = seal(secret, key, 'li', randomBytes);
    for (let place = 0; place < sealed.length; place++) {
      const changed = Buffer.from(sealed);
      changed[place] = (changed[place] ?? 0) ^ 1;
      expect(unseal(changed, key, 'li')).toBeUndefined();
      expect(unseal(sealed.subarray(0, place), key, 'li')).toBeUndefined();
    }
  });
});
