import { describe, expect, it } from '@jest/globals';
import { citeText } from './cite-text.js';

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
