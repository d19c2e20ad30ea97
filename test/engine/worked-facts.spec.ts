import { describe, expect, it } from '@jest/globals';
import { judge } from '../../src/rules/judge/judge.js';
import { formatTime } from '../../src/rules/time/parse-time.js';
import { zoneOf } from '../../src/rules/time/zone.js';
import { NONE, type FactValue } from '../../src/rules/values.js';
import { aComplaint, brief, findingsOf, instant, type EventLine } from '../support/builders.js';
import { cny, probe, readIn, shown, value, worldOf } from '../support/fact-world.js';

const received: EventLine = ['received', '2026-05-04T09:00+08:00'];
const is = (fact: string, operator: string, literal: string): string =>
  `{ all: [{ fact: ${fact}, operator: ${operator}, value: ${literal} }] }`;

describe('S39: a table with unknown rows', () => {
  const set = worldOf({
    events: 'fault-reported fault-repaired',
    facts: { 'yes-no': 'rural remote', number: 'size', word: 'kind', money: 'price', date: 'a_on b_on' },
    policies: {
      p: `${probe}deadlines:
  repair: { title: { en: x, zh: 某 }, cite: x, from: fault-reported, done: fault-repaired, within: { first: [{ when: ${is('rural', 'equal', 'true')}, is: 72 hours }, { is: 48 hours }] }, breach: minor }
  by-moment: { title: { en: x, zh: 某 }, cite: x, due: { by: { first: [{ when: ${is('rural', 'equal', 'true')}, is: 5 days }, { is: 3 days }] }, after: fault-reported }, done: fault-repaired, breach: minor }
facts:
  same: { first: [{ when: ${is('rural', 'equal', 'true')}, is: far }, { when: ${is('remote', 'equal', 'true')}, is: far }, { is: far }] }
  points: { first: [{ when: ${is('rural', 'equal', 'true')}, is: 5 }, { when: ${is('size', 'greaterThan', '3')}, is: 3 }, { is: 1 }] }
  nothing: { first: [{ when: ${is('rural', 'equal', 'true')}, is: far }] }
  start: { moment: { first: [{ when: ${is('rural', 'equal', 'true')}, is: a_on }, { is: b_on }] } }
`,
    },
  });
  const reported: EventLine = ['fault-reported', '2026-05-04T09:00+08:00'];

  it.each([
    [undefined, '2026-05-05T09:00+08:00', [], 'pending running 2026-05-06T09:00+08:00/2026-05-07T09:00+08:00 ?rural'],
    [undefined, '2026-05-06T20:00+08:00', [], 'indeterminate 2026-05-06T09:00+08:00/2026-05-07T09:00+08:00 ?rural'],
    [
      undefined,
      '2026-05-09T09:00+08:00',
      ['2026-05-06T20:00+08:00'],
      'indeterminate 2026-05-06T09:00+08:00/2026-05-07T09:00+08:00 ?rural',
    ],
    [
      undefined,
      '2026-05-09T09:00+08:00',
      ['2026-05-06T08:00+08:00'],
      'compliant in-time 2026-05-06T09:00+08:00/2026-05-07T09:00+08:00',
    ],
    [true, '2026-05-09T09:00+08:00', ['2026-05-06T20:00+08:00'], 'compliant in-time 2026-05-07T09:00+08:00'],
    [false, '2026-05-09T09:00+08:00', ['2026-05-06T20:00+08:00'], 'non-compliant done-late 2026-05-06T09:00+08:00'],
  ] as const)('rural %s at %s, repaired %s: %s', (rural, at, repaired, expected) => {
    const lines: EventLine[] = [received, reported, ...repaired.map((each): EventLine => ['fault-repaired', each])];
    const complaint = aComplaint(lines, rural === undefined ? {} : { facts: { rural } });
    expect(findingsOf(set, complaint, at, 'repair').map(brief)).toEqual([expected]);
  });

  it.each([
    ['same', {}, 'far'],
    ['points', {}, '1..5'],
    ['points', { size: 4 }, '3..5'],
    ['points', { rural: false }, '1..3'],
    ['points', { rural: true }, '5'],
    ['points', { rural: false, size: 3 }, '1'],
    ['nothing', { rural: false }, 'none'],
    ['nothing', {}, '?'],
    ['start', { a_on: value('date', '2026-01-02'), b_on: value('date', '2026-01-02') }, '2026-01-02'],
    ['start', { a_on: value('date', '2026-01-02'), b_on: value('date', '2026-01-03') }, '?'],
  ] as [string, Record<string, FactValue>, string][])('%s with %j is %s', (name, facts, expected) => {
    expect(shown(readIn(set, aComplaint([received], { facts }), '2026-05-20T09:00+08:00', name))).toBe(expected);
  });
});

