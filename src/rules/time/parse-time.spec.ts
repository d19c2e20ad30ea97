import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseDay } from './day.js';
import { formatInstant, formatTime, parseTime, timeKey } from './parse-time.js';
import { zoneOf } from './zone.js';

describe('a time', () => {
  it.each([
    ['2026-03-09T10:30+08:00', '2026-03-09T02:30:00.000Z'],
    ['2026-03-09T10:30:15Z', '2026-03-09T10:30:15.000Z'],
    ['2026-03-09T10:30:15.5-05:00', '2026-03-09T15:30:15.500Z'],
    ['2026-03-09T10:30:15.123456789Z', '2026-03-09T10:30:15.123Z'],
    ['2026-03-09T00:00-00:00', '2026-03-09T00:00:00.000Z'],
    ['1900-01-01T00:00Z', '1900-01-01T00:00:00.000Z'],
  ])('reads the instant %s', (text, iso) => {
    expect(parseTime(text)).toEqual({ kind: 'instant', at: Date.parse(iso) });
  });

  it('reads a bare date as a whole day', () => {
    expect(parseTime('2026-03-09')).toEqual({ kind: 'day', day: parseDay('2026-03-09') });
  });

  it.each([
    '2026-03-09T10:30',
    '2026-03-09 10:30Z',
    '2026-03-09T24:00Z',
    '2026-03-09T23:60Z',
    '2026-03-09T23:59:60Z',
    '2026-03-09T10Z',
    '2026-02-30T10:00Z',
    '2026-02-30',
    '1899-12-31',
    '2201-01-01',
    '2201-01-01T00:00Z',
    '2026-03-09T10:30+0800',
    '2026-03-09T10:30+08',
    '2026-03-09T10:30+19:00',
    '2026-03-09T10:30+08:60',
    '2026-03-09T10:30z',
    '2026-03-09T10:30:00.Z',
    '2026-03-09T10:30Z\n',
    '09.03.2026',
    'today',
    '',
  ])('refuses %j', (text) => expect(parseTime(text)).toBeUndefined());

  it('is written as its zone shows it, with seconds only where they are not zero', () => {
    const shanghai = zoneOf('Asia/Shanghai');
    expect(formatInstant(Date.parse('2026-03-09T02:30Z'), shanghai)).toBe('2026-03-09T10:30+08:00');
    expect(formatInstant(Date.parse('2026-03-09T02:30:05Z'), shanghai)).toBe('2026-03-09T10:30:05+08:00');
    expect(formatInstant(Date.parse('2026-03-09T02:30:00.040Z'), shanghai)).toBe('2026-03-09T10:30:00.040+08:00');
    expect(formatInstant(Date.parse('2026-07-01T02:30Z'), zoneOf('America/New_York'))).toBe('2026-06-30T22:30-04:00');
    expect(formatInstant(Date.parse('2026-07-01T02:30Z'), zoneOf('UTC'))).toBe('2026-07-01T02:30+00:00');
    expect(formatTime({ kind: 'day', day: 0 }, shanghai)).toBe('1970-01-01');
  });

  it('comes back unchanged when what was written is read', () => {
    const anyInstant = fc.integer({ min: Date.UTC(1900, 0, 2), max: Date.UTC(2200, 11, 30) });
    fc.assert(
      fc.property(anyInstant, fc.constantFrom('Asia/Shanghai', 'Europe/London', 'Asia/Kathmandu', 'UTC'), (at, id) => {
        expect(parseTime(formatInstant(at, zoneOf(id)))).toEqual({ kind: 'instant', at });
      }),
    );
  });

  it('has a key of its own', () => {
    expect(timeKey({ kind: 'day', day: 5 })).not.toBe(timeKey({ kind: 'instant', at: 5 }));
    expect(timeKey({ kind: 'day', day: 5 })).toBe(timeKey({ kind: 'day', day: 5 }));
  });
});
