import { describe, expect, it } from '@jest/globals';
import { judge } from '../../src/rules/judge/judge.js';
import type { Judgement } from '../../src/rules/judge/judgement.js';
import { formatDay } from '../../src/rules/time/day.js';
import type { FactValue } from '../../src/rules/values.js';
import { aComplaint, instant, time, type EventLine } from '../support/builders.js';
import { policyOf, workedSet } from '../support/worked-set.js';

const term = { counting: 'cn-term' };
const set = workedSet([
  policyOf(
    'law',
    `retention:
  transactions: { records: transaction, from: transaction-completed, at-least: 3 years, then: review }
  merchants: { records: merchant, from: merchant-left, at-least: 3 years, then: review }
  files: { records: file, from: closed, at-least: 3 years, at-most: 6 years, then: review, grace: 30 days }
  again: { records: again, from: closed, at-least: 1 year, restarts: reopened, then: review }
  food:
    records: food
    from: { first: [{ when: { all: [{ fact: shelf_life_ends_on, operator: known, value: true }] }, is: shelf_life_ends_on }, { is: record-made }] }
    at-least: { first: [{ when: { all: [{ fact: shelf_life_ends_on, operator: known, value: true }] }, is: 6 months }, { is: 2 years }] }
    then: review
`,
    term,
  ),
  policyOf(
    'privacy',
    `retention:
  personal: { records: transaction, from: purpose-achieved, at-most: 0 days, then: destroy }
  longer: { records: transaction, from: received, at-least: 1 year, then: review }
  only-phones: { records: phone, when: { all: [{ fact: product, operator: equal, value: phone }] }, from: received, at-least: 1 year, then: review }
`,
    term,
  ),
]);

const on = (text: string): FactValue => time(text);
const judged = (lines: readonly EventLine[], at: string, facts: Readonly<Record<string, FactValue>> = {}): Judgement =>
  judge(set, aComplaint([['received', '2026-01-05'], ...lines], { facts }), instant(`${at}T12:00+08:00`));

const rule = ({ retention }: Judgement, id: string): string | undefined => {
  const found = retention.find((each) => each.rule === id);
  if (found === undefined) return undefined;
  const { state, keepThrough, goBy, graceThrough, missing, reason } = found;
  const day = (label: string, value: number | undefined): string =>
    value === undefined ? '' : ` ${label} ${formatDay(value)}`;
  const lacks = missing.length === 0 ? '' : ` ?${missing.map(({ name }) => name).join(',')}`;
  return `${state}${reason === undefined ? '' : ` ${reason}`}${day('through', keepThrough)}${day('by', goBy)}${day('grace', graceThrough)}${lacks}`;
};
const record = ({ records }: Judgement, id: string): string | undefined => {
  const found = records.find((each) => each.records === id);
  return found === undefined ? undefined : `${found.state}${found.held ? ' held' : ''}`;
};

describe('a minimum (S66)', () => {
  const done: EventLine = ['transaction-completed', '2026-02-28'];
  it.each([
    ['2029-02-28', 'keep through 2029-02-28', 'keep'],
    ['2029-03-01', 'may-go through 2029-02-28', 'may-go'],
  ])('E29: on %s', (at, expected, together) => {
    const judgement = judged([done], at);
    expect(rule(judgement, 'transactions')).toBe(expected);
    expect(record(judgement, 'transaction')).toBe(together);
  });

  it('runs from the start and for the time of the rows that hold', () => {
    const shelf = judged([], '2026-09-01', { shelf_life_ends_on: on('2026-08-31') });
    expect(rule(shelf, 'food')).toBe('keep through 2027-02-28');
    expect(rule(judged([['record-made', '2026-03-01']], '2026-09-01'), 'food')).toBe('keep through 2028-03-01');
  });

  it('is the latest of several', () => {
    const { records } = judged([done], '2026-03-01');
    const transaction = records.find((each) => each.records === 'transaction');
    expect(transaction?.keepThrough).toBe(judged([done], '2026-03-01').retention[0]?.keepThrough);
    expect(transaction?.rules).toEqual(['law#transactions', 'privacy#longer', 'privacy#personal']);
  });

  it('says when to look again: the day after the last day', () => {
    expect(judged([done], '2027-06-01').nextLookAt).toBe(instant('2029-03-01T00:00+08:00'));
  });
});

