import { describe, expect, it } from '@jest/globals';
import {
  codeAndPlace,
  load,
  loadPolicy,
  theDeadline,
  thePolicy,
  usualFiles,
} from '../../../test/support/policy-files.js';
import { parseDay } from '../time/day.js';
import { loadPolicies } from './load-policies.js';

const event = (name: string) => ({ kind: 'event', event: name });

describe('a folder of policies', () => {
  it('loads with its organisation, vocabulary, parameters and calendars', () => {
    const { set, faults } = loadPolicy(
      'deadlines:\n  one: { from: received, within: 7 working days, done: accepted }\n',
    );
    expect(faults.map(codeAndPlace)).toEqual([]);
    expect(set?.organisation).toMatchObject({
      role: 'respondent',
      zone: 'Asia/Shanghai',
      calendar: 'cn',
      our: { our_complaint: true },
    });
    expect(set?.vocabulary.facts.get('urgency')).toEqual({
      id: 'urgency',
      type: 'word',
      title: { en: 'urgency', zh: 'urgency' },
      values: ['normal', 'urgent'],
      changes: true,
      personal: false,
    });
    expect(set?.vocabulary.facts.get('complainant_name')?.personal).toBe(true);
    expect([...(set?.vocabulary.events.keys() ?? [])]).toEqual(
      expect.arrayContaining(['received', 'facts-recorded', 'event-retracted']),
    );
    expect(set?.vocabulary.events.get('received')?.data).toEqual(['price']);
    expect(set?.parameters.get('holiday_scope')?.values).toEqual([
      { from: parseDay('2020-01-01'), value: 'arranged-breaks', why: 'a reading' },
    ]);
    expect([...(set?.calendars.keys() ?? [])].sort()).toEqual(['cn', 'uk']);
    expect([...(set?.conditions.keys() ?? [])]).toEqual(['is-urgent']);
  });

  it('assumes nothing of an organisation that has no file', () => {
    const { set } = load({ 'organisation.yaml': '' });
    expect(set?.organisation).toMatchObject({ role: undefined, our: {}, calendar: '', roles: [] });
  });

  it('takes a file for what its name and folder say', () => {
    const { set, faults } = load({
      'mappings/x.yaml': 'not: a policy',
      'schedules.yaml': 'schedules: {}',
      'cn/x.test.yaml': 'not: a policy',
      'notes.md': '# not a policy',
      'policy.schema.json': '{}',
      'cn/deep/one.yml':
        'policy: a\nsource: { instrument: X, rank: law }\nin-force: { from: 2020-01-01 }\nbinds: respondent\nfacts: { due_on: { moment: 3 days after received } }\n',
    });
    expect(faults.map(codeAndPlace)).toEqual([]);
    expect(set?.policies.map(({ id, file }) => [id, file])).toEqual([['a', 'cn/deep/one.yml']]);
  });

  it('accepts vocabulary and parameters under a key of their own name', () => {
    const indent = (text: string) => text.replaceAll(/^/gm, '  ');
    const { set, faults } = load({
      'vocabulary.yaml': `vocabulary:\n${indent(usualFiles['vocabulary.yaml'] ?? '')}`,
      'parameters.yaml': `parameters:\n${indent(usualFiles['parameters.yaml'] ?? '')}`,
    });
    expect(faults.map(codeAndPlace)).toEqual([]);
    expect(set?.vocabulary.facts.has('price')).toBe(true);
    expect(set?.parameters.has('holiday_scope')).toBe(true);
  });

  it('orders policies by id and then by their first day, whatever the order of files', () => {
    const version = (id: string, days: string) =>
      `policy: ${id}\nsource: { instrument: X, rank: law }\nin-force: ${days}\nbinds: respondent\nfacts: { f_${id}: { moment: 1 day after received } }\n`;
    const { set } = load({
      'a.yaml': version('z', '{ from: 2021-01-01 }'),
      'b.yaml': version('a', '{ from: 2020-06-01 }'),
      'c.yaml': version('z', '{ from: 2020-01-01, through: 2020-12-31 }'),
    });
    expect(set?.policies.map(({ file }) => file)).toEqual(['b.yaml', 'c.yaml', 'a.yaml']);
  });
});

