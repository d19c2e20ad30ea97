import { describe, expect, it } from '@jest/globals';
import { codeAndPlace, load, loadPolicy, policyHead } from '../../../test/support/policy-files.js';
import { codes, deadline, shown, usual } from '../../../test/support/policy-faults.js';

describe('names that nothing has', () => {
  it.each([
    ['{ from: recieved, within: 1 day, done: told }', 'policy.unknown_moment', '(received?)'],
    ['{ each: clsoed, within: 1 day, done: told }', 'policy.unknown_event', '(closed?)'],
    ['{ each: delivered_on, within: 1 day, done: told }', 'policy.unknown_event', ''],
    ['{ from: received, within: 1 day, done: told, restarts: [reopend] }', 'policy.unknown_event', '(reopened?)'],
    ['{ from: received, within: { fact: promised_periods }, done: told }', 'policy.unknown_fact', '(promised_period?)'],
    ['{ from: received, within: { parameter: limit }, done: told }', 'policy.unknown_parameter', ''],
    ['{ from: received, within: 1 day, done: told, duty: anser }', 'policy.unknown_duty', '(answer?)'],
    ['{ from: received, within: 1 day, done: told, binds: respondant }', 'policy.unknown_party', '(respondent?)'],
    ['{ from: received, within: 1 day, done: told, calendar: fr }', 'policy.unknown_calendar', 'cn, uk'],
    [
      '{ from: received, within: 1 day, done: told, calendar: { of: respondent, or: uq } }',
      'policy.unknown_calendar',
      '(uk?)',
    ],
    ['{ from: received, within: 1 day, done: told, counting: cn-days }', 'policy.unknown_counting', '(cn-day?)'],
    [
      '{ from: received, within: 1 day, done: told, when: { condition: is-urgnt } }',
      'condition.unknown_condition',
      '(is-urgent?)',
    ],
    [
      '{ from: received, within: 1 day, done: { since: { all: [{ fact: urgncy, operator: equal, value: urgent }] } } }',
      'condition.unknown_fact',
      '(urgency?)',
    ],
  ])('%s is %s', (keys, code, hint) => {
    const loaded = deadline(keys);
    expect(codes(loaded)).toEqual([code]);
    expect(shown(loaded)).toContain(hint);
  });

  it('are all unknown without a vocabulary, each where it is used', () => {
    const loaded = load({
      'vocabulary.yaml': '',
      'organisation.yaml': '',
      'example.yaml': `${policyHead}deadlines:\n  one: { from: accepted, within: 1 day, done: told, when: { condition: late } }\n`,
    });
    expect(codes(loaded)).toEqual([
      'policy.unknown_event',
      'policy.unknown_moment',
      'policy.unknown_moment',
      'condition.unknown_condition',
    ]);
  });

  it('are not held against policies when the vocabulary cannot be read', () => {
    const body = `${policyHead}deadlines:\n  one: { from: accepted, within: 1 day, done: told }\n`;
    expect(codes(load({ 'vocabulary.yaml': 'events: {', 'example.yaml': body }))).toEqual(['yaml.syntax']);
    expect(codes(load({ 'vocabulary.yaml': `${usual('vocabulary.yaml')}  odd: 1\n`, 'example.yaml': body }))).toEqual([
      'condition.not_a_condition',
    ]);
  });

  it('are one fault, not two, where the declaration is wrong', () => {
    const vocabulary = usual('vocabulary.yaml').replace('{ type: date }', '{ type: day }');
    const loaded = load({
      'vocabulary.yaml': vocabulary,
      'example.yaml': `${policyHead}facts: { f: { moment: 1 day after delivered_on } }\n`,
    });
    expect(codes(loaded)).toEqual(['yaml.wrong_value']);
  });
});

