import { describe, expect, it } from '@jest/globals';
import { describe as describeFault } from '../../errors.js';
import { checkCondition } from './check-condition.js';
import { problemFault } from './condition-errors.js';
import type { ConditionCatalogue, ConditionDocument, NameType } from './condition.js';

const types = new Map<string, NameType>([
  ['category', 'word'],
  ['note', 'text'],
  ['tags', 'words'],
  ['urgent', 'yes-no'],
  ['count', 'number'],
  ['price', 'money'],
  ['bought_on', 'date'],
  ['loggedAt', 'instant'],
  ['term', 'duration'],
  ['received', 'event'],
]);
const leaf = (fact: unknown, operator: unknown, value: unknown): unknown => ({ fact, operator, value });
const count = leaf('count', 'equal', 1);
const stateOf = (state: string) => ({ fact: 'state', operator: 'equal', value: state, params: { rule: 'answer' } });

function catalogueOf(named: Readonly<Record<string, unknown>> = {}): ConditionCatalogue {
  const documents = new Map(Object.entries(named));
  return {
    typeOf: (name) => types.get(name),
    valuesOf: (name) => (name === 'category' || name === 'tags' ? ['faulty', 'late'] : undefined),
    // The named conditions of a file that has not been checked yet may be anything.
    condition: (name) => documents.get(name) as ConditionDocument | undefined,
    statesOf: (rule) => (rule === 'answer' ? ['running', 'overdue'] : rule === 'demand' ? [] : undefined),
    rulesWithStates: () => ['answer'],
    names: () => types.keys(),
    conditionNames: () => documents.keys(),
  };
}

/** `code @ path` of each problem. */
function check(document: unknown, named?: Readonly<Record<string, unknown>>): readonly string[] {
  return checkCondition(document, catalogueOf(named)).map(
    ({ code, path }) => `${code} @ ${path.map(String).join('.')}`,
  );
}

describe('a sound condition', () => {
  it.each<[unknown]>([
    [{ all: [count] }],
    [{ any: [count, { not: { any: [count, { all: [count] }] } }] }],
    [{ condition: 'named' }],
    [{ not: count }],
    [{ all: [leaf('category', 'in', ['faulty', 'late'])] }],
    [{ all: [leaf('category', 'in', { fact: 'tags' })] }],
    [{ all: [leaf('category', 'equal', { fact: 'note' })] }],
    [{ all: [leaf('tags', 'contains', 'late')] }],
    [{ all: [leaf('received', 'before', { fact: 'bought_on' })] }],
    [{ all: [leaf('received', 'onOrAfter', '2026-03-09')] }],
    [{ all: [leaf('loggedAt', 'after', { parameter: 'bought_on' })] }],
    [{ all: [leaf('price', 'lessThan', '9.00 CNY'), leaf('term', 'equal', '7 working days')] }],
    [{ all: [leaf('received', 'happened', false), leaf('received', 'known', true), leaf('urgent', 'proven', false)] }],
  ])('has no problems: %j', (document) => {
    expect(check(document, { named: { all: [count] } })).toEqual([]);
  });
});

