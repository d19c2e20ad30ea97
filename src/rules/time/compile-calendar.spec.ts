import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { RedressError } from '../../errors.js';
import type { Day } from '../values.js';
import type { Calendar } from './calendar.js';
import type { CalendarDefinition, DayEntry, Opening } from './calendar-definition.js';
import { compileCalendar } from './compile-calendar.js';
import { parseDay } from './day.js';
import { zoneOf } from './zone.js';

const usual: CalendarDefinition = {
  id: 'test',
  title: { en: 'Test', zh: '测试' },
  zone: zoneOf('Europe/London'),
  digest: '',
  publishedFrom: undefined,
  publishedThrough: undefined,
  week: new Set([1, 2, 3, 4, 5]),
  hours: [
    [9 * 60, 12 * 60],
    [13 * 60 + 30, 18 * 60],
  ],
  days: new Map(),
  countings: new Map(),
  defaultCounting: undefined,
};

const calendar = (parts: Partial<CalendarDefinition>): Calendar => compileCalendar({ ...usual, ...parts });
const day = (text: string): Day => parseDay(text) ?? NaN;

const anyWeek = fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }).map((week) => new Set(week));
/** Days around the turns of 2026 and around the ends of the tables, where arithmetic takes over. */
const anyStart = fc.oneof(
  fc.integer({ min: day('2025-10-01'), max: day('2026-12-01') }),
  fc.integer({ min: day('1899-11-01'), max: day('1900-02-01') }),
  fc.integer({ min: day('2200-11-01'), max: day('2201-02-01') }),
);
const arranged = fc.constantFrom('rest', 'work');
const anyDays = fc
  .array(fc.tuple(fc.integer({ min: day('2025-10-01'), max: day('2026-12-31') }), arranged), { maxLength: 60 })
  .map((list) => new Map(list.map(([each, kind]): [Day, DayEntry] => [each, { arranged: kind, festival: false }])));

describe('working days', () => {
  it('are numbered as a walk from day to day numbers them', () => {
    fc.assert(
      fc.property(anyWeek, anyDays, anyStart, fc.integer({ min: -80, max: 80 }), (week, days, start, n) => {
        const { isWorkingDay, addWorkingDays, workingDaysBetween } = calendar({ week, days });
        let walked = start;
        for (let left = Math.abs(n); left > 0;) {
          walked += Math.sign(n);
          if (isWorkingDay(walked)) left--;
        }
        expect(addWorkingDays(start, n)).toBe(walked);
        if (n > 0) expect(workingDaysBetween(start, walked)).toBe(n);
        if (n < 0) expect(workingDaysBetween(walked - 1, start - 1)).toBe(-n);
        expect(workingDaysBetween(start, walked)).toBe(-workingDaysBetween(walked, start) + 0);
      }),
      { numRuns: 100 },
    );
  });

  it('are those of the week but for what is arranged', () => {
    fc.assert(
      fc.property(anyWeek, anyDays, anyStart, (week, days, start) => {
        const weekday = ((((start + 3) % 7) + 7) % 7) + 1;
        const entry = days.get(start);
        expect(calendar({ week, days }).isWorkingDay(start)).toBe(
          entry === undefined ? week.has(weekday) : entry.arranged === 'work',
        );
      }),
      { numRuns: 100 },
    );
  });

  it('never come earlier for a later start or for one day more', () => {
    const { addWorkingDays } = calendar({
      days: new Map([[day('2026-03-04'), { arranged: 'rest', festival: false }]]),
    });
    const near = fc.integer({ min: day('2026-02-01'), max: day('2026-04-01') });
    fc.assert(
      fc.property(near, near, fc.nat(40), (a, b, n) => {
        const [first, second] = a < b ? [a, b] : [b, a];
        expect(addWorkingDays(first, n)).toBeLessThanOrEqual(addWorkingDays(second, n));
        expect(addWorkingDays(a, n)).toBeLessThan(addWorkingDays(a, n + 1));
      }),
    );
  });

  it('take a short time each, however far', () => {
    const { addWorkingDays } = calendar({});
    const begin = performance.now();
    let sum = 0;
    for (let i = 0; i < 1_000_000; i++) sum += addWorkingDays(20_000 + (i % 3000), 7 + (i % 500));
    // A million steps of a walk would take many seconds; the tables take some 20 ms.
    expect(performance.now() - begin).toBeLessThan(2_000);
    expect(sum).toBeGreaterThan(0);
  });
});

