import { describe, expect, it } from '@jest/globals';
import { readCalendars } from './calendar-file.js';
import { formatDay, parseDay } from './day.js';

const cn = `
calendar: cn
zone: Asia/Shanghai
published-from: 2007-01-01
published-through: 2026-12-31
week: [mon, tue, wed, thu, fri]
hours: ["09:00-12:00", "13:30-18:00"]
default-counting: cn-day
days:
  2026:
    source: { notice: 国务院办公厅关于2026年部分节假日安排的通知, url: "https://www.gov.cn/…" }
    rest: [2026-01-01/2026-01-03, 2026-02-15/2026-02-23]      # ranges include both ends
    work: [2026-01-04, 2026-02-14, 2026-02-28]                # make-up working days
    festivals: [2026-01-01, 2026-02-16/2026-02-19]            # statutory festival days
counting:
  cn-day: { first-day: not-counted, last-day-rolls-off: rest-days, ends: midnight, cite: 民法典 art. 201-203 }
`;
const plain = `
calendar: plain
zone: UTC
hours: ["09:00-17:00"]
counting:
  day: { first-day: not-counted, last-day-rolls-off: nothing, ends: midnight }
`;

function read(...texts: readonly string[]) {
  return readCalendars(texts.map((text, index) => ({ file: `${index}.yaml`, text: text.trimStart() })));
}

function only(...texts: readonly string[]) {
  const { calendars, faults } = read(...texts);
  expect(faults).toEqual([]);
  const calendar = [...calendars.values()].at(-1);
  if (calendar === undefined) throw new Error('no calendar');
  return calendar;
}

const day = (text: string): number => parseDay(text) ?? NaN;

