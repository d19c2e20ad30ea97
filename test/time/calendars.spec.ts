import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { readCalendars } from '../../src/rules/time/calendar-file.js';
import type { Calendar } from '../../src/rules/time/calendar.js';
import { dayFrom, formatDay, parseDay, weekdayOf } from '../../src/rules/time/day.js';
import type { Day } from '../../src/rules/values.js';
import { calendarFiles, calendarOf } from '../support/calendars.js';

const day = (text: string): Day => parseDay(text) ?? NaN;
const daysOf = (year: number): Day[] => {
  const first = dayFrom(year, 1, 1) ?? NaN;
  return Array.from({ length: (dayFrom(year + 1, 1, 1) ?? NaN) - first }, (_, i) => first + i);
};
/** Weekdays that are not worked. */
const weekdaysOff = (calendar: Calendar, year: number): string[] =>
  daysOf(year)
    .filter((each) => weekdayOf(each) <= 5 && !calendar.isWorkingDay(each))
    .map(formatDay);

const shipped = ['always', 'cn', 'eu-de', 'eu-target', 'uk', 'us-federal', 'us-ftc'];

describe('the calendars that come with Redress', () => {
  it('load without a fault', () => {
    const { calendars, faults } = readCalendars(calendarFiles);
    expect(faults).toEqual([]);
    expect([...calendars.keys()]).toEqual(expect.arrayContaining(shipped));
  });

  it.each(shipped)('%s has a default counting, hours and both titles', (id) => {
    const calendar = calendarOf(id);
    expect(calendar.countings.has(calendar.defaultCounting ?? '')).toBe(true);
    expect(calendar.hasHours).toBe(true);
    expect(calendar.title.zh).not.toBe('');
  });

  it.each([
    ['cn', '2007-01-01', '2026-12-31'],
    ['uk', '2017-01-01', '2027-12-31'],
    ['us-federal', '2017-01-01', '2027-12-31'],
    ['us-ftc', '2017-01-01', '2027-12-31'],
    ['eu-target', '2017-01-01', '2027-12-31'],
    ['eu-de', '2017-01-01', '2027-12-31'],
  ])('%s is published from %s through %s, and names the notice of every day off', (id, from, through) => {
    const calendar = calendarOf(id);
    expect([calendar.publishedFrom, calendar.publishedThrough].map((each) => formatDay(each ?? NaN))).toEqual([
      from,
      through,
    ]);
    for (let each = day(from); each <= day(through); each++) {
      const { kind, source, name } = calendar.describe(each);
      if (kind === 'working' || kind === 'weekend') continue;
      expect(source?.notice).toBeTruthy();
      expect(source?.url).toMatch(/^https?:/);
      expect(name?.en && name.zh).toBeTruthy();
    }
  });
});

const data = join(process.env['REDRESS_TRIAL_DATA'] ?? '../shared/data', 'calendars', 'holiday-cn');
const years = Array.from({ length: 20 }, (_, i) => 2007 + i);

if (existsSync(data))
  describe('China, against the published arrangements', () => {
    againstPublished();
  });
else console.log(`Not tried: China’s calendar against ${data}, which is not here.`);

function againstPublished(): void {
  const arranged = new Map<string, { readonly isOffDay: boolean; readonly paper: string }>();
  const papers = new Map<number, readonly string[]>();
  for (const year of years) {
    const file: { papers: string[]; days: { date: string; isOffDay: boolean }[] } = JSON.parse(
      readFileSync(join(data, `${year}.json`), 'utf8'),
    );
    papers.set(year, file.papers);
    for (const { date, isOffDay } of file.days) arranged.set(date, { isOffDay, paper: file.papers[0] ?? '' });
  }

  it.each(years)('every day of %d is worked or not as published', (year) => {
    const cn = calendarOf('cn');
    const wrong = daysOf(year).filter((each) => {
      const given = arranged.get(formatDay(each));
      return cn.isWorkingDay(each) !== (given === undefined ? weekdayOf(each) <= 5 : !given.isOffDay);
    });
    expect(wrong.map(formatDay)).toEqual([]);
  });

  it.each(years)('the days of %d name a notice of that year or the next', (year) => {
    const cn = calendarOf('cn');
    const known = [...(papers.get(year) ?? []), ...(papers.get(year + 1) ?? [])];
    const named = daysOf(year).flatMap((each) => cn.describe(each).source?.url ?? []);
    expect(named.length).toBeGreaterThan(0);
    expect([...new Set(named)].filter((url) => !known.includes(url))).toEqual([]);
    // Every notice of the year arranged at least one of its days.
    expect((papers.get(year) ?? []).filter((url) => !named.includes(url))).toEqual([]);
  });
}

