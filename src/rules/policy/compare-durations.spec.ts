import { describe, expect, it } from '@jest/globals';
import { parseDuration } from '../time/duration.js';
import type { Duration } from '../values.js';
import { isSurelyShorter, surelyReachesStart } from './compare-durations.js';

function of(text: string): Duration {
  const duration = parseDuration(text);
  if (duration === undefined) throw new Error(text);
  return duration;
}

describe('a warning before the end of a period', () => {
  it.each([
    ['7 days', '7 days', true],
    ['6 days', '7 days', false],
    ['1 week', '7 days', true],
    ['1 week', '8 days', false],
    ['12 months', '1 year', true],
    ['1 month', '28 days', true],
    ['1 month', '29 days', false],
    ['60 working minutes', '1 working hour', true],
    ['30 working minutes', '2 working hours', false],
    ['7 working days', '7 working days', true],
    ['2 working days', '7 working days', false],
    // Seven working days are at least seven days; seven days may be only two working days.
    ['7 working days', '7 days', true],
    ['7 days', '7 working days', false],
    ['6 working days', '7 days', false],
    // A day ends at midnight: 120 hours before the end of the fifth day is the end of the first.
    ['120 hours', '5 days', false],
    ['147 hours', '5 days', true],
    ['3 days', '24 hours', true],
    ['1 day', '48 hours', false],
    ['8 working hours', '2 working days', false],
  ])('%s before the end of %s surely comes no later than its start: %s', (warn, within, expected) => {
    expect(surelyReachesStart(of(warn), of(within))).toBe(expected);
  });
});

describe('an extension', () => {
  it.each([
    ['29 days', '30 days', true],
    ['30 days', '30 days', false],
    ['4 weeks', '30 days', true],
    ['1 month', '30 days', false],
    ['1 month', '32 days', true],
    ['20 working days', '30 days', false],
    ['10 days', '15 working days', true],
    ['24 hours', '4 days', true],
    ['24 hours', '2 days', false],
    ['1 working hour', '1 hour', false],
  ])('to %s is surely shorter than %s: %s', (to, within, expected) => {
    expect(isSurelyShorter(of(to), of(within))).toBe(expected);
  });
});
