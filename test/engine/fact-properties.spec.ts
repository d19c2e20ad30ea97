import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { FactValue } from '../../src/rules/values.js';
import { aComplaint, type EventLine } from '../support/builders.js';
import { probe, readIn, shown, worldOf } from '../support/fact-world.js';
import { parameters, runs } from './runs.js';

const hour = 3_600_000;
const start = Date.parse('2026-05-01T00:00:00+08:00');
const now = '2026-06-30T12:00+08:00';
const iso = (hours: number): string => new Date(start + hours * hour).toISOString();

const set = worldOf({
  events: 'began ended out back counted',
  facts: { 'yes-no': 'good', word: 'part', number: 'size', money: 'cost' },
  policies: {
    p: `${probe}facts:
  days: { time: { from: began, until: ended }, as: days }
  started: { time: { from: began, until: ended }, as: started days of 24 hours }
  hours: { time: { from: began, until: ended, less: { from: out, until: back } }, as: hours }
  open_minutes: { time: { from: began, until: ended }, as: working minutes }
  good_ones: { count: counted, where: { all: [{ fact: good, operator: equal, value: true }] } }
  largest: { count: counted, same: part }
  sum: { total: size, of: counted }
  third: { moment: { since: { all: [{ fact: good_ones, operator: greaterThanInclusive, value: 3 }] } } }
  long: { moment: { since: { all: [{ fact: hours, operator: greaterThan, value: 30 }] } } }
`,
  },
});
const names = ['days', 'started', 'hours', 'open_minutes', 'good_ones', 'largest', 'sum', 'third', 'long'];
const readAll = (lines: readonly EventLine[]): readonly string[] =>
  names.map((name) => shown(readIn(set, aComplaint([['received', '2026-04-30'], ...lines]), now, name)));

/** Hours at which things begin and end by turns, each pair apart from the next. */
const turns = fc
  .array(fc.integer({ min: 1, max: 60 }), { minLength: 2, maxLength: 12 })
  .map((steps) => steps.filter((_, index) => steps.length % 2 === 0 || index > 0))
  .map((steps) => steps.map((_, index) => steps.slice(0, index + 1).reduce((sum, step) => sum + step, 0)));

const lineOf = (type: string, hours: number, data: Readonly<Record<string, FactValue>> = {}): EventLine => [
  type,
  iso(hours),
  data,
];
const alternating = (hours: readonly number[], first: string, second: string): readonly EventLine[] =>
  hours.map((each, index) => lineOf(index % 2 === 0 ? first : second, each));

const counted = fc.array(
  fc.record({
    at: fc.integer({ min: 0, max: 500 }),
    good: fc.boolean(),
    part: fc.constantFrom('a', 'b', 'c'),
    size: fc.integer({ min: 0, max: 99 }),
  }),
  { maxLength: 8 },
);

describe('worked-out facts', () => {
  it('are the same in whatever order the events are given', () => {
    fc.assert(
      fc.property(turns, turns, counted, fc.integer(), (spans, off, items, seed) => {
        const lines = [
          ...alternating(spans, 'began', 'ended'),
          ...alternating(off, 'out', 'back'),
          ...items.map(({ at, ...data }) => lineOf('counted', at, data)),
        ];
        const shuffled = lines.toSorted((a, b) => mixed(a, seed) - mixed(b, seed));
        expect(readAll(shuffled)).toEqual(readAll(lines));
      }),
      { ...parameters, numRuns: runs(60) },
    );
  });

  it('of time are what counting hour by hour gives', () => {
    fc.assert(
      fc.property(turns, turns, (spans, off) => {
        const within = (hours: readonly number[], at: number): boolean =>
          hours.some((from, index) => index % 2 === 0 && from <= at && at < (hours[index + 1] ?? 0));
        const all = Array.from({ length: 800 }, (_, index) => index);
        const inside = all.filter((at) => within(spans, at));
        const calendar = set.calendars.get('cn');
        const openMinutes = (at: number): number => {
          const local = new Date(start + at * hour + 8 * hour);
          const works = calendar?.isWorkingDay(Math.floor(local.getTime() / (24 * hour))) === true;
          const half =
            local.getUTCHours() === 13 ? 30 : [9, 10, 11, 14, 15, 16, 17].includes(local.getUTCHours()) ? 60 : 0;
          return works ? half : 0;
        };
        const lines = [...alternating(spans, 'began', 'ended'), ...alternating(off, 'out', 'back')];
        const [days, started, hours, open] = readAll(lines);
        const pairs = spans.flatMap((from, index) =>
          index % 2 === 0 ? [[from, spans[index + 1] ?? from] as const] : [],
        );
        const dayOf = (at: number): number => Math.floor(at / 24);
        expect(days).toBe(String(pairs.reduce((sum, [from, until]) => sum + dayOf(until) - dayOf(from), 0)));
        expect(started).toBe(String(pairs.reduce((sum, [from, until]) => sum + Math.ceil((until - from) / 24), 0)));
        expect(hours).toBe(String(inside.filter((at) => !within(off, at)).length));
        expect(open).toBe(String(inside.reduce((sum, at) => sum + openMinutes(at), 0)));
      }),
      { ...parameters, numRuns: runs(60) },
    );
  });

  it('of counts are what counting by hand gives, and became so at the event that made them so', () => {
    fc.assert(
      fc.property(counted, (items) => {
        const lines = items.map(({ at, ...data }) => lineOf('counted', at, data));
        const [, , , , good, largest, sum, third] = readAll(lines);
        const ordered = items.toSorted((a, b) => a.at - b.at);
        const sizes = ['a', 'b', 'c'].map((part) => items.filter((item) => item.part === part).length);
        expect([good, largest, sum]).toEqual([
          String(items.filter((item) => item.good).length),
          String(Math.max(...sizes)),
          String(items.reduce((total, item) => total + item.size, 0)),
        ]);
        const at = ordered.filter((item) => item.good)[2]?.at;
        expect(third === 'none' ? undefined : Date.parse(third ?? '')).toBe(
          at === undefined ? undefined : start + at * hour,
        );
      }),
      { ...parameters, numRuns: runs(60) },
    );
  });
});

/** An order that has nothing to do with what the events say. */
function mixed([type, at]: EventLine, seed: number): number {
  return [...`${type}${at}${String(seed)}`].reduce(
    (hash, letter) => (hash * 31 + (letter.codePointAt(0) ?? 0)) % 1009,
    7,
  );
}