describe('a policy', () => {
  it('falls back on ids for titles, on received for its version, on the organisation for its calendar', () => {
    const policy = thePolicy(
      load({
        'x.yaml':
          'policy: p\nsource: { instrument: { en: Act, zh: 法 }, rank: law, checked: 2026-11-21 }\nin-force: { from: 2020-01-01 }\nbinds: respondent\nrequirements:\n  r: { require: { condition: is-urgent } }\n',
      }),
    );
    expect(policy).toMatchObject({
      title: { en: 'p', zh: 'p' },
      status: 'checked',
      versionBy: event('received'),
      calendar: { kind: 'named', id: 'cn' },
      counting: undefined,
      source: { instrument: 'Act', instrumentText: { en: 'Act', zh: '法' }, rank: 'law', checked: '2026-11-21' },
      rules: [{ kind: 'requirement', id: 'r', ref: 'p#r', title: { en: 'r', zh: 'r' }, binds: 'respondent', line: 6 }],
    });
  });

  it('gives its rules what they do not say themselves', () => {
    const { rules } = thePolicy(
      loadPolicy(
        'status: unverified\ndeadlines:\n  a: { from: received, within: 1 day, done: told }\n  b: { from: received, within: 1 day, done: told, status: checked, binds: complainant, calendar: uk, counting: uk-plain }\n',
      ),
    );
    expect(rules).toMatchObject([
      { status: 'unverified', binds: 'respondent', clock: { calendar: { id: 'cn' }, counting: 'cn-day' } },
      { status: 'checked', binds: 'complainant', clock: { calendar: { id: 'uk' }, counting: 'uk-plain' } },
    ]);
  });

  it('keeps its rules in the order of the file', () => {
    const body =
      'requirements:\n  first: { require: { condition: is-urgent } }\ndeadlines:\n  second: { from: received, within: 1 day, done: told }\n';
    expect(thePolicy(loadPolicy(body)).rules.map(({ id }) => id)).toEqual(['first', 'second']);
  });

  it('chooses its version by a parameter whose readings are events, dates or the step itself', () => {
    const { versionBy } = thePolicy(
      loadPolicy(
        'version-by: { parameter: by }\nparameters:\n  by: { options: [received, delivered_on, step], 2020-01-01: { value: step } }\nfacts: { f: { moment: received } }\n',
      ),
    );
    expect(versionBy).toEqual({
      kind: 'parameter',
      name: 'by',
      options: new Map<string, unknown>([
        ['received', event('received')],
        ['delivered_on', { kind: 'fact', fact: 'delivered_on' }],
        ['step', { kind: 'step' }],
      ]),
    });
  });

  it('may have a parameter of the name of a shared one, and then reads its own', () => {
    const policy = thePolicy(
      loadPolicy(
        'parameters:\n  holiday_scope: { 2020-01-01: { value: 30 days } }\ndeadlines:\n  a: { from: received, within: { parameter: holiday_scope }, done: told }\n',
      ),
    );
    expect(policy.parameters.get('holiday_scope')?.values[0]?.value).toEqual({
      kind: 'duration',
      count: 30,
      unit: 'days',
    });
  });
});

describe('a moment', () => {
  it.each([
    ['accepted', event('accepted')],
    ['delivered_on', { kind: 'fact', fact: 'delivered_on' }],
    ['replied_at', { kind: 'fact', fact: 'replied_at' }],
    ['{ fact: delivered_on }', { kind: 'fact', fact: 'delivered_on' }],
    ['[accepted, refused]', { kind: 'first', of: [event('accepted'), event('refused')] }],
    [
      '{ latest: [[accepted, refused], told] }',
      { kind: 'latest', of: [{ kind: 'first', of: [event('accepted'), event('refused')] }, event('told')] },
    ],
    [
      '12 months after 14 days before accepted',
      {
        kind: 'offset',
        direction: 'after',
        by: { kind: 'duration', count: 12, unit: 'months' },
        base: {
          kind: 'offset',
          direction: 'before',
          by: { kind: 'duration', count: 14, unit: 'days' },
          base: event('accepted'),
        },
      },
    ],
    [
      '{ by: { fact: promised_period }, before: [told, delivered_on] }',
      {
        kind: 'offset',
        direction: 'before',
        by: { kind: 'fact', name: 'promised_period' },
        base: { kind: 'first', of: [event('told'), { kind: 'fact', fact: 'delivered_on' }] },
      },
    ],
  ])('reads %s', (text, moment) => {
    expect(theDeadline(`{ due: 1 day after received, done: ${text} }`).done).toEqual(moment);
  });

  it('reads the instant since which conditions hold', () => {
    const { done } = theDeadline('{ due: 1 day after received, done: { since: { condition: is-urgent } } }');
    expect(done.kind === 'since' && [...done.when.names]).toEqual(['urgency']);
  });

  it('names worked-out facts of any policy', () => {
    const { set } = load({
      'a.yaml':
        'policy: a\nsource: { instrument: X, rank: law }\nin-force: { from: 2020-01-01 }\nbinds: respondent\nfacts: { closes: { moment: 3 working days after received, counting: cn-close, cite: art. 1 } }\n',
      'b.yaml':
        'policy: b\nsource: { instrument: X, rank: law }\nin-force: { from: 2020-01-01 }\nbinds: respondent\ndeadlines: { d: { due: closes, done: told } }\n',
    });
    expect(set?.policies[0]?.facts.get('closes')).toMatchObject({ counting: 'cn-close', cite: ['art. 1'] });
    expect(set?.policies[1]?.rules[0]).toMatchObject({
      clock: { period: { kind: 'due', due: { kind: 'worked-out', name: 'closes' } } },
    });
  });
});