describe('a calendar file', () => {
  it('loads in the form that the language gives', () => {
    const calendar = only(cn);
    expect(formatDay(calendar.addWorkingDays(day('2026-02-12'), 7))).toBe('2026-02-28');
    expect(calendar.countings.get('cn-day')).toMatchObject({
      firstDay: 'not-counted',
      rolls: 'rest-days',
      ends: 'midnight',
    });
    expect(calendar.defaultCounting).toBe('cn-day');
    expect(calendar.describe(day('2026-02-14'))).toMatchObject({
      kind: 'make-up',
      source: { notice: expect.stringContaining('2026') },
    });
    expect(calendar.describe(day('2026-02-16')).kind).toBe('festival');
    expect(calendar.describe(day('2026-02-20')).kind).toBe('rest');
    expect(calendar.describe(day('2026-03-07')).kind).toBe('weekend');
    expect(calendar.describe(day('2026-03-06')).kind).toBe('working');
    expect(calendar.describe(day('2027-03-06')).kind).toBe('unpublished');
    expect(calendar.digest).toMatch(/^[0-9a-f]{64}$/);
  });

  it('may name its days, and the notice of some of them', () => {
    const calendar = only(
      cn
        .replace(
          'festivals: [2026-01-01, 2026-02-16/2026-02-19]',
          'festivals: { 2026-02-16/2026-02-19: { en: Spring Festival, zh: 春节 } }\n    sources: { 2026-02-28: { notice: 另一通知 } }',
        )
        .replace('work: [2026-01-04, 2026-02-14, 2026-02-28]', 'work: { 2026-02-28: { en: make-up, zh: 补班 } }'),
    );
    expect(calendar.describe(day('2026-02-17')).name).toEqual({ en: 'Spring Festival', zh: '春节' });
    expect(calendar.describe(day('2026-02-28'))).toEqual({
      kind: 'make-up',
      name: { en: 'make-up', zh: '补班' },
      source: { notice: '另一通知' },
    });
  });

  it('rolls over three kinds of days: rest days, arranged breaks, festivals; make-up days are in none', () => {
    const calendar = only(cn);
    const sets = (text: string) =>
      (['rest-days', 'arranged-breaks', 'festivals', 'nothing'] as const).map((set) =>
        calendar.isInRollSet(day(text), set),
      );
    expect(sets('2026-02-16')).toEqual([true, true, true, false]);
    expect(sets('2026-02-20')).toEqual([true, true, false, false]);
    expect(sets('2026-03-07')).toEqual([true, false, false, false]);
    expect(sets('2026-02-28')).toEqual([false, false, false, false]);
    expect(sets('2026-03-02')).toEqual([false, false, false, false]);
  });

  it('may be like another: what it does not say is inherited', () => {
    const calendar = only(
      cn,
      `
calendar: cn-sat
like: cn
week: [mon, tue, wed, thu, fri, sat]
days: { 2026: { rest: [2026-03-03], work: [2026-02-23] } }
counting:
  own: { first-day: counted, last-day-rolls-off: nothing, ends: close-of-business }
`,
    );
    expect(calendar.isWorkingDay(day('2026-03-07'))).toBe(true);
    expect(calendar.isWorkingDay(day('2026-02-21'))).toBe(false);
    expect(calendar.isWorkingDay(day('2026-03-03'))).toBe(false);
    expect(calendar.isWorkingDay(day('2026-02-23'))).toBe(true);
    expect([...calendar.countings.keys()]).toEqual(['cn-day', 'own']);
    expect(calendar.defaultCounting).toBe('cn-day');
    expect(calendar.publishedThrough).toBe(day('2026-12-31'));
    expect(calendar.openings(day('2026-03-07'))).toHaveLength(2);
  });

  it('has a digest that changes with its text and with what it is like', () => {
    const like = 'calendar: other\nlike: cn\n';
    const digests = [only(cn).digest, only(cn, like).digest, only(cn.replace('2026-01-04, ', ''), like).digest];
    expect(new Set(digests).size).toBe(3);
  });

  it('may be like one that is like another, in any order of files', () => {
    const { calendars, faults } = read('calendar: c\nlike: b\n', 'calendar: b\nlike: plain\n', plain);
    expect(faults).toEqual([]);
    expect(calendars.get('c')?.zone.id).toBe('UTC');
  });

  it.each<[string, string, string[], string[]]>([
    [
      'a reversed range',
      'calendar.range_reversed',
      [cn.replace('2026-01-01/2026-01-03', '2026-01-03/2026-01-01')],
      ['0.yaml:11'],
    ],
    [
      'a date of another year',
      'calendar.not_in_year',
      [cn.replace('work: [2026-01-04', 'work: [2025-01-04')],
      ['0.yaml:12'],
    ],
    [
      'a range into another year',
      'calendar.not_in_year',
      [cn.replace('2026-02-15/2026-02-23', '2026-12-31/2027-01-01')],
      ['0.yaml:11'],
    ],
    ['a date that does not exist', 'calendar.not_a_day', [cn.replace('2026-01-04', '2026-02-30')], ['0.yaml:12']],
    [
      'a range of three',
      'calendar.not_a_day',
      [cn.replace('2026-01-01/2026-01-03', '2026-01-01/2026-01-02/2026-01-03')],
      ['0.yaml:11'],
    ],
    [
      'a rest day that is worked',
      'calendar.rest_and_work',
      [cn.replace('work: [2026-01-04', 'work: [2026-01-02')],
      ['0.yaml:12'],
    ],
    [
      'a festival on a working day',
      'calendar.festival_worked',
      [cn.replace('festivals: [2026-01-01', 'festivals: [2026-03-02')],
      ['0.yaml:13'],
    ],
    [
      'a day that is not published',
      'calendar.outside_published',
      [cn.replace('published-through: 2026-12-31', 'published-through: 2026-02-20')],
      ['0.yaml:11', '0.yaml:12'],
    ],
    [
      'a horizon before the beginning',
      'calendar.published_reversed',
      [plain + 'published-from: 2026-01-01\npublished-through: 2025-01-01\n'],
      ['0.yaml:7'],
    ],
    ['a horizon that is no day', 'calendar.not_a_day', [plain + 'published-from: soon\n'], ['0.yaml:6']],
    ['a year that is none', 'calendar.not_a_year', [plain + 'days: { "26": { rest: [] } }\n'], ['0.yaml:6']],
    ['an unknown zone', 'calendar.unknown_zone', [plain.replace('UTC', 'Asia/Peking-Town')], ['0.yaml:2']],
    ['no zone', 'calendar.no_zone', [plain.replace('zone: UTC\n', '')], ['0.yaml:1']],
    ['reversed hours', 'calendar.not_hours', [plain.replace('09:00-17:00', '17:00-09:00')], ['0.yaml:3']],
    ['hours beyond the day', 'calendar.not_hours', [plain.replace('09:00-17:00', '09:00-24:30')], ['0.yaml:3']],
    ['hours without a leading zero', 'calendar.not_hours', [plain.replace('09:00-17:00', '9:00-17:00')], ['0.yaml:3']],
    [
      'overlapping hours',
      'calendar.hours_overlap',
      [plain.replace('"09:00-17:00"', '"09:00-17:00", "16:00-18:00"')],
      ['0.yaml:3'],
    ],
    ['an unknown default counting', 'calendar.unknown_counting', [plain + 'default-counting: night\n'], ['0.yaml:6']],
    [
      'a closing without hours',
      'calendar.closing_without_hours',
      [plain.replace('hours: ["09:00-17:00"]\n', '').replace('midnight', 'close-of-business')],
      ['0.yaml:4'],
    ],
    ['a name given twice', 'calendar.duplicate', [plain, plain], ['1.yaml:1']],
    ['an unknown model', 'calendar.unknown_like', [plain, 'calendar: x\nlike: y\n'], ['1.yaml:2']],
    ['a circle of models', 'calendar.like_cycle', ['calendar: x\nlike: y\n', 'calendar: y\nlike: x\n'], ['1.yaml:2']],
    ['a model of itself', 'calendar.like_cycle', ['calendar: x\nlike: x\n'], ['0.yaml:2']],
    ['an unknown key', 'yaml.unknown_key', [plain + 'holidays: []\n'], ['0.yaml:6']],
    ['an empty week', 'yaml.wrong_value', [plain + 'week: []\n'], ['0.yaml:6']],
    ['an unknown weekday', 'yaml.wrong_value', [plain + 'week: [monday]\n'], ['0.yaml:6']],
    ['an unknown roll', 'yaml.wrong_value', [plain.replace('off: nothing', 'off: sundays')], ['0.yaml:5']],
    [
      'an address that runs a script',
      'yaml.wrong_value',
      [plain + 'days: { 2026: { source: { notice: x, url: "javascript:alert(1)" } } }\n'],
      ['0.yaml:6'],
    ],
    ['a name in one language', 'yaml.missing_key', [plain + 'title: { en: Plain }\n'], ['0.yaml:6']],
    ['a list instead of a calendar', 'yaml.wrong_type', ['- calendar\n'], ['0.yaml:1']],
    ['an alias', 'yaml.alias', [plain + 'week: &w [mon]\ntitle: *w\n'], ['0.yaml:7']],
    ['nothing at all', 'yaml.empty', [''], ['0.yaml']],
  ])('with %s is refused as %s, at its place', (_, code, texts, places) => {
    const { faults } = read(...texts);
    expect([...new Set(faults.map((fault) => fault.code))]).toEqual([code]);
    expect(
      faults.map(({ place }) => [place?.file, place?.line].filter((part) => part !== undefined).join(':')),
    ).toEqual(places);
  });

  it('with many faults shows all of them, and spoils no other calendar', () => {
    const { calendars, faults } = read(
      cn
        .replace('2026-01-01/2026-01-03', '2026-01-03/2026-01-01')
        .replace('Asia/Shanghai', 'Mars')
        .replace('13:30', '11:30'),
      plain,
      'calendar: child\nlike: cn\n',
    );
    expect(faults.map((fault) => fault.code).sort()).toEqual([
      'calendar.hours_overlap',
      'calendar.range_reversed',
      'calendar.unknown_zone',
    ]);
    expect([...calendars.keys()]).toEqual(['plain']);
  });
});
