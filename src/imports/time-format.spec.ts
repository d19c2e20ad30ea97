import { describe, expect, it } from '@jest/globals';
import { zoneOf } from '../rules/time/zone.js';
import { readTime, type LocalRule } from './local-time.js';
import { timeFormat } from './time-format.js';

const utc: LocalRule = { zone: zoneOf('UTC'), ambiguous: 'reject', missing: 'reject' };

/** The time of a cell as text: a day, an instant in UTC, or why it is none. */
function read(format: string, cell: string, rule: Partial<LocalRule> = {}): string {
  const compiled = timeFormat(format);
  if (compiled === undefined) return 'no format';
  const reading = readTime(cell, compiled, { ...utc, ...rule });
  if ('problem' in reading) return reading.problem;
  const { time } = reading;
  return time.kind === 'day'
    ? new Date(time.day * 86_400_000).toISOString().slice(0, 10)
    : new Date(time.at).toISOString();
}

describe('time formats', () => {
  it.each([
    ['yyyy-MM-dd', '2026-02-28', '2026-02-28'],
    ['yyyy-MM-dd', ' 2026-02-28 ', '2026-02-28'],
    ['yyyy-MM-dd', '2026-02-30', 'not-a-time'],
    ['yyyy-MM-dd', '2026-2-28', 'not-a-time'],
    ['yyyy-MM-dd', '2026-02-28 10:00', 'not-a-time'],
    ['dd/MM/yyyy', '03/04/2026', '2026-04-03'],
    ['MM/dd/yyyy', '03/04/2026', '2026-03-04'],
    ['MM/dd/yyyy', '13/04/2026', 'not-a-time'],
    ['M/d/yyyy', '3/4/2026', '2026-03-04'],
    ['M/d/yyyy', '12/31/2026', '2026-12-31'],
    ['d.M.yyyy', '1.2.2024', '2024-02-01'],
    ['d.M.yyyy', '1x2x2024', 'not-a-time'],
    ['dd-MMM-yyyy', '05-Mar-2026', '2026-03-05'],
    ['dd-MMM-yyyy', '05-MAR-2026', '2026-03-05'],
    ['dd-MMM-yyyy', '05-Mai-2026', 'not-a-time'],
    ['yyyyMMdd', '20260305', '2026-03-05'],
    ['yy-MM-dd', '68-01-02', '2068-01-02'],
    ['yy-MM-dd', '69-01-02', '1969-01-02'],
    ['yyyy年M月d日', '2026年3月5日', '2026-03-05'],
    ['yyyy年MM月dd日 HH时mm分', '2026年03月05日 09时07分', '2026-03-05T09:07:00.000Z'],
    ['yyyy-MM-dd HH:mm:ss', '2026-03-05 23:59:59', '2026-03-05T23:59:59.000Z'],
    ['yyyy-MM-dd HH:mm:ss', '2026-03-05 24:00:00', 'not-a-time'],
    ['yyyy-MM-dd HH:mm:ss.SSS', '2026-03-05 10:00:00.250', '2026-03-05T10:00:00.250Z'],
    ["yyyy-MM-dd'T'HH:mm:ssXXX", '2026-03-05T10:00:00+08:00', '2026-03-05T02:00:00.000Z'],
    ['yyyy-MM-ddTHH:mm:ssXXX', '2026-03-05T10:00:00Z', '2026-03-05T10:00:00.000Z'],
    ['MM/dd/yyyy hh:mm a', '03/05/2026 12:30 AM', '2026-03-05T00:30:00.000Z'],
    ['MM/dd/yyyy hh:mm a', '03/05/2026 12:30 pm', '2026-03-05T12:30:00.000Z'],
    ['MM/dd/yyyy hh:mm a', '03/05/2026 13:30 PM', 'not-a-time'],
    ['yyyy-MM-dd a h:mm', '2026-03-05 下午 3:07', '2026-03-05T15:07:00.000Z'],
    ["yyyy-MM-dd 'at' HH 'o''clock'", '2026-03-05 at 09 oclock', 'not-a-time'],
    ["yyyy-MM-dd 'at' HH 'o''clock'", "2026-03-05 at 09 o'clock", '2026-03-05T09:00:00.000Z'],
    ['iso', '2026-03-05', '2026-03-05'],
    ['iso', '2026-03-05T10:00', '2026-03-05T10:00:00.000Z'],
    ['iso', '2026-03-05 10:00:01.5+0800', '2026-03-05T02:00:01.500Z'],
    ['iso', '2026-03-05T10:00:00.123456789Z', '2026-03-05T10:00:00.123Z'],
    ['iso', '2026-03-05T10:00-05', '2026-03-05T15:00:00.000Z'],
    ['iso', '2026-03-05T10:00+19:00', 'not-a-time'],
    ['iso', '2026-02-29', 'not-a-time'],
    ['iso', '0026-02-28', 'not-a-time'],
    ['iso', '9999-12-31', 'not-a-time'],
    ['epoch-seconds', '1772704800', '2026-03-05T10:00:00.000Z'],
    ['epoch-seconds', '1772704800.25', '2026-03-05T10:00:00.250Z'],
    ['epoch-seconds', '1772704800000', 'not-a-time'],
    ['epoch-milliseconds', '1772704800000', '2026-03-05T10:00:00.000Z'],
    ['epoch-milliseconds', '1772704800', 'not-a-time'],
    ['excel-serial', '46086', '2026-03-05'],
    ['excel-serial', '46086.5', '2026-03-05T12:00:00.000Z'],
    ['excel-serial', '46086.9999999', '2026-03-06T00:00:00.000Z'],
    ['excel-serial', '60', 'not-a-time'],
  ])('%s reads %j as %s', (format, cell, expected) => {
    expect(read(format, cell)).toBe(expected);
  });

  it.each([
    '',
    'yyyy-MM',
    'yyyy-MM-dd SSS',
    'YYYY-MM-DD',
    'yyyy-mm-dd',
    'yyyy-MM-dd MM',
    'yyyy-MM-dd hh:mm',
    'yyyy-MM-dd HH:mm a',
    'yyyy-MM-dd mm:ss',
    'yyyy-MM-dd HH:ss',
    'yyyy-MM-dd XXX',
    "yyyy-MM-dd 'open",
    'constructor',
  ])('refuses the pattern %j', (format) => {
    expect(timeFormat(format)).toBeUndefined();
  });
});

