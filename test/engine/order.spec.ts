import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Complaint } from '../../src/rules/complaint.js';
import { judge } from '../../src/rules/judge/judge.js';
import type { Judgement } from '../../src/rules/judge/judgement.js';
import type { Policy, PolicySet } from '../../src/rules/policy/policy.js';
import { parseDay } from '../../src/rules/time/day.js';
import { zoneOf } from '../../src/rules/time/zone.js';
import type { FactValue } from '../../src/rules/values.js';
import { policyOf, workedSet } from '../support/worked-set.js';
import { parameters, runs } from './runs.js';

const is = (fact: string, value: string): string => `{ all: [{ fact: ${fact}, operator: equal, value: ${value} }] }`;
const set = workedSet(
  [
    policyOf(
      'first',
      `facts:
  grade: { first: [{ when: ${is('urgent', 'true')}, is: high }, { is: low }] }
  repairs: { count: repair-finished }
deadlines:
  answer: { duty: answer, from: received, within: 20 days, done: responded, warn: 2 days, restarts: reopened, counting: order-121-days, breach: major }
  decide: { duty: conclude, from: accepted, within: 45 working days, done: decided, cancelled-by: withdrawn }
  each-repair: { each: repair-started, within: 7 days, done: repair-finished }
requirements:
  graded: { require: ${is('grade', 'low')} }
  kept: { require: { all: [{ fact: state, params: { rule: answer }, operator: notIn, value: [overdue, done-late] }] } }
judgement-needed:
  kind: { each: refused, asks: { en: Kind?, zh: 得体？ } }
rights:
  return: { claim: damages, window: { from: delivered_on, within: 7 days, pauses: [{ from: repair-started, until: repair-finished }] }, used-by: return-notified, grants: [{ remedy: refund, amount: { fact: price } }] }
  after-answer: { window: { opens: [responded, { overdue: answer }], closes: { by: 1 month, after: responded } }, used-by: referred, grants: [{ remedy: ombudsman }] }
retention:
  file: { records: file, from: closed, at-least: 20 days, restarts: reopened, then: review }
escalations:
  late: { for: answer, at: overdue, to: team-lead, acknowledge-within: 1 working hour, otherwise: { to: head } }
  legal: { when: ${is('legal_threat', 'true')}, to: head, acknowledge-within: 2 hours }
`,
    ),
    policyOf(
      'second',
      `deadlines:
  answer: { duty: answer, from: received, within: 20 days, done: responded, breach: minor }
  decide: { duty: conclude, from: accepted, within: 60 days, done: decided }
  quick: { from: received, within: 3 days, done: told }
rights:
  damages: { claim: damages, when: ${is('unsafe', 'true')}, used-by: refund-requested, grants: [{ remedy: refund, amount: { fact: price } }] }
retention:
  erase: { records: file, from: received, at-most: 15 days, grace: 5 days, then: destroy }
`,
      { source: '{ instrument: House, rank: house, checked: 2026-11-21 }', 'yields-to': 'third' },
    ),
    policyOf(
      'third',
      `requirements:\n  told: { require: { all: [{ fact: told, operator: happened, value: true }] } }\n`,
      {
        applies: is('product', 'phone'),
        status: 'unverified',
      },
    ),
    policyOf('fourth', `deadlines:\n  old: { from: received, within: 5 days, done: responded }\n`, {
      'in-force': '{ from: 2020-01-01, through: 2026-03-14 }',
    }),
    policyOf('fourth', `deadlines:\n  old: { from: received, within: 6 days, done: responded }\n`, {
      'in-force': '{ from: 2026-03-15 }',
    }),
    [
      'waivers/w.yaml',
      'waiver: w\ntitle: { en: x, zh: 某 }\nrule: second#quick\nreason: { en: x, zh: 某 }\nfrom: 2026-03-10\nthrough: 2026-04-02\n',
    ],
  ],
  'use-unverified: ["third#told"]\n',
);

const types = [
  'received accepted responded decided told refused reopened withdrawn closed repair-started repair-finished',
  'return-notified refund-requested referred elected assessed hold-placed hold-lifted',
].flatMap((line) => line.split(' '));
const dataOf: Readonly<Record<string, Readonly<Record<string, FactValue>>>> = {
  elected: { elected_right: 'second#damages' },
  assessed: { assessed_rule: 'kind', assessment: 'compliant', assessed_by: 'head', assessment_reason: 'heard it' },
};
const zone = zoneOf('Asia/Shanghai');
const firstDay = parseDay('2026-03-01') ?? 0;
const hour = 3_600_000;

