import { argon2Sync } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { RedressError } from '../../src/errors.js';
import { readHash } from '../../src/modules/identity/password-hash.js';
import { PasswordHasher } from '../../src/modules/identity/password.hasher.js';

const hasher = new PasswordHasher();

describe('the hash of a password', () => {
  it('is argon2id of its salt, another each time, and fits its password alone', async () => {
    const [one, other] = [await hasher.hash('maple orbit candle'), await hasher.hash('maple orbit candle')];
    expect(one).not.toBe(other);
    const { salt, tag } = readHash(one) ?? { salt: Buffer.alloc(0), tag: Buffer.alloc(0) };
    const cost = { parallelism: 1, tagLength: 32, memory: 19_456, passes: 2 };
    expect(argon2Sync('argon2id', { message: 'maple orbit candle', nonce: salt, ...cost })).toEqual(tag);
    expect(await hasher.verify('maple orbit candle', one)).toEqual({ fits: true, isStale: false });
    expect(await hasher.verify('maple orbit candlf', one)).toEqual({ fits: false, isStale: false });
    expect(await hasher.verify('', one)).toMatchObject({ fits: false });
  });

  it('fits a password that was typed with other code points for the same letters', async () => {
    expect(await hasher.verify('cafe\u0301 orbit maple', await hasher.hash('caf\u00e9 orbit maple'))).toMatchObject({
      fits: true,
    });
  });

  it('is worked out at as great cost where there is none', async () => {
    const written = await hasher.hash('maple orbit candle');
    const times = async (hash: string | undefined): Promise<number> => {
      const taken: number[] = [];
      for (let round = 0; round < 7; round++) {
        const begin = performance.now();
        expect((await hasher.verify('another', hash)).fits).toBe(false);
        taken.push(performance.now() - begin);
      }
      return Math.min(...taken);
    };
    const ratio = (await times(undefined)) / (await times(written));
    expect(ratio).toBeGreaterThan(1 / 3);
    expect(ratio).toBeLessThan(3);
  });

  it('is refused for now when too many are asked for at once; those that wait are worked out', async () => {
    const own = new PasswordHasher();
    const asked = await Promise.allSettled(Array.from({ length: 80 }, () => own.hash('x')));
    const refused = asked.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
    expect(refused).toHaveLength(80 - 66);
    expect(refused.every((error) => error instanceof RedressError && error.faults[0]?.code === 'identity.busy')).toBe(
      true,
    );
    expect(await own.verify('x', await own.hash('x'))).toMatchObject({ fits: true });
  });
});
