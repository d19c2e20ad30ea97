import { describe, expect, it } from '@jest/globals';
import { loadPolicy, thePolicy } from '../../../test/support/policy-files.js';
import { codeAndPath } from '../../../test/support/policy-faults.js';

const urgent = '{ condition: is-urgent }';
const deadline = 'deadlines: { handle: { from: received, within: 7 days, warn: 1 day, done: closed } }\n';
const refused = (body: string) => loadPolicy(`${body}\n`).faults.map(codeAndPath);

describe('retention', () => {
  const term = (keys: string) => thePolicy(loadPolicy(`retention: { file: ${keys} }\n`)).retention[0];

  it('keeps records for a time and lets them go after a time', () => {
    expect(
      term(
        `{ records: complaint, from: closed, at-least: { first: [{ when: ${urgent}, is: 5 years }, { is: 3 years }] }, at-most: 6 years, grace: 30 days, restarts: [reopened], counting: cn-close, then: destroy, cite: art. 1 }`,
      ),
    ).toMatchObject({
      kind: 'retention',
      ref: 'cn.example#file',
      records: 'complaint',
      from: { event: 'closed' },
      atLeast: { kind: 'table' },
      atMost: { count: 6, unit: 'years' },
      grace: { count: 30 },
      then: 'destroy',
      counting: 'cn-close',
      restarts: ['reopened'],
      calendar: { id: 'cn' },
    });
  });

  it.each([
    ['{ records: a, from: closed, then: review }', 'policy.retention_without_period retention.file'],
    ['{ records: a, at-least: 3 years, then: review }', 'policy.retention_without_start retention.file'],
    [
      '{ records: a, from: closed, at-least: 3 years, at-most: 2 years, then: review }',
      'policy.retention_contradicts retention.file.at-most',
    ],
    [
      '{ records: a, from: closed, at-least: 3 years, grace: 3 days, then: review }',
      'policy.key_out_of_place retention.file.grace',
    ],
    ['{ records: a, from: closed, at-least: 3, then: review }', 'policy.duration_without_unit retention.file.at-least'],
    [
      '{ records: a, from: closed, minimum: 3 years, at-most: 6 years, then: review }',
      'policy.misread_word retention.file.minimum',
    ],
    ['{ records: a, from: closed, at-least: 3 years }', 'yaml.missing_key retention.file.then'],
    ['{ records: a b, from: closed, at-least: 3 years, then: review }', 'policy.name_malformed retention.file.records'],
  ])('%s is refused', (keys, expected) => {
    expect(refused(`retention: { file: ${keys} }`)).toEqual([expected]);
  });
});

