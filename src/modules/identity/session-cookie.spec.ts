import { describe, expect, it } from '@jest/globals';
import { cookieIn, csrfOf, hasCookie, sessionSecret } from './session-cookie.js';

const secret = 'A'.repeat(43);

describe('a cookie', () => {
  it.each([
    [`__Host-redress=${secret}`, secret],
    [`a=b; __Host-redress=${secret}; c`, secret],
    [`__Host-redress=${secret};__Host-redress-device=x`, secret],
    [`__host-redress=${secret}`, undefined],
    [`__Host-redress=${secret}; __Host-redress=${secret}`, undefined],
    [`__Host-redress="${secret}"`, undefined],
    ['__Host-redress=', undefined],
    ['__Host-redress', undefined],
    [undefined, undefined],
  ])('of the header %s is %s', (header, expected) => {
    expect(sessionSecret(header)).toBe(expected);
  });

  it('may have signs of equality in its value', () => {
    expect(cookieIn('a=b=c', 'a')).toBe('b=c');
  });

  it('is there though it is not well-formed', () => {
    expect([
      hasCookie('x; __Host-redress', '__Host-redress'),
      hasCookie('__Host-redressed=1', '__Host-redress'),
    ]).toEqual([true, false]);
  });
});

describe('the token of changes', () => {
  it('is that of its session alone, and does not tell its secret', () => {
    expect(csrfOf(secret)).toBe(csrfOf(secret));
    expect(csrfOf(secret)).not.toBe(csrfOf('B'.repeat(43)));
    expect(csrfOf(secret)).not.toContain(secret.slice(0, 8));
  });
});
