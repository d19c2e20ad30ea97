import { describe, expect, it } from '@jest/globals';
import { generateSync } from 'otplib';
import { randomBytes } from '../../random.js';
import { freshTotpSecret, stepOf, totpAddress, writtenSecret } from './totp.js';

/** The secret of RFC 6238, appendix B; of its eight digits ours are the last six. */
const secret = Buffer.from('12345678901234567890');

describe('a code of a generator', () => {
  it.each([
    { at: 59, code: '287082' },
    { at: 1_111_111_109, code: '081804' },
    { at: 1_111_111_111, code: '050471' },
    { at: 1_234_567_890, code: '005924' },
    { at: 2_000_000_000, code: '279037' },
    { at: 20_000_000_000, code: '353130' },
  ])('is $code at $at s (RFC 6238)', ({ at, code }) => {
    expect(stepOf(secret, code, at * 1_000)).toBe(Math.floor(at / 30));
  });

  it('stands for one step before and after at most', () => {
    const code = generateSync({ secret, epoch: 90_000 });
    const steps = [89_969, 89_970, 90_000, 90_029, 90_059, 90_060].map((at) => stepOf(secret, code, at * 1_000));
    expect(steps).toEqual([undefined, 3_000, 3_000, 3_000, 3_000, undefined]);
  });

  it.each(['', '12345', '1234567', '12345a', '１２３４５６', '-12345', '12 345', 'null'])('is never "%s"', (code) => {
    expect(stepOf(secret, code, 59_000)).toBeUndefined();
  });
});

describe('the secret of a generator', () => {
  it('has 160 bits, and stands in the address as it is typed in', () => {
    const fresh = freshTotpSecret(randomBytes);
    expect(fresh).toHaveLength(20);
    const address = new URL(totpAddress(fresh, '李伟@example.org'));
    expect(`${address.protocol}//${address.host}${decodeURIComponent(address.pathname)}`).toBe(
      'otpauth://totp/Redress:李伟@example.org',
    );
    expect(address.searchParams.get('secret')).toBe(writtenSecret(fresh));
    expect(address.searchParams.get('issuer')).toBe('Redress');
    expect(writtenSecret(secret)).toBe('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ');
  });
});