describe('one name for one thing', () => {
  const policy = (id: string, rest: string) =>
    `policy: ${id}\nsource: { instrument: X, rank: law }\nin-force: { from: 2020-01-01 }\nbinds: respondent\n${rest}\n`;

  it.each([
    [
      'an event and a fact',
      { 'vocabulary.yaml': `${usual('vocabulary.yaml').replace('  told: {}', '  told: {}\n  price: {}')}` },
    ],
    ['a fact and a worked-out fact', { 'a.yaml': policy('a', 'facts: { price: { moment: received } }') }],
    [
      'a shared parameter and a worked-out fact',
      { 'a.yaml': policy('a', 'facts: { holiday_scope: { moment: received } }') },
    ],
    [
      'an event and a parameter',
      { 'parameters.yaml': `${usual('parameters.yaml')}told: { 2020-01-01: { value: 1 day } }\n` },
    ],
    [
      'a fact and a policy’s own parameter',
      {
        'a.yaml': policy(
          'a',
          'parameters: { price: { 2020-01-01: { value: 1 } } }\nfacts: { f: { moment: received } }',
        ),
      },
    ],
    [
      'worked-out facts of two policies',
      {
        'a.yaml': policy('a', 'facts: { f: { moment: received } }'),
        'b.yaml': policy('b', 'facts: { f: { moment: told } }'),
      },
    ],
  ])('is refused for %s', (_, files) => {
    expect(codes(load(files))).toEqual(['policy.name_used_twice']);
  });

  it('holds for worked-out facts of versions of one policy', () => {
    const version = (days: string, moment: string) =>
      policy('a', `facts: { f: { moment: ${moment} } }`).replace('{ from: 2020-01-01 }', days);
    expect(
      codes(
        load({
          'a.yaml': version('{ from: 2020-01-01, through: 2020-12-31 }', 'received'),
          'b.yaml': version('{ from: 2021-01-01 }', 'told'),
        }),
      ),
    ).toEqual([]);
  });

  it('is asked of rules within a policy', () => {
    const loaded = loadPolicy(
      'deadlines:\n  one: { from: received, within: 1 day, done: told }\nrequirements:\n  one: { require: { condition: is-urgent } }\n',
    );
    expect(loaded.faults.map(codeAndPlace)).toEqual(['policy.rule_twice example.yaml:10:3 requirements.one']);
  });

  it.each(['constructor', 'toString', 'step', 'state'])('may not be %s', (name) => {
    expect(
      codes(load({ 'vocabulary.yaml': usual('vocabulary.yaml').replace('  told: {}', `  told: {}\n  ${name}: {}`) })),
    ).toEqual(['policy.name_reserved']);
  });

  it.each(['"two words"', '"a#b"', '"20"', '"-"', '"{x}"', `"${'a'.repeat(101)}"`])('may not be %s', (name) => {
    const loaded = loadPolicy(`deadlines:\n  ? ${name}\n  : { from: received, within: 1 day, done: told }\n`);
    expect(codes(loaded)).toEqual(['policy.name_malformed']);
  });

  it('may be Chinese', () => {
    expect(codes(loadPolicy('deadlines:\n  首次答复: { from: received, within: 1 day, done: told }\n'))).toEqual([]);
  });
});

describe('the vocabulary', () => {
  it.each([
    ['  seen_on: { type: instant }', 'policy.on_at_mismatch'],
    ['  seen_at: { type: date }', 'policy.on_at_mismatch'],
    ['  seen: { type: number, values: [a] }', 'policy.values_without_words'],
    ['  seen: { type: word, vales: [a] }', 'yaml.unknown_key'],
    ['  seen: { values: [a] }', 'yaml.missing_key'],
  ])('%s is %s', (line, code) => {
    expect(codes(load({ 'vocabulary.yaml': usual('vocabulary.yaml').replace('facts:', `facts:\n${line}`) }))).toEqual([
      code,
    ]);
  });

  it('may call a word sold_at', () => {
    expect(
      codes(
        load({ 'vocabulary.yaml': usual('vocabulary.yaml').replace('facts:', 'facts:\n  sold_at: { type: word }') }),
      ),
    ).toEqual([]);
  });

  it('lists in the data of an event only facts that there are', () => {
    const { faults } = load({ 'vocabulary.yaml': usual('vocabulary.yaml').replace('[price]', '[prise]') });
    expect(faults.map(codeAndPlace)).toEqual(['policy.unknown_fact vocabulary.yaml:2:55 events.received.data.0']);
  });
});

describe('the organisation', () => {
  it.each([
    ['our_complaint: true', 'our_complaint: "yes"', 'fact.not_yes_no'],
    ['our_complaint: true', 'urgency: late', 'fact.word_not_listed'],
    ['our_complaint: true', 'juristiction: cn', 'policy.unknown_fact'],
    ['role: respondent', 'role: respondant', 'policy.unknown_party'],
    ['role: respondent', 'role: [respondent]', 'fact.not_a_word'],
    ['zone: Asia/Shanghai', 'zone: Asia/Peking', 'calendar.unknown_zone'],
    ['calendar: cn', 'calendar: ch', 'policy.unknown_calendar'],
    ['fallback-owner: team-lead', 'fallback-owner: team-led', 'policy.unknown_role'],
    ['zone: Asia/Shanghai', 'zones: Asia/Shanghai', 'yaml.unknown_key'],
  ])('instead of %s, %s is %s', (from, to, code) => {
    expect(codes(load({ 'organisation.yaml': usual('organisation.yaml').replace(from, to) }))).toContain(code);
  });

  it('may stand in one file only', () => {
    expect(codes(load({ 'organisation.yml': usual('organisation.yaml') }))).toEqual(['policy.file_twice']);
  });
});
