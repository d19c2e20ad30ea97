import { describe, expect, it } from '@jest/globals';
import { zoneOf } from '../time/zone.js';
import type { FactValue, Reading, Truth } from '../values.js';
import { checkCondition } from './check-condition.js';
import { compileCondition } from './compile-condition.js';
import type { ConditionCatalogue, ConditionDocument, FactReader, Range } from './condition.js';
import { agrees } from './second-judge.js';

const catalogue: ConditionCatalogue = {
  typeOf: (name) => (name === 'count' ? 'number' : name === 'amount' || name === 'cap' ? 'money' : undefined),
  valuesOf: () => undefined,
  condition: () => undefined,
  ruleRef: (written) => (written.includes('#') ? written : `own#${written}`),
  statesOf: () => ['running', 'overdue'],
};

const reader = (
  values: Readonly<Record<string, Reading>>,
  ranges: Readonly<Record<string, Range>> = {},
): FactReader => ({
  zone: zoneOf('Asia/Shanghai'),
  read: (name) => values[name],
  range: (name) => ranges[name],
});

const money = (amount: string, currency = 'CNY'): FactValue & { readonly kind: 'money' } => ({
  kind: 'money',
  amount,
  currency,
});

async function truthOf(document: ConditionDocument, facts: FactReader): Promise<Truth> {
  expect(checkCondition(document, catalogue)).toEqual([]);
  const condition = compileCondition(document, catalogue);
  expect(await agrees(condition, catalogue, facts)).toBe(true);
  return condition.test(facts);
}

describe('the state of a rule', () => {
  const asked = (rule: string, operator: string, value: unknown): ConditionDocument => ({
    all: [{ fact: 'state', operator, value, params: { rule } }],
  });

  it.each([
    ['answer', 'equal', 'overdue', true],
    ['answer', 'in', ['running'], false],
    ['answer', 'notIn', ['running'], true],
    ['other#answer', 'notEqual', 'overdue', true],
    ['unknown', 'equal', 'overdue', undefined],
  ] as const)('%s %s %j is %s', async (rule, operator, value, truth) => {
    const facts = reader({ 'state(own#answer)': 'overdue', 'state(other#answer)': 'running' });
    expect(await truthOf(asked(rule, operator, value), facts)).toBe(truth);
  });

  it('is read under its full name, and explained with its rule', () => {
    const condition = compileCondition(asked('answer', 'equal', 'overdue'), catalogue);
    expect([...condition.names]).toEqual(['state(own#answer)']);
    expect(condition.missing(reader({}))).toEqual(['state(own#answer)']);
    expect(condition.explain(reader({ 'state(own#answer)': 'running' })).children[0]?.leaf).toEqual({
      fact: 'state',
      rule: 'own#answer',
      operator: 'equal',
      left: 'running',
      right: 'overdue',
    });
  });
});

describe('what lies in a known range', () => {
  const asked = (fact: string, operator: string, value: unknown): ConditionDocument => ({
    all: [{ fact, operator, value }],
  });

  it.each([
    ['count', 'greaterThanInclusive', 2, { least: 2, most: 3 }, true],
    ['count', 'greaterThanInclusive', 3, { least: 2, most: 3 }, undefined],
    ['count', 'greaterThanInclusive', 4, { least: 2, most: 3 }, false],
    ['count', 'lessThan', 4, { most: 3 }, true],
    ['count', 'lessThan', 4, { least: 2 }, undefined],
    ['count', 'equal', 9, { least: 2, most: 3 }, undefined],
    ['amount', 'greaterThanInclusive', '1000 CNY', { least: money('1000') }, true],
    ['amount', 'greaterThan', '1000 CNY', { least: money('1000') }, undefined],
    ['amount', 'greaterThan', '900 USD', { least: money('1000') }, undefined],
    ['amount', 'lessThanInclusive', { fact: 'cap' }, { most: money('50.00') }, true],
    ['amount', 'lessThanInclusive', { fact: 'cap' }, {}, undefined],
  ] as [string, string, unknown, Range, Truth][])(
    '%s %s %j in %j is %s',
    async (fact, operator, value, range, truth) => {
      expect(await truthOf(asked(fact, operator, value), reader({ cap: money('50') }, { [fact]: range }))).toBe(truth);
    },
  );

  it('nothing at all is less than something in each currency', async () => {
    const facts = reader({ amount: money('0', 'XXX'), cap: money('5', 'USD') });
    expect(await truthOf(asked('amount', 'lessThan', '5 CNY'), facts)).toBe(true);
    expect(await truthOf(asked('amount', 'lessThan', { fact: 'cap' }), facts)).toBe(true);
    expect(await truthOf(asked('amount', 'equal', '0 JPY'), facts)).toBe(true);
  });
});
