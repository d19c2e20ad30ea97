import { describe, expect, it } from '@jest/globals';
import {
  load,
  loadPolicy,
  policyHead,
  theDeadline,
  thePolicy,
  usualFiles,
} from '../../../test/support/policy-files.js';
import { codeAndPath, codes, deadline, usual } from '../../../test/support/policy-faults.js';

const urgent = '{ condition: is-urgent }';
const facts = (body: string) => loadPolicy(`facts:\n${body}\n`);
const fact = (name: string, body: string) => thePolicy(facts(body)).facts.get(name);
const placed = (loaded: ReturnType<typeof load>) => loaded.faults.map(codeAndPath);

describe('a table of durations', () => {
  it('may stand wherever a duration does, each row with its conditions, its article and its burden', () => {
    const { clock } = theDeadline(
      `{ from: received, done: told, within: { first: [{ when: ${urgent}, is: 2 working hours, cite: art. 1, burden: complainant }, { is: { fact: promised_period } }] } }`,
    );
    expect(clock.period).toMatchObject({
      kind: 'within',
      within: {
        kind: 'table',
        rows: [
          { is: { count: 2, unit: 'working hours' }, cite: ['art. 1'], burden: 'complainant' },
          { when: undefined, is: { kind: 'fact', name: 'promised_period' }, cite: [] },
        ],
      },
    });
  });

  it('may be the new total of an extension, and a table of moments its new end', () => {
    const { clock } = theDeadline(
      `{ from: received, done: told, within: 10 days, extensions: [{ when: ${urgent}, to: { first: [{ when: ${urgent}, is: 45 days }, { is: 90 days }] } }, { when: ${urgent}, to: { first: [{ is: 7 days after closed }] } }] }`,
    );
    expect(clock.extensions.map(({ to }) => to)).toMatchObject([
      { kind: 'table', rows: [{ is: { count: 45 } }, { is: { count: 90 } }] },
      { kind: 'moment', moment: { kind: 'table', rows: [{ is: { kind: 'offset' } }] } },
    ]);
  });

  it.each([
    ['within: { first: [] }', ['policy.empty_list deadlines.one.within.first']],
    ['within: { first: [{ is: 60 }] }', ['policy.duration_without_unit deadlines.one.within.first.0.is']],
    ['within: { first: [{ is: 7 days after received }] }', ['policy.duration_unknown deadlines.one.within.first.0.is']],
    ['within: { first: [{ is: { fact: price } }] }', ['policy.not_a_duration deadlines.one.within.first.0.is.fact']],
    [`within: { first: [{ when: ${urgent} }] }`, ['yaml.missing_key deadlines.one.within.first.0.is']],
    [
      'within: { first: [{ is: 1 day, otherwise: 2 days }] }',
      ['yaml.unknown_key deadlines.one.within.first.0.otherwise'],
    ],
    [
      'within: { first: [{ is: 1 day, burden: nobody }] }',
      ['policy.unknown_party deadlines.one.within.first.0.burden'],
    ],
    ['within: { first: [{ is: 1 day }], fact: promised_period }', ['policy.duration_form deadlines.one.within']],
    [
      'within: { first: [{ is: 1 day }, { is: 3 days }] }, warn: 2 days',
      ['policy.warning_before_start deadlines.one.warn'],
    ],
    ['within: { first: [{ is: 1 working hour }] }, calendar: uk', ['calendar.no_hours deadlines.one.within']],
  ])('%s is refused', (keys, expected) => {
    expect(placed(deadline(`{ from: received, done: told, ${keys} }`))).toEqual(expected);
  });
});

describe('a table of moments', () => {
  it('may stand wherever a moment does', () => {
    const { clock } = theDeadline(
      `{ due: { first: [{ when: ${urgent}, is: 3 days after received }, { is: [accepted, refused] }] }, done: told }`,
    );
    expect(clock.period).toMatchObject({
      due: { kind: 'table', rows: [{ is: { kind: 'offset' } }, { is: { kind: 'first' } }] },
    });
  });

  it.each([
    ['{ first: [{ is: 3 days }] }', ['policy.moment_is_duration']],
    ['{ first: [{ is: 3 }] }', ['policy.moment_form']],
    ['{ first: [{ is: complainant_name }] }', ['policy.not_a_moment']],
    ['{ first: [{ is: received }], fact: delivered_on }', ['policy.moment_form']],
  ])('%s is refused', (moment, expected) => {
    expect(codes(deadline(`{ due: ${moment}, done: told }`))).toEqual(expected);
  });
});

