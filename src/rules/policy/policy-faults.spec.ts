import { describe, expect, it } from '@jest/globals';
import { codeAndPlace, load, loadPolicy, policyHead } from '../../../test/support/policy-files.js';
import { codes, usual } from '../../../test/support/policy-faults.js';

describe('a file with ten faults', () => {
  const { set, faults } = loadPolicy(`deadlines:
  a: { from: recieved, within: 60, done: accepted }
  b: { from: received, within: 7 business days, done: [], until: told }
  c: { from: received, within: 7 days, done: price, severity: major }
  d: { cite: 暂行办法 art. 7, 20, from: received, within: 7 days, done: told }
  e: { from: received, within: 7 days, done: told, when: { fact: price, operator: known, value: true } }
  f: { from: received, within: 7 days, warn: 7 days, done: told, colour: red }
rights: { r: { grants: [] } }
`);

  it('says all ten at once, each in its place', () => {
    expect(faults.map(codeAndPlace)).toEqual([
      'policy.unknown_moment example.yaml:8:14 deadlines.a.from',
      'policy.duration_without_unit example.yaml:8:32 deadlines.a.within',
      'policy.duration_unknown example.yaml:9:32 deadlines.b.within',
      'policy.empty_list example.yaml:9:55 deadlines.b.done',
      'policy.misread_word example.yaml:9:59 deadlines.b.until',
      'policy.not_a_moment example.yaml:10:46 deadlines.c.done',
      'policy.misread_word example.yaml:10:53 deadlines.c.severity',
      'yaml.null_value example.yaml:11:27',
      'condition.bare_leaf example.yaml:12:58 deadlines.e.when',
      'policy.warning_before_start example.yaml:13:46 deadlines.f.warn',
      'yaml.unknown_key example.yaml:13:66 deadlines.f.colour',
      'yaml.wrong_value example.yaml:14:24 rights.r.grants',
    ]);
    expect(set).toBeUndefined();
  });

  it('says each in both languages, with no blank left to fill', () => {
    for (const { cause, remedy } of faults)
      for (const text of [cause, remedy]) {
        expect(text.en + text.zh).not.toMatch(/\{(\w+)\}/);
        expect(text.zh).toMatch(/\p{Script=Han}/u);
      }
  });
});

describe('words that people write first', () => {
  it.each([
    [
      `effective: { from: 2020-01-01 }\n${policyHead.replace(/in-force.*\n/, '')}facts: { f: { moment: received } }\n`,
      'in-force',
    ],
    [`chosen-by: received\n${policyHead}facts: { f: { moment: received } }\n`, 'version-by'],
    [
      `${policyHead.replace('rank: law', 'rank: law, verified: 2026-01-01')}facts: { f: { moment: received } }\n`,
      'checked',
    ],
    [`${policyHead}deadlines: { a: { from: received, within: 1 day, until: told } }\n`, 'done'],
    [`${policyHead}deadlines: { a: { from: received, deadline: 1 day, due: delivered_on, done: told } }\n`, 'within'],
    [`${policyHead}deadlines: { a: { due: delivered_on, done: told, reset: [reopened] } }\n`, 'restarts'],
    [`${policyHead}deadlines: { a: { due: delivered_on, done: told, cancel: withdrawn } }\n`, 'cancelled-by'],
    [`${policyHead}deadlines: { a: { due: { earliest: [received] }, done: told } }\n`, '[a, b]'],
    [`${policyHead}deadlines: { a: { every: closed, due: delivered_on, done: told } }\n`, 'each'],
  ])('%s: told to write %s', (text, write) => {
    const faults = load({ 'x.yaml': text }).faults.filter(({ code }) => code === 'policy.misread_word');
    expect(faults.map(({ data }) => data['write'])).toEqual([write]);
  });
});

describe('facts worked out in a circle', () => {
  it('are refused with the way round', () => {
    const { faults } = loadPolicy(`facts:
  a: { moment: 1 day after b }
  b: { moment: { latest: [received, c] } }
  c: { moment: { since: { all: [{ fact: a, operator: before, value: { fact: told } }] } } }
  d: { moment: a }
`);
    expect(faults.map(({ code, data }) => [code, data['path']])).toEqual([['policy.cycle', 'a → b → c → a']]);
  });

  it('are found through named conditions', () => {
    const vocabulary = `${usual('vocabulary.yaml')}  early: { all: [{ fact: told, operator: before, value: { fact: f } }] }\n`;
    const body = `${policyHead}facts: { f: { moment: { since: { condition: early } } } }\n`;
    expect(codes(load({ 'vocabulary.yaml': vocabulary, 'example.yaml': body }))).toEqual(['policy.cycle']);
  });

  it('and conditions that refer to themselves are refused too', () => {
    const vocabulary = `${usual('vocabulary.yaml')}  a: { condition: b }\n  b: { condition: a }\n`;
    const loaded = load({ 'vocabulary.yaml': vocabulary });
    expect(new Set(codes(loaded))).toEqual(new Set(['condition.cycle']));
  });
});

