import { describe, expect, it } from '@jest/globals';
import { describe as describeFault } from '../../errors.js';
import type { CompiledCondition } from '../conditions/condition.js';
import { loadPolicies } from '../policy/load-policies.js';
import type { PolicySet } from '../policy/policy.js';
import { NONE } from '../values.js';
import { checkCase } from './test-cases-check.js';
import { secondOpinion } from './test-cases-second-judge.js';
import { readTestCases, type TestCase } from './test-cases.js';

const title = '{ en: T, zh: 题 }';
const files = {
  'organisation.yaml': `
organisation: { en: Shop, zh: 商店 }
zone: Asia/Shanghai
calendar: plain
our: { role: respondent, region: north }
`,
  'vocabulary.yaml': `
events:
  received: { title: ${title}, data: [urgent] }
  answered: { title: ${title} }
  refused: { title: ${title}, data: [ground] }
  facts-recorded: { title: ${title}, data: any }
  event-retracted: { title: ${title}, data: [event, reason] }
facts:
  region: { type: word, values: [north, south], title: ${title} }
  urgent: { type: yes-no, changes: true, title: ${title} }
  ground: { type: word, title: ${title} }
  note: { type: text, title: ${title} }
  price: { type: money, title: ${title} }
  bought_on: { type: date, title: ${title} }
parties: [respondent]
`,
  'calendars/plain.yaml': `
calendar: plain
title: ${title}
zone: Asia/Shanghai
week: [mon, tue, wed, thu, fri, sat, sun]
hours: ["00:00-24:00"]
default-counting: plain-day
counting:
  plain-day: { first-day: not-counted, last-day-rolls-off: nothing, ends: midnight, cite: none }
`,
  'shop.yaml': `
policy: shop
title: ${title}
source: { instrument: Shop rules, rank: house }
in-force: { from: 2026-01-01 }
version-by: received
binds: respondent
calendar: plain
applies: { all: [{ fact: region, operator: equal, value: north }] }
deadlines:
  answer: { title: ${title}, from: received, done: answered, within: 5 days, cite: "1" }
requirements:
  ground-given: { title: ${title}, each: refused, require: { all: [{ fact: ground, operator: known, value: true }] }, cite: "2" }
  dear: { title: ${title}, require: { all: [{ fact: price, operator: greaterThan, value: 100 CNY }] }, cite: "3" }
`,
};

function setOf(): PolicySet {
  const { set, faults } = loadPolicies(Object.entries(files).map(([file, text]) => ({ file, text })));
  if (set === undefined) throw new Error(faults.map((fault) => describeFault(fault, 'en')).join('\n'));
  return set;
}
const set = setOf();

const testFile = (...cases: readonly string[]): string =>
  `policy: shop\ncases:\n${cases.map((each) => `  - ${each}\n`).join('')}`;
const at = 'at: 2026-03-20T12:00+08:00';
const read = (text: string): ReturnType<typeof readTestCases> => readTestCases(text, 'shop.test.yaml', set);

/** The only case of a file that has no fault. */
function only(body: string): TestCase {
  const { cases, faults } = read(testFile(`{ name: a case, ${at}, ${body} }`));
  expect(faults.map((fault) => describeFault(fault, 'en'))).toEqual([]);
  const [first] = cases;
  if (first === undefined) throw new Error('no case was read');
  return first;
}
const differences = (body: string): readonly string[] => checkCase(only(body), set).differences.map(({ en }) => en);
const answered = 'events: [{ received: 2026-03-02 }, { answered: 2026-03-09T10:00+08:00 }]';

