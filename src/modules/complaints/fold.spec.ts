import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { time } from '../../../test/support/builders.js';
import { zoneOf } from '../../rules/time/zone.js';
import { retractedIds } from '../../rules/judge/timeline.js';
import { fold, standingOf } from './fold.js';

const zone = zoneOf('Asia/Shanghai');

/** Events as `type day`, numbered in the order in which they were learnt; a retraction as `-id day`. */
function events(...lines: readonly string[]) {
  return lines.map((line, index) => {
    const [what = '', at = ''] = line.split(' ');
    const taken = what.startsWith('-') ? what.slice(1) : undefined;
    return {
      number: index + 1,
      id: `e${index + 1}`,
      type: taken === undefined ? what : 'event-retracted',
      at: time(at),
      data: taken === undefined ? {} : { event: taken },
    };
  });
}

describe('the state of a complaint', () => {
  it.each<[string, readonly string[], object]>([
    ['received', ['received 2026-03-02'], { status: 'open', received: time('2026-03-02') }],
    ['without a receipt', ['responded 2026-03-02'], { status: 'open' }],
    [
      'closed',
      ['received 2026-03-02', 'closed 2026-03-09'],
      { status: 'closed', received: time('2026-03-02'), closed: time('2026-03-09') },
    ],
    [
      'closed, learnt before its receipt',
      ['closed 2026-03-09', 'received 2026-03-02'],
      { status: 'closed', received: time('2026-03-02'), closed: time('2026-03-09') },
    ],
    [
      'reopened',
      ['received 2026-03-02', 'closed 2026-03-09', 'reopened 2026-03-10'],
      { status: 'open', received: time('2026-03-02') },
    ],
    [
      'reopened, learnt first',
      ['reopened 2026-03-10', 'closed 2026-03-09', 'received 2026-03-02'],
      { status: 'open', received: time('2026-03-02') },
    ],
    ['closed and reopened on one day, in that order', ['closed 2026-03-09', 'reopened 2026-03-09'], { status: 'open' }],
    [
      'withdrawn',
      ['received 2026-03-02', 'withdrawn 2026-03-03'],
      { status: 'withdrawn', received: time('2026-03-02') },
    ],
    ['merged', ['merged 2026-03-03'], { status: 'merged' }],
    [
      'received twice',
      ['received 2026-03-05', 'received 2026-03-02'],
      { status: 'open', received: time('2026-03-02') },
    ],
    [
      'received at an instant before the day of another receipt in that zone',
      ['received 2026-03-03', 'received 2026-03-02T15:59:59Z'],
      { status: 'open', received: time('2026-03-02T15:59:59Z') },
    ],
    ['of which nothing is known', [], { status: 'void' }],
    ['whose only event was taken back', ['received 2026-03-02', '-e1 2026-03-04'], { status: 'void' }],
    [
      'whose closing was taken back',
      ['received 2026-03-02', 'closed 2026-03-03', '-e2 2026-03-04'],
      { status: 'open', received: time('2026-03-02') },
    ],
    [
      'whose closing was taken back, and the taking back too',
      ['received 2026-03-02', 'closed 2026-03-03', '-e2 2026-03-04', '-e3 2026-03-05'],
      { status: 'closed', received: time('2026-03-02'), closed: time('2026-03-03') },
    ],
    [
      'with a retraction of nothing',
      ['received 2026-03-02', '-e9 2026-03-04'],
      { status: 'open', received: time('2026-03-02') },
    ],
  ])('%s', (_, lines, state) => {
    expect(fold(events(...lines), zone, Infinity)).toEqual(state);
  });

  it('does not depend on the order in which events of different days were learnt', () => {
    const types = ['received', 'closed', 'reopened', 'withdrawn', 'responded'];
    const lines = fc
      .uniqueArray(fc.integer({ min: 1, max: 28 }), { minLength: 1, maxLength: 8 })
      .chain((days) =>
        fc.tuple(
          fc.constant(days),
          fc.array(fc.constantFrom(...types), { minLength: days.length, maxLength: days.length }),
          fc.shuffledSubarray(days, { minLength: days.length }),
        ),
      );
    fc.assert(
      fc.property(lines, ([days, kinds, shuffled]) => {
        const line = (day: number): string => `${kinds[days.indexOf(day)]} 2026-03-${String(day).padStart(2, '0')}`;
        expect(fold(events(...shuffled.map(line)), zone, Infinity)).toEqual(
          fold(events(...days.map(line)), zone, Infinity),
        );
      }),
    );
  });
});

describe('what stands', () => {
  it('leaves out retractions and what they take back', () => {
    const all = events('received 2026-03-02', 'closed 2026-03-03', '-e2 2026-03-04');
    expect(standingOf(all).map(({ id }) => id)).toEqual(['e1']);
    expect([...retractedIds(all)]).toEqual(['e2']);
  });

  it('lets nothing end, and nothing be taken back, before its time', () => {
    const noon = Date.parse('2026-03-20T00:00Z');
    const received = time('2026-03-02');
    expect(fold(events('received 2026-03-02', 'closed 2030-01-01'), zone, noon)).toEqual({ status: 'open', received });
    expect(fold(events('received 2026-03-02', '-e1 2030-01-01'), zone, noon)).toEqual({ status: 'open', received });
    expect(fold(events('received 2026-03-02', '-e1 2026-03-03'), zone, noon)).toEqual({ status: 'void' });
  });
});
