import { describe, expect, it } from '@jest/globals';
import { codeAndPlace, load, policyHead, usualFiles } from '../../../test/support/policy-files.js';
import { codes } from '../../../test/support/policy-faults.js';

const house = policyHead.replace('cn.example', 'house').replace('rank: law', 'rank: house');
const rule =
  'deadlines: { handle: { from: received, within: 7 days, done: told } }\nrights: { r: { grants: [{ remedy: a }] } }\n';
const files = { 'house.yaml': house + rule, 'law.yaml': policyHead + rule };
const waiver = `waiver: flood
title: { en: Flood, zh: 水灾 }
rule: house#handle
scope: { condition: is-urgent }
reason: { en: The office was flooded., zh: 办公室进水。 }
from: 2026-03-01
through: 2026-03-31
`;

describe('a waiver', () => {
  it('is a file of its own and part of the set', () => {
    const { set } = load({ ...files, 'waivers/flood.yaml': waiver });
    expect(set?.waivers).toMatchObject([
      {
        id: 'flood',
        file: 'waivers/flood.yaml',
        title: { zh: '水灾' },
        rule: 'house#handle',
        scope: { document: { condition: 'is-urgent' } },
        from: 20513,
        through: 20543,
      },
    ]);
    expect(set?.digest).not.toBe(load(files).set?.digest);
  });

  it.each([
    ['rule: house#handle', 'rule: cn.example#handle', 'policy.waiver_of_law waivers/w.yaml:3:7 rule'],
    ['rule: house#handle', 'rule: house#handel', 'policy.unknown_rule waivers/w.yaml:3:7 rule'],
    ['rule: house#handle', 'rule: handle', 'policy.unknown_rule waivers/w.yaml:3:7 rule'],
    ['rule: house#handle', 'rule: house#r', 'policy.rule_of_wrong_kind waivers/w.yaml:3:7 rule'],
    ['is-urgent', 'is-urgetn', 'condition.unknown_condition waivers/w.yaml:4:21 scope.condition'],
    ['through: 2026-03-31', 'through: 2026-02-28', 'policy.through_before_from waivers/w.yaml:7:10 through'],
    ['through: 2026-03-31', 'through: 2026-02-30', 'policy.date_unknown waivers/w.yaml:7:10 through'],
    ['through: 2026-03-31\n', '', 'yaml.missing_key waivers/w.yaml:1:1 through'],
    ['through: 2026-03-31', 'through: 2026-03-31\ncolour: red', 'yaml.unknown_key waivers/w.yaml:8:1 colour'],
    [', zh: 办公室进水。', '', 'yaml.missing_key waivers/w.yaml:5:1 reason.zh'],
  ])('with %s → %s is refused', (from, to, expected) => {
    expect(load({ ...files, 'waivers/w.yaml': waiver.replace(from, to) }).faults.map(codeAndPlace)).toEqual([expected]);
  });

  it('has an id of its own', () => {
    const loaded = load({ ...files, 'waivers/a.yaml': waiver, 'waivers/b.yaml': waiver });
    expect(loaded.faults.map(codeAndPlace)).toEqual(['policy.waiver_twice waivers/b.yaml:1:9 waiver']);
  });
});

describe('what nobody has checked', () => {
  const listing = (list: string) =>
    load({ ...files, 'organisation.yaml': `${usualFiles['organisation.yaml']}use-unverified: [${list}]\n` });

  it('is used where the organisation lists the policy or the rule', () => {
    expect(listing('cn.example, house#handle').set?.organisation.useUnverified).toEqual(['cn.example', 'house#handle']);
  });

  it('must be there', () => {
    const { faults } = listing('cn.exampel, house#handel');
    expect(faults.map(codeAndPlace)).toEqual([
      'policy.unknown_policy organisation.yaml:7:18 use-unverified.0',
      'policy.unknown_policy organisation.yaml:7:30 use-unverified.1',
    ]);
    expect(faults[0]?.remedy.en).toContain('(cn.example?)');
  });
});

describe('vocabulary and parameters', () => {
  const body = 'parties: []\n';

  it('may be spread over files in any folder, and policies use all of them', () => {
    const loaded = load({
      'cn/food.vocabulary.yaml':
        'vocabulary:\n  events: { recalled: { data: [price, batch] } }\n  facts: { batch: { type: word } }\n  duties: [recall]\n  conditions: { big: { all: [{ fact: batch, operator: equal, value: x }, { condition: is-urgent }] } }\n',
      'cn/food.parameters.yaml': 'recall_limit: { 2020-01-01: { value: 24 hours } }\n',
      'cn/food.yaml': `${policyHead}deadlines: { r: { duty: recall, when: { condition: big }, from: recalled, within: { parameter: recall_limit }, done: told } }\n`,
    });
    expect(loaded.faults.map(codeAndPlace)).toEqual([]);
    expect([...(loaded.set?.vocabulary.duties ?? [])]).toEqual(['recall', 'answer']);
    expect(loaded.set?.parameters.has('recall_limit')).toBe(true);
  });

  it.each([
    ['events: { received: {} }\n', 'policy.name_used_twice'],
    ['facts: { price: { type: number } }\n', 'policy.name_used_twice'],
    ['duties: [answer]\n', 'policy.declared_twice'],
    [
      'conditions: { is-urgent: { all: [{ fact: urgency, operator: known, value: true }] } }\n',
      'policy.declared_twice',
    ],
  ])('%s may not be declared twice', (text, code) => {
    const [fault, ...more] = load({ ...files, 'z.vocabulary.yaml': text + body.replace('parties: []\n', '') }).faults;
    expect(more).toEqual([]);
    expect(fault?.code).toBe(code);
    expect(fault?.cause.en).toContain('vocabulary.yaml');
  });

  it('give instruments their titles by whatever name citations call them, once', () => {
    const instruments =
      'instruments: { 消费者权益保护法: { title: { en: Consumer Protection Law, zh: 消费者权益保护法 } } }\n';
    const { set, faults } = load({ ...files, 'a.vocabulary.yaml': instruments });
    expect(faults).toEqual([]);
    expect(set?.vocabulary.instruments?.get('消费者权益保护法')?.en).toBe('Consumer Protection Law');
    const twice = load({ ...files, 'a.vocabulary.yaml': instruments, 'b.vocabulary.yaml': instruments });
    expect(twice.faults.map(codeAndPlace)).toEqual([
      'policy.declared_twice b.vocabulary.yaml:1:16 instruments.消费者权益保护法',
    ]);
  });

  it('report a fault in the file that has it', () => {
    const loaded = load({
      ...files,
      'z.vocabulary.yaml': 'conditions: { c: { all: [{ fact: nothing, operator: known, value: true }] } }\n',
    });
    expect(loaded.faults.map(codeAndPlace)).toEqual([
      'condition.unknown_fact z.vocabulary.yaml:1:34 conditions.c.all.0.fact',
    ]);
    const twice = load({ ...files, 'z.parameters.yaml': 'holiday_scope: { 2020-01-01: { value: rest-days } }\n' });
    expect(codes(twice)).toEqual(['policy.name_used_twice']);
  });
});
