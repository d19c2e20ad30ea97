import { describe, expect, it } from '@jest/globals';
import { gap, gapsIn } from './gap.js';

describe('what is to be filled in', () => {
  it('is found as it was marked, in both languages', () => {
    const mark = gap({ en: 'the reason', zh: '原因' });
    expect(gapsIn(`We are late because ${mark.en}.`)).toEqual(['the reason']);
    expect(gapsIn(`因${mark.zh}，暂时无法答复。`)).toEqual(['原因']);
  });

  it.each([
    ['[the reason:  to be\u00a0filled in ]', ['the reason']],
    ['［the reason：To Be Filled In］', ['the reason']],
    ['[ to do : TO BE FILLED IN]', ['to do']],
    ['【 待填写:原因 】', ['原因']],
    ['[待填写：原因]', ['原因']],
    ['【待填写】', ['【待填写】']],
    ['[a: to be filled in] and [b: to be filled in] and [a: to be filled in]', ['a', 'b']],
  ])('is found in %s', (text, found) => {
    expect(gapsIn(text)).toEqual(found);
  });

  it.each(['The form [annex 1] is to be filled in by you.', '【重要】请填写附件。', 'No gap.'])(
    'is not seen in %s',
    (text) => {
      expect(gapsIn(text)).toEqual([]);
    },
  );
});