describe('a maximum against a minimum or a hold (S67)', () => {
  const lines: readonly EventLine[] = [
    ['transaction-completed', '2026-02-28'],
    ['purpose-achieved', '2026-03-05'],
  ];
  it.each([
    ['2026-03-05', 'may-go by 2026-03-05', 'keep'],
    ['2026-03-06', 'restricted by 2026-03-05', 'restricted'],
    ['2029-02-28', 'restricted by 2026-03-05', 'restricted'],
    ['2029-03-01', 'must-go by 2026-03-05', 'must-go'],
  ])('E29: on %s', (at, personal, together) => {
    const judgement = judged(lines, at);
    expect(rule(judgement, 'personal')).toBe(personal);
    expect(record(judgement, 'transaction')).toBe(together);
  });

  const hold = (ref: string, day: string, data = {}): EventLine => ['hold-placed', day, { ref, ...data }];
  it.each([
    ['a hold on all records restricts', [hold('h', '2027-01-01')], 'restricted held'],
    [
      'a hold on these records restricts',
      [hold('h', '2027-01-01', { held_records: 'transaction' })],
      'restricted held',
    ],
    ['a hold on other records does not', [hold('h', '2027-01-01', { held_records: 'file' })], 'must-go'],
    [
      'a hold that was lifted does not',
      [hold('h', '2027-01-01'), ['hold-lifted', '2028-01-01', { ref: 'h' }]],
      'must-go',
    ],
    [
      'another hold still does',
      [hold('h', '2027-01-01'), hold('i', '2027-01-02'), ['hold-lifted', '2028-01-01', { ref: 'h' }]],
      'restricted held',
    ],
  ] satisfies [string, EventLine[], string][])('%s', (_, holds, expected) => {
    const judgement = judged([...lines, ...holds], '2029-03-01');
    expect(record(judgement, 'transaction')).toBe(expected);
    expect(rule(judgement, 'personal')).toBe(`${expected.split(' ')[0] ?? ''} by 2026-03-05`);
  });

  it('has a grace, which changes what is due by when, not what is due', () => {
    const closed: EventLine = ['closed', '2026-02-28'];
    expect(rule(judged([closed], '2032-02-28'), 'files')).toBe(
      'may-go through 2029-02-28 by 2032-02-28 grace 2032-03-29',
    );
    expect(rule(judged([closed], '2032-02-29'), 'files')).toBe(
      'must-go through 2029-02-28 by 2032-02-28 grace 2032-03-29',
    );
    expect(rule(judged([closed, hold('h', '2030-01-01')], '2030-02-01'), 'files')).toContain('keep through 2029-02-28');
  });
});

describe('a start that has not come (S68)', () => {
  it('has no end, and names what is awaited', () => {
    const judgement = judged([], '2040-01-01');
    expect(rule(judgement, 'merchants')).toBe('not-started ?merchant-left');
    expect(record(judgement, 'merchant')).toBe('not-started');
  });

  it('names of a table only what its row awaits', () => {
    expect(rule(judged([], '2026-09-01'), 'food')).toBe('not-started ?record-made');
  });

  it('is not moved by a reopening, unless the rule says so', () => {
    const reopened: readonly EventLine[] = [
      ['closed', '2026-02-28'],
      ['reopened', '2026-05-11'],
    ];
    expect(rule(judged(reopened, '2026-06-01'), 'files')).toContain('keep through 2029-02-28');
    expect(rule(judged(reopened, '2026-06-01'), 'again')).toBe('keep through 2027-05-11');
    expect(rule(judged([...reopened, ['closed', '2026-06-20']], '2026-07-01'), 'again')).toBe(
      'keep through 2027-06-20',
    );
  });

  it('does not concern records of a rule that does not apply', () => {
    const judgement = judged([], '2026-06-01', { product: 'book' });
    expect(rule(judgement, 'only-phones')).toBe('not-applicable when-false');
    expect(record(judgement, 'phone')).toBeUndefined();
    const unknown = judged([], '2026-06-01');
    expect(rule(unknown, 'only-phones')).toBe('indeterminate ?product');
    expect(record(unknown, 'phone')).toBe('indeterminate');
  });
});

it('retention is no duty: no finding speaks of it', () => {
  expect(judged([], '2026-06-01').findings).toEqual([]);
});
