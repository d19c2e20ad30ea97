import { describe, expect, it } from '@jest/globals';
import { codeAndPlace, load, loadPolicy, policyHead, thePolicy } from '../../../test/support/policy-files.js';
import { codeAndPath, codes } from '../../../test/support/policy-faults.js';

const one = (keys: string) => `deadlines:\n  one: { from: received, within: 7 days, done: told }\n  two: { ${keys} }\n`;
const state = (rule: string) => `{ all: [{ fact: state, params: { rule: ${rule} }, operator: in, value: [overdue] }] }`;
const paths = (loaded: ReturnType<typeof load>) => loaded.faults.map(({ data }) => String(data['path']));

describe('a rule that another names', () => {
  it('may be written by its id in its own policy, and is known by both afterwards', () => {
    for (const name of ['one', 'cn.example#one']) {
      const [, two] = thePolicy(
        loadPolicy(
          one(`due: { due: ${name} }, done: told, yields-to: [${name}, cn.example]`).replace(', cn.example]', ']'),
        ),
      ).rules;
      expect(two).toMatchObject({
        clock: { period: { due: { kind: 'rule-due', rule: 'cn.example#one', overdue: false } } },
        yieldsTo: ['cn.example#one'],
      });
    }
  });

  it('may stand in another policy, be a right, or be asked for its state', () => {
    const other = `${policyHead.replace('cn.example', 'other')}yields-to: cn.example#right\nfacts: { f: { moment: { due: cn.example#right } } }\nrequirements: { r: { when: ${state('cn.example#one')}, require: { condition: is-urgent } } }\n`;
    const loaded = load({
      'a.yaml': `${policyHead}${one('from: [received, { overdue: one }], within: 1 day, done: told')}rights: { right: { window: { from: received, within: 7 days }, grants: [{ remedy: refund }] } }\n`,
      'b.yaml': other,
    });
    expect(loaded.faults.map(codeAndPlace)).toEqual([]);
    expect(loaded.set?.policies[1]?.yieldsTo).toEqual(['cn.example#right']);
  });

  it.each([
    ['due: { due: onee }, done: told', 'policy.unknown_rule deadlines.two.due.due', '(one?)'],
    ['due: { due: cn.exmaple#one }, done: told', 'policy.unknown_rule deadlines.two.due.due', '(cn.example#one?)'],
    ['from: { overdue: f }, within: 1 day, done: told', 'policy.unknown_rule deadlines.two.from.overdue', ''],
    [
      'due: received, done: told, yields-to: [cn.exampel]',
      'policy.unknown_policy deadlines.two.yields-to.0',
      '(cn.example?)',
    ],
    ['due: received, done: told, yields-to: []', 'policy.empty_list deadlines.two.yields-to', ''],
    [
      `due: received, done: told, when: ${state('onee')}`,
      'condition.unknown_rule deadlines.two.when.all.0.params.rule',
      '(one?)',
    ],
  ])('%s is refused, with the nearest name', (keys, expected, hint) => {
    const [fault, ...more] = loadPolicy(one(keys)).faults;
    expect(more).toEqual([]);
    expect(fault && codeAndPath(fault)).toBe(expected);
    expect(fault?.remedy.en).toContain(hint);
  });

  it('must have what is asked of it: only duties run out, requirements are never due', () => {
    const requirement = 'requirements: { r: { require: { condition: is-urgent } } }\n';
    expect(loadPolicy(`${one('due: { due: r }, done: told')}${requirement}`).faults.map(codeAndPath)).toEqual([
      'policy.rule_of_wrong_kind deadlines.two.due.due',
    ]);
    const right = 'rights: { r: { window: { from: received, within: 7 days }, grants: [{ remedy: a }] } }\n';
    expect(codes(loadPolicy(`${one('due: { due: r }, done: told')}${right}`))).toEqual([]);
    expect(codes(loadPolicy(`${one('due: { overdue: r }, done: told')}${right}`))).toEqual([
      'policy.rule_of_wrong_kind',
    ]);
  });

  it('is not looked for where a file could not be read', () => {
    const loaded = load({
      'a.yaml': `${policyHead}${one('due: { due: other#x }, done: told')}`,
      'b.yaml': 'policy: [',
    });
    expect(codes(loaded)).not.toContain('policy.unknown_rule');
  });

  it('has one id in all sections of its policy', () => {
    const body = `${one('due: received, done: told')}rights: { one: { grants: [{ remedy: a }] } }\nstatements: { two: { each: told, said-by: { en: [a], zh: [b] } } }\nindicators: { one: { of: complaints, dated-by: received, measure: count, period: year } }\n`;
    expect(loadPolicy(body).faults.map(codeAndPath)).toEqual([
      'policy.rule_twice rights.one',
      'policy.rule_twice statements.two',
      'policy.rule_twice indicators.one',
    ]);
  });
});