describe('S40, E12: moments by tables', () => {
  const phone = worldOf({
    events: 'imei-set',
    facts: {
      'yes-no': 'papers_lost respondent_installs',
      date: 'imei_made_on installed_on delivered_on fault_found_on',
    },
    policies: {
      phone: `${probe}facts:
  term_starts_on:
    moment: { first: [{ when: ${is('papers_lost', 'proven', 'true')}, is: 90 days after imei_made_on }, { when: ${is('respondent_installs', 'proven', 'true')}, is: installed_on }, { is: delivered_on }] }
  day_7: { moment: 7 days after term_starts_on }
  both: { moment: { latest: [delivered_on, installed_on] } }
  either: { moment: [delivered_on, installed_on] }
`,
    },
  });
  const on = (text: string): FactValue => value('date', text);

  it.each([
    ['E12', 'day_7', { delivered_on: on('2026-03-02') }, '2026-03-09'],
    ['the day of installation', 'day_7', { respondent_installs: true, installed_on: on('2026-03-10') }, '2026-03-17'],
    [
      'lost papers, rolled once at the end',
      'day_7',
      { papers_lost: true, imei_made_on: on('2026-01-10') },
      '2026-04-17',
    ],
    ['S40: not delivered, as far as anyone knows', 'day_7', {}, '?'],
    ['S40: latest with an unknown date', 'both', { delivered_on: on('2026-03-02') }, '?'],
    ['S40: first with an unknown date', 'either', { delivered_on: on('2026-03-02') }, '?'],
    ['S40: both known', 'both', { delivered_on: on('2026-03-02'), installed_on: on('2026-03-05') }, '2026-03-05'],
    [
      'S40: first of two known',
      'either',
      { delivered_on: on('2026-03-02'), installed_on: on('2026-03-05') },
      '2026-03-02',
    ],
  ] as [string, string, Record<string, FactValue>, string][])('%s', (_, name, facts, expected) => {
    expect(shown(readIn(phone, aComplaint([received], { facts }), '2026-05-20T09:00+08:00', name))).toBe(expected);
  });
});

const repairs = worldOf({
  events: 'repair-agreed repair-finished special-part-sent special-part-arrived refunded parts-ordered parts-arrived',
  facts: { 'yes-no': 'repair_worked', word: 'fault_id', money: 'refunded_amount price', number: 'parcels weight' },
  policies: {
    repairs: `${probe}facts:
  failed_repairs: { count: repair-finished, where: ${is('repair_worked', 'equal', 'false')} }
  repairs: { count: repair-finished }
  same_fault: { count: repair-finished, same: fault_id }
  refunds: { total: refunded_amount, of: refunded }
  parcels_sent: { total: parcels, of: refunded }
  repair_days: { time: { from: repair-agreed, until: repair-finished, less: { from: special-part-sent, until: special-part-arrived } }, as: started days of 24 hours }
  days: { time: { from: repair-agreed, until: repair-finished }, as: days }
  hours: { time: { from: repair-agreed, until: repair-finished }, as: hours }
  minutes: { time: { from: repair-agreed, until: repair-finished }, as: minutes }
  working_days: { time: { from: repair-agreed, until: repair-finished }, as: working days }
  working_hours: { time: { from: repair-agreed, until: repair-finished }, as: working hours }
  working_minutes: { time: { from: repair-agreed, until: repair-finished }, as: working minutes }
  fifth: { moment: { since: ${is('same_fault', 'greaterThan', '4')} } }
  long: { moment: { since: ${is('repair_days', 'greaterThan', '2')} } }
  long_days: { moment: { since: ${is('days', 'greaterThanInclusive', '3')} } }
`,
  },
});
const at = '2026-06-30T12:00+08:00';
const show = (
  lines: readonly EventLine[],
  name: string,
  facts: Readonly<Record<string, FactValue>> = {},
  when = at,
): string => shown(readIn(repairs, aComplaint([received, ...lines], { facts }), when, name));
const run = (from: string, until: string, ref?: string): readonly EventLine[] => [
  ['repair-agreed', from, ref === undefined ? {} : { ref }],
  ['repair-finished', until, ref === undefined ? {} : { ref }],
];

