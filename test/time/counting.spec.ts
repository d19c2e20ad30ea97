import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { RollSet } from '../../src/rules/time/calendar.js';
import {
  advance,
  close,
  dueOf,
  nothingSuspended,
  retreat,
  rollBack,
  rollForward,
  startDayOf,
  suspendedBetween,
  type Terms,
} from '../../src/rules/time/count.js';
import { formatDay } from '../../src/rules/time/day.js';
import { formatTime } from '../../src/rules/time/parse-time.js';
import type { Duration } from '../../src/rules/values.js';
import { calendarOf, termsOf, withCounting } from '../support/calendars.js';
import { day, duration, show, time } from './support.js';

describe('a pause', () => {
  const cn = termsOf('cn', 'order-121-days', 'arranged-breaks');
  const paused = (from: string, until: string, counted: 'days-between' | 'both-days' = 'days-between', terms = cn) =>
    suspendedBetween(time(from), time(until), terms, counted);
  const dueWith = (from: string, by: string, suspended: ReturnType<typeof paused>, terms: Terms) =>
    show(dueOf(time(from), duration(by), terms, suspended), terms);

  it.each([
    ['2026-05-06', '2026-05-20', 14, '2026-07-03'],
    ['2026-05-06', '2026-05-25', 19, '2026-07-08'],
  ])('from %s until %s adds %d days to a day clock (S18, S19)', (from, until, days, expected) => {
    expect(paused(from, until).days).toBe(days);
    expect(dueWith('2026-04-20', '60 days', paused(from, until), cn)).toBe(expected);
  });

  it('counts both its days where the law says so (S18: CRA s.22(8))', () => {
    const uk = termsOf('uk');
    const pause = paused('2026-06-10', '2026-06-12', 'both-days', uk);
    expect(pause.days).toBe(3);
    expect(dueWith('2026-06-01', '30 days', pause, uk)).toBe('2026-07-04');
  });

  it('adds the working days among its days to a working-day clock (S18)', () => {
    const terms = termsOf('cn');
    const pause = paused('2025-09-10', '2025-09-24', 'days-between', terms);
    expect(pause.workingDays).toBe(10);
    expect(dueWith('2025-09-01', '45 working days', pause, terms)).toBe('2025-11-21');
  });

  it('is added before the last day rolls (S17: E14 with nine days of repair)', () => {
    const terms = termsOf('cn');
    const pause = { ...nothingSuspended, days: 9 };
    expect(show(dueOf(time('2025-10-02'), duration('1 year'), terms, pause), terms)).toBe('2026-10-12');
  });

  it('adds elapsed time to hours, and open time to working hours (S18)', () => {
    const terms = termsOf('cn');
    const pause = paused('2026-03-02T10:00+08:00', '2026-03-03T10:00+08:00', 'days-between', terms);
    expect(pause).toMatchObject({
      milliseconds: 24 * 3_600_000,
      openMilliseconds: 7.5 * 3_600_000,
      days: 1,
      workingDays: 1,
    });
    expect(dueWith('2026-03-02T09:00+08:00', '2 hours', pause, terms)).toBe('2026-03-03T11:00+08:00');
    expect(dueWith('2026-03-02T09:00+08:00', '2 working hours', pause, terms)).toBe('2026-03-03T11:00+08:00');
  });

  it('within one day adds no day, and one that ends before it began adds nothing', () => {
    expect(paused('2026-03-02T10:00+08:00', '2026-03-02T15:00+08:00')).toMatchObject({
      days: 0,
      workingDays: 0,
      milliseconds: 5 * 3_600_000,
    });
    expect(paused('2026-03-05', '2026-03-02')).toMatchObject({ ...nothingSuspended, provisional: false });
  });
});

describe('the end and the start of a period', () => {
  it('closes at the end of the last opening, or not at all on a day without one (S10)', () => {
    const uk = termsOf('uk', 'uk-close');
    expect(formatTime(close(day('2026-04-09'), uk), uk.calendar.zone)).toBe('2026-04-09T17:00+01:00');
    expect(close(day('2026-04-03'), uk)).toEqual({ kind: 'day', day: day('2026-04-03') });
    expect(close(day('2026-04-09'), termsOf('uk'))).toEqual({ kind: 'day', day: day('2026-04-09') });
  });

  it.each([
    ['2026-02-12T17:59+08:00', '2026-02-12'],
    ['2026-02-12T18:00+08:00', '2026-02-12'],
    ['2026-02-12T18:01+08:00', '2026-02-13'],
    ['2026-02-14T19:00+08:00', '2026-02-24'],
    ['2026-02-15T10:00+08:00', '2026-02-24'],
    ['2026-02-15', '2026-02-24'],
    ['2026-02-12', '2026-02-12'],
  ])('received %s under “after hours: next working day” starts on %s (S10)', (received, start) => {
    const terms = withCounting(termsOf('cn'), { afterHours: 'next-working-day' });
    expect(formatDay(startDayOf(time(received), terms))).toBe(start);
    expect(formatDay(startDayOf(time(received), termsOf('cn')))).toBe(received.slice(0, 10));
  });
});

describe('counting', () => {
  const cn = calendarOf('cn');
  const anyDay = fc.integer({ min: day('2007-01-01'), max: day('2028-01-01') });
  const anyCount = fc.integer({ min: 1, max: 400 });
  const rollSets: readonly RollSet[] = ['rest-days', 'arranged-breaks', 'festivals', 'nothing'];

  it('forwards and back again ends on the working day it started from', () => {
    const terms = termsOf('cn');
    fc.assert(
      fc.property(anyDay, anyCount, (start, count) => {
        const by: Duration = { kind: 'duration', count, unit: 'working days' };
        const from = cn.addWorkingDays(start, 1);
        const end = advance({ kind: 'day', day: from }, by, terms).time;
        expect(retreat(end, by, terms).time).toEqual({ kind: 'day', day: from });
      }),
    );
  });

  it('rolls to the nearest day outside the set, in either direction', () => {
    fc.assert(
      fc.property(anyDay, fc.constantFrom(...rollSets), (start, rolls) => {
        const terms = withCounting(termsOf('cn'), { rolls });
        for (const [rolled, step] of [
          [rollForward(start, terms).time.day, 1],
          [rollBack(start, terms).time.day, -1],
        ] as const) {
          expect(cn.isInRollSet(rolled, rolls)).toBe(false);
          for (let each = start; each !== rolled; each += step) expect(cn.isInRollSet(each, rolls)).toBe(true);
        }
      }),
    );
  });

  it('is provisional exactly when a day that it walked over is not published', () => {
    const terms = termsOf('cn');
    const near = fc.integer({ min: day('2026-10-01'), max: day('2027-02-01') });
    fc.assert(
      fc.property(near, fc.integer({ min: 1, max: 60 }), (start, count) => {
        const counted = advance({ kind: 'day', day: start }, { kind: 'duration', count, unit: 'working days' }, terms);
        const end = counted.time.kind === 'day' ? counted.time.day : NaN;
        expect(counted.provisional).toBe(end > day('2026-12-31'));
      }),
    );
  });
});
