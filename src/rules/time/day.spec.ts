import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addMonths, addYears, formatDay, parseDay, partsOf, weekdayOf } from './day.js';

const anyDay = fc.integer({ min: -200_000, max: 200_000 });
const plainDate = (day: number): Temporal.PlainDate => Temporal.PlainDate.from('1970-01-01').add({ days: day });

describe('a day', () => {
  it.each([
    ['1970-01-01', 0],
    ['1969-12-31', -1],
    ['2000-02-29', 11_016],
    ['2026-02-28', 20_512],
  ])('reads %s', (text, day) => {
    expect(parseDay(text)).toBe(day);
    expect(formatDay(day)).toBe(text);
  });

  it.each([
    '2026-02-30',
    '2023-02-29',
    '1900-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-01-00',
    '2026-1-1',
    '26-01-01',
    '2026/01/01',
    '20260101',
    ' 2026-01-01',
    '2026-01-01T',
    '',
    '２０２６-01-01',
  ])('refuses "%s"', (text) => expect(parseDay(text)).toBeUndefined());

  it('is the same as Temporal’s', () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        const date = plainDate(day);
        expect(formatDay(day)).toBe(date.toString());
        expect(parseDay(date.toString())).toBe(day);
        expect(weekdayOf(day)).toBe(date.dayOfWeek);
        expect(partsOf(day)).toEqual({ year: date.year, month: date.month, day: date.day });
      }),
    );
  });

  it('goes months and years like Temporal, clamped to the end of the month', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -3000, max: 3000 }), (day, months) => {
        expect(formatDay(addMonths(day, months))).toBe(plainDate(day).add({ months }).toString());
        const years = Math.trunc(months / 12);
        expect(formatDay(addYears(day, years))).toBe(plainDate(day).add({ years }).toString());
      }),
    );
  });

  it.each([
    ['2026-08-31', 6, '2027-02-28'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2024-02-29', 48, '2028-02-29'],
    ['2026-01-31', 1, '2026-02-28'],
    ['2026-03-31', -1, '2026-02-28'],
  ])('%s and %d months is %s (S3)', (from, months, to) => {
    expect(formatDay(addMonths(parseDay(from) ?? NaN, months))).toBe(to);
  });
});