describe('China', () => {
  const cn = calendarOf('cn');
  const festivals = (year: number): string[] =>
    daysOf(year)
      .filter((each) => cn.isInRollSet(each, 'festivals'))
      .map((each) => formatDay(each).slice(5));

  it.each([
    [2007, '01-01 02-18 02-19 02-20 05-01 05-02 05-03 10-01 10-02 10-03'],
    [2008, '01-01 02-06 02-07 02-08 04-04 05-01 06-08 09-14 10-01 10-02 10-03'],
    [2013, '01-01 02-09 02-10 02-11 04-04 05-01 06-12 09-19 10-01 10-02 10-03'],
    [2014, '01-01 01-31 02-01 02-02 04-05 05-01 06-02 09-08 10-01 10-02 10-03'],
    [2020, '01-01 01-25 01-26 01-27 04-04 05-01 06-25 10-01 10-02 10-03'],
    [2024, '01-01 02-10 02-11 02-12 04-04 05-01 06-10 09-17 10-01 10-02 10-03'],
    [2025, '01-01 01-28 01-29 01-30 01-31 04-04 05-01 05-02 05-31 10-01 10-02 10-03 10-06'],
    [2026, '01-01 02-16 02-17 02-18 02-19 04-05 05-01 05-02 06-19 09-25 10-01 10-02 10-03'],
  ])('has the statutory festival days of %d', (year, expected) => {
    expect(festivals(year).join(' ')).toBe(expected);
  });

  it('puts the festivals of the moon on the days of the Chinese calendar', () => {
    const lunar = (text: string): string => {
      const date = Temporal.PlainDate.from(text).withCalendar('chinese');
      return `${date.monthCode}-${date.day}`;
    };
    for (const year of years) {
      const named = daysOf(year).filter((each) => cn.describe(each).kind === 'festival');
      const withName = (zh: string): string[] =>
        named.filter((each) => cn.describe(each).name?.zh.includes(zh)).map(formatDay);
      expect(withName('春节').map(lunar)).toEqual(expect.arrayContaining(['M01-1', 'M01-2']));
      if (year < 2008) continue;
      expect(withName('端午节').map(lunar)).toEqual(['M05-5']);
      expect(withName('中秋节').map(lunar)).toEqual(['M08-15']);
    }
  });

  it.each([
    ['2020-01-31', false, '国务院办公厅关于延长2020年春节假期的通知'],
    ['2015-09-03', false, '国务院关于中国人民抗日战争暨世界反法西斯战争胜利70周年纪念日调休放假的通知'],
    ['2019-05-02', false, '国务院办公厅关于调整2019年劳动节假期安排的通知'],
    ['2022-12-31', false, '国务院办公厅关于2023年部分节假日安排的通知'],
    ['2011-12-31', true, '国务院办公厅关于2012年部分节假日安排的通知'],
  ])('%s (worked: %s) is by %s', (text, worked, notice) => {
    expect(cn.isWorkingDay(day(text))).toBe(worked);
    expect(cn.describe(day(text)).source?.notice).toBe(notice);
  });
});

describe('England and Wales', () => {
  const uk = calendarOf('uk');

  it.each([
    [2017, '01-02 04-14 04-17 05-01 05-29 08-28 12-25 12-26'],
    [2018, '01-01 03-30 04-02 05-07 05-28 08-27 12-25 12-26'],
    [2019, '01-01 04-19 04-22 05-06 05-27 08-26 12-25 12-26'],
    [2020, '01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28'],
    [2021, '01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28'],
    [2022, '01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27'],
    [2023, '01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26'],
    [2024, '01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26'],
    [2025, '01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26'],
    [2026, '01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28'],
    [2027, '01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28'],
  ])('has the bank holidays of %d', (year, expected) => {
    expect(
      weekdaysOff(uk, year)
        .map((text) => text.slice(5))
        .join(' '),
    ).toBe(expected);
  });

  it.each(['2020-05-04', '2022-05-30', '2022-12-28', '2023-06-05'])(
    'works on %s, from which a holiday was moved or which is none',
    (text) => {
      expect(uk.isWorkingDay(day(text))).toBe(true);
    },
  );

  it('knows Christmas Day on a Saturday, for those who work on Saturdays', () => {
    expect(uk.describe(day('2021-12-25'))).toMatchObject({ kind: 'festival', name: { en: 'Christmas Day' } });
  });
});

describe('the United States', () => {
  const us = calendarOf('us-federal');

  it.each([
    [2017, '01-02 01-16 02-20 05-29 07-04 09-04 10-09 11-10 11-23 12-25'],
    [2020, '01-01 01-20 02-17 05-25 07-03 09-07 10-12 11-11 11-26 12-25'],
    [2021, '01-01 01-18 02-15 05-31 06-18 07-05 09-06 10-11 11-11 11-25 12-24 12-31'],
    [2022, '01-17 02-21 05-30 06-20 07-04 09-05 10-10 11-11 11-24 12-26'],
    [2023, '01-02 01-16 02-20 05-29 06-19 07-04 09-04 10-09 11-10 11-23 12-25'],
    [2026, '01-01 01-19 02-16 05-25 06-19 07-03 09-07 10-12 11-11 11-26 12-25'],
    [2027, '01-01 01-18 02-15 05-31 06-18 07-05 09-06 10-11 11-11 11-25 12-24 12-31'],
  ])('observes the federal holidays of %d', (year, expected) => {
    expect(
      weekdaysOff(us, year)
        .map((text) => text.slice(5))
        .join(' '),
    ).toBe(expected);
  });

  it('has no Juneteenth before 2021, and no Inauguration Day', () => {
    expect(us.isWorkingDay(day('2020-06-19'))).toBe(true);
    expect(us.isWorkingDay(day('2021-01-20'))).toBe(true);
  });
});