describe('a case', () => {
  it('is read with its facts and events typed by the vocabulary', () => {
    const { complaint, name, place } = only(
      'our: { role: platform, region: { none: true } }, facts: { price: 2000.00 CNY, bought_on: none, note: none, urgent: true }, events: [{ received: { at: 2026-03-02, ref: 1, recorded-at: 2026-03-03T09:00Z, urgent: false } }, { answered: 2026-03-09T10:00+08:00 }], observes: { events: [received] }, expect: { answer: overdue }',
    );
    expect(name).toEqual({ en: 'a case', zh: 'a case' });
    expect(place).toMatchObject({ file: 'shop.test.yaml', line: 3 });
    expect(complaint).toMatchObject({
      our: { role: 'platform', region: NONE },
      facts: { price: { amount: '2000.00', currency: 'CNY' }, bought_on: NONE, note: 'none', urgent: true },
      observed: new Set(['received']),
    });
    expect(complaint.events).toMatchObject([
      {
        id: 'e1',
        type: 'received',
        at: { kind: 'day' },
        ref: '1',
        recordedAt: Date.parse('2026-03-03T09:00Z'),
        data: { urgent: false },
      },
      { id: 'e2', type: 'answered', at: { kind: 'instant', at: Date.parse('2026-03-09T02:00Z') }, data: {} },
    ]);
  });

  it.each([
    [
      'the id',
      '{ answered: { at: 2026-03-05, id: a1 } }, { answered: 2026-03-06 }, { event-retracted: { at: 2026-03-07, event: a1, reason: mistake } }',
      'a1',
    ],
    [
      'the place',
      '{ answered: 2026-03-05 }, { event-retracted: { at: 2026-03-07, event: e2, reason: mistake } }',
      'e2',
    ],
    [
      'the type where it is the only one',
      '{ answered: 2026-03-05 }, { event-retracted: { at: 2026-03-07, event: answered, reason: mistake } }',
      'e2',
    ],
  ])('retracts an event by %s', (_, events, id) => {
    const { complaint } = only(`events: [{ received: 2026-03-02 }, ${events}], expect: { answer: overdue }`);
    expect(complaint.events.at(-1)?.data).toEqual({ event: id, reason: 'mistake' });
  });

  it.each<[string, string]>([
    ['the outcome alone', 'expect: { answer: non-compliant }'],
    ['the state alone', 'expect: { answer: done-late }'],
    [
      'days as days and instants as instants',
      'expect: { answer: { outcome: non-compliant, state: done-late, start: 2026-03-02, due: 2026-03-07, done: 2026-03-09T02:00Z } }',
    ],
    [
      'that there is none',
      'expect: { answer: { due-at-latest: none, warn: none }, ground-given: { due: none, reason: no-occurrence } }',
    ],
    [
      'what is missing',
      'expect: { dear: { outcome: indeterminate, missing: [price] }, answer: { missing: [], provisional: false } }',
    ],
    ['a rule by its full name', 'expect: { "shop#answer": done-late }'],
  ])('passes on %s', (_, expected) => {
    expect(differences(`${answered}, ${expected}`)).toEqual([]);
  });

  it('passes on a list in the order of the occurrences, and on the whole policy', () => {
    const two =
      'events: [{ received: 2026-03-02 }, { refused: { at: 2026-03-03, ground: late } }, { refused: 2026-03-04 }]';
    expect(differences(`${two}, expect: { ground-given: [compliant, non-compliant] }`)).toEqual([]);
    expect(differences(`our: { region: { none: true } }, ${two}, expect: { answer: not-applicable }`)).toEqual([]);
  });

  it('fails on every difference at once, with what was expected and what was found', () => {
    const wrong =
      'expect: { answer: { outcome: compliant, state: in-time, due: 2026-03-07T00:00+08:00, done: none, missing: [price], reason: x, round: 2, notes: [y] }, dear: compliant }';
    expect(differences(`${answered}, ${wrong}`)).toEqual([
      'answer: outcome expected compliant, found non-compliant',
      'answer: state expected in-time, found done-late',
      'answer: due expected 2026-03-07T00:00+08:00, found 2026-03-07',
      'answer: done expected none, found 2026-03-09T10:00+08:00',
      'answer: round expected 2, found none',
      'answer: reason expected x, found none',
      'answer: missing expected [price], found []',
      'answer: notes expected y, found []',
      'dear: outcome expected compliant, found indeterminate',
    ]);
  });

  it('fails where the number of findings differs, and says when the whole policy is undecided', () => {
    const two = 'events: [{ received: 2026-03-02 }, { refused: 2026-03-03 }, { refused: 2026-03-04 }]';
    expect(differences(`${two}, expect: { ground-given: non-compliant }`)).toEqual([
      'ground-given: expected 1 finding(s), found 2 (non-compliant, non-compliant)',
    ]);
    const blank: PolicySet = { ...set, organisation: { ...set.organisation, our: {} } };
    const { cases } = read(
      testFile(`{ name: x, ${at}, ${answered}, expect: { answer: done-late, "*": indeterminate } }`),
    );
    expect(cases.flatMap((each) => checkCase(each, blank).differences.map(({ en }) => en))).toEqual([
      'answer: expected 1 finding(s), found 0',
      '*: it is not known whether shop applies; missing: region',
    ]);
  });
});

