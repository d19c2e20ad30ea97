import { describe, expect, it } from '@jest/globals';
import { answerLine, batchLineLimit } from '../../src/cli/due-batch.js';
import { dueErrors } from '../../src/cli/due-errors.js';
import { dueLines } from '../../src/cli/due-text.js';
import { answer, type DueSources } from '../../src/cli/due.js';
import { RedressError, type Language } from '../../src/errors.js';
import type { Parameter } from '../../src/rules/policy/vocabulary-types.js';
import { readCalendars } from '../../src/rules/time/calendar-file.js';
import { parseDay } from '../../src/rules/time/day.js';
import { calendarFiles } from '../support/calendars.js';

const holidayScope: Parameter = {
  id: 'holiday_scope',
  options: ['festivals', 'arranged-breaks', 'rest-days'],
  values: [{ from: parseDay('2026-04-15') ?? NaN, value: 'arranged-breaks', cite: 'art. 45' }],
};

const house = `
calendar: house
zone: Europe/London
hours: ["09:00-17:00"]
counting:
  late: { first-day: not-counted, last-day-rolls-off: nothing, ends: close-of-business, after-hours: next working day }
`;

const sources: DueSources = {
  folder: 'policies',
  ...readCalendars([...calendarFiles, { file: 'house.yaml', text: house }]),
  parameters: () => new Map([['holiday_scope', holidayScope]]),
  chosen: new Map(),
};

function lines(
  calendar: string,
  from: string,
  within: string,
  more: { counting?: string; explain?: boolean; language?: Language } = {},
) {
  const question = { calendar, from, within, ...(more.counting === undefined ? {} : { counting: more.counting }) };
  return dueLines(answer(question, sources, more.explain), more.language ?? 'en', more.explain);
}

function codes(ask: () => unknown): string[] {
  try {
    ask();
  } catch (error) {
    if (error instanceof RedressError) return error.faults.map((fault) => fault.code);
    throw error;
  }
  return [];
}

