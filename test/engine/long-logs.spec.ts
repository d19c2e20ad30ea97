import { describe, expect, it } from '@jest/globals';
import { judge } from '../../src/rules/judge/judge.js';
import { aComplaint, instant, type EventLine } from '../support/builders.js';
import { worldOf } from '../support/fact-world.js';

const title = 'title: { en: x, zh: 某 }, cite: x';
const since = (condition: string): string => `{ moment: { since: { all: [${condition}] } } }`;
const require = (fact: string): string =>
  `{ ${title}, require: { all: [{ fact: ${fact}, operator: known, value: true }] }, breach: minor }`;

const facts: Readonly<Record<string, string>> = {
  many: '{ count: repair-finished, where: { all: [{ fact: worked, operator: equal, value: false }] } }',
  same: '{ count: repair-finished, same: fault_id }',
  spent: '{ total: cost, of: repair-finished }',
  days: '{ time: { from: repair-agreed, until: repair-finished, less: { from: part-sent, until: part-arrived } }, as: started days of 24 hours }',
  hours: '{ time: { from: repair-agreed, until: repair-finished }, as: working hours }',
  many_since: since('{ fact: many, operator: greaterThan, value: 999999 }'),
  same_since: since('{ fact: same, operator: greaterThan, value: 999999 }'),
  spent_since: since('{ fact: spent, operator: greaterThan, value: 999999999 CNY }'),
  days_since: since('{ fact: days, operator: greaterThan, value: 999999 }'),
  hours_since: since('{ fact: hours, operator: greaterThan, value: 999999 }'),
  level_since: since('{ fact: level, operator: greaterThan, value: 999999 }'),
  km_since: since('{ fact: km, operator: greaterThan, value: 999999 }'),
  late_since: since('{ fact: state, params: { rule: finish }, operator: equal, value: overdue }'),
};

const set = worldOf({
  events:
    'repair-agreed repair-finished part-sent part-arrived remedy-granted grant-approved fact-overridden fact-disputed',
  facts: {
    'yes-no': 'worked',
    word: 'fault_id granted_by_role granted_remedy approved_by_role',
    money: 'cost granted_amount',
    number: 'km~ level~',
  },
  policies: {
    p: `intake:
  sets:
    level: { first: [{ when: { all: [{ fact: worked, operator: equal, value: true }] }, is: 1 }, { is: 2 }] }
authority:
  front-line: { up-to: 500 CNY }
deadlines:
  finish: { ${title}, from: received, done: repair-finished, within: 5 days, breach: minor }
requirements:
  within: { ${title}, each: remedy-granted, require: { all: [{ fact: within_authority, operator: equal, value: true }] }, breach: minor }
  carries: { ${title}, each: remedy-granted, require: { all: [{ fact: km, operator: known, value: true }] }, breach: minor }
${Object.keys(facts)
  .map((name) => `  of-${name.replace('_', '-')}: ${require(name)}\n`)
  .join('')}facts:
${Object.entries(facts)
  .map(([name, form]) => `  ${name}: ${form}\n`)
  .join('')}`,
  },
});

/** So many events of the kinds that facts are worked out from, an hour apart. */
function log(events: number): readonly EventLine[] {
  const types = [
    'repair-agreed',
    'part-sent',
    'part-arrived',
    'repair-finished',
    'remedy-granted',
    'grant-approved',
    'fact-overridden',
    'fact-disputed',
  ];
  const start = instant('2024-01-01T00:00+08:00');
  return Array.from({ length: events }, (_, index): EventLine => {
    const type = types[index % types.length] ?? '';
    const at = new Date(start + index * 3_600_000).toISOString();
    const money = { kind: 'money', amount: '1', currency: 'CNY' } as const;
    if (type === 'repair-finished')
      return [type, at, { worked: false, fault_id: `f${String(index % 3)}`, cost: money, km: index }];
    if (type === 'remedy-granted') return [type, at, { granted_amount: money, granted_by_role: 'front-line' }];
    if (type === 'grant-approved') return [type, at, { approved_by_role: 'front-line' }];
    if (type === 'fact-overridden') return [type, at, { level: index }];
    return type === 'fact-disputed' ? [type, at, { km: index }] : [type, at];
  });
}

function seconds(events: number): number {
  const complaint = aComplaint([['received', '2024-01-01'], ...log(events)]);
  const started = performance.now();
  const { findings } = judge(set, complaint, instant('2026-06-01T00:00+08:00'));
  expect(findings.length).toBeGreaterThan(10);
  return (performance.now() - started) / 1000;
}

describe('a complaint with a log of ten thousand events', () => {
  it('is judged in seconds: no fact is worked out anew at each event', () => {
    seconds(1000);
    expect(seconds(10_000)).toBeLessThan(10);
  });
});
