import { describe, expect, it } from '@jest/globals';
import { count, leaf, problemsOf, stateOf } from '../../../test/support/condition-checks.js';

describe('a leaf is refused', () => {
  it.each<[string, unknown, readonly string[]]>([
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
    expect(problemsOf(document, { named: { all: [count] } })).toEqual(expected);
  });
});
