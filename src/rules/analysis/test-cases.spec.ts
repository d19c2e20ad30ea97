import { describe, expect, it } from '@jest/globals';
import { describe as describeFault } from '../../errors.js';
import type { CompiledCondition } from '../conditions/condition.js';
import type { PolicySet } from '../policy/policy.js';
import { NONE } from '../values.js';
import { checkCase } from './test-cases-check.js';
import { secondOpinion } from './test-cases-second-judge.js';
import type { TestCase } from './test-cases.js';
import { at, read, set, testFile } from '../../../test/support/shop-cases.js';

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
