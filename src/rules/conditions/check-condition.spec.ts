import { describe, expect, it } from '@jest/globals';
import { catalogueOf, count, leaf, problemsOf } from '../../../test/support/condition-checks.js';
import { describe as describeFault } from '../../errors.js';
import { checkCondition } from './check-condition.js';
import { problemFault } from './condition-errors.js';

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
    expect(problemsOf(document, { named: { all: [count] } })).toEqual([]);
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
    ['for an unknown named condition', { condition: 'nmaed' }, ['condition.unknown_condition @ condition']],
    ['for a condition that is no name', { condition: { all: [count] } }, ['condition.not_a_name @ condition']],
  ])('%s', (_, document, expected) => {
    expect(problemsOf(document, { named: { all: [count] } })).toEqual(expected);
  });

  it('for everything at once', () => {
    const document = {
      all: [leaf('cuont', 'equals', 1), { any: [] }, leaf('price', 'before', 1), { not: [count] }],
      priority: 1,
    };
    expect(problemsOf(document)).toEqual([
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
    expect(problemsOf(named.c, named)).toEqual(['condition.cycle @ any.1.condition']);
    expect(problemsOf({ condition: 'self' }, { self: { condition: 'self' } })).toEqual(['condition.cycle @ condition']);
  });

  it('when it is nested too deep, or named conditions hide how deep and how large it is', () => {
    let deep: unknown = count;
    for (let level = 0; level < 5_000; level++) deep = { not: deep };
    expect(problemsOf(deep)).toEqual([expect.stringContaining('condition.too_deep')]);
    const chain = Object.fromEntries(Array.from({ length: 5_000 }, (_, i) => [`c${i}`, { condition: `c${i + 1}` }]));
    expect(problemsOf({ condition: 'c0' }, { ...chain, c5000: { all: [count] } })).toEqual([
      'condition.too_deep @ condition',
    ]);
    const doubled = Object.fromEntries(
      Array.from({ length: 30 }, (_, i) => [
        `d${i}`,
        { all: [{ condition: `d${i + 1}` }, { condition: `d${i + 1}` }] },
      ]),
    );
    expect(problemsOf({ condition: 'd0' }, { ...doubled, d30: { all: [count] } })).toEqual(['condition.too_large @ ']);
  });

  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])('safely for the name %s', (name) => {
    const parsed: unknown = JSON.parse(
      `{ "all": [ { "fact": "${name}", "operator": "${name}", "value": { "fact": "${name}" } }, { "condition": "${name}" }, { "${name}": 1 } ], "${name}": [] }`,
    );
    expect(problemsOf(parsed)).toEqual([
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
