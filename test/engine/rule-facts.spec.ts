import { describe, expect, it } from '@jest/globals';
import { agrees } from '../../src/rules/conditions/second-judge.js';
import type { FactReader } from '../../src/rules/conditions/condition.js';
import { judge } from '../../src/rules/judge/judge.js';
import { catalogueOf } from '../../src/rules/policy/catalogue.js';
import type { FactValue } from '../../src/rules/values.js';
import { aComplaint, instant, type EventLine } from '../support/builders.js';
import { probe, readIn, shown, value, worldOf } from '../support/fact-world.js';

const title = 'title: { en: x, zh: 某 }, cite: x';
const received: EventLine = ['received', '2026-03-02T09:00+08:00'];

const set = worldOf({
  events: 'answered repaired part-assigned part-answered waived notified closed',
  facts: { 'yes-no': 'applies rural', number: 'km~', date: 'delivered_on' },
  policies: {
    p: `${probe}  rent-waived: { ${title}, when: { all: [{ fact: state, params: { rule: other#answer }, operator: in, value: [done-late, overdue] }] }, require: { all: [{ fact: waived, operator: happened, value: true }] }, breach: minor }
  each-part: { ${title}, each: part-assigned, require: { all: [{ fact: state, params: { rule: other#part }, operator: notEqual, value: overdue }] }, breach: minor }
facts:
  due_on: { moment: { due: other#answer } }
  ran_out: { moment: { overdue: other#answer } }
  month_after: { moment: 1 month after { due: other#answer } }
  late_since: { moment: { since: { all: [{ fact: state, params: { rule: other#answer }, operator: in, value: [overdue] }] } } }
  ends_on: { moment: { due: other#guarantee } }
  in_doubt: { moment: { due: other#repair } }
  is_late: { first: [{ when: { all: [{ fact: state, params: { rule: other#answer }, operator: in, value: [done-late, overdue] }] }, is: 2 }, { is: 0 }] }
`.replace('1 month after { due: other#answer }', '{ by: 1 month, after: { due: other#answer } }'),
    other: `applies: { all: [{ not: { fact: applies, operator: equal, value: false } }] }
deadlines:
  answer: { ${title}, from: received, done: answered, within: 15 days, warn: 2 days, breach: minor }
  part: { ${title}, each: part-assigned, done: part-answered, within: 5 days, breach: minor }
  repair: { ${title}, from: received, done: repaired, within: { first: [{ when: { all: [{ fact: rural, operator: equal, value: true }] }, is: 20 days }, { is: 10 days }] }, breach: minor }
rights:
  guarantee: { ${title}, window: { from: delivered_on, within: 2 years, counting: cn-term }, used-by: notified, gives: [{ remedy: repair }] }
`,
  },
});

type Facts = Readonly<Record<string, FactValue>>;
const known: Facts = { applies: true };
const read = (name: string, lines: readonly EventLine[], at: string, facts: Facts = known): string =>
  shown(readIn(set, aComplaint([received, ...lines], { facts }), at, name));
const outcomes = (lines: readonly EventLine[], at: string, rule: string, facts: Facts = known) =>
  judge(set, aComplaint([received, ...lines], { facts }), instant(at)).findings.filter((each) => each.rule === rule);

