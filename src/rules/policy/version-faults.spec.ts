import { describe, expect, it } from '@jest/globals';
import { load, loadPolicy, policyHead } from '../../../test/support/policy-files.js';
import { codes, usual } from '../../../test/support/policy-faults.js';

describe('versions', () => {
  const version = (days: string) =>
    `policy: a\nsource: { instrument: X, rank: law }\nin-force: ${days}\nbinds: respondent\nrequirements: { r: { require: { condition: is-urgent } } }\n`;

  it.each([
    ['{ from: 2020-01-01, through: 2020-12-31 }', '{ from: 2021-01-01 }', []],
    ['{ from: 2020-01-01, through: 2021-01-01 }', '{ from: 2021-01-01 }', ['policy.versions_overlap']],
    ['{ from: 2020-01-01 }', '{ from: 2021-01-01 }', ['policy.versions_overlap']],
    ['{ from: 2021-01-01 }', '{ from: 2021-01-01 }', ['policy.versions_overlap']],
    ['{ from: 2020-01-01, through: 2020-12-30 }', '{ from: 2021-01-01 }', ['policy.versions_gap']],
    ['{ from: 2020-01-01, through: 2020-12-30, declared: [gap] }', '{ from: 2021-01-01 }', []],
    ['{ from: 2020-01-01 }', '{ from: 2021-01-01, declared: [overlap] }', []],
    ['{ from: 2020-01-01, declared: [gap] }', '{ from: 2021-01-01 }', ['policy.versions_overlap']],
  ])('in force %s and %s: %j', (first, second, expected) => {
    expect(codes(load({ 'a.yaml': version(first), 'b.yaml': version(second) }))).toEqual(expected);
  });

  it.each([
    ['{ from: 2020-01-01, through: 2019-12-31 }', 'policy.through_before_from'],
    ['{ from: 2020-02-30 }', 'policy.date_unknown'],
    ['{ from: 2020-1-1 }', 'policy.date_unknown'],
    ['{ from: 2020-01-01, to: 2020-12-31 }', 'policy.misread_word'],
    ['{ through: 2020-12-31 }', 'yaml.missing_key'],
  ])('in force %s: %s', (days, code) => {
    expect(codes(load({ 'a.yaml': version(days) }))).toEqual([code]);
  });
});

describe('versions of which one cannot be read', () => {
  it('are not said to leave a gap', () => {
    const version = (days: string) =>
      `policy: a\nsource: { instrument: X, rank: law }\nin-force: ${days}\nbinds: respondent\nfacts: { f: { moment: received } }\n`;
    const loaded = load({
      'a.yaml': version('{ from: 2020-01-01, through: 2020-12-31 }'),
      'b.yaml': version('{ from: 2021-01-01, through: 2021-12-31 }').replace('f:', 'f: {'),
      'c.yaml': version('{ from: 2022-01-01 }'),
    });
    expect(codes(loaded)).toContain('yaml.syntax');
    expect(codes(loaded)).not.toContain('policy.versions_gap');
  });
});

describe('parameters', () => {
  const parameter = (text: string) => load({ 'parameters.yaml': `${usual('parameters.yaml')}p: ${text}\n` });

  it.each([
    ['{ options: [a, b], 2020-01-01: { value: c } }', ['policy.value_not_an_option']],
    ['{ options: [2 years, 3 years], 2020-01-01: { value: 2 years } }', []],
    ['{ options: [a, b] }', ['policy.parameter_without_value']],
    ['{ 2020-01-01: { value: 1 day }, 2021-01-01: { value: 5 } }', ['policy.parameter_of_two_types']],
    ['{ 2020-13-01: { value: 1 day } }', ['policy.date_unknown']],
    ['{ optoins: [a], 2020-01-01: { value: a } }', ['policy.parameter_key']],
    ['{ 2020-01-01: 1 day }', ['yaml.wrong_type']],
    ['{ 2020-01-01: { value: 1 day, because: x } }', ['yaml.unknown_key']],
    ['{ 2020-01-01: { value: 1 day }, 2020-01-01: { value: 2 days } }', ['yaml.duplicate_key']],
  ])('%s: %j', (text, expected) => {
    expect(codes(parameter(text))).toEqual(expected);
  });

  const using = (rule: string, days = '2020-01-01') =>
    loadPolicy(`parameters:\n  p: { ${days}: { value: 9 days } }\ndeadlines:\n  one: ${rule}\n`);

  it('must have a value when the policy that reads them comes into force', () => {
    const rule = '{ from: received, within: { parameter: p }, done: told }';
    expect(codes(using(rule))).toEqual([]);
    expect(codes(using(rule, '2020-01-02'))).toEqual(['policy.parameter_starts_late']);
  });

  it('or when the rule does, if that is later', () => {
    const rule = '{ from: received, within: { parameter: p }, done: told, in-force: { from: 2024-01-01 } }';
    expect(codes(using(rule, '2024-01-01'))).toEqual([]);
    expect(codes(using(rule, '2024-01-02'))).toEqual(['policy.parameter_starts_late']);
  });

  it('are looked at through countings and through choices of the version too', () => {
    const late = usual('parameters.yaml').replace('2020-01-01', '2020-06-01');
    const rule = 'deadlines:\n  one: { from: received, within: 1 day, done: told, counting: order-121-days }\n';
    expect(codes(load({ 'parameters.yaml': late, 'example.yaml': policyHead + rule }))).toEqual([
      'policy.parameter_starts_late',
    ]);
    const chosen =
      'version-by: { parameter: p }\nparameters: { p: { options: [received, recieved], 2020-01-01: { value: received } } }\nfacts: { f: { moment: received } }\n';
    expect(codes(loadPolicy(chosen))).toEqual(['policy.unknown_moment']);
  });

  it('of a counting must say which days it rolls off', () => {
    const odd = 'holiday_scope: { 2020-01-01: { value: sundays } }\n';
    const rule = 'deadlines:\n  one: { from: received, within: 1 day, done: told, counting: order-121-days }\n';
    expect(codes(load({ 'parameters.yaml': odd, 'example.yaml': policyHead + rule }))).toEqual(['policy.not_a_roll']);
    expect(codes(load({ 'parameters.yaml': '', 'example.yaml': policyHead + rule }))).toEqual([
      'policy.unknown_parameter',
    ]);
  });
});