describe('an escalation', () => {
  const escalation = (keys: string) => thePolicy(loadPolicy(`${deadline}escalations: { e: ${keys} }\n`)).escalations[0];

  it('follows a clock through its levels', () => {
    expect(
      escalation(
        '{ for: handle, at: overdue, to: team-lead, acknowledge-within: 1 working hour, otherwise: { to: [team-lead], acknowledge-within: { fact: promised_period }, otherwise: { to: team-lead } } }',
      ),
    ).toMatchObject({
      kind: 'escalation',
      trigger: { kind: 'clock', rule: 'cn.example#handle', at: { kind: 'overdue' } },
      levels: [
        { to: ['team-lead'], acknowledgeWithin: { count: 1 } },
        { to: ['team-lead'], acknowledgeWithin: { kind: 'fact' } },
        { to: ['team-lead'], acknowledgeWithin: undefined },
      ],
    });
  });

  it.each([
    ['warn', { kind: 'warn' }],
    ['24 hours before due', { kind: 'offset', direction: 'before', by: { count: 24, unit: 'hours' } }],
    ['2 working days after due', { kind: 'offset', direction: 'after', by: { unit: 'working days' } }],
    ['{ by: { fact: promised_period }, before: due }', { kind: 'offset', direction: 'before', by: { kind: 'fact' } }],
  ])('starts at %s', (at, expected) => {
    expect(escalation(`{ for: handle, at: ${at}, to: team-lead }`)).toMatchObject({ trigger: { at: expected } });
  });

  it('starts on conditions, which are not what it applies to', () => {
    expect(escalation(`{ when: ${urgent}, to: team-lead }`)).toMatchObject({
      when: undefined,
      trigger: { kind: 'conditions', when: { document: { condition: 'is-urgent' } } },
    });
  });

  it.each([
    ['{ to: team-lead }', 'policy.escalation_trigger escalations.e'],
    [`{ for: handle, when: ${urgent}, at: warn, to: team-lead }`, 'policy.escalation_trigger escalations.e'],
    ['{ for: handle, to: team-lead }', 'policy.key_missing escalations.e'],
    [`{ when: ${urgent}, at: warn, to: team-lead }`, 'policy.key_out_of_place escalations.e.at'],
    ['{ for: handel, at: warn, to: team-lead }', 'policy.unknown_rule escalations.e.for'],
    ['{ for: handle, at: soon, to: team-lead }', 'policy.escalation_time escalations.e.at'],
    ['{ for: handle, at: 4 before due, to: team-lead }', 'policy.duration_without_unit escalations.e.at'],
    ['{ for: handle, at: overdue, to: team-laed }', 'policy.unknown_role escalations.e.to'],
    ['{ for: handle, at: overdue, to: [] }', 'policy.empty_list escalations.e.to'],
    [
      '{ for: handle, at: overdue, to: team-lead, otherwise: { to: team-lead } }',
      'policy.escalation_unreachable escalations.e.otherwise',
    ],
    ['{ on: handle, at: overdue, to: team-lead, for: handle }', 'policy.misread_word escalations.e.on'],
  ])('%s is refused', (keys, expected) => {
    expect(refused(`${deadline}escalations: { e: ${keys} }`)).toContain(expected);
  });

  it('waits for no warning that never comes', () => {
    const silent = 'deadlines: { handle: { from: received, within: 7 days, done: closed } }\n';
    expect(refused(`${silent}escalations: { e: { for: handle, at: warn, to: team-lead } }`)).toEqual([
      'policy.escalation_without_warning escalations.e.at',
    ]);
  });
});

