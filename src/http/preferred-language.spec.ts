import { describe, expect, it } from '@jest/globals';
import { preferredLanguage } from './preferred-language.js';

describe('the language of an answer', () => {
  it.each([
    { accepted: undefined, language: 'en' },
    { accepted: '', language: 'en' },
    { accepted: 'zh', language: 'zh' },
    { accepted: 'zh-CN,zh;q=0.9,en;q=0.8', language: 'zh' },
    { accepted: 'ZH-hans-CN', language: 'zh' },
    { accepted: 'en-GB,en;q=0.9,zh;q=0.8', language: 'en' },
    { accepted: 'de,zh;q=0.3', language: 'zh' },
    { accepted: 'de, fr', language: 'en' },
    { accepted: '*', language: 'en' },
    { accepted: 'en;q=0, *', language: 'zh' },
    { accepted: 'zh;q=0', language: 'en' },
    { accepted: 'zh;q=9', language: 'en' },
    { accepted: 'zh ; q=0.5 , en ; q=0.4', language: 'zh' },
  ])('of "$accepted" is $language', ({ accepted, language }) => {
    expect(preferredLanguage(accepted)).toBe(language);
  });

  it('is found at once in a very long header', () => {
    const start = performance.now();
    preferredLanguage('x;q=0.1,'.repeat(2_000));
    expect(performance.now() - start).toBeLessThan(50);
  });
});
