import { describe, expect, it } from '@jest/globals';
import type { PolicySet } from '../policy/policy.js';
import type { Right } from '../policy/right-types.js';
import type {
  EscalationFinding,
  Finding,
  Judgement,
  RecordsRetention,
  RetentionFinding,
  RightFinding,
} from '../judge/judgement.js';
import { parseDay } from '../time/day.js';
import { differencesOf } from './test-cases-check.js';
import { coverageOf } from './test-cases-coverage.js';
import { readTestCases } from './test-cases.js';
import { at, set as shop, testFile } from '../../../test/support/shop-cases.js';

const [shopPolicy] = shop.policies;
const [answer] = shopPolicy?.rules ?? [];
if (shopPolicy === undefined || answer === undefined) throw new Error('the shop has a policy and a rule');

const base = { ...answer, when: undefined, yieldsTo: [] };
const rightRule: Right = {
  ...base,
  kind: 'right',
  id: 'return',
  ref: 'shop#return',
  window: undefined,
  usedBy: { kind: 'event', event: 'answered' },
  exclusions: [],
  claim: undefined,
  gives: [],
};
const received = { kind: 'event', event: 'received' } as const;
const month = { kind: 'duration', count: 1, unit: 'months' } as const;
/** The shop with a right, a rule of retention, an escalation and a fact from the register. */
const set: PolicySet = {
  ...shop,
  policies: [
    {
      ...shopPolicy,
      rights: [rightRule],
      retention: [
        {
          ...base,
          kind: 'retention',
          id: 'files',
          ref: 'shop#files',
          records: 'file',
          from: received,
          atLeast: month,
          atMost: undefined,
          // oxlint-disable-next-line unicorn/no-thenable -- a key of the policy language: a word, never a function
          then: 'review',
          calendar: shopPolicy.calendar,
          counting: undefined,
          restarts: [],
          grace: undefined,
        },
      ],
      escalations: [
        {
          ...base,
          kind: 'escalation',
          id: 'tell',
          ref: 'shop#tell',
          trigger: { kind: 'clock', rule: 'shop#answer', at: { kind: 'overdue' } },
          levels: [{ to: ['head'], acknowledgeWithin: undefined }],
        },
      ],
      facts: new Map([
        [
          'repeats',
          {
            id: 'repeats',
            type: 'number',
            sets: false,
            form: { kind: 'register', count: 'complaints', same: [], within: undefined },
            counting: undefined,
            cite: [],
          },
        ],
      ]),
    },
  ],
};

const day = (text: string): number => parseDay(text) ?? Number.NaN;
const on = (text: string) => ({ kind: 'day', day: day(text) }) as const;
const head = { policy: 'shop', version: undefined, own: true, missing: [] };
const money = (amount: string) => ({ kind: 'money', amount, currency: 'CNY' }) as const;

const finding: Finding = {
  ...head,
  rule: 'answer',
  kind: 'deadline',
  outcome: 'non-compliant',
  notes: [],
  superseded: 'shop#dear',
  waived: { waiver: 'peak', through: day('2026-04-30') },
  disputed: { facts: ['price'], outcomes: [] },
  unverified: true,
};
const right: RightFinding = {
  ...head,
  rule: 'return',
  state: 'open',
  until: on('2026-03-16'),
  notes: [],
  gives: [
    { remedy: 'refund', amount: { kind: 'exact', amount: money('2000.00') } },
    {
      oneOf: [
        { remedy: 'exchange' },
        {
          remedy: 'damages',
          paidBy: 'respondent',
          amount: {
            kind: 'bounded',
            atLeast: money('1000'),
            missing: [{ name: 'price', kind: 'fact', why: 'not-recorded' }],
          },
        },
      ],
    },
  ],
};
const retention: RetentionFinding = {
  ...head,
  rule: 'files',
  records: 'file',
  state: 'keep',
  keepThrough: day('2029-02-28'),
  // oxlint-disable-next-line unicorn/no-thenable -- a key of the policy language: a word, never a function
  then: 'review',
};
const records: RecordsRetention = {
  records: 'file',
  state: 'restricted',
  goBy: day('2026-01-01'),
  held: true,
  rules: [],
};
const escalation: EscalationFinding = {
  policy: 'shop',
  version: undefined,
  rule: 'tell',
  round: 1,
  level: 1,
  to: ['head'],
  at: Date.parse('2026-03-19T00:00+08:00'),
};
const judgement: Judgement = {
  complaint: 'c',
  at: 0,
  findings: [finding],
  rights: [right],
  retention: [retention],
  records: [records],
  escalations: [escalation],
  telling: [],
  nextLookAt: undefined,
  receipt: { policySet: '', calendars: {}, timeZoneData: '', engine: '', readings: {} },
};

const readExpect = (expect: string) =>
  readTestCases(testFile(`{ name: x, ${at}, expect: { ${expect} } }`), 'shop.test.yaml', set);
const differences = (expect: string): readonly string[] => {
  const { cases, faults } = readExpect(expect);
  if (faults.length > 0) return faults.map(({ code }) => code);
  return cases.flatMap((each) => differencesOf(each, judgement, set).map(({ en }) => en));
};

