import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { RedressError } from '../../errors.js';
import { formatDay, parseDay } from './day.js';
import { knownZone, zoneOf } from './zone.js';

const zones = [
  'Asia/Shanghai',
  'Europe/London',
  'America/New_York',
  'America/Sao_Paulo',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'Africa/Casablanca',
  'Asia/Tehran',
  'America/St_Johns',
  'Europe/Dublin',
  'UTC',
  '+08:00',
];
const anyZone = fc.constantFrom(...zones);
const firstInstant = Date.UTC(1900, 0, 1);
const lastInstant = Date.UTC(2200, 11, 31);
const anyInstant = fc.integer({ min: firstInstant, max: lastInstant });
const anyDay = fc.integer({ min: firstInstant / 86_400_000, max: lastInstant / 86_400_000 });

/** Instants near a change of the clocks, where mistakes live. */
const nearChange = fc
  .tuple(anyZone, anyInstant, fc.integer({ min: -100_000_000, max: 100_000_000 }))
  .map(([id, at, off]) => {
    const zoned = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(id);
    const change = zoned.getTimeZoneTransition('next');
    return { id, at: Math.min((change?.epochMilliseconds ?? at) + off, lastInstant) };
  });

function zoned(id: string, at: number): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(id);
}

describe('a zone', () => {
  it('knows the day and the offset of every instant as Temporal does', () => {
    fc.assert(
      fc.property(fc.oneof(nearChange, fc.record({ id: anyZone, at: anyInstant })), ({ id, at }) => {
        const expected = zoned(id, at);
        expect(formatDay(zoneOf(id).dayOf(at))).toBe(expected.toPlainDate().toString());
        expect(zoneOf(id).offsetAt(at)).toBe(expected.offsetNanoseconds / 1e6);
      }),
      { numRuns: 1000 },
    );
  });

  it('begins a day at its first instant as Temporal does', () => {
    const dayNearChange = nearChange.map(({ id, at }) => ({ id, day: Math.floor(at / 86_400_000) }));
    fc.assert(
      fc.property(fc.oneof(dayNearChange, fc.record({ id: anyZone, day: anyDay })), ({ id, day }) => {
        const expected = Temporal.PlainDate.from(formatDay(day)).toZonedDateTime(id);
        expect(zoneOf(id).startOf(day)).toBe(expected.epochMilliseconds);
      }),
      { numRuns: 1000 },
    );
  });

  it('finds the instant of a wall time as Temporal does: in a gap the later, in an overlap the earlier', () => {
    const wallNearChange = fc
      .tuple(nearChange, fc.integer({ min: 0, max: 1439 }))
      .map(([{ id, at }, minutes]) => ({ id, day: Math.floor(at / 86_400_000), minutes }));
    fc.assert(
      fc.property(wallNearChange, ({ id, day, minutes }) => {
        const time = Temporal.PlainTime.from({ hour: Math.floor(minutes / 60), minute: minutes % 60 });
        const expected = Temporal.PlainDate.from(formatDay(day)).toZonedDateTime({ timeZone: id, plainTime: time });
        expect(zoneOf(id).at(day, minutes)).toBe(expected.epochMilliseconds);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['Europe/London', '2026-03-29', 90, '2026-03-29T01:30:00Z'],
    ['Europe/London', '2026-10-25', 90, '2026-10-25T00:30:00Z'],
    ['America/New_York', '2026-03-08', 150, '2026-03-08T07:30:00Z'],
    ['America/New_York', '2026-11-01', 90, '2026-11-01T05:30:00Z'],
    ['Asia/Shanghai', '1991-04-14', 150, '1991-04-13T18:30:00Z'],
    ['Asia/Shanghai', '1990-07-01', 0, '1990-06-30T15:00:00Z'],
    ['Asia/Shanghai', '2026-07-01', 0, '2026-06-30T16:00:00Z'],
  ])('%s on %s, %d minutes after midnight is %s', (id, day, minutes, instant) => {
    expect(zoneOf(id).at(parseDay(day) ?? NaN, minutes)).toBe(Date.parse(instant));
  });

  it('lets 2026-04-14T16:30Z be 15 April in Shanghai, and 15:30Z the 14th (S1)', () => {
    const { dayOf } = zoneOf('Asia/Shanghai');
    expect(formatDay(dayOf(Date.parse('2026-04-14T16:30Z')))).toBe('2026-04-15');
    expect(formatDay(dayOf(Date.parse('2026-04-14T15:30Z')))).toBe('2026-04-14');
  });

  it('begins a day that the zone skipped where the next one begins', () => {
    expect(zoneOf('Pacific/Apia').startOf(parseDay('2011-12-30') ?? NaN)).toBe(Date.parse('2011-12-30T10:00:00Z'));
  });

  it.each(['', 'Mars/Olympus', 'Asia/Shanghai ', '__proto__', '8'])('refuses "%s"', (id) => {
    expect(knownZone(id)).toBeUndefined();
    expect(() => zoneOf(id)).toThrow(RedressError);
  });
});