describe('a worked-out fact', () => {
  it.each([
    ['{ moment: 7 days after received }', 'instant', { kind: 'moment' }],
    [
      '{ first: [{ when: { condition: is-urgent }, is: gross }, { is: none }] }',
      'word',
      { kind: 'value', value: { kind: 'table' } },
    ],
    ['{ first: [{ is: false }] }', 'yes-no', { kind: 'value' }],
    ['{ first: [{ is: 7 days }, { is: { fact: promised_period } }] }', 'duration', { kind: 'value' }],
    ['{ first: [{ is: { fact: delivered_on } }] }', 'date', { kind: 'value' }],
    ['{ first: [{ is: { fact: delivered_on } }, { is: { fact: received } }] }', 'instant', { kind: 'value' }],
    ['{ first: [{ is: { moment: 3 days after received } }] }', 'instant', { kind: 'value' }],
    [
      '{ count: closed, same: urgency, where: { condition: is-urgent } }',
      'number',
      { kind: 'count', events: ['closed'], same: 'urgency' },
    ],
    ['{ count: [closed, told] }', 'number', { kind: 'count', events: ['closed', 'told'], same: undefined }],
    ['{ total: price, of: closed }', 'money', { kind: 'total', fact: 'price', events: ['closed'] }],
    [
      '{ time: { from: received, until: closed, less: { from: told, until: accepted } }, as: started days of 24 hours }',
      'number',
      { kind: 'time', as: 'started days of 24 hours' },
    ],
    ['{ sum: [1, { first: [{ is: 5 }] }] }', 'number', { kind: 'value', value: { kind: 'sum' } }],
    ['{ largest-of: [{ times: [3, { fact: price }] }, 500 CNY] }', 'money', { kind: 'value' }],
    [
      '{ times: [{ fact: price }, 0.5 %], divided-by: 3 }',
      'money',
      { kind: 'value', value: { kind: 'divided-by', of: { of: [{ name: 'price' }, { value: 0.005 }] } } },
    ],
    ['{ minus: { fact: price } }', 'money', { kind: 'value', value: { kind: 'minus' } }],
    [
      '{ from: register, count: complaints, same: [complainant, complainant_name], within: 30 days before received }',
      'number',
      { kind: 'register', within: { direction: 'before', base: { event: 'received' } } },
    ],
  ])('%s is of type %s', (body, type, form) => {
    expect(fact('f', `  f: ${body}`)).toMatchObject({ id: 'f', type, sets: false, form });
  });

  it('has the type of facts that it is worked out from, in whatever order they stand', () => {
    const policy = thePolicy(
      facts('  a: { first: [{ is: { fact: b } }] }\n  b: { sum: [{ fact: c }, 1] }\n  c: { count: closed }'),
    );
    expect([...policy.facts.values()].map(({ type }) => type)).toEqual(['number', 'number', 'number']);
  });

  it('may be asked by its type, and its words are checked', () => {
    const asks = (operator: string, value: string) =>
      codes(
        loadPolicy(
          `applies: { all: [{ fact: f, operator: ${operator}, value: ${value} }] }\nfacts: { f: { first: [{ when: ${urgent}, is: gross }, { is: none }] } }\n`,
        ),
      );
    expect(asks('equal', 'gross')).toEqual([]);
    expect(asks('equal', 'grose')).toEqual(['fact.word_not_listed']);
    expect(asks('greaterThan', '3')).toEqual(['condition.operator_does_not_fit']);
  });

  it('may be the period of a clock when it is a duration, and its start when it is a moment', () => {
    const loaded = loadPolicy(
      'facts: { period: { first: [{ is: 7 days }] }, start: { first: [{ is: { fact: delivered_on } }] } }\ndeadlines: { one: { from: start, within: { fact: period }, done: told } }\n',
    );
    expect(codes(loaded)).toEqual([]);
    const wrong = loadPolicy(
      'facts: { period: { first: [{ is: 7 }] } }\ndeadlines: { one: { from: period, within: { fact: period }, done: told } }\n',
    );
    expect(codes(wrong)).toEqual(['policy.not_a_moment', 'policy.not_a_duration']);
  });

  it.each([
    ['{ title: { en: x, zh: x } }', 'policy.fact_without_moment'],
    ['{ moment: received, count: closed }', 'policy.fact_of_two_forms'],
    ['{ count: closed, as: days }', 'policy.key_out_of_place'],
    ['{ count: complaints }', 'policy.unknown_event'],
    ['{ count: closed, same: urgncy }', 'policy.unknown_fact'],
    ['{ total: price }', 'policy.key_missing'],
    ['{ total: urgency, of: closed }', 'policy.value_of_wrong_type'],
    ['{ time: { from: received, until: closed } }', 'policy.key_missing'],
    ['{ time: { from: received }, as: days }', 'yaml.missing_key'],
    ['{ time: { from: received, until: closed }, as: fortnights }', 'yaml.wrong_value'],
    ['{ first: [{ is: 5 }, { is: gross }] }', 'policy.value_types_differ'],
    ['{ first: [{ is: { fact: pirce } }] }', 'policy.unknown_fact'],
    ['{ first: [{ is: { fact: price, parameter: holiday_scope } }] }', 'policy.value_form'],
    ['{ sum: [5, 5 CNY] }', 'policy.value_types_differ'],
    ['{ sum: [gross] }', 'policy.value_of_wrong_type'],
    ['{ sum: [] }', 'policy.empty_list'],
    ['{ times: [{ fact: price }, 2 CNY] }', 'policy.money_times_money'],
    ['{ times: [2], divided-by: 0 }', 'policy.divided_by_zero'],
    ['{ times: [2], divided-by: 2 CNY }', 'fact.not_a_number'],
    ['{ minus: { fact: urgency } }', 'policy.value_of_wrong_type'],
    ['{ from: register, count: refunds, same: price }', 'policy.register_counts_complaints'],
    ['{ from: register, count: complaints }', 'policy.key_missing'],
    ['{ from: register, count: complaints, same: [nobody] }', 'policy.unknown_fact'],
    ['{ from: register, count: complaints, same: price, within: received }', 'policy.register_within'],
    ['{ largest-of: [1, { fact: complainant_name }] }', 'policy.personal_moment'],
  ])('%s is refused as %s', (body, code) => {
    expect(codes(facts(`  f: ${body}`))).toContain(code);
  });

  it('may not put a personal fact where its value would stand in an answer, in tables and amounts alike', () => {
    const vocabulary = usual('vocabulary.yaml').replace(
      '  price: { type: money }',
      '  price: { type: money, personal: true }',
    );
    const body =
      'facts: { a: { first: [{ is: { fact: price } }] }, b: { sum: [{ fact: price }] }, c: { total: price, of: closed } }\nrights: { r: { grants: [{ remedy: refund, amount: { fact: price } }] } }\n';
    expect(placed(load({ 'vocabulary.yaml': vocabulary, 'x.yaml': policyHead + body }))).toEqual([
      'policy.personal_moment facts.a.first.0.is.fact',
      'policy.personal_moment facts.b.sum.0.fact',
      'policy.personal_moment facts.c.total',
      'policy.personal_moment rights.r.grants.0.amount.fact',
    ]);
  });

  it('must come to one type in all versions of its policy', () => {
    const version = (from: string, through: string, is: string) =>
      `${policyHead.replace('from: 2020-01-01', `from: ${from}${through}`)}facts: { f: { first: [{ is: ${is} }] } }\n`;
    const files = {
      'a.yaml': version('2020-01-01', ', through: 2020-12-31', '5'),
      'b.yaml': version('2021-01-01', '', 'gross'),
    };
    expect(placed(load(files))).toEqual(['policy.fact_types_differ facts.f', 'policy.fact_types_differ facts.f']);
  });

  it('is not a second fault where what it is worked out from is unknown', () => {
    const loaded = loadPolicy(
      'applies: { all: [{ fact: f, operator: equal, value: true }] }\nfacts: { f: { first: [{ is: { fact: pirce } }] } }\n',
    );
    expect(codes(loaded)).toEqual(['policy.unknown_fact']);
  });

  it('reads a share of a parameter as the number that it is', () => {
    const parameters = `${usualFiles['parameters.yaml']}rate:\n  2020-01-01: { value: 0.5 % }\n`;
    const loaded = load({
      'parameters.yaml': parameters,
      'x.yaml': `${policyHead}facts: { f: { times: [{ fact: price }, { parameter: rate }] } }\n`,
    });
    expect(thePolicy(loaded).parameters.get('rate')?.values).toEqual([{ from: 18262, value: 0.005 }]);
    expect(thePolicy(loaded).facts.get('f')?.type).toBe('money');
  });
});
