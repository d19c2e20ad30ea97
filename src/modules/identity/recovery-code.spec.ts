import { describe, expect, it } from '@jest/globals';
import { randomBytes } from '../../random.js';
import { fitsRecoveryHash, freshRecoveryCode, freshRecoveryHash, readRecoveryCode } from './recovery-code.js';

describe('a recovery code', () => {
  it('is six groups of four, without letters that are taken for others', () => {
    const codes = Array.from({ length: 200 }, () => freshRecoveryCode(randomBytes));
    for (const code of codes) expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){5}[0-9A-HJKMNP-TV-Z]{4}$/);
    expect(new Set(codes).size).toBe(200);
    // All 32 signs occur: 120 bits, not fewer.
    expect(new Set(codes.join('').replaceAll('-', '')).size).toBe(32);
  });

  it.each([
    { typed: 'ABCD-EFGH-JKMN-PQRS-TVWX-0123', read: 'ABCDEFGHJKMNPQRSTVWX0123' },
    { typed: ' abcd efgh jkmn pqrs tvwx 0123 ', read: 'ABCDEFGHJKMNPQRSTVWX0123' },
    { typed: 'ａｂｃｄ-efgh-jkmn-pqrs-tvwx-oil3', read: 'ABCDEFGHJKMNPQRSTVWX0113' },
    { typed: 'ABCD-EFGH-JKMN-PQRS-TVWX-012', read: undefined },
    { typed: 'ABCD-EFGH-JKMN-PQRS-TVWX-01234', read: undefined },
    { typed: 'ABCD-EFGH-JKMN-PQRS-TVWX-012U', read: undefined },
    { typed: '', read: undefined },
  ])('that is typed as "$typed" is read as $read', ({ typed, read }) => {
    expect(readRecoveryCode(typed)).toBe(read);
  });

  it('is kept as a salted hash, which fits that code alone', () => {
    const [one = '', other = ''] = [freshRecoveryCode(randomBytes), freshRecoveryCode(randomBytes)].map(
      (code) => readRecoveryCode(code) ?? '',
    );
    const kept = freshRecoveryHash(one, randomBytes);
    expect(kept.equals(freshRecoveryHash(one, randomBytes))).toBe(false);
    expect(fitsRecoveryHash(one, kept)).toBe(true);
    expect(fitsRecoveryHash(other, kept)).toBe(false);
    expect(fitsRecoveryHash(one, kept.subarray(0, 40))).toBe(false);
  });
});