describe('a file of cases is refused', () => {
  const codes = (text: string): readonly string[] =>
    read(text).faults.map(({ code, place }) => `${code} ${place?.path ?? ''}`.trim());
  const caseOf = (body: string): string => testFile(`{ name: x, ${at}, ${body} }`);

  it.each<[string, string, readonly string[]]>([
    ['for an unknown policy', 'policy: shpo\ncases: [1]', ['test.unknown_policy policy']],
    ['without cases', 'policy: shop\ncases: []', ['yaml.wrong_value cases']],
    ['for a case that expects nothing', caseOf('expect: {}'), ['test.expects_nothing cases.0.expect']],
    ['for a case without expect', caseOf('facts: {}'), ['yaml.missing_key cases.0.expect']],
    ['for an unknown rule', caseOf('expect: { anwser: pending }'), ['test.unknown_rule cases.0.expect.anwser']],
    [
      'for a rule of an unknown policy',
      caseOf('expect: { "other#answer": pending }'),
      ['test.unknown_policy cases.0.expect.other#answer'],
    ],
    ['for an unknown outcome', caseOf('expect: { answer: ok }'), ['yaml.wrong_value cases.0.expect.answer']],
    [
      'for an unknown key of an expectation',
      caseOf('expect: { answer: { until: 2026-03-01 } }'),
      ['yaml.unknown_key cases.0.expect.answer.until'],
    ],
    [
      'for a due date that is none',
      caseOf('expect: { answer: { due: 2026-02-30 } }'),
      ['fact.not_a_time cases.0.expect.answer.due'],
    ],
    [
      'for an instant without offset',
      testFile('{ name: x, at: 2026-03-10T12:00, expect: { answer: pending } }'),
      ['fact.not_an_instant cases.0.at'],
    ],
    [
      'for an unknown fact',
      caseOf('facts: { prise: 1 CNY }, expect: { answer: pending }'),
      ['test.unknown_fact cases.0.facts.prise'],
    ],
    [
      'for a wrong value',
      caseOf('facts: { price: 1 }, our: { region: west }, expect: { answer: pending }'),
      ['fact.not_money cases.0.facts.price', 'fact.word_not_listed cases.0.our.region'],
    ],
    [
      'for a role among the facts',
      caseOf('facts: { role: x }, expect: { answer: pending }'),
      ['test.unknown_fact cases.0.facts.role'],
    ],
    [
      'for an unknown event',
      caseOf('events: [{ recieved: 2026-03-02 }], expect: { answer: pending }'),
      ['test.unknown_event cases.0.events.0.recieved'],
    ],
    [
      'for an unknown observed event',
      caseOf('observes: { events: [recieved] }, expect: { answer: pending }'),
      ['test.unknown_event cases.0.observes.events.0'],
    ],
    [
      'for two events in one item',
      caseOf('events: [{ received: 2026-03-02, answered: 2026-03-03 }], expect: { answer: pending }'),
      ['test.event_form cases.0.events.0'],
    ],
    [
      'for an event that is a text',
      caseOf('events: [received], expect: { answer: pending }'),
      ['test.event_form cases.0.events.0'],
    ],
    [
      'for an event without time',
      caseOf('events: [{ received: { urgent: true } }], expect: { answer: pending }'),
      ['test.event_without_time cases.0.events.0.received'],
    ],
    [
      'for a wrong time',
      caseOf('events: [{ received: 2026-3-2 }], expect: { answer: pending }'),
      ['fact.not_a_time cases.0.events.0.received'],
    ],
    [
      'for a wrong fact of an event',
      caseOf('events: [{ received: { at: 2026-03-02, urgent: maybe } }], expect: { answer: pending }'),
      ['fact.not_yes_no cases.0.events.0.received.urgent'],
    ],
    [
      'for an id twice',
      caseOf(
        'events: [{ received: { at: 2026-03-02, id: e2 } }, { answered: 2026-03-03 }], expect: { answer: pending }',
      ),
      ['test.event_id_twice cases.0.events.1.answered'],
    ],
    [
      'for retracting what is not there',
      caseOf('events: [{ event-retracted: { at: 2026-03-02, event: answered } }], expect: { answer: pending }'),
      ['test.retracts_nothing cases.0.events.0.event-retracted.event'],
    ],
    [
      'for retracting one of several',
      caseOf(
        'events: [{ answered: 2026-03-02 }, { answered: 2026-03-03 }, { event-retracted: { at: 2026-03-04, event: answered } }], expect: { answer: pending }',
      ),
      ['test.retracts_several cases.0.events.2.event-retracted.event'],
    ],
    [
      'for a comma without quotation marks, once',
      caseOf('expect: { answer: pending }').replace('name: x', 'name: { en: late, by a day, zh: 迟 }'),
      ['yaml.null_value'],
    ],
  ])('%s', (_, text, expected) => {
    expect(codes(text)).toEqual(expected);
  });

  it('with every fault of every case, beside the cases that have none', () => {
    const good = `{ name: good, ${at}, expect: { answer: pending } }`;
    const { cases, faults } = read(
      testFile('{ name: bad }', good, `{ name: bad, ${at}, facts: { x: 1 }, expect: { y: pending } }`),
    );
    expect(cases.map(({ name }) => name.en)).toEqual(['good']);
    expect(faults.map(({ code }) => code)).toEqual([
      'yaml.missing_key',
      'yaml.missing_key',
      'test.unknown_fact',
      'test.unknown_rule',
    ]);
  });

  it('with the nearest names', () => {
    const [fault] = read(caseOf('expect: { anwser: pending }')).faults;
    expect(fault === undefined ? '' : describeFault(fault, 'en')).toContain('(answer?)');
  });
});

describe('the second judge', () => {
  it('agrees on a case that was judged right', async () => {
    expect(
      await secondOpinion(only(`${answered}, facts: { price: 100.01 CNY }, expect: { dear: compliant }`), set),
    ).toEqual([]);
  });

  it('notices a compiled condition that is wrong, and says which', async () => {
    const broken = (condition: CompiledCondition): CompiledCondition => ({
      ...condition,
      test: (reader) => condition.test(reader) === false,
    });
    const policies = set.policies.map((policy) => ({
      ...policy,
      rules: policy.rules.map((rule) =>
        rule.kind === 'requirement' ? { ...rule, require: broken(rule.require) } : rule,
      ),
    }));
    const opinion = await secondOpinion(only(`${answered}, facts: { price: 99 CNY }, expect: { dear: compliant }`), {
      ...set,
      policies,
    });
    expect(opinion.map(({ en }) => en)).toEqual([expect.stringContaining('"fact":"price"')]);
  });
});