describe('redress due', () => {
  it('says the date alone, then the weekday, then every day counted or passed over with its source', () => {
    expect(lines('cn', '2026-02-12', '7 working days')).toEqual([
      '2026-02-28',
      'Saturday, 7 working days after 2026-02-12 (Thursday)',
      '',
      '  2026-02-12 Thu           start',
      '  2026-02-13 Fri        1',
      '  2026-02-14 Sat        2  make-up working day: Spring Festival [1]',
      '  2026-02-15 … 02-23       day off: Spring Festival [1]',
      '  2026-02-24 … 02-27  3–6',
      '  2026-02-28 Sat        7  due, make-up working day: Spring Festival [1]',
      '',
      '  Calendar cn, counting cn-day (民法典 art. 201-203); --explain says more.',
      '  [1] 国务院办公厅关于2026年部分节假日安排的通知',
      '      https://www.gov.cn/zhengce/zhengceku/202511/content_7047091.htm',
    ]);
  });

  it('says the same in Chinese', () => {
    const text = lines('cn', '2025-09-26', '7 working days', { language: 'zh' }).join('\n');
    expect(text).toMatch(/^2025-10-13\n星期一，自 2025-09-26（星期五）起 7个工作日\n/);
    expect(text).toMatch(/2025-09-28 周日 +1 {2}调休上班：国庆节、中秋节 \[1\]/);
    expect(text).toMatch(/2025-10-06 周一 +放假：中秋节 \[1\]/);
    expect(text).not.toMatch(/working|day off|start|due/);
  });

  it('shows a last day that moves on, and by which reading', () => {
    const text = lines('cn', '2026-04-20', '60 days', { counting: 'order-121-days' }).join('\n');
    expect(text).toMatch(/^2026-06-22\nMonday/);
    expect(text).toContain(
      'By the reading holiday_scope = arranged-breaks (others: rest-days 2026-06-22, festivals 2026-06-20).',
    );
    expect(text).toMatch(/2026-06-19 Fri +60 {2}the last day, moves on, day off: Dragon Boat Festival/);
  });

  it('with --explain gives every day its line, and names counting, zone, digest and horizon', () => {
    const explained = lines('cn', '2026-04-20', '60 days', { counting: 'order-121-days', explain: true });
    expect(explained.filter((line) => /^ {2}2026-\d\d-\d\d \w{3}/.test(line))).toHaveLength(64);
    const text = explained.join('\n');
    expect(text).toMatch(/SAMR Order 121 art\. 45/);
    expect(text).toMatch(/Asia\/Shanghai/);
    expect(text).toMatch(/2007-01-01 … 2026-12-31/);
    expect(text).toMatch(/sha256:[0-9a-f]{64}/);
  });

  it('says what is provisional and why', () => {
    const text = lines('cn', '2026-12-24', '7 working days').join('\n');
    expect(text).toMatch(/^2027-01-04\nMonday.*\nProvisional: .* through 2026-12-31/);
    expect(text).toMatch(/2027-01-01 Fri +6 {2}not published/);
    expect(lines('cn', '2026-12-24', '5 working days').join('\n')).not.toContain('Provisional');
  });

  it('shows how much of each day passed for hours, so that a change of the clocks is seen', () => {
    const text = lines('uk', '2026-03-28T10:00+00:00', '72 hours').join('\n');
    expect(text).toMatch(/^2026-03-31T11:00\+01:00\n/);
    expect(text).toMatch(/2026-03-29 Sun +23 h/);
  });

  it('gives both ends where the hour matters and is not known', () => {
    expect(lines('uk', '2026-03-02', '48 hours').slice(0, 3).join('\n')).toMatch(
      /^2026-03-04T00:00\+00:00\n.*\n.*2026-03-05T00:00\+00:00/,
    );
    expect(lines('house', '2026-03-02', '1 working day', { counting: 'late' }).slice(0, 3).join('\n')).toMatch(
      /^2026-03-03T17:00\+00:00\n.*\n.*2026-03-04T17:00\+00:00/,
    );
  });

  it.each<[string, string, string, string, string | undefined]>([
    ['due.unknown_calendar', 'cnn', '2026-02-12', '7 working days', undefined],
    ['due.not_a_time', 'cn', '2026-02-30', '7 working days', undefined],
    ['due.not_a_time', 'cn', '2026-02-12T10:00', '7 working days', undefined],
    ['due.duration_without_unit', 'cn', '2026-02-12', '7', undefined],
    ['due.not_a_duration', 'cn', '2026-02-12', '7 business days', undefined],
    ['due.not_a_duration', 'cn', '2026-02-12', '-7 days', undefined],
    ['due.duration_too_long', 'cn', '2026-02-12', '201 years', undefined],
    ['due.unknown_counting', 'cn', '2026-02-12', '7 days', 'cn-dya'],
    ['due.no_counting', 'house', '2026-02-12', '7 days', undefined],
    ['due.no_reading', 'cn', '2026-02-12', '60 days', 'order-121-days'],
    ['due.no_reading', 'cn', '2026-05-12', '7 days', 'seven-day'],
  ])('refuses with %s: %s %s %s %s', (code, calendar, from, within, counting) => {
    expect(codes(() => lines(calendar, from, within, counting === undefined ? {} : { counting }))).toEqual([code]);
  });

  it('needs no reading for working days, which never roll', () => {
    expect(lines('cn', '2026-02-12', '7 working days', { counting: 'order-121-days' })[0]).toBe('2026-02-28');
  });

  it('takes a reading chosen for this question', () => {
    const chosen = { ...sources, chosen: new Map([['seven_day_roll', 'nothing']]) };
    const question = { calendar: 'cn', from: '2026-09-28', within: '7 days', counting: 'seven-day' };
    expect(dueLines(answer(question, chosen), 'en')[0]).toBe('2026-10-05');
    const wrong = { ...sources, chosen: new Map([['seven_day_roll', 'sundays']]) };
    expect(codes(() => answer(question, wrong))).toEqual(['due.not_a_roll']);
  });

  it('reports a wrong time and a wrong duration together', () => {
    expect(codes(() => lines('cn', 'soon', 'long'))).toEqual(['due.not_a_time', 'due.not_a_duration']);
  });

  it('names both languages in every message', () => {
    for (const { cause, remedy } of Object.values(dueErrors))
      for (const text of [cause, remedy]) {
        expect(text.zh).toMatch(/[\u4E00-\u9FFF]/);
        expect(text.en).not.toMatch(/[\u4E00-\u9FFF]/);
      }
  });
});

