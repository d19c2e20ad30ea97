import { describe, expect, it } from '@jest/globals';
import { codeAndPlace, load, loadPolicy, policyHead, usualFiles } from '../../../test/support/policy-files.js';
import { describe as show } from '../../errors.js';

const codes = ({ faults }: ReturnType<typeof load>) => faults.map(({ code }) => code);
const shown = ({ faults }: ReturnType<typeof load>) => faults.map((fault) => show(fault, 'en')).join('\n');
const deadline = (keys: string) => loadPolicy(`deadlines:\n  one: ${keys}\n`);
const usual = (file: string) => usualFiles[file] ?? '';

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
      'policy.not_yet_supported example.yaml:14:1 rights',
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

describe('the unit of a duration', () => {
  it('is asked for in these words', () => {
    expect(shown(deadline('{ from: received, within: 60, done: told }'))).toBe(
      'example.yaml:8:34  deadlines.one.within\n' +
        '  "60" has no unit. Write "60 days" (calendar days) or "60 working days".  [policy.duration_without_unit]',
    );
  });

  it.each([
    ['"60"', 'policy.duration_without_unit', '60 working days'],
    ['7 business days', 'policy.duration_unknown', '(7 working days?)'],
    ['7 wroking days', 'policy.duration_unknown', '(7 working days?)'],
    ['7个工作日', 'policy.duration_unknown', '(7 working days?)'],
    ['7.5', 'policy.duration_unknown', 'whole number'],
    ['-3 days', 'policy.duration_unknown', 'whole number'],
    ['soon', 'policy.duration_unknown', 'whole number'],
    ['9999 years', 'policy.duration_unknown', '200 years'],
    ['9 days after received', 'policy.duration_unknown', 'whole number'],
  ])('of %s: %s', (text, code, remedy) => {
    const loaded = deadline(`{ from: received, within: ${text}, done: told }`);
    expect(codes(loaded)).toEqual([code]);
    expect(shown(loaded)).toContain(remedy);
  });
});

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

describe('names of the wrong kind for their place', () => {
  it.each([
    ['{ from: price, within: 1 day, done: told }', 'policy.not_a_moment'],
    ['{ from: holiday_scope, within: 1 day, done: told }', 'policy.moment_is_parameter'],
    ['{ from: 2026-01-01, within: 1 day, done: told }', 'policy.moment_is_date'],
    ['{ from: 3 days, within: 1 day, done: told }', 'policy.moment_is_duration'],
    ['{ from: received, within: { fact: delivered_on }, done: told }', 'policy.not_a_duration'],
    ['{ from: received, within: { parameter: holiday_scope }, done: told }', 'policy.not_a_duration'],
    [
      '{ from: received, within: { fact: promised_period, parameter: holiday_scope }, done: told }',
      'policy.duration_form',
    ],
    ['{ from: step, within: 1 day, done: told }', 'policy.unknown_moment'],
  ])('%s is %s', (keys, code) => {
    expect(codes(deadline(keys))).toEqual([code]);
  });
});