describe('open time', () => {
  const anyHours = fc
    .uniqueArray(fc.integer({ min: 0, max: 1440 }), { minLength: 4, maxLength: 4 })
    .map((minutes) => minutes.toSorted((a, b) => a - b))
    .map(([a = 0, b = 1, c = 2, d = 3]): readonly Opening[] => [
      [a, b],
      [c, d],
    ]);
  // Both changes of the clocks of 2026 in London lie inside.
  const anyInstant = fc.integer({ min: Date.parse('2026-03-20T00:00Z'), max: Date.parse('2026-10-31T00:00Z') });
  const minute = 60_000;

  it('is what the openings of every day add up to', () => {
    fc.assert(
      fc.property(anyHours, anyInstant, fc.nat(20 * 86_400_000), (hours, from, length) => {
        const open = calendar({ hours });
        const until = from + length;
        let sum = 0;
        for (let each = open.zone.dayOf(from); each <= open.zone.dayOf(until); each++)
          for (const [start, end] of open.openings(each))
            sum += Math.max(0, Math.min(end, until) - Math.max(start, from));
        expect(open.openTimeBetween(from, until)).toBe(sum);
        expect(open.openTimeBetween(until, from)).toBe(0 - sum);
      }),
      { numRuns: 100 },
    );
  });

  it('is added so that exactly as much passes, and the end is open', () => {
    fc.assert(
      fc.property(anyHours, anyInstant, fc.integer({ min: 1, max: 3000 }), (hours, from, minutes) => {
        const open = calendar({ hours });
        const end = open.addOpenTime(from, minutes * minute);
        expect(open.openTimeBetween(from, end)).toBe(minutes * minute);
        // It ends at a closing, not at the opening after it: an instant earlier less has passed.
        expect(open.openTimeBetween(from, end - 1)).toBe(minutes * minute - 1);
        const start = open.addOpenTime(end, -minutes * minute);
        expect(open.openTimeBetween(start, end)).toBe(minutes * minute);
        expect(open.openTimeBetween(start, start + 1)).toBe(1);
      }),
      { numRuns: 100 },
    );
  });

  it('of nothing is the start itself while open, otherwise the next opening', () => {
    const { addOpenTime } = calendar({});
    const at = (text: string): number => Date.parse(text);
    expect(addOpenTime(at('2026-07-01T10:00+01:00'), 0)).toBe(at('2026-07-01T10:00+01:00'));
    expect(addOpenTime(at('2026-07-01T18:00+01:00'), 0)).toBe(at('2026-07-01T18:00+01:00'));
    expect(addOpenTime(at('2026-07-03T19:00+01:00'), 0)).toBe(at('2026-07-06T09:00+01:00'));
  });

  it('may go all around the clock, through a change of the clocks', () => {
    const { addOpenTime, openTimeBetween, zone } = calendar({
      hours: [[0, 1440]],
      week: new Set([1, 2, 3, 4, 5, 6, 7]),
    });
    const from = Date.parse('2026-03-28T10:00Z');
    expect(addOpenTime(from, 72 * 60 * minute)).toBe(from + 72 * 60 * minute);
    expect(openTimeBetween(zone.startOf(day('2026-03-29')), zone.startOf(day('2026-03-30')))).toBe(23 * 60 * minute);
  });

  it('goes on beyond the tables', () => {
    const { addOpenTime, openTimeBetween } = calendar({});
    const from = Date.parse('2200-12-30T12:00Z');
    const end = addOpenTime(from, 300 * 60 * minute);
    expect(end).toBeGreaterThan(Date.parse('2201-02-01T00:00Z'));
    expect(openTimeBetween(from, end)).toBe(300 * 60 * minute);
  });

  it('is refused where there are no opening hours', () => {
    const closed = calendar({ hours: [] });
    expect(closed.hasHours).toBe(false);
    expect(() => closed.addOpenTime(0, 1)).toThrow(RedressError);
    expect(() => closed.openTimeBetween(0, 1)).toThrow(RedressError);
  });
});
