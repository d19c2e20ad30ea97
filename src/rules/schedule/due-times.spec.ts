import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { calendarOf } from '../../../test/support/calendars.js';
import { zoneOf } from '../time/zone.js';
import { isCron, parseCron, type Cron } from './cron.js';
import { dueTimes, isProvisional, nextDue } from './due-times.js';
import type { ScheduleTime } from './schedule.js';
import type { HourRules } from './wall-times.js';
import { parseWorkingDayRule } from './working-day-rule.js';

const usual: HourRules = { missing: 'after', doubled: 'first' };

function cronOf(text: string): Cron {
  const cron = parseCron(text);
  if (!isCron(cron)) throw new Error(`${text}: ${cron.kind}`);
  return cron;
}

function by(text: string, zone = 'UTC', hours = usual): { readonly at: ScheduleTime } {
  return { at: { kind: 'cron', cron: cronOf(text), zone: zoneOf(zone), hours } };
}

function on(text: string, calendar = 'cn', minutes = 18 * 60): { readonly at: ScheduleTime } {
  const rule = parseWorkingDayRule(text);
  if (rule === undefined) throw new Error(text);
  const found = calendarOf(calendar);
  return { at: { kind: 'working-day', rule, text, calendar: found, zone: found.zone, minutes, hours: usual } };
}

const instant = (text: string): number => Temporal.Instant.from(text).epochMilliseconds;

/** The due times in a stretch of local time, as they read there. */
function listed(schedule: { readonly at: ScheduleTime }, from: string, until: string, limit = 100): readonly string[] {
  const { zone } = schedule.at;
  const at = (text: string): number => Temporal.PlainDateTime.from(text).toZonedDateTime(zone.id).epochMilliseconds;
  return dueTimes(schedule, at(from) - 1, at(until), limit).map((due) =>
    Temporal.Instant.fromEpochMilliseconds(due)
      .toZonedDateTimeISO(zone.id)
      .toString({ smallestUnit: 'minute', timeZoneName: 'never' }),
  );
}

describe('the due times of a cron expression', () => {
  it.each([
    ['30 6 * * mon-fri', '2026-02-12', '2026-02-17', ['2026-02-12T06:30', '2026-02-13T06:30', '2026-02-16T06:30']],
    ['0 0 29 2 *', '2026-01-01', '2033-01-01', ['2028-02-29T00:00', '2032-02-29T00:00']],
    ['0 9 31 * *', '2026-01-01', '2026-06-01', ['2026-01-31T09:00', '2026-03-31T09:00', '2026-05-31T09:00']],
    // Either kind of day counts where both are given.
    ['0 0 13 * fri', '2026-02-01', '2026-02-21', ['2026-02-06T00:00', '2026-02-13T00:00', '2026-02-20T00:00']],
    [
      '*/20 8-9 1 jan *',
      '2026-01-01',
      '2026-02-01',
      [0, 20, 40]
        .flatMap((m) => [`2026-01-01T08:${m || '00'}`])
        .concat(['2026-01-01T09:00', '2026-01-01T09:20', '2026-01-01T09:40']),
    ],
    ['0 12 * * sat,7', '2026-02-13', '2026-02-17', ['2026-02-14T12:00', '2026-02-15T12:00']],
  ])('%s from %s to %s', (text, from, until, expected) => {
    expect(listed(by(text), from, until)).toEqual(expected.map((each) => `${each}+00:00`));
  });

  it('end with the last instant asked for, and begin after the first', () => {
    const hourly = by('0 * * * *');
    const [from, until] = [instant('2026-02-12T01:00Z'), instant('2026-02-12T03:00Z')];
    expect(dueTimes(hourly, from, until, 9)).toEqual([instant('2026-02-12T02:00Z'), until]);
    expect(dueTimes(hourly, until, from, 9)).toEqual([]);
    expect(dueTimes(hourly, from, until, 1)).toEqual([instant('2026-02-12T02:00Z')]);
  });

  it('are found across the eight years without a leap day', () => {
    expect(nextDue(by('0 0 29 2 *'), instant('2096-03-01T00:00Z'))).toBe(instant('2104-02-29T00:00Z'));
  });
});