describe('the state of another rule', () => {
  it.each([
    ['2026-03-10T00:00+08:00', [], known, 'running'],
    ['2026-03-16T00:00+08:00', [], known, 'at-risk'],
    ['2026-03-18T00:00+08:00', [], known, 'overdue'],
    ['2026-03-20T00:00+08:00', [['answered', '2026-03-17']], known, 'in-time'],
    ['2026-03-20T00:00+08:00', [['answered', '2026-03-18']], known, 'done-late'],
    ['2026-03-20T00:00+08:00', [], { applies: false }, 'none'],
    ['2026-03-20T00:00+08:00', [], {}, '?'],
  ] as [string, EventLine[], Facts, string][])('at %s after %j with %j is %s', (at, lines, facts, state) => {
    expect(read('state(other#answer)', lines, at, facts)).toBe(state);
  });

  it('decides whether a rule applies, as the finding of that rule says', () => {
    expect(outcomes([], '2026-03-17T00:00+08:00', 'rent-waived').map(({ outcome }) => outcome)).toEqual([
      'not-applicable',
    ]);
    expect(outcomes([], '2026-03-18T00:00+08:00', 'rent-waived').map(({ outcome }) => outcome)).toEqual([
      'non-compliant',
    ]);
    expect(
      outcomes([], '2026-03-18T00:00+08:00', 'rent-waived', {}).map(({ outcome, missing }) => [
        outcome,
        missing[0]?.name,
      ]),
    ).toEqual([['indeterminate', 'applies']]);
  });

  it('of several occurrences is the gravest, and for an occurrence its own', () => {
    const lines: EventLine[] = [
      ['part-assigned', '2026-03-02', { ref: 'a' }],
      ['part-assigned', '2026-03-04', { ref: 'b' }],
      ['part-answered', '2026-03-05', { ref: 'b' }],
    ];
    expect(read('state(other#part)', lines, '2026-03-20T00:00+08:00')).toBe('overdue');
    expect(outcomes(lines, '2026-03-20T00:00+08:00', 'each-part').map(({ outcome }) => outcome)).toEqual([
      'non-compliant',
      'compliant',
    ]);
  });

  it('began at an instant between events', () => {
    expect(read('late_since', [], '2026-03-17T23:59+08:00')).toBe('none');
    expect(read('late_since', [['answered', '2026-03-25']], '2026-04-01T00:00+08:00')).toBe('2026-03-18T00:00+08:00');
  });

  it('is a value in a table', () => {
    expect(read('is_late', [], '2026-03-17T00:00+08:00')).toBe('0');
    expect(read('is_late', [], '2026-03-18T00:00+08:00')).toBe('2');
  });

  it('is what json-rules-engine says too', async () => {
    const rule = set.policies.flatMap(({ rules }) => rules).find(({ id }) => id === 'rent-waived');
    const catalogue = {
      ...catalogueOf(
        { ...set.vocabulary, workedOut: new Map(), parameters: new Map(), policy: 'p', rules: new Map() } as never,
        new Map(),
      ),
      ruleRef: (written: string) => written,
      statesOf: () => ['done-late', 'overdue', 'running'],
    };
    for (const state of ['done-late', 'overdue', 'running']) {
      const reader: FactReader = { zone: set.calendars.get('cn')?.zone as never, read: () => state };
      expect(rule?.when?.test(reader)).toBe(state !== 'running');
      if (rule?.when !== undefined) expect(await agrees(rule.when, catalogue, reader)).toBe(true);
    }
  });
});

describe('the due date of another rule', () => {
  it.each([
    ['due_on', '2026-03-10T00:00+08:00', [], known, '2026-03-17'],
    ['due_on', '2026-03-20T00:00+08:00', [['answered', '2026-03-10']], known, '2026-03-17'],
    ['due_on', '2026-03-10T00:00+08:00', [], { applies: false }, 'none'],
    ['due_on', '2026-03-10T00:00+08:00', [], {}, '?'],
    ['month_after', '2026-03-10T00:00+08:00', [], known, '2026-04-17'],
    ['ran_out', '2026-03-17T23:59+08:00', [], known, 'none'],
    ['ran_out', '2026-03-18T00:00+08:00', [], known, '2026-03-18T00:00+08:00'],
    ['ran_out', '2026-03-20T00:00+08:00', [['answered', '2026-03-18']], known, '2026-03-18T00:00+08:00'],
    ['ran_out', '2026-03-20T00:00+08:00', [['answered', '2026-03-17']], known, 'none'],
    ['in_doubt', '2026-03-10T00:00+08:00', [], known, '?'],
    ['in_doubt', '2026-03-10T00:00+08:00', [], { ...known, rural: true }, '2026-03-23'],
    ['ends_on', '2026-03-10T00:00+08:00', [], { ...known, delivered_on: value('date', '2025-06-01') }, '2027-06-01'],
    ['ends_on', '2026-03-10T00:00+08:00', [], known, '?'],
  ] as [string, string, EventLine[], Facts, string][])(
    '%s at %s after %j with %j is %s',
    (name, at, lines, facts, expected) => {
      expect(read(name, lines, at, facts)).toBe(expected);
    },
  );
});