/** Easter Sunday by the rule of the Gregorian calendar (Gauss’s method as Lichtenberg mended it). */
function easter(year: number): Day {
  const century = Math.floor(year / 100);
  const moonShift = 15 + Math.floor((3 * century + 3) / 4) - Math.floor((8 * century + 13) / 25);
  const sunShift = 2 - Math.floor((3 * century + 3) / 4);
  const golden = year % 19;
  const seed = (19 * golden + moonShift) % 30;
  const fullMoon = 21 + seed - Math.floor((seed + Math.floor(golden / 11)) / 29);
  const firstSunday = 7 - ((year + Math.floor(year / 4) + sunShift) % 7);
  const inMarch = fullMoon + (7 - ((fullMoon - firstSunday) % 7));
  return (dayFrom(year, 3, 1) ?? NaN) + inMarch - 1;
}

const europeanYears = Array.from({ length: 11 }, (_, i) => 2017 + i);
/** Every day off that the calendar names in a year, weekends too. */
const named = (id: string, year: number): string[] => {
  const calendar = calendarOf(id);
  return daysOf(year)
    .filter((each) => calendar.isInRollSet(each, 'festivals'))
    .map(formatDay);
};
const fixed = (year: number, ...days: readonly string[]): Day[] => days.map((each) => day(`${year}-${each}`));
const inOrder = (days: readonly Day[]): string[] => days.toSorted((a, b) => a - b).map(formatDay);

describe('Easter', () => {
  it.each(['2017-04-16', '2019-04-21', '2024-03-31', '2025-04-20', '2026-04-05', '2027-03-28'])(
    'is on %s by the rule that the tests use',
    (text) => {
      expect(formatDay(easter(Number(text.slice(0, 4))))).toBe(text);
    },
  );
});

describe('TARGET', () => {
  it.each(europeanYears)('closes on its six days of %d', (year) => {
    const moving = [easter(year) - 2, easter(year) + 1];
    expect(named('eu-target', year)).toEqual(inOrder([...fixed(year, '01-01', '05-01', '12-25', '12-26'), ...moving]));
  });

  it('works on Whit Monday, Ascension Day and the Day of German Unity', () => {
    for (const text of ['2026-05-25', '2026-05-14', '2025-10-03'])
      expect(calendarOf('eu-target').isWorkingDay(day(text))).toBe(true);
  });
});

describe('Germany', () => {
  it.each(europeanYears)('has the holidays that hold in every Land in %d', (year) => {
    const sunday = easter(year);
    const moving = [sunday - 2, sunday + 1, sunday + 39, sunday + 50];
    const once = year === 2017 ? fixed(year, '10-31') : [];
    expect(named('eu-de', year)).toEqual(
      inOrder([...fixed(year, '01-01', '05-01', '10-03', '12-25', '12-26'), ...moving, ...once]),
    );
  });

  it.each(['2026-01-06', '2026-06-04', '2018-10-31', '2027-11-01'])('works on %s, a holiday of some Länder', (text) => {
    expect(calendarOf('eu-de').isWorkingDay(day(text))).toBe(true);
  });
});

describe('the Cooling-Off Rule', () => {
  it('has the holidays of the federal calendar, and works on every other Saturday', () => {
    const federal = calendarOf('us-federal');
    const ftc = calendarOf('us-ftc');
    const wrong = europeanYears.flatMap(daysOf).filter((each) => {
      const expected = weekdayOf(each) < 7 && !federal.isInRollSet(each, 'festivals');
      return ftc.isWorkingDay(each) !== expected;
    });
    expect(wrong.map(formatDay)).toEqual([]);
    expect(ftc.isWorkingDay(day('2026-07-04'))).toBe(false);
    expect(ftc.isWorkingDay(day('2026-09-05'))).toBe(true);
  });
});

describe('every day', () => {
  const always = calendarOf('always');

  it('is a working day around the clock, published without limit', () => {
    for (const text of ['1900-01-01', '2026-12-25', '2027-02-06', '2200-12-31']) {
      expect(always.isWorkingDay(day(text))).toBe(true);
      expect(always.isPublished(day(text))).toBe(true);
      expect(always.openings(day(text))).toEqual([
        [always.zone.startOf(day(text)), always.zone.startOf(day(text) + 1)],
      ]);
    }
  });
});