const values: Readonly<Record<string, readonly FactValue[]>> = {
  product: ['phone', 'book'],
  urgent: [true, false],
  unsafe: [true, false],
  legal_threat: [true, false],
  price: [{ kind: 'money', amount: '60.00', currency: 'CNY' }],
  delivered_on: [{ kind: 'day', day: firstDay + 5 }],
};
const facts = fc
  .record(Object.fromEntries(Object.entries(values).map(([name, all]) => [name, fc.constantFrom(...all)])), {
    requiredKeys: [],
  })
  .map((known) =>
    Object.fromEntries(Object.entries(known).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))),
  );
/** Events at times of their own: of those at one time the order in which they were written down may matter. */
const complaint: fc.Arbitrary<Complaint> = fc
  .record({
    facts,
    lines: fc.uniqueArray(fc.record({ type: fc.constantFrom(...types), hours: fc.nat(40 * 24) }), {
      maxLength: 12,
      selector: ({ hours }) => hours,
    }),
  })
  .map(({ facts, lines }) => ({
    id: 'c',
    facts,
    observed: 'everything' as const,
    events: lines.map(({ type, hours }, index) => ({
      id: `e${String(index)}`,
      type,
      at: { kind: 'instant' as const, at: zone.startOf(firstDay) + hours * hour },
      data: dataOf[type] ?? {},
    })),
  }));

const shuffled = <T>(list: readonly T[], numbers: readonly number[]): readonly T[] =>
  list
    .map((item, index) => ({ item, place: numbers[index % numbers.length] ?? 0 }))
    .toSorted((a, b) => a.place - b.place)
    .map(({ item }) => item);
const mixed = (policy: Policy, numbers: readonly number[]): Policy => ({
  ...policy,
  rules: shuffled(policy.rules, numbers),
  rights: shuffled(policy.rights, numbers),
  retention: shuffled(policy.retention, numbers),
  escalations: shuffled(policy.escalations, numbers),
});
/** The set as it would be if its files had other names and its rules stood in another order. */
const inOtherOrder = (from: PolicySet, numbers: readonly number[]): PolicySet => ({
  ...from,
  policies: shuffled(from.policies, numbers).map((policy) => mixed(policy, numbers)),
});

const sorted = (list: readonly unknown[]): readonly string[] => list.map((each) => JSON.stringify(each)).toSorted();
const said = ({ findings, rights, retention, records, escalations, nextLookAt, receipt }: Judgement) => ({
  findings: sorted(findings),
  rights: sorted(rights),
  retention: sorted(retention),
  records: sorted(records),
  escalations: sorted(escalations),
  nextLookAt,
  receipt,
});

describe('the order of files, rules and events', () => {
  it('changes nothing, whatever kinds of rules there are', () => {
    const instant = fc.nat(45 * 24).map((hours) => zone.startOf(firstDay) + hours * hour);
    const numbers = fc.array(fc.nat(1000), { minLength: 7, maxLength: 13 });
    fc.assert(
      fc.property(complaint, instant, numbers, (each, at, order) => {
        const one = judge(set, each, at);
        const other = judge(inOtherOrder(set, order), { ...each, events: shuffled(each.events, order) }, at);
        expect(said(other)).toEqual(said(one));
      }),
      { ...parameters, numRuns: runs(150) },
    );
  });

  it('is tried on complaints that reach every kind of answer', () => {
    const kinds = new Set<string>();
    const instant = fc.nat(45 * 24).map((hours) => zone.startOf(firstDay) + hours * hour);
    for (const [each, at] of fc.sample(fc.tuple(complaint, instant), { numRuns: 300, seed: 7 })) {
      const one = judge(set, each, at);
      for (const [kind, list] of Object.entries(one)) if (Array.isArray(list) && list.length > 0) kinds.add(kind);
      for (const { superseded, waived } of one.findings) {
        if (superseded !== undefined) kinds.add('superseded');
        if (waived !== undefined) kinds.add('waived');
      }
    }
    const all = ['escalations', 'findings', 'records', 'retention', 'rights', 'superseded', 'telling', 'waived'];
    expect([...kinds].toSorted()).toEqual(all);
  });

  it('says the same at the instant at which it said that it would look again, and not before (S42)', () => {
    const start = zone.startOf(firstDay);
    fc.assert(
      fc.property(complaint, fc.nat(45 * 24), (each, hours) => {
        const at = start + hours * hour;
        const before = judge(set, each, at);
        const until = Math.min(before.nextLookAt ?? Infinity, at + 60 * 24 * hour) - 1;
        expect(standing(judge(set, each, until))).toEqual(standing(before));
      }),
      { ...parameters, numRuns: runs(150) },
    );
  });
});

/** What people see change: states, not what is counted from now. */
const standing = ({ findings, rights, retention, records }: Judgement): readonly unknown[] => [
  findings.map(({ outcome, state, superseded, waived }) => [outcome, state, superseded, waived?.waiver]),
  rights.map(({ state, reason }) => [state, reason]),
  retention.map(({ state }) => state),
  records.map(({ state }) => state),
];
