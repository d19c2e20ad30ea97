import { describe, expect, it } from '@jest/globals';
import type { Truth } from '../values.js';
import { compileCondition } from './compile-condition.js';
import type { ConditionDocument } from './condition.js';
import { catalogue, compile, leaf, readerOf, type Raw } from '../../../test/support/condition-readers.js';

describe('all, any, not and named conditions', () => {
  const yes = { fact: 'colour', operator: 'equal', value: 'red' };
  const no = { fact: 'colour', operator: 'equal', value: 'blue' };
  const open = { fact: 'urgent', operator: 'equal', value: true };
  it.each<[ConditionDocument, Truth]>([
    [{ all: [yes, open, no] }, false],
    [{ all: [open, yes] }, undefined],
    [{ all: [yes, yes] }, true],
    [{ any: [no, open, yes] }, true],
    [{ any: [open, no] }, undefined],
    [{ any: [no, no] }, false],
    [{ not: open }, undefined],
    [{ not: no }, true],
    [{ not: { any: [no, open] } }, undefined],
    [{ all: [{ any: [yes, open] }, { not: no }] }, true],
    [{ condition: 'dear' }, true],
    [{ condition: 'not-dear' }, false],
    [{ all: [open, { condition: 'not-dear' }] }, false],
  ])('%j is %s whatever is unknown beside it (S33)', (document, expected) => {
    expect(compile(document).test(readerOf({ colour: 'red', price: '101 CNY' }))).toBe(expected);
  });

  it('name everything that is read, through named conditions too', () => {
    const condition = compile({
      all: [{ condition: 'not-dear' }, { fact: 'count', operator: 'equal', value: { fact: 'limit' } }],
    });
    expect([...condition.names]).toEqual(['price', 'count', 'limit']);
  });
});

describe('what is missing', () => {
  const urgent = { fact: 'urgent', operator: 'equal', value: true };
  const count = { fact: 'count', operator: 'lessThan', value: { fact: 'limit' } };
  it.each<[ConditionDocument, Readonly<Record<string, Raw | null>>, readonly string[]]>([
    [{ all: [urgent, count] }, {}, ['urgent', 'count', 'limit']],
    [{ all: [urgent, count, urgent] }, { count: 1 }, ['urgent', 'limit']],
    [{ all: [urgent, count] }, { urgent: false }, []],
    [{ any: [urgent, count] }, { urgent: true }, []],
    [{ any: [urgent, { all: [count, { condition: 'dear' }] }] }, { price: '1 CNY' }, ['urgent']],
    [{ not: { condition: 'dear' } }, {}, ['price']],
    [leaf('price', 'lessThan', { fact: 'cap' }), { price: '1 CNY', cap: '2 EUR' }, ['price', 'cap']],
    [
      leaf('received', 'before', { fact: 'answered' }),
      { received: '2026-04-15T09:00+08:00', answered: '2026-04-15' },
      ['answered'],
    ],
    [leaf('colour', 'known', true), {}, []],
  ])('of %j over %j is %j', (document, facts, expected) => {
    expect(compile(document).missing(readerOf(facts))).toEqual(expected);
  });
});

describe('the explanation', () => {
  it('has the shape of the document, with the truth and the values of every part', () => {
    const condition = compile({ any: [leaf('colour', 'in', ['red']), { not: { condition: 'dear' } }] });
    expect(condition.explain(readerOf({ colour: 'blue' }))).toEqual({
      kind: 'any',
      result: undefined,
      children: [
        {
          kind: 'all',
          result: false,
          children: [
            {
              kind: 'leaf',
              result: false,
              children: [],
              leaf: { fact: 'colour', operator: 'in', left: 'blue', right: ['red'] },
            },
          ],
        },
        {
          kind: 'not',
          result: undefined,
          children: [
            {
              kind: 'condition',
              condition: 'dear',
              result: undefined,
              children: [
                {
                  kind: 'all',
                  result: undefined,
                  children: [
                    {
                      kind: 'leaf',
                      result: undefined,
                      children: [],
                      leaf: {
                        fact: 'price',
                        operator: 'greaterThan',
                        left: undefined,
                        right: { kind: 'money', amount: '100', currency: 'CNY' },
                      },
                    },
                  ],
                },
              ],
            },
          ],
        },
      ],
    });
  });
});

describe('a document that was not checked', () => {
  it.each<[string, ConditionDocument]>([
    ['an unknown fact', leaf('nothing', 'equal', 1)],
    ['an unknown operator', leaf('count', 'like', 1)],
    ['a wrong value', leaf('count', 'equal', 'many')],
    ['an empty group', { all: [] }],
    ['an unknown named condition', { condition: 'nothing' }],
  ])('is refused, not guessed at: %s', (_, document) => {
    expect(() => compileCondition(document, catalogue)).toThrow(RangeError);
  });
});