describe('the intake', () => {
  it('makes a deadline of each required fact that has a period, and a requirement of each that has none', () => {
    const { rules } = thePolicy(
      loadPolicy(
        `intake:\n  required:\n    - { facts: [price, complainant_name], from: told, within: 24 hours, warn: 2 hours, ask: complainant, cite: H-02 }\n    - { facts: urgency, when: ${urgent} }\n`,
      ),
    );
    expect(rules).toMatchObject([
      {
        kind: 'deadline',
        id: 'intake.price',
        ref: 'cn.example#intake.price',
        line: 9,
        cite: ['H-02'],
        clock: { period: { from: { event: 'told' }, within: { count: 24, unit: 'hours' } } },
        done: { kind: 'since', when: { document: { all: [{ fact: 'price', operator: 'known', value: true }] } } },
        warn: { count: 2 },
        intake: { fact: 'price', ask: 'complainant' },
      },
      { kind: 'deadline', id: 'intake.complainant_name' },
      {
        kind: 'requirement',
        id: 'intake.urgency',
        when: { document: { condition: 'is-urgent' } },
        require: { document: { all: [{ fact: 'urgency', operator: 'known', value: true }] } },
        intake: { fact: 'urgency', ask: undefined },
      },
    ]);
    for (const { title } of rules) expect(title.zh).toMatch(/\p{Script=Han}/u);
  });

  it('names the fact in a title that several share', () => {
    const title = 'title: { en: Taken at receipt, zh: 接收时登记 }';
    const titlesOf = (row: string): unknown[] =>
      thePolicy(loadPolicy(`intake: { required: [{ ${row} }] }\n`)).rules.map((rule) => rule.title);
    const [price, name, ...others] = titlesOf(`facts: [price, complainant_name], ${title}`);
    expect(others).toEqual([]);
    for (const each of [price, name])
      expect(each).toEqual({
        en: expect.stringMatching(/^Taken at receipt: ./),
        zh: expect.stringMatching(/^接收时登记：./u),
      });
    expect(price).not.toEqual(name);
    expect(titlesOf(`facts: price, ${title}`)).toEqual([{ en: 'Taken at receipt', zh: '接收时登记' }]);
  });

  it('asks from the receipt on, unless it says otherwise', () => {
    const [rule] = thePolicy(loadPolicy('intake: { required: [{ facts: price, within: 1 day }] }\n')).rules;
    expect(rule).toMatchObject({ clock: { period: { from: { event: 'received' } } } });
  });

  it('sets facts of the catalogue by tables', () => {
    const { facts } = thePolicy(
      loadPolicy(
        `intake: { sets: { urgency: { first: [{ when: { all: [{ fact: price, operator: greaterThan, value: 5 CNY }] }, is: urgent, cite: H-04 }, { is: normal }] } } }\n`,
      ),
    );
    expect(facts.get('urgency')).toMatchObject({
      sets: true,
      type: 'word',
      form: { kind: 'value', value: { kind: 'table', rows: [{ is: { value: 'urgent' }, cite: ['H-04'] }, {}] } },
    });
  });

  it.each([
    ['required: [{ facts: [] }]', 'policy.empty_list intake.required.0.facts'],
    ['required: [{ facts: pirce }]', 'policy.unknown_fact intake.required.0.facts'],
    ['required: [{ facts: price, ask: nobody }]', 'policy.unknown_party intake.required.0.ask'],
    ['required: [{ facts: price, from: received }]', 'policy.key_out_of_place intake.required.0.from'],
    ['required: [{ facts: price, within: 24 }]', 'policy.duration_without_unit intake.required.0.within'],
    ['required: [{ facts: [price, price] }]', 'policy.rule_twice intake.required.0.facts.1'],
    ['sets: { severity: { first: [{ is: high }] } }', 'policy.unknown_fact intake.sets.severity'],
    ['sets: { urgency: { first: [{ is: hgih }] } }', 'fact.word_not_listed intake.sets.urgency.first.0.is'],
    ['sets: { urgency: { cite: art. 1 } }', 'policy.fact_without_moment intake.sets.urgency'],
    ['sets: { price: { sum: [5, 6] } }', 'policy.value_of_wrong_type intake.sets.price.sum'],
    ['asks: [price]', 'yaml.unknown_key intake.asks'],
  ])('%s is refused', (body, expected) => {
    expect(refused(`intake: { ${body} }`)).toEqual([expected]);
  });
});

describe('authority', () => {
  it('limits roles in the order of the file', () => {
    const { authority } = thePolicy(
      loadPolicy('authority: { team-lead: { up-to: 200 CNY, remedies: [refund, voucher], cite: H-23 } }\n'),
    );
    expect(authority).toEqual([
      {
        role: 'team-lead',
        line: 7,
        upTo: { kind: 'literal', value: { kind: 'money', amount: '200', currency: 'CNY' } },
        remedies: ['refund', 'voucher'],
        then: undefined,
        cite: ['H-23'],
      },
    ]);
    expect(thePolicy(loadPolicy('authority: { team-lead: { up-to: any } }\n')).authority[0]?.upTo).toBe('any');
  });

  it.each([
    ['{ nobody: { up-to: any } }', 'policy.unknown_role authority.nobody'],
    ['{ team-lead: { up-to: 200 } }', 'fact.not_money authority.team-lead.up-to'],
    ['{ team-lead: { up-to: 200 CNY, then: team-lead } }', 'policy.authority_of_itself authority.team-lead.then'],
    ['{ team-lead: { remedies: [a] } }', 'yaml.missing_key authority.team-lead.up-to'],
    ['{ team-lead: { up-to: any, remedies: [] } }', 'policy.empty_list authority.team-lead.remedies'],
  ])('%s is refused', (authority, expected) => {
    expect(refused(`authority: ${authority}`)).toEqual([expected]);
  });
});