describe('a case about more than duties', () => {
  it.each([
    ['answer: { superseded: dear, waived: peak, disputed: true, unverified: true }'],
    ['return: open'],
    [
      'return: { right: open, until: 2026-03-16, used: none, reason: none, exclusion: none, gives: [{ remedy: refund, amount: 2000 CNY }, { one-of: [{ remedy: exchange }, { remedy: damages, at-least: 1000.00 CNY, amount: none, paid-by: respondent, missing: [price] }] }] }',
    ],
    ['files: { retention: keep, through: 2029-02-28, may-go-from: 2029-03-01, go-by: none, then: review }'],
    ['records.file: { retention: restricted, go-by: 2026-01-01, held: true }'],
    ['tell: { levels: [{ level: 1, at: 2026-03-19T00:00+08:00, to: [head], acknowledge-by: none }] }'],
  ])('passes with %s', (expected) => {
    expect(differences(expected)).toEqual([]);
  });

  it.each([
    ['answer: { superseded: none }', 'answer: superseded expected none, found shop#dear'],
    ['answer: { waived: none }', 'answer: waived expected none, found peak'],
    ['return: lapsed', 'return: right expected lapsed, found open'],
    ['return: { until: 2026-03-17 }', 'return: until expected 2026-03-17, found 2026-03-16'],
    [
      'return: { gives: [{ remedy: refund }] }',
      'return: gives expected [refund], found [refund, one-of [exchange, damages]]',
    ],
    ['return: [open, open]', 'return: expected 2 finding(s), found 1 (open)'],
    ['files: { may-go-from: 2029-02-28 }', 'files: may-go-from expected 2029-02-28, found 2029-03-01'],
    ['records.file: keep', 'records.file: retention expected keep, found restricted'],
    ['tell: { levels: [] }', 'tell: levels expected 0, found 1'],
    ['tell: { levels: [{ to: [legal] }] }', 'tell level 1: to expected [legal], found [head]'],
  ])('fails with %s', (expected, difference) => {
    expect(differences(expected)).toEqual([difference]);
  });

  it('names the remedy whose amount is another', () => {
    const gives = '{ remedy: refund, amount: 1 CNY }, { one-of: [{ remedy: exchange }, { remedy: damages }] }';
    expect(differences(`return: { gives: [${gives}] }`)).toEqual([
      'return refund: amount expected 1 CNY, found 2000.00 CNY',
    ]);
  });

  it.each([
    ['return: overdue', 'yaml.wrong_value'],
    ['return: { due: 2026-03-16 }', 'yaml.unknown_key'],
    ['return: { gives: [{ remedy: refund, amount: 2000 }] }', 'yaml.wrong_type'],
    ['return: { gives: [{ remedy: refund, amount: many CNY }] }', 'fact.not_money'],
    ['return: { until: 2026-02-30 }', 'fact.not_a_time'],
    ['files: { through: soon }', 'fact.not_a_time'],
    ['tell: overdue', 'yaml.wrong_type'],
    ['tell: { levels: [{ at: noon }] }', 'fact.not_a_time'],
    ['records.letters: keep', 'test.unknown_records'],
    ['retrun: open', 'test.unknown_rule'],
  ])('is refused with %s', (expected, code) => {
    expect(differences(expected)).toEqual([code]);
  });
});

describe('what the register said', () => {
  const withRegister = (register: string) =>
    readTestCases(
      testFile(`{ name: x, ${at}, register: ${register}, expect: { answer: pending } }`),
      'shop.test.yaml',
      set,
    );

  it('is read by the facts that policies work out from it', () => {
    const [one] = withRegister('{ at: 2026-03-02T00:00Z, values: { repeats: 1 } }').cases;
    expect(one?.complaint.register).toEqual({ at: Date.parse('2026-03-02T00:00Z'), values: { repeats: 1 } });
  });

  it.each([
    ['{ at: 2026-03-02, values: {} }', 'fact.not_an_instant'],
    ['{ at: 2026-03-02T00:00Z, values: { repeat: 1 } }', 'test.unknown_register_fact'],
    ['{ at: 2026-03-02T00:00Z, values: { repeats: often } }', 'fact.not_a_number'],
  ])('is refused as %s', (register, code) => {
    expect(withRegister(register).faults.map((fault) => fault.code)).toEqual([code]);
  });
});

describe('the coverage of a set', () => {
  const coverage = (...expects: readonly string[]) => {
    const { cases } = readTestCases(
      testFile(...expects.map((each) => `{ name: x, ${at}, expect: { ${each} } }`)),
      'f',
      set,
    );
    return new Map(coverageOf(set, cases).map(({ rule, tested, untried }) => [rule, { tested, untried }]));
  };

  it('names what each rule can give and no case expects', () => {
    const found = coverage('answer: overdue', 'return: open, files: { retention: keep }, tell: { levels: [] }');
    expect(found.get('answer')).toEqual({ tested: true, untried: ['compliant', 'pending'] });
    expect(found.get('return')).toEqual({ tested: true, untried: ['used'] });
    expect(found.get('files')).toEqual({ tested: true, untried: ['may-go'] });
    expect(found.get('tell')).toEqual({ tested: true, untried: ['levels'] });
    expect(found.get('ground-given')).toEqual({
      tested: false,
      untried: ['compliant', 'non-compliant', 'not-applicable'],
    });
  });

  it('takes a date alone for a test that says nothing of the outcome', () => {
    expect(coverage('answer: { due: 2026-03-07 }').get('answer')).toMatchObject({
      tested: true,
      untried: ['compliant', 'non-compliant', 'pending'],
    });
  });
});