describe('redress due --batch', () => {
  const ask = (text: string | Buffer, tooLong = false): unknown =>
    JSON.parse(answerLine({ line: 3, bytes: Buffer.from(text), tooLong }, sources, 'en'));

  it('answers a line with due, provisional and the days counted', () => {
    expect(ask('{"id":"a","calendar":"cn","from":"2026-02-12","within":"7 working days"}')).toEqual({
      id: 'a',
      due: '2026-02-28',
      provisional: false,
      days: ['2026-02-13', '2026-02-14', '2026-02-24', '2026-02-25', '2026-02-26', '2026-02-27', '2026-02-28'],
    });
  });

  it.each<[string, { due: string; provisional: boolean; days: number }]>([
    [
      '{"id":1,"calendar":"cn","from":"2026-04-20","within":"60 days","counting":"order-121-days"}',
      { due: '2026-06-22', provisional: false, days: 60 },
    ],
    [
      '{"id":1,"calendar":"cn","from":"2026-12-24","within":"7 working days"}',
      { due: '2027-01-04', provisional: true, days: 7 },
    ],
    [
      '{"id":1,"calendar":"cn","from":"2026-02-28","within":"3 years","counting":"cn-term"}',
      { due: '2029-02-28', provisional: false, days: 1096 },
    ],
    [
      '{"id":1,"calendar":"uk","from":"2026-01-05","within":"600 working days"}',
      { due: '2028-05-15', provisional: true, days: 600 },
    ],
    [
      '{"id":1,"calendar":"cn","from":"2026-02-13T17:45+08:00","within":"30 working minutes"}',
      { due: '2026-02-14T09:15+08:00', provisional: false, days: 2 },
    ],
    [
      '{"id":1,"calendar":"uk","from":"2026-03-28T10:00+00:00","within":"72 hours"}',
      { due: '2026-03-31T11:00+01:00', provisional: false, days: 0 },
    ],
  ])('answers %s', (line, expected) => {
    const answered = ask(line);
    expect(answered).toMatchObject({ id: 1, due: expected.due, provisional: expected.provisional });
    expect(answered).toHaveProperty('days.length', expected.days);
  });

  it.each<[string | Buffer, string | number | null, string]>([
    ['not json', null, 'due.not_json'],
    ['[1]', null, 'due.not_json'],
    ['null', null, 'due.not_json'],
    [Buffer.from([0x7b, 0xff, 0x7d]), null, 'due.not_json'],
    ['{"calendar":"cn","from":"2026-02-12","within":"1 day"}', null, 'due.wrong_key'],
    ['{"id":12345678901234567890,"calendar":"cn","from":"2026-02-12","within":"1 day"}', null, 'due.wrong_key'],
    ['{"id":"x","calendar":"cn","from":20260212,"within":"1 day"}', 'x', 'due.wrong_key'],
    ['{"id":"x","calendar":"cn","from":"2026-02-12","within":"1 day","until":"x"}', 'x', 'due.unknown_key'],
    ['{"id":"x","calendar":"xx","from":"2026-02-12","within":"1 day"}', 'x', 'due.unknown_calendar'],
    ['{"id":"x","calendar":"__proto__","from":"2026-02-12","within":"1 day"}', 'x', 'due.unknown_calendar'],
  ])('answers %s with an error', (line, id, code) => {
    expect(ask(line)).toEqual({ id, error: expect.stringContaining(`[${code}]`) });
  });

  it('names the line where there is no id, and refuses one that is too long', () => {
    expect(ask('{')).toEqual({ id: null, error: expect.stringMatching(/^Line 3 /) });
    expect(ask('{', true)).toEqual({ id: null, error: expect.stringContaining(String(batchLineLimit)) });
  });
});