describe('when clocks change', () => {
  const spring = ['2026-03-29', '2026-03-30'] as const;
  const autumn = ['2026-10-25', '2026-10-26'] as const;
  it.each([
    ['30 2 * * *', { missing: 'after', doubled: 'first' }, spring, ['2026-03-29T03:00+02:00']],
    ['30 2 * * *', { missing: 'skip', doubled: 'first' }, spring, []],
    ['*/20 2 * * *', { missing: 'after', doubled: 'first' }, spring, ['2026-03-29T03:00+02:00']],
    ['0 2,3 * * *', { missing: 'after', doubled: 'first' }, spring, ['2026-03-29T03:00+02:00']],
    ['30 2 * * *', { missing: 'after', doubled: 'first' }, autumn, ['2026-10-25T02:30+02:00']],
    ['30 2 * * *', { missing: 'after', doubled: 'second' }, autumn, ['2026-10-25T02:30+01:00']],
    ['30 2 * * *', { missing: 'after', doubled: 'both' }, autumn, ['2026-10-25T02:30+02:00', '2026-10-25T02:30+01:00']],
  ] as const)('%s with %j in Berlin', (text, hours, [from, until], expected) => {
    expect(listed(by(text, 'Europe/Berlin', hours), from, until)).toEqual(expected);
  });

  it('a day that a zone leaves out is made up for at its end', () => {
    const daily = by('0 12 * * *', 'Pacific/Apia');
    expect(listed(daily, '2011-12-29', '2011-12-31T23:59')).toEqual([
      '2011-12-29T12:00-10:00',
      '2011-12-31T00:00+14:00',
      '2011-12-31T12:00+14:00',
    ]);
  });
});

/** Minute by minute over what a clock on the wall shows: slow, and written without the code under test. */
function minuteByMinute(text: string, zone: string, hours: HourRules, from: number, until: number): readonly number[] {
  const fields = text.split(' ').map((field) => new Set(field.split(',').map(Number)));
  const isIn = (place: number, value: number): boolean =>
    text.split(' ')[place] === '*' || fields[place]?.has(value) === true;
  const isAt = (wall: Temporal.PlainDateTime): boolean => {
    const [day, weekday] = [isIn(2, wall.day), isIn(4, wall.dayOfWeek % 7)];
    const both = text.split(' ')[2] !== '*' && text.split(' ')[4] !== '*';
    return (
      isIn(0, wall.minute) && isIn(1, wall.hour) && isIn(3, wall.month) && (both ? day || weekday : day && weekday)
    );
  };
  const found: number[] = [];
  for (let at = from + 60_000; at <= until; at += 60_000) {
    const here = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
    const wall = here.toPlainDateTime();
    const before = Temporal.Instant.fromEpochMilliseconds(at - 60_000)
      .toZonedDateTimeISO(zone)
      .toPlainDateTime();
    const [first, second] = (['earlier', 'later'] as const).map(
      (disambiguation) => wall.toZonedDateTime(zone, { disambiguation }).epochMilliseconds,
    );
    const isMeant = hours.doubled === 'both' || at === (hours.doubled === 'first' ? first : second);
    let isDue = isAt(wall) && isMeant;
    for (
      let gone = before.add({ minutes: 1 });
      hours.missing === 'after' && Temporal.PlainDateTime.compare(gone, wall) < 0;
      gone = gone.add({ minutes: 1 })
    )
      isDue ||= isAt(gone);
    if (isDue) found.push(at);
  }
  return found;
}

