import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { StripDay } from '../../src/rules/judge/judgement.js';
import { advance, suspendedBetween, type Suspended, type Terms } from '../../src/rules/time/count.js';
import { formatDay, parseDay } from '../../src/rules/time/day.js';
import { parseDuration } from '../../src/rules/time/duration.js';
import { parseTime } from '../../src/rules/time/parse-time.js';
import { isGap, stripLimit, stripOf, stripOfRoll, type StripOptions } from '../../src/rules/time/strip.js';
import type { Day, Duration, DurationUnit, Time } from '../../src/rules/values.js';
import { termsOf, withCounting } from '../support/calendars.js';

const day = (text: string): Day => parseDay(text) ?? NaN;
const show = ({ day: each, kind, n }: StripDay): string =>
  `${formatDay(each).slice(5)} ${kind}${n === undefined ? '' : ` ${n}`}`;

function strip(from: string, by: string, terms: Terms, options?: StripOptions): string[] {
  const [time, duration] = [parseTime(from), parseDuration(by)];
  if (time === undefined || duration === undefined) throw new Error(`${from} ${by}`);
  return stripOf(time, duration, terms, options).map(show);
}

describe('a strip of days', () => {
  it('shows every day between the start and the due day, counted or skipped', () => {
    expect(strip('2026-02-12', '3 working days', termsOf('cn'))).toEqual([
      '02-12 start',
      '02-13 counted 1',
      '02-14 counted 2',
      ...['15', '16', '17', '18', '19', '20', '21', '22', '23'].map((date) => `02-${date} skipped`),
      '02-24 due 3',
    ]);
  });

  it('says of each day what it is, and by which notice', () => {
    const days = stripOf(
      { kind: 'day', day: day('2026-02-13') },
      { kind: 'duration', count: 1, unit: 'working days' },
      termsOf('cn'),
    );
    expect(days.at(-1)?.description).toMatchObject({
      kind: 'make-up',
      name: { en: 'Spring Festival', zh: '春节' },
      source: { notice: '国务院办公厅关于2026年部分节假日安排的通知' },
    });
  });

  it('numbers the start where the counting counts it', () => {
    expect(strip('2026-07-01', '3 days', termsOf('uk', 'uk-incl'))).toEqual([
      '07-01 counted 1',
      '07-02 counted 2',
      '07-03 due 3',
    ]);
    expect(strip('2026-07-01', '1 day', termsOf('uk', 'uk-incl'))).toEqual(['07-01 due 1']);
  });

  it('shows the roll apart, and not as due what is not due yet', () => {
    const terms = termsOf('cn', 'order-121-days', 'arranged-breaks');
    expect(strip('2026-06-17', '2 days', terms, { goesOn: true })).toEqual([
      '06-17 start',
      '06-18 counted 1',
      '06-19 counted 2',
    ]);
    expect(stripOfRoll(day('2026-06-19'), day('2026-06-22'), terms).map(show)).toEqual([
      '06-19 skipped',
      '06-20 skipped',
      '06-21 skipped',
      '06-22 due',
    ]);
    expect(stripOfRoll(day('2026-10-01'), day('2026-09-30'), terms).map(show)).toEqual(['10-01 skipped', '09-30 due']);
  });

  it('leaves paused days unnumbered', () => {
    const terms = termsOf('cn');
    const suspended: Suspended = { days: 2, workingDays: 2, milliseconds: 0, openMilliseconds: 0 };
    const paused = [{ first: day('2026-03-04'), last: day('2026-03-05') }];
    expect(strip('2026-03-02', '2 working days', terms, { suspended, paused })).toEqual([
      '03-02 start',
      '03-03 counted 1',
      '03-04 paused',
      '03-05 paused',
      '03-06 due 2',
    ]);
  });

  it('of hours has no numbers', () => {
    expect(strip('2026-03-02T10:00+08:00', '30 hours', termsOf('cn'))).toEqual(['03-02 start', '03-03 due']);
    expect(strip('2026-03-06T17:00+08:00', '2 working hours', termsOf('cn'))).toEqual([
      '03-06 start',
      '03-07 skipped',
      '03-08 skipped',
      '03-09 due',
    ]);
  });

  it('of a receipt after closing skips to the day that it counts for', () => {
    const terms = withCounting(termsOf('cn'), { afterHours: 'next-working-day' });
    expect(strip('2026-03-06T19:00+08:00', '1 working day', terms)).toEqual([
      '03-06 start',
      '03-07 skipped',
      '03-08 skipped',
      '03-09 skipped',
      '03-10 due 1',
    ]);
  });

  it('of years shows both ends with their true numbers, and where the gap is', () => {
    const days = stripOf(
      { kind: 'day', day: day('2026-02-28') },
      { kind: 'duration', count: 3, unit: 'years' },
      termsOf('cn', 'cn-term'),
    );
    expect(days).toHaveLength(62);
    expect(days.at(-1)).toMatchObject({ day: day('2029-02-28'), kind: 'due', n: 1096 });
    expect(days.filter((each, index) => isGap(days[index - 1], each))).toHaveLength(1);
  });

  it('numbers its days 1, 2, 3 up to the length of the period, and ends where counting ends', () => {
    const units: readonly DurationUnit[] = ['days', 'weeks', 'working days'];
    const near = fc.integer({ min: day('2026-01-01'), max: day('2026-10-01') });
    fc.assert(
      fc.property(
        near,
        fc.constantFrom(...units),
        fc.integer({ min: 1, max: 40 }),
        fc.boolean(),
        near,
        fc.nat(20),
        (start, unit, count, incl, pause, length) => {
          const terms = withCounting(termsOf('cn'), { firstDay: incl ? 'counted' : 'not-counted' });
          const by: Duration = { kind: 'duration', count, unit };
          const from: Time = { kind: 'day', day: start };
          const total = unit === 'weeks' ? 7 * count : count;
          const whole = stripOf(from, by, terms, { limit: stripLimit });
          expect(whole.flatMap((each) => each.n ?? [])).toEqual(Array.from({ length: total }, (_, i) => i + 1));
          expect(advance(from, by, terms).time).toEqual({ kind: 'day', day: whole.at(-1)?.day });

          // A pause that lies inside the period takes as many days as it adds.
          const last = whole.at(-1)?.day ?? NaN;
          if (pause <= start || pause >= last) return;
          const paused = { first: pause, last: pause + length };
          const suspended = suspendedBetween(
            { kind: 'day', day: pause - 1 },
            { kind: 'day', day: pause + length },
            terms,
            'days-between',
          );
          const shown = stripOf(from, by, terms, { paused: [paused], suspended, limit: 2 * stripLimit });
          expect(shown.flatMap((each) => each.n ?? [])).toEqual(Array.from({ length: total }, (_, i) => i + 1));
          expect(shown.at(-1)?.kind).toBe('due');
        },
      ),
    );
  });
});