describe('S65: counting', () => {
  const finished = (index: number, data: Readonly<Record<string, FactValue | typeof NONE>>): EventLine => [
    'repair-finished',
    `2026-05-${String(index + 10)}T09:00+08:00`,
    data,
  ];
  const faults = (ids: readonly (string | undefined | typeof NONE)[]): readonly EventLine[] =>
    ids.map((id, index) => finished(index, id === undefined ? {} : { fault_id: id }));

  it.each([
    [[], '0'],
    [['a', 'b', 'a', 'a', 'a'], '4'],
    [['a', 'b', 'a', 'a', 'a', 'a'], '5'],
    [[undefined], '1'],
    [['a', undefined], '1..2'],
    [['a', 'a', NONE, NONE, NONE], '2'],
    [[NONE], '1'],
  ] as const)('the largest group of %j is %s', (ids, expected) => {
    expect(show(faults(ids), 'same_fault')).toBe(expected);
  });

  it('the fourth repair of one fault is not more than four, the fifth is', () => {
    expect(show(faults(['a', 'a', 'b', 'a', 'a']), 'fifth')).toBe('none');
    expect(show(faults(['a', 'a', 'b', 'a', 'a', 'a']), 'fifth')).toBe('2026-05-15T09:00+08:00');
  });

  it.each([
    [[true, false, false], '2'],
    [[false, undefined], '1..2'],
    [[undefined], '0..1'],
    [[], '0'],
  ] as const)('S62: of repairs that worked %j, %s did not: each is asked what it carries', (worked, expected) => {
    const lines = worked.map((each, index) => finished(index, each === undefined ? {} : { repair_worked: each }));
    expect(show(lines, 'failed_repairs')).toBe(expected);
  });

  it('is not known where the source does not report the event (S32)', () => {
    const complaint = aComplaint([received], { observed: new Set(['received']) });
    expect(shown(readIn(repairs, complaint, at, 'repairs'))).toBe('?');
  });

  it.each([
    [[], '0 XXX'],
    [['100.50', '20'], '120.5 CNY'],
    [['100', undefined], '100 CNY'],
  ] as const)('the total of %j is %s: events that do not carry it add nothing', (amounts, expected) => {
    const lines = amounts.map((each): EventLine => [
      'refunded',
      '2026-05-06',
      each === undefined ? {} : { refunded_amount: cny(each) },
    ]);
    expect(show(lines, 'refunds')).toBe(expected);
  });

  it('has no total in two currencies', () => {
    const lines: EventLine[] = [
      ['refunded', '2026-05-06', { refunded_amount: cny('5') }],
      ['refunded', '2026-05-07', { refunded_amount: value('money', '5 USD') }],
    ];
    expect(show(lines, 'refunds')).toBe('?');
  });

  it('adds decimals exactly', () => {
    const lines: EventLine[] = [0.1, 0.2].map((parcels) => ['refunded', '2026-05-06', { parcels }]);
    expect(show(lines, 'parcels_sent')).toBe('0.3');
  });
});