describe('policies themselves', () => {
  it.each([
    ['a policy that asks for nothing', policyHead, ['policy.no_rules']],
    [
      'a file that is no policy',
      'shopping: [milk]\n',
      ['yaml.missing_key', 'yaml.missing_key', 'yaml.missing_key', 'yaml.unknown_key'],
    ],
    ['a policy of comments only', '# nothing yet\n', ['yaml.empty']],
    ['an empty file', ' ', ['yaml.empty']],
    ['a list', '- a\n- b\n', ['yaml.wrong_type']],
    ['two documents', `${policyHead}facts: { f: { moment: received } }\n---\na: 1\n`, ['yaml.several_documents']],
    [
      'an unknown rank',
      `${policyHead.replace('rank: law', 'rank: custom')}facts: { f: { moment: received } }\n`,
      ['yaml.wrong_value'],
    ],
    [
      'a title in one language',
      `title: { en: A }\n${policyHead}facts: { f: { moment: received } }\n`,
      ['yaml.missing_key'],
    ],
    ['a fact that is not worked out', `${policyHead}facts: { f: { cite: art. 1 } }\n`, ['policy.fact_without_moment']],
    [
      'a requirement without its condition',
      `${policyHead}requirements: { r: { cite: art. 1 } }\n`,
      ['policy.conditions_missing'],
    ],
  ])('%s', (_, text, expected) => {
    expect(codes(load({ 'x.yaml': text }))).toEqual(expected);
  });

  it('need a calendar, their own or that of the organisation', () => {
    const text = `${policyHead.replace('calendar: cn\ncounting: cn-day\n', '')}facts: { f: { moment: received } }\n`;
    expect(codes(load({ 'x.yaml': text, 'organisation.yaml': '' }))).toEqual(['policy.calendar_missing']);
  });

  it('cite sections as they are written', () => {
    const { set } = loadPolicy(
      'deadlines:\n  one: { from: received, within: 1 day, done: told, cite: 8.10 }\n  two: { from: received, within: 1 day, done: told, cite: [8.10, 9] }\n',
    );
    expect(set?.policies[0]?.rules.map(({ cite }) => cite)).toEqual([['8.10'], ['8.10', '9']]);
  });
});

describe('a date that would tell a personal fact', () => {
  const vocabulary = usual('vocabulary.yaml').replace(
    'facts:\n',
    'facts:\n  born_on: { type: date, personal: true }\n  seen_at: { type: instant, personal: true }\n' +
      '  stay: { type: duration, personal: true }\n  respondent_calendar: { type: word, personal: true }\n',
  );
  const loadWith = (body: string) => load({ 'vocabulary.yaml': vocabulary, 'example.yaml': policyHead + body });
  const rule = (keys: string) => loadWith(`deadlines:\n  one: { ${keys} }\n`);

  it.each([
    ['due: { fact: born_on }, done: told', 'due.fact'],
    ['due: 30 days after born_on, done: told', 'due'],
    ['due: { by: 30 days, before: born_on }, done: told', 'due.before'],
    ['from: seen_at, within: 1 day, done: told', 'from'],
    ['from: [received, born_on], within: 1 day, done: told', 'from.1'],
    ['from: { latest: [received, seen_at] }, within: 1 day, done: told', 'from.latest.1'],
    ['from: received, within: { fact: stay }, done: told', 'within.fact'],
    ['due: { by: { fact: stay }, after: received }, done: told', 'due.by.fact'],
    ['from: received, within: 1 day, done: born_on', 'done'],
    ['from: received, within: 1 day, done: told, not-after: born_on', 'not-after'],
    ['from: received, within: 1 day, done: told, cancelled-by: seen_at', 'cancelled-by'],
    ['from: received, within: 1 day, done: told, version-by: born_on', 'version-by'],
    ['from: received, within: 1 day, done: told, pauses: [{ from: born_on, until: told }]', 'pauses.0.from'],
    ['from: received, within: 1 day, done: told, pauses: [{ from: refused, until: seen_at }]', 'pauses.0.until'],
    ['from: received, within: 1 day, done: told, calendar: { of: respondent, or: cn }', 'calendar.of'],
  ])('is refused: %s', (keys, path) => {
    expect(rule(keys).faults.map(({ code, place }) => [code, place?.path])).toEqual([
      ['policy.personal_moment', `deadlines.one.${path}`],
    ]);
  });

  it.each([
    ['facts: { known_from: { moment: born_on } }\n', 'facts.known_from.moment'],
    ['version-by: born_on\ndeadlines: { one: { from: received, within: 1 day, done: told } }\n', 'version-by'],
  ])('is refused of a whole policy: %s', (body, path) => {
    expect(loadWith(body).faults.map(({ code, place }) => [code, place?.path])).toEqual([
      ['policy.personal_moment', path],
    ]);
  });

  it('is refused through a parameter that names the fact', () => {
    const { faults } = loadWith(
      'parameters: { start: { 2020-01-01: { value: born_on } } }\n' +
        'deadlines: { one: { from: { parameter: start }, within: 1 day, done: told } }\n',
    );
    expect(faults.map(({ code, place }) => [code, place?.path])).toEqual([
      ['policy.personal_moment', 'deadlines.one.from.parameter'],
    ]);
  });

  it('is not what a condition gives: only an outcome comes of it', () => {
    const conditions = '{ all: [{ fact: born_on, operator: before, value: { fact: delivered_on } }] }';
    expect(codes(rule(`from: received, within: 1 day, done: told, when: ${conditions}`))).toEqual([]);
    expect(codes(rule(`from: received, within: 1 day, done: { since: ${conditions} }`))).toEqual([]);
  });
});