describe('an oracle that looks at every minute', () => {
  const list = (least: number, most: number, weight = 2) =>
    fc.oneof(
      { weight, arbitrary: fc.constant('*') },
      {
        weight: 3,
        arbitrary: fc
          .uniqueArray(fc.integer({ min: least, max: most }), { minLength: 1, maxLength: 4 })
          .map((values) => values.join(',')),
      },
    );
  const crons = fc
    .tuple(list(0, 59, 1), list(0, 4, 1), list(1, 31), fc.constant('*'), list(0, 6))
    .map((fields) => fields.join(' '));
  const rules = fc.record({
    missing: fc.constantFrom('after', 'skip'),
    doubled: fc.constantFrom('first', 'second', 'both'),
  } satisfies Record<keyof HourRules, unknown>);

  it.each([
    ['Europe/Berlin', '2026-03-28T20:00Z'],
    ['Europe/Berlin', '2026-10-24T20:00Z'],
    ['America/New_York', '2026-11-01T00:00Z'],
    ['Australia/Lord_Howe', '2026-04-04T10:00Z'],
    ['Australia/Lord_Howe', '2026-10-03T10:00Z'],
    ['America/Sao_Paulo', '2018-11-03T22:00Z'],
    ['America/Havana', '2026-11-01T00:00Z'],
    ['Asia/Shanghai', '1991-04-13T12:00Z'],
    ['Pacific/Apia', '2011-12-29T20:00Z'],
    ['UTC', '2024-02-28T18:00Z'],
  ])('agrees in %s from %s', (zone, start) => {
    const [from, until] = [instant(start), instant(start) + 16 * 3_600_000];
    fc.assert(
      fc.property(crons, rules, (text, hours: HourRules) => {
        const expected = minuteByMinute(text, zone, hours, from, until);
        expect(dueTimes(by(text, zone, hours), from, until, 10_000)).toEqual(expected);
      }),
      { numRuns: 5 },
    );
  });
});

describe('the due times on working days', () => {
  it.each([
    // 2026-02-28 is a Saturday on which China works; 2026-05-31 a Sunday.
    [
      'last working day of the month',
      '2026-02-01',
      '2026-06-15',
      ['2026-02-28', '2026-03-31', '2026-04-30', '2026-05-29'],
    ],
    ['first working day of the month', '2026-01-01', '2026-03-15', ['2026-01-04', '2026-02-02', '2026-03-02']],
    ['third working day of the week', '2026-03-02', '2026-03-12', ['2026-03-04', '2026-03-11']],
    ['first working day of the quarter', '2026-01-01', '2026-05-01', ['2026-01-04', '2026-04-01']],
    ['last working day of the year', '2026-01-01', '2027-06-01', ['2026-12-31']],
    ['3 working days before the end of the month', '2026-03-01', '2026-03-31', ['2026-03-26']],
    ['1 working day before the end of the month', '2026-05-01', '2026-05-31', ['2026-05-29']],
    ['2 working days after the start of the month', '2026-03-01', '2026-03-31', ['2026-03-03']],
    ['every working day', '2026-02-12', '2026-02-25', ['2026-02-12', '2026-02-13', '2026-02-14', '2026-02-24']],
  ])('%s', (text, from, until, expected) => {
    expect(listed(on(text), from, until)).toEqual(expected.map((day) => `${day}T18:00+08:00`));
  });

  it('leave out a week without a working day', () => {
    expect(listed(on('first working day of the week'), '2026-02-09', '2026-03-02')).toEqual([
      '2026-02-09T18:00+08:00',
      '2026-02-24T18:00+08:00',
    ]);
  });

  it('say where holidays have not been published', () => {
    const last = on('last working day of the month');
    expect(isProvisional(last, instant('2026-11-30T10:00Z'))).toBe(false);
    expect(isProvisional(last, instant('2035-11-30T10:00Z'))).toBe(true);
    expect(isProvisional(by('0 0 * * *'), instant('2035-11-30T10:00Z'))).toBe(false);
  });
});
