import { describe, expect, it } from '@jest/globals';
import { randomBytes } from '../../random.js';
import { deviceOf, withAccount } from './device-cookie.js';

const key = Buffer.alloc(32, 3);

describe('the cookie of a device', () => {
  it('is known again for the accounts that signed in there, with one id for all of them', () => {
    const first = withAccount(undefined, 'a', key, randomBytes);
    const both = withAccount(first, 'b', key, randomBytes);
    const id = deviceOf(first, 'a', key);
    expect(id).toMatch(/^[\w-]{22}$/);
    expect([deviceOf(both, 'a', key), deviceOf(both, 'b', key), deviceOf(both, 'c', key)]).toEqual([id, id, undefined]);
    expect(withAccount(both, 'b', key, randomBytes)).toBe(both);
  });

  it('remembers the last eight', () => {
    const names = [...'abcdefghij'];
    const value = names.reduce<string | undefined>(
      (before, name) => withAccount(before, name, key, randomBytes),
      undefined,
    );
    expect(names.filter((name) => deviceOf(value, name, key) !== undefined)).toEqual([...'cdefghij']);
  });

  it('is worth nothing with another key, another id, or where it was made up', () => {
    const value = withAccount(undefined, 'a', key, randomBytes);
    const [, mark] = value.split('.');
    for (const wrong of [
      undefined,
      '',
      'x',
      `${'A'.repeat(22)}.${mark}`,
      value.slice(0, -1),
      `${value}.`,
      value.split('.')[0],
    ])
      expect(deviceOf(wrong, 'a', key)).toBeUndefined();
    expect(deviceOf(value, 'a', Buffer.alloc(32, 4))).toBeUndefined();
  });
});