describe('S65: time', () => {
  it('is rounded for each run and then added: 49 h + 24 h + 1 h are 3 + 1 + 1 days', () => {
    const lines = [
      ...run('2026-05-01T08:00+08:00', '2026-05-03T09:00+08:00'),
      ...run('2026-05-10T08:00+08:00', '2026-05-11T08:00+08:00'),
      ...run('2026-05-20T08:00+08:00', '2026-05-20T09:00+08:00'),
    ];
    expect(show(lines, 'repair_days')).toBe('5');
    expect(show(lines, 'hours')).toBe('74');
    expect(show(lines, 'days')).toBe('3');
    expect(show(lines, 'minutes')).toBe('4440');
  });

  it('leaves out what is taken off, before it is rounded', () => {
    const lines: EventLine[] = [
      ['repair-agreed', '2026-05-01T08:00+08:00'],
      ['special-part-sent', '2026-05-01T20:00+08:00'],
      ['special-part-arrived', '2026-05-03T08:00+08:00'],
      ['repair-finished', '2026-05-03T20:00+08:00'],
    ];
    expect(show(lines, 'repair_days')).toBe('1');
  });

  it('counts working time on the calendar of the policy', () => {
    const lines = run('2026-04-30T17:00+08:00', '2026-05-06T10:00+08:00');
    expect([show(lines, 'working_days'), show(lines, 'working_hours'), show(lines, 'working_minutes')]).toEqual([
      '1',
      '2',
      '120',
    ]);
  });

  it('pairs by ref, and does not count time twice in which two runs lasted', () => {
    const lines: EventLine[] = [
      ['repair-agreed', '2026-05-01', { ref: 'a' }],
      ['repair-agreed', '2026-05-03', { ref: 'b' }],
      ['repair-finished', '2026-05-05', { ref: 'a' }],
      ['repair-finished', '2026-05-08', { ref: 'b' }],
    ];
    expect(show(lines, 'days')).toBe('7');
  });

  it('of days without a time of day is known in days, and between bounds in hours (S13)', () => {
    const lines = run('2026-05-01', '2026-05-04');
    expect([show(lines, 'days'), show(lines, 'hours'), show(lines, 'repair_days')]).toEqual(['3', '48..96', '2..4']);
  });

  it('that still lasts counts up to now, and steps at an instant that is known (S42)', () => {
    const open: EventLine[] = [received, ['repair-agreed', '2026-05-05T08:00+08:00']];
    const read = (when: string): string => shown(readIn(repairs, aComplaint(open), when, 'repair_days'));
    expect(read('2026-05-06T08:00+08:00')).toBe('1');
    expect(read('2026-05-06T08:00:00.001+08:00')).toBe('2');
    const asking = worldOf({
      events: 'repair-agreed repair-finished',
      facts: {},
      policies: {
        q: `requirements:\n  short: { title: { en: x, zh: 某 }, cite: x, require: ${is('d', 'lessThanInclusive', '1')}, breach: minor }\nfacts:\n  d: { time: { from: repair-agreed, until: repair-finished }, as: started days of 24 hours }\n`,
      },
    });
    const { nextLookAt } = judge(asking, aComplaint(open), instant('2026-05-05T20:00+08:00'));
    expect(formatTime({ kind: 'instant', at: nextLookAt ?? 0 }, zoneOf('Asia/Shanghai'))).toBe(
      '2026-05-06T08:00:00.001+08:00',
    );
    const over = judge(
      asking,
      aComplaint([...open, ['repair-finished', '2026-05-05T12:00+08:00']]),
      instant('2026-05-05T20:00+08:00'),
    );
    expect(over.nextLookAt).toBeUndefined();
  });

  it('became so at the step, not at an event', () => {
    const lines: EventLine[] = [['repair-agreed', '2026-05-05T08:00+08:00']];
    expect(show(lines, 'long')).toBe('2026-05-07T08:00:00.001+08:00');
    expect(show(lines, 'long_days')).toBe('2026-05-08T00:00+08:00');
    expect(show([...lines, ['repair-finished', '2026-05-06T08:00+08:00']], 'long')).toBe('none');
  });
});
