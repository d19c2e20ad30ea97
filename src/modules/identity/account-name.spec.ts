import { describe, expect, it } from '@jest/globals';
import { accountName } from './account-name.js';

describe('the name of an account', () => {
  it.each([
    ['li.wei', 'li.wei'],
    ['李伟', '李伟'],
    ['ｌｉ．ｗｅｉ', 'li.wei'],
    ['m.müller+store-7@example.org', 'm.müller+store-7@example.org'],
  ])('%s is kept as %s', (given, kept) => {
    expect(accountName(given)).toBe(kept);
  });

  it.each(['', 'x', 'a b', 'a\tb', '.li', 'li/wei', '<b>', 'a'.repeat(65), 'li\u202ewei'])('is not "%s"', (given) => {
    expect(() => accountName(given)).toThrow('identity.wrong_name');
  });
});
