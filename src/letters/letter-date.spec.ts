import { describe, expect, it } from '@jest/globals';
import { parseTime } from '../rules/time/parse-time.js';
import { zoneOf } from '../rules/time/zone.js';
import { datedOn, dayText, timeText } from './letter-date.js';

const day = (text: string): number => {
  const time = parseTime(text);
  if (time?.kind !== 'day') throw new Error(text);
  return time.day;
};

describe('a date in a letter', () => {
  it.each([
    ['2026-03-02', '2 March 2026', '2026年3月2日'],
    ['2024-02-29', '29 February 2024', '2024年2月29日'],
    ['1999-12-31', '31 December 1999', '1999年12月31日'],
  ])('%s is written out', (text, en, zh) => {
    expect(dayText(day(text))).toEqual({ en, zh });
  });

  it('is the day of the organisation, with the time where there is one', () => {
    const time = parseTime('2026-03-02T18:30:00Z');
    if (time === undefined) throw new Error('no time');
    expect(timeText(time, zoneOf('Asia/Shanghai'))).toEqual({ en: '02:30 on 3 March 2026', zh: '2026年3月3日02:30' });
    expect(timeText(time, zoneOf('UTC'))).toEqual({ en: '18:30 on 2 March 2026', zh: '2026年3月2日18:30' });
  });

  it('becomes that of the sending, where it stands alone on its line', () => {
    const [drafted, sent] = [day('2026-03-02'), day('2026-03-05')];
    const text = 'Your complaint of 2 March 2026.\n\n2 March 2026\n\n2026年3月2日';
    expect(datedOn(text, drafted, sent)).toBe('Your complaint of 2 March 2026.\n\n5 March 2026\n\n2026年3月5日');
    expect(datedOn(text, drafted, drafted)).toBe(text);
  });
});