describe('local times', () => {
  it.each([
    // Clocks in New York are put forward on 2026-03-08 at 02:00 and back on 2026-11-01 at 02:00.
    ['America/New_York', '2026-03-08 01:59:59', {}, '2026-03-08T06:59:59.000Z'],
    ['America/New_York', '2026-03-08 02:30:00', { missing: 'shift' }, '2026-03-08T07:30:00.000Z'],
    ['America/New_York', '2026-03-08 02:30:00', { missing: 'reject' }, 'missing'],
    ['America/New_York', '2026-03-08 03:00:00', {}, '2026-03-08T07:00:00.000Z'],
    ['America/New_York', '2026-11-01 00:59:59', {}, '2026-11-01T04:59:59.000Z'],
    ['America/New_York', '2026-11-01 01:30:00', { ambiguous: 'earlier' }, '2026-11-01T05:30:00.000Z'],
    ['America/New_York', '2026-11-01 01:30:00', { ambiguous: 'later' }, '2026-11-01T06:30:00.000Z'],
    ['America/New_York', '2026-11-01 01:30:00', { ambiguous: 'reject' }, 'doubled'],
    ['America/New_York', '2026-11-01 02:00:00', {}, '2026-11-01T07:00:00.000Z'],
    ['Europe/London', '2026-03-29 01:30:00', { missing: 'shift' }, '2026-03-29T01:30:00.000Z'],
    ['Europe/London', '2026-10-25 01:30:00', { ambiguous: 'later' }, '2026-10-25T01:30:00.000Z'],
    ['Asia/Shanghai', '1991-04-14 02:30:00', { missing: 'shift' }, '1991-04-13T18:30:00.000Z'],
    ['Asia/Shanghai', '2026-03-05 08:00:00', {}, '2026-03-05T00:00:00.000Z'],
  ] as const)('%s %s with %j is %s', (zone, cell, rule, expected) => {
    expect(read('yyyy-MM-dd HH:mm:ss', cell, { zone: zoneOf(zone), ...rule })).toBe(expected);
  });

  it('refuses a local time where the mapping names no zone, and takes one with an offset', () => {
    expect(read('iso', '2026-03-05T10:00', { zone: undefined })).toBe('no-zone');
    expect(read('iso', '2026-03-05T10:00Z', { zone: undefined })).toBe('2026-03-05T10:00:00.000Z');
  });

  it('agrees with Temporal around every switch of some zones', () => {
    const format = timeFormat('yyyy-MM-dd HH:mm:ss');
    if (format === undefined) throw new Error('no format');
    const wrong: string[] = [];
    let compared = 0;
    for (const id of [
      'America/New_York',
      'Europe/London',
      'Australia/Lord_Howe',
      'Africa/Casablanca',
      'Asia/Shanghai',
      'Pacific/Apia',
    ]) {
      const zone = zoneOf(id);
      let at = Temporal.ZonedDateTime.from(`1985-01-01T00:00[${id}]`).getTimeZoneTransition('next');
      for (; at !== null && at.year < 2030; at = at.getTimeZoneTransition('next'))
        for (let minutes = -180; minutes <= 180; minutes += 30) {
          const wall = at.add({ minutes }).toPlainDateTime();
          const cell = wall.toString({ smallestUnit: 'second' }).replace('T', ' ');
          for (const ambiguous of ['earlier', 'later'] as const) {
            const reading = readTime(cell, format, { zone, ambiguous, missing: 'shift' });
            const isGap = !wall.toZonedDateTime(id).toPlainDateTime().equals(wall);
            const disambiguation = isGap ? 'compatible' : ambiguous;
            const expected = wall.toZonedDateTime(id, { disambiguation }).epochMilliseconds;
            const found = 'time' in reading && reading.time.kind === 'instant' ? reading.time.at : undefined;
            if (found !== expected) wrong.push(`${id} ${cell} ${ambiguous}`);
            compared++;
          }
        }
    }
    expect(wrong).toEqual([]);
    expect(compared).toBeGreaterThan(5000);
  });
});