describe('a clock', () => {
  it.each([
    ['{ within: 1 day, done: told }', 'policy.clock_without_start'],
    ['{ from: received, done: told }', 'policy.clock_without_period'],
    ['{ done: told }', 'policy.clock_without_period'],
    ['{ due: delivered_on, done: told, restarts: [reopened] }', 'policy.due_has_no_period'],
    ['{ from: received, within: 1 day }', 'yaml.missing_key'],
    ['{ due: delivered_on, within: 1 day, done: told }', 'policy.clock_with_both'],
    ['{ due: delivered_on, from: received, done: told }', 'policy.clock_with_both'],
    ['{ from: received, within: 1 day, done: { latest: [] } }', 'policy.empty_list'],
    [
      '{ from: received, within: 1 day, done: { latest: [told], since: { condition: is-urgent } } }',
      'policy.moment_form',
    ],
    ['{ from: received, within: 1 day, done: { by: 1 day } }', 'policy.moment_form'],
    ['{ from: received, within: 1 day, done: {} }', 'policy.moment_form'],
    ['{ from: received, within: 1 day, done: after received }', 'policy.moment_form'],
    ['{ from: received, within: 1 day, done: { ltest: [told] } }', 'yaml.unknown_key'],
    [
      '{ from: received, within: 1 day, done: told, pauses: [{ from: appraisal-started }] }',
      'policy.pause_without_until',
    ],
    [
      '{ from: received, within: 1 day, done: told, pauses: [{ from: appraisal-started, till: appraisal-ended, until: appraisal-ended }] }',
      'yaml.unknown_key',
    ],
    ['{ from: received, within: 30 days, done: told, extensions: [{ to: 45 days }] }', 'policy.conditions_missing'],
    [
      '{ from: received, within: 30 days, done: told, extensions: [{ when: { condition: is-urgent }, to: 15 days }] }',
      'policy.extension_shortens',
    ],
    [
      '{ from: received, within: 2 months, done: told, extensions: [{ when: { condition: is-urgent }, to: 30 days }] }',
      'policy.extension_shortens',
    ],
    [
      '{ from: received, within: 30 days, done: told, extensions: [{ when: { condition: is-urgent }, by: 15 days, to: 45 days }] }',
      'policy.misread_word',
    ],
    [
      '{ from: received, within: 30 days, done: told, extensions: [{ when: { condition: is-urgent }, to: 45 }] }',
      'policy.duration_without_unit',
    ],
    ['{ from: received, within: 2 working hours, done: told, calendar: uk }', 'calendar.no_hours'],
  ])('%s has the fault %s', (keys, code) => {
    expect(codes(deadline(keys))).toEqual([code]);
  });

  it.each([
    ['{ from: { first: [{ is: received }] }, within: 1 day, done: told }', 'first'],
    ['{ from: received, within: { first: [{ is: 1 day }] }, done: told }', 'first'],
    ['{ from: { due: x }, within: 1 day, done: told }', 'due'],
    ['{ from: [received, { overdue: x }], within: 1 day, done: told }', 'overdue'],
    ['{ from: received, within: 1 day, done: told, claim: c }', 'claim'],
    ['{ from: received, within: 1 day, done: told, yields-to: [c] }', 'yields-to'],
  ])('%s is refused, not ignored, for %s', (keys, what) => {
    const { faults } = deadline(keys);
    expect(faults.map(({ code, data }) => [code, data['what']])).toEqual([['policy.not_yet_supported', what]]);
  });
});

describe('parts of the language that come later', () => {
  it.each(['rights', 'retention', 'intake', 'authority', 'escalations', 'judgement-needed', 'indicators', 'yields-to'])(
    '%s is refused at its key',
    (key) => {
      const { faults } = loadPolicy(`facts: { f: { moment: received } }\n${key}: { a: { b: c } }\n`);
      expect(faults.map(codeAndPlace)).toEqual([`policy.not_yet_supported example.yaml:8:1 ${key}`]);
    },
  );

  it.each(['count: closed', 'first: []', 'time: { from: a }', 'from: register', 'sum: []', 'total: price'])(
    'a fact by %s is refused',
    (how) => {
      expect(codes(loadPolicy(`facts:\n  f: { ${how} }\n`))).toEqual(['policy.not_yet_supported']);
    },
  );

  it('the state of another rule is refused in a condition', () => {
    const loaded = loadPolicy(
      'requirements:\n  r: { require: { all: [{ fact: state, params: { rule: a }, operator: in, value: [overdue] }] } }\n',
    );
    expect(codes(loaded)).toEqual(['condition.not_yet_supported']);
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

describe('policies themselves', () => {
  it.each([
    ['a policy that asks for nothing', policyHead, ['policy.no_rules']],
    [
      'a file that is no policy',
      'shopping: [milk]\n',
      ['yaml.missing_key', 'yaml.missing_key', 'yaml.missing_key', 'yaml.missing_key', 'yaml.unknown_key'],
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
