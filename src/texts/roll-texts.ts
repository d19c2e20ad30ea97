import type { Text } from '../errors.js';
import type { RollSet } from '../rules/time/calendar.js';

/** Where a last day goes on which nobody works. */
export const rollTexts: Readonly<Record<RollSet, Text>> = {
  'rest-days': {
    en: 'a last day that is a rest day moves on to the next working day',
    zh: '末日为休息日的，顺延至下一工作日',
  },
  'arranged-breaks': {
    en: 'a last day inside an arranged break moves on to the first day after it',
    zh: '末日在放假安排之内的，顺延至假期结束后首日',
  },
  festivals: {
    en: 'a last day that is a statutory festival moves on to the first day after it',
    zh: '末日为法定节日的，顺延至节日结束后首日',
  },
  nothing: { en: 'the last day does not move', zh: '末日不顺延' },
};
