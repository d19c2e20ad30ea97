import { describe, expect, it } from '@jest/globals';
import { citeText, placeText } from './cite-text.js';

describe('a citation in Chinese', () => {
  it.each([
    ['art. 46', '第46条'],
    ['art. 46 para 3', '第46条第3款'],
    ['art. 21 para 1(5)', '第21条第1款第5项'],
    ['art. 7; art. 9 para 2', '第7条; 第9条第2款'],
    ['消费者权益保护法 art. 46', '消费者权益保护法第46条'],
    ['section 8.1', '第 8.1 节'],
    ['DISP 1.6.2R', 'DISP 1.6.2R'],
    ['H-14', 'H-14'],
    ['part. 3 of the manual', 'part. 3 of the manual'],
  ])('%s is %s', (cite, chinese) => {
    expect(citeText(cite, 'zh')).toBe(chinese);
    expect(citeText(cite, 'en')).toBe(cite);
  });
});

const instruments = new Map([
  ['消费者权益保护法', { en: 'Consumer Protection Law', zh: '消费者权益保护法' }],
  ['消费者权益保护法实施条例', { en: 'Implementing Regulation', zh: '消费者权益保护法实施条例' }],
  ['UWG', { en: 'UWG', zh: '德国反不正当竞争法' }],
]);

describe('an instrument that has a title', () => {
  it.each([
    [
      '消费者权益保护法 art. 25 para 3',
      'Consumer Protection Law (消费者权益保护法) art. 25 para 3',
      '消费者权益保护法第25条第3款',
    ],
    [
      '消费者权益保护法实施条例 art. 19',
      'Implementing Regulation (消费者权益保护法实施条例) art. 19',
      '消费者权益保护法实施条例第19条',
    ],
    ['消费者权益保护法', 'Consumer Protection Law (消费者权益保护法)', '消费者权益保护法'],
    ['UWG section 7', 'UWG section 7', '德国反不正当竞争法（UWG） 第 7 节'],
    ['消费者权益保护法规 art. 1', '消费者权益保护法规 art. 1', '消费者权益保护法规第1条'],
  ])('%s is said with it and by its own name', (cite, english, chinese) => {
    expect(citeText(cite, 'en', instruments)).toBe(english);
    expect(citeText(cite, 'zh', instruments)).toBe(chinese);
  });
});

describe('where a rule stands', () => {
  it.each([
    ['Order 121', ['art. 15'], ['Order 121', 'art. 15']],
    ['Order 121', [], ['Order 121']],
    ['Order 121', ['消费者权益保护法 art. 25'], ['Consumer Protection Law (消费者权益保护法) art. 25']],
    [
      'Order 121',
      ['art. 15', '消费者权益保护法 art. 39'],
      ['Order 121', 'art. 15', 'Consumer Protection Law (消费者权益保护法) art. 39'],
    ],
    ['FCA Handbook, DISP', ['DISP 1.6.2R', 'DISP 2.8.2R'], ['FCA Handbook, DISP 1.6.2R', 'DISP 2.8.2R']],
    ['House standards', ['H-11'], ['House standards', 'H-11']],
  ])('is %s with %j: the policy’s source only where an article is of it', (instrument, cites, parts) => {
    expect(placeText(instrument, cites, 'en', instruments)).toEqual(parts);
  });
});
