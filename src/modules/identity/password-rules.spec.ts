import { describe, expect, it } from '@jest/globals';
import { isCommonPassword } from './common-passwords.js';
import { normalPassword, passwordFaults } from './password-rules.js';

const codes = (password: string, name = 'li.wei'): readonly string[] =>
  passwordFaults(password, name, isCommonPassword).map(({ code }) => code.replace('identity.password_', ''));

describe('a new password', () => {
  it.each([
    'maple orbit candle seven',
    '马 枫树 轨道 蜡烛 七 天桥 雨伞',
    'x7#kQ9!mZp2$w',
    'nopunctuationatallhere',
    'a'.repeat(3) + 'b'.repeat(3) + 'quiet meadow',
    '🦊 under 🌉 at noon',
    `${'long pass phrase '.repeat(15)}!`,
  ])('is taken: %s', (password) => {
    expect(codes(password)).toEqual([]);
  });

  it.each([
    ['eleven char', ['too_short']],
    ['', ['too_short']],
    ['🦊🌉🌂🎻🍁🕯️', ['too_short']],
    ['123456qwerty', ['common']],
    ['123456QWERTY', ['common']],
    ['Password2024!', ['common']],
    ['!!!!2024sunshine', ['common']],
    ['aaaaaaaaaaaa', ['predictable']],
    ['            ', ['predictable']],
    ['hgfhgfhgfhgf', ['predictable']],
    ['mnopqrstuvwxyz', ['predictable']],
    ['9876543210987', ['predictable']],
    ['li.weili.wei12', ['is_name']],
    ['LI.WEI-2026-9', ['is_name']],
    ['redress-redress1', ['is_name']],
    ['password', ['too_short', 'common']],
    ['x'.repeat(257), ['too_long']],
  ])('"%s" is not: %j', (password, expected) => {
    expect(codes(password)).toEqual(expected);
  });

  it('counts characters, not the bytes or halves that they are kept in', () => {
    expect(codes('枫树轨道蜡烛七天桥雨伞狐')).toEqual([]);
    expect(codes('🦊'.repeat(128) + '🌉'.repeat(128))).toEqual([]);
    expect(codes('🦊'.repeat(128) + '🌉'.repeat(129))).toEqual(['too_long']);
  });

  it('may hold a short name, and one among much else', () => {
    expect(codes('al fresco maple orbit', 'al')).toEqual([]);
    expect(codes('candle li.wei orbit maple')).toEqual([]);
  });

  it('is the same however an accent was typed', () => {
    expect(normalPassword('cafe\u0301 orbit maple')).toBe(normalPassword('caf\u00e9 orbit maple'));
  });
});