describe('a condition is refused', () => {
  it.each<[string, unknown, readonly string[]]>([
    ['as a bare leaf', count, ['condition.bare_leaf @ ']],
    ['as a text', 'urgent', ['condition.not_a_condition @ ']],
    ['as nothing', undefined, ['condition.not_a_condition @ ']],
    ['as an empty mapping', {}, ['condition.not_a_condition @ ']],
    ['as a list', [count], ['condition.not_a_condition @ ']],
    ['for an empty any, which the engine calls true', { any: [] }, ['condition.empty @ any']],
    ['for an empty all', { all: [{ all: [] }] }, ['condition.empty @ all.0.all']],
    ['for any beside all, of which the engine reads one', { any: [count], all: [count] }, ['condition.two_kinds @ ']],
    ['for not beside condition', { not: count, condition: 'named' }, ['condition.two_kinds @ ']],
    [
      'for a leaf beside a group',
      { all: [{ any: [count], fact: 'count', operator: 'equal', value: 1 }] },
      ['condition.two_kinds @ all.0'],
    ],
    ['for a group that is no list', { all: count }, ['condition.not_a_list @ all']],
    ['for a list under not', { not: [count] }, ['condition.not_takes_one @ not']],
    ['for an unknown key', { all: [count], note: 'x' }, ['condition.unknown_key @ note']],
    [
      'for a priority of a leaf',
      { all: [{ fact: 'count', operator: 'equal', value: 1, priority: 2 }] },
      ['condition.priority @ all.0.priority'],
    ],
    ['for a priority of a group', { all: [count], priority: 2 }, ['condition.priority @ priority']],
    [
      'for a path',
      { all: [{ fact: 'count', operator: 'equal', value: 1, path: '$.a' }] },
      ['condition.path @ all.0.path'],
    ],
    [
      'for a path on the right',
      { all: [leaf('count', 'equal', { fact: 'count', path: '$.a' })] },
      ['condition.path @ all.0.value.path'],
    ],
    [
      'for the keys of an engine rule',
      { all: [count], name: 'x', event: { type: 'y' } },
      ['condition.engine_key @ name', 'condition.engine_key @ event'],
    ],
    [
      'for params',
      { all: [{ fact: 'count', operator: 'equal', value: 1, params: {} }] },
      ['condition.params @ all.0.params'],
    ],
    [
      'for the state of a rule that there is not',
      { all: [{ fact: 'state', operator: 'equal', value: 'overdue', params: { rule: 'x' } }] },
      ['condition.unknown_rule @ all.0.params.rule'],
    ],
    [
      'for the state of a rule that has none',
      { all: [{ fact: 'state', operator: 'equal', value: 'overdue', params: { rule: 'demand' } }] },
      ['condition.unknown_rule @ all.0.params.rule'],
    ],
    [
      'for the state of no rule',
      {
        any: [
          { fact: 'state', operator: 'equal', value: 'overdue' },
          { ...stateOf('overdue'), params: { rule: 5 } },
        ],
      },
      ['condition.state_of_no_rule @ any.0', 'condition.state_of_no_rule @ any.1.params'],
    ],
    [
      'for a state that the rule cannot have, and for more parameters',
      { any: [stateOf('open'), { ...stateOf('overdue'), params: { rule: 'answer', at: 'now' } }] },
      ['fact.word_not_listed @ any.0.value', 'condition.unknown_key @ any.1.params.at'],
    ],
    [
      'for operators that a state does not have',
      {
        any: [
          { ...stateOf('overdue'), operator: 'proven' },
          { ...stateOf('overdue'), operator: 'known', value: true },
        ],
      },
      ['condition.operator_does_not_fit @ any.0.operator', 'condition.operator_does_not_fit @ any.1.operator'],
    ],
    [
      'for a built-in fact on the right',
      { all: [leaf('category', 'equal', { fact: 'state' })] },
      ['condition.built_in_on_right @ all.0.value'],
    ],
    ['for a decorator', { all: [leaf('count', 'not:equal', 1)] }, ['condition.decorator @ all.0.operator']],
    ['for an unknown operator', { all: [leaf('count', 'equals', 1)] }, ['condition.unknown_operator @ all.0.operator']],
    ['for an operator that is no text', { all: [leaf('count', 5, 1)] }, ['condition.not_a_name @ all.0.operator']],
    ['for an unknown fact', { all: [leaf('cuont', 'equal', 1)] }, ['condition.unknown_fact @ all.0.fact']],
    [
      'for an unknown fact on the right',
      { all: [leaf('count', 'equal', { fact: 'cuont' })] },
      ['condition.unknown_fact @ all.0.value'],
    ],
    ['for an unknown named condition', { condition: 'nmaed' }, ['condition.unknown_condition @ condition']],
    ['for a condition that is no name', { condition: { all: [count] } }, ['condition.not_a_name @ condition']],
    [
      'for keys that are missing',
      { all: [{ fact: 'count' }] },
      ['condition.missing_key @ all.0', 'condition.missing_key @ all.0'],
    ],
    ['for a fact that is missing', { all: [{ operator: 'equal', value: 1 }] }, ['condition.missing_key @ all.0']],
    [
      'for size asked of a word',
      { all: [leaf('category', 'lessThan', 'late')] },
      ['condition.operator_does_not_fit @ all.0.operator'],
    ],
    [
      'for order asked of a number',
      { all: [leaf('count', 'before', 1)] },
      ['condition.operator_does_not_fit @ all.0.operator'],
    ],
    [
      'for contains asked of a word',
      { all: [leaf('category', 'contains', 'late')] },
      ['condition.operator_does_not_fit @ all.0.operator'],
    ],
    [
      'for equal asked of words',
      { all: [leaf('tags', 'equal', 'late')] },
      ['condition.operator_does_not_fit @ all.0.operator'],
    ],
    [
      'for happened asked of a fact',
      { all: [leaf('urgent', 'happened', true)] },
      ['condition.operator_does_not_fit @ all.0.operator'],
    ],
    [
      'for happened with a text',
      { all: [leaf('received', 'happened', 'yes')] },
      ['condition.needs_literal @ all.0.value'],
    ],
    [
      'for known with a fact',
      { all: [leaf('count', 'known', { fact: 'urgent' })] },
      ['condition.needs_literal @ all.0.value'],
    ],
    ['for in without a list', { all: [leaf('category', 'in', 'late')] }, ['condition.needs_list @ all.0.value']],
    ['for in with an empty list', { all: [leaf('category', 'notIn', [])] }, ['condition.needs_list @ all.0.value']],
    [
      'for equal with a list',
      { all: [leaf('category', 'equal', ['late'])] },
      ['condition.list_not_allowed @ all.0.value'],
    ],
    [
      'for words outside the list, each',
      { all: [leaf('category', 'in', ['lat', 'late', 5])] },
      ['fact.word_not_listed @ all.0.value.0', 'fact.not_a_word @ all.0.value.2'],
    ],
    ['for a bad date', { all: [leaf('bought_on', 'before', '2026-02-30')] }, ['fact.not_a_date @ all.0.value']],
    [
      'for a number where a date stands',
      { all: [leaf('bought_on', 'before', 20260230)] },
      ['fact.not_a_date @ all.0.value'],
    ],
    ['for a time that is none', { all: [leaf('received', 'before', 'tomorrow')] }, ['fact.not_a_time @ all.0.value']],
    ['for money without a currency', { all: [leaf('price', 'lessThan', 9)] }, ['fact.not_money @ all.0.value']],
    [
      'for a number as a text with separators',
      { all: [leaf('count', 'equal', '1,000')] },
      ['fact.not_a_number @ all.0.value'],
    ],
    ['for yes instead of true', { all: [leaf('urgent', 'equal', 'yes')] }, ['fact.not_yes_no @ all.0.value']],
    ['for null', { all: [leaf('count', 'equal', null)] }, ['fact.not_a_number @ all.0.value']],
    [
      'for a right-hand side of another type',
      { all: [leaf('count', 'equal', { fact: 'price' })] },
      ['condition.wrong_right_side @ all.0.value'],
    ],
    [
      'for in with a fact that is no list',
      { all: [leaf('category', 'in', { fact: 'note' })] },
      ['condition.wrong_right_side @ all.0.value'],
    ],
    [
      'for contains with a list on the right',
      { all: [leaf('tags', 'contains', { fact: 'tags' })] },
      ['condition.wrong_right_side @ all.0.value'],
    ],
    [
      'for a right-hand side that is neither value nor reference',
      { all: [leaf('count', 'equal', { is: 1 })] },
      ['condition.unknown_key @ all.0.value.is', 'condition.not_a_name @ all.0.value'],
    ],
  ])('%s', (_, document, expected) => {
    expect(check(document, { named: { all: [count] } })).toEqual(expected);
  });

  it('for everything at once', () => {
    const document = {
      all: [leaf('cuont', 'equals', 1), { any: [] }, leaf('price', 'before', 1), { not: [count] }],
      priority: 1,
    };
    expect(check(document)).toEqual([
      'condition.priority @ priority',
      'condition.unknown_fact @ all.0.fact',
      'condition.unknown_operator @ all.0.operator',
      'condition.empty @ all.1.any',
      'condition.operator_does_not_fit @ all.2.operator',
      'condition.not_takes_one @ all.3.not',
    ]);
  });

  it('when named conditions go round in a circle, with the way', () => {
    const named = {
      a: { all: [{ condition: 'b' }] },
      b: { not: { condition: 'c' } },
      c: { any: [count, { condition: 'b' }] },
    };
    const [problem] = checkCondition({ condition: 'a' }, catalogueOf(named));
    expect(problem).toMatchObject({ code: 'condition.cycle', data: { cycle: 'b → c → b' } });
    expect(check(named.c, named)).toEqual(['condition.cycle @ any.1.condition']);
    expect(check({ condition: 'self' }, { self: { condition: 'self' } })).toEqual(['condition.cycle @ condition']);
  });

  it('when it is nested too deep, or named conditions hide how deep and how large it is', () => {
    let deep: unknown = count;
    for (let level = 0; level < 5_000; level++) deep = { not: deep };
    expect(check(deep)).toEqual([expect.stringContaining('condition.too_deep')]);
    const chain = Object.fromEntries(Array.from({ length: 5_000 }, (_, i) => [`c${i}`, { condition: `c${i + 1}` }]));
    expect(check({ condition: 'c0' }, { ...chain, c5000: { all: [count] } })).toEqual([
      'condition.too_deep @ condition',
    ]);
    const doubled = Object.fromEntries(
      Array.from({ length: 30 }, (_, i) => [
        `d${i}`,
        { all: [{ condition: `d${i + 1}` }, { condition: `d${i + 1}` }] },
      ]),
    );
    expect(check({ condition: 'd0' }, { ...doubled, d30: { all: [count] } })).toEqual(['condition.too_large @ ']);
  });

  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])('safely for the name %s', (name) => {
    const parsed: unknown = JSON.parse(
      `{ "all": [ { "fact": "${name}", "operator": "${name}", "value": { "fact": "${name}" } }, { "condition": "${name}" }, { "${name}": 1 } ], "${name}": [] }`,
    );
    expect(check(parsed)).toEqual([
      `condition.unknown_key @ ${name}`,
      'condition.unknown_fact @ all.0.fact',
      'condition.unknown_operator @ all.0.operator',
      'condition.unknown_condition @ all.1.condition',
      `condition.unknown_key @ all.2.${name}`,
      'condition.not_a_condition @ all.2',
    ]);
  });
});

describe('the remedy', () => {
  it.each<[unknown, string]>([
    [count, 'all: [ … ]'],
    [{ all: [leaf('catgory', 'equal', 'late')] }, '(category?)'],
    [{ all: [leaf('count', 'lessThen', 1)] }, '(lessThan?)'],
    [{ condition: 'resolved' }, '(resolve?)'],
    [{ all: [leaf('category', 'equal', 'lste')] }, '(late?)'],
    [{ all: [leaf('category', 'lessThan', 'late')] }, 'equal, notEqual, in, notIn'],
  ])('for %j says %s, in both languages', (document, part) => {
    const [problem] = checkCondition(document, catalogueOf({ resolve: { all: [count] } }));
    if (problem === undefined) throw new Error('nothing was found');
    const fault = problemFault(problem);
    for (const language of ['en', 'zh'] as const) {
      expect(describeFault(fault, language)).toContain(part);
      expect(describeFault(fault, language)).not.toMatch(/\{\w+\}/);
    }
  });
});