describe('a clock', () => {
  it('starts at the occurrence of a rule with each', () => {
    expect(theDeadline('{ each: [received, told], within: 4 weeks, done: told }')).toMatchObject({
      each: ['received', 'told'],
      clock: { period: { kind: 'within', from: { kind: 'occurrence' } } },
    });
  });

  it('has all its verbs', () => {
    const deadline = theDeadline(`
    from: received
    within: 30 days
    done: told
    warn: 5 days
    not-after: 90 days after received
    pauses: [{ from: appraisal-started, until: appraisal-ended, when: { condition: is-urgent }, at-most: 15 days, counted: both-days, cite: [art. 1, art. 2] }]
    extensions:
      - { when: { condition: is-urgent }, to: 45 days, cite: art. 3 }
      - { when: { condition: is-urgent }, to: 7 days after accepted }
      - { when: { condition: is-urgent }, to: { fact: promised_period } }
    restarts: reopened
    cancelled-by: [withdrawn, closed]
    consequence: { en: A fine, zh: 罚款 }
    breach: critical
    duty: answer`);
    expect(deadline).toMatchObject({
      warn: { count: 5, unit: 'days' },
      consequence: 'A fine',
      consequenceText: { en: 'A fine', zh: '罚款' },
      breach: 'critical',
      duty: 'answer',
      clock: {
        notAfter: { kind: 'offset', base: event('received') },
        pauses: [
          {
            from: event('appraisal-started'),
            until: event('appraisal-ended'),
            atMost: { count: 15 },
            counted: 'both-days',
            cite: ['art. 1', 'art. 2'],
          },
        ],
        extensions: [
          { to: { kind: 'duration', count: 45 }, cite: ['art. 3'] },
          { to: { kind: 'moment', moment: { kind: 'offset', base: event('accepted') } } },
          { to: { kind: 'fact', name: 'promised_period' } },
        ],
        restarts: ['reopened'],
        cancelledBy: { kind: 'first', of: [event('withdrawn'), event('closed')] },
      },
    });
  });

  it('may be due on a date that the complaint carries, without a period', () => {
    expect(theDeadline('{ due: delivered_on, done: told }').clock.period).toEqual({
      kind: 'due',
      due: { kind: 'fact', fact: 'delivered_on' },
    });
  });
});

describe('the digest of a set', () => {
  const files = Object.entries(usualFiles).map(([file, text]) => ({ file, text }));
  const digest = loadPolicies(files).set?.digest;
  const replaced = (name: string, change: (text: string) => string) =>
    loadPolicies(files.map(({ file, text }) => ({ file, text: file === name ? change(text) : text }))).set?.digest;

  it('does not depend on the order of files, on a byte order mark, or on files that judge nothing', () => {
    expect(digest).toMatch(/^[0-9a-f]{64}$/);
    expect(loadPolicies(files.toReversed()).set?.digest).toBe(digest);
    expect(replaced('vocabulary.yaml', (text) => `\uFEFF${text}`)).toBe(digest);
    expect(loadPolicies([...files, { file: 'mappings/a.yaml', text: 'x: y' }]).set?.digest).toBe(digest);
  });

  it.each(Object.keys(usualFiles))('changes with a character of %s', (name) => {
    expect(replaced(name, (text) => `${text}# more\n`)).not.toBe(digest);
  });

  it('changes with the name of a file', () => {
    const renamed = files.map(({ file, text }) => ({ file: file.replace('cn.yaml', 'zh.yaml'), text }));
    expect(loadPolicies(renamed).set?.digest).not.toBe(digest);
  });
});