describe('what depends on itself', () => {
  it.each([
    [
      'a fact, through a table',
      'facts: { a: { first: [{ is: { fact: b } }] }, b: { sum: [{ fact: a }, 1] } }\n',
      'a → b → a',
    ],
    [
      'a fact, through the conditions of a row',
      'facts: { a: { first: [{ when: { all: [{ fact: a, operator: equal, value: 1 }] }, is: 1 }] } }\n',
      'a → a',
    ],
    [
      'a due date',
      'deadlines: { a: { due: { due: b }, done: told }, b: { due: 1 day after received, not-after: { overdue: a }, done: told } }\n',
      'cn.example#a → cn.example#b → cn.example#a',
    ],
    [
      'a due date, through a fact',
      'facts: { f: { moment: { due: a } } }\ndeadlines: { a: { due: 1 day after f, done: told } }\n',
      'f → cn.example#a → f',
    ],
    [
      'a state',
      `deadlines: { a: { due: received, done: told, when: ${state('a')} } }\n`,
      'cn.example#a → cn.example#a',
    ],
    [
      'a state, through where its policy applies',
      `applies: ${state('a')}\ndeadlines: { a: { due: received, done: told } }\n`,
      'cn.example → cn.example#a → cn.example',
    ],
    [
      'the window of a right',
      'facts: { f: { moment: { due: r } } }\nrights: { r: { window: { from: received, within: 1 year, not-after: f }, grants: [{ remedy: a }] } }\n',
      'f → cn.example#r → f',
    ],
    [
      'a duration',
      'facts: { f: { first: [{ when: { all: [{ fact: g, operator: known, value: true }] }, is: 7 days }] }, g: { moment: { by: { fact: f }, after: received } } }\n',
      'f → g → f',
    ],
    [
      'a fact that is set',
      'intake: { sets: { urgency: { first: [{ when: { condition: is-urgent }, is: urgent }, { is: normal }] } } }\n',
      'urgency → urgency',
    ],
    [
      'rules that give way to each other',
      'deadlines: { a: { due: received, done: told, yields-to: b }, b: { due: received, done: told, yields-to: a } }\n',
      'cn.example#a → cn.example#b → cn.example#a',
    ],
    [
      'a policy that gives way to its own rule',
      'yields-to: a\ndeadlines: { a: { due: received, done: told } }\n',
      'cn.example → cn.example#a → cn.example',
    ],
  ])('%s is refused with the way round', (_, body, path) => {
    const loaded = loadPolicy(body);
    expect(codes(loaded)).toEqual(['policy.cycle']);
    expect(paths(loaded)).toEqual([path]);
  });

  it('is found across policies', () => {
    const loaded = load({
      'a.yaml': `${policyHead}yields-to: other\nfacts: { f: { moment: received } }\n`,
      'b.yaml': `${policyHead.replace('cn.example', 'other')}yields-to: cn.example\nfacts: { g: { moment: received } }\n`,
    });
    expect(loaded.faults.map(codeAndPlace)).toEqual(['policy.cycle a.yaml:1:1 policy']);
    expect(paths(loaded)).toEqual(['cn.example → other → cn.example']);
  });

  it('is not found where two rules only use the same facts', () => {
    const body = `facts: { f: { moment: { due: a } } }\ndeadlines: { a: { due: received, done: told }, b: { due: 1 day after f, done: told, when: ${state('a')}, yields-to: a } }\n`;
    expect(codes(loadPolicy(body))).toEqual([]);
  });
});
