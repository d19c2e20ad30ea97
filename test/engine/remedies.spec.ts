import { describe, expect, it } from '@jest/globals';
import { judge } from '../../src/rules/judge/judge.js';
import type { RightFinding } from '../../src/rules/judge/judgement.js';
import { aComplaint, instant, type EventLine } from '../support/builders.js';
import { brief, cny, gift, is, received, rightsOf, type Facts } from '../support/rights-in-short.js';
import { policyOf, workedSet } from '../support/worked-set.js';

describe('amounts and choices (S56-S61)', () => {
  const set = workedSet([
    policyOf(
      'food',
      `rights:
  ten-times:
    claim: damages
    when: ${is('unsafe', 'true')}
    grants:
      - { remedy: refund, amount: { fact: price } }
      - one-of:
          - { remedy: ten-times-price, amount: { largest-of: [{ times: [10, { fact: price }] }, 1000 CNY] } }
          - { remedy: three-times-loss, amount: { largest-of: [{ times: [3, { fact: loss }] }, 1000 CNY] } }
`,
    ),
    policyOf(
      'consumer',
      `rights:
  fraud-damages:
    claim: damages
    when: ${is('fraud', 'true')}
    used-by: refund-requested
    grants:
      - { remedy: refund, amount: { fact: price } }
      - { remedy: extra-damages, amount: { largest-of: [{ times: [3, { fact: price }] }, 500 CNY] } }
  knowing-defect:
    when: ${is('serious', 'true')}
    grants: [{ remedy: damages, amount: { fact: loss } }, { remedy: punitive, up-to: { times: [2, { fact: loss }] } }]
  maybe:
    when: ${is('serious', 'true')}
    grants: [{ remedy: loan, when: ${is('rural', 'true')} }]
`,
    ),
  ]);
  const at = '2026-10-01T12:00+08:00';
  const find = (id: string, lines: readonly EventLine[], facts: Facts): RightFinding | undefined =>
    rightsOf(set, [received, ...lines], facts, at).find(({ rule }) => rule === id);
  const gives = (id: string, facts: Facts, lines: readonly EventLine[] = []): readonly string[] | undefined =>
    find(id, lines, facts)?.gives.map(gift);

  it('E23, E24: three times the price, at least 500', () => {
    expect(gives('fraud-damages', { fraud: true, price: cny('120') })).toEqual([
      'refund 120.00',
      'extra-damages 500.00',
    ]);
    expect(gives('fraud-damages', { fraud: true, price: cny('2000') })).toEqual([
      'refund 2000.00',
      'extra-damages 6000.00',
    ]);
  });

  it('E25, S57, S58: every option with its floor, and what is known of one whose base nobody knows', () => {
    const food: Facts = { unsafe: true, price: cny('60') };
    expect(gives('ten-times', { ...food, loss: cny('500') })).toEqual([
      'refund 60.00',
      '(ten-times-price 1000.00 | three-times-loss 1500.00)',
    ]);
    expect(gives('ten-times', food)).toEqual([
      'refund 60.00',
      '(ten-times-price 1000.00 | three-times-loss >=1000.00 ?loss)',
    ]);
  });

  it('E27, S60: a bound is shown as a bound', () => {
    expect(gives('knowing-defect', { serious: true, loss: cny('40000') })).toEqual([
      'damages 40000.00',
      'punitive up to 80000.00',
    ]);
  });

  it('names on a remedy the facts without which nobody knows whether it belongs to the right', () => {
    expect(gives('maybe', { serious: true })).toEqual(['loan if ?rural']);
    expect(gives('maybe', { serious: true, rural: false })).toEqual([]);
  });

  const both: Facts = { unsafe: true, fraud: true, price: cny('60'), loss: cny('500') };
  const elect = (right: string, day: string): EventLine => ['elected', day, { elected_right: right }];
  const states = (lines: readonly EventLine[]): readonly (string | undefined)[] =>
    ['ten-times', 'fraud-damages'].map((id) => brief(find(id, lines, both)));

  it.each([
    ['both are shown without an election', [], ['open', 'open']],
    [
      'using one closes the other',
      [['refund-requested', '2026-04-01']],
      ['not-applicable claim-used', 'used used 2026-04-01'],
    ],
    ['electing one closes the other', [elect('food#ten-times', '2026-04-01')], ['open', 'not-applicable not-elected']],
    [
      'the last election counts',
      [elect('ten-times', '2026-04-01'), elect('consumer#fraud-damages', '2026-04-02')],
      ['not-applicable not-elected', 'open'],
    ],
    ['an election of what does not apply elects nothing', [elect('knowing-defect', '2026-04-01')], ['open', 'open']],
  ] satisfies [string, EventLine[], string[]][])('S59: %s', (_, lines, expected) => {
    expect(states(lines)).toEqual(expected);
  });

  it('S58: leaves of a choice the remedy that was elected', () => {
    const elected = find('ten-times', [elect('food#ten-times.three-times-loss', '2026-04-01')], both);
    expect(elected?.elected).toBe(true);
    expect(elected?.gives.map(gift)).toEqual(['refund 60.00', 'three-times-loss 1500.00']);
  });
});

describe('what gives way (S47)', () => {
  const set = workedSet([
    policyOf('special', `rights:\n  special-return: { grants: [{ remedy: return }] }\n`, {
      applies: is('product', 'phone'),
    }),
    policyOf(
      'general',
      `rights:
  return: { yields-to: special, grants: [{ remedy: refund }] }
deadlines:
  answer: { yields-to: 'special#special-return', from: received, within: 10 days, done: responded }
  plain: { from: received, within: 10 days, done: responded }
`,
    ),
    policyOf('whole', `deadlines:\n  one: { from: received, within: 10 days, done: responded }\n`, {
      'yields-to': 'special',
    }),
  ]);
  const judged = (facts: Facts) => judge(set, aComplaint([received], { facts }), instant('2026-03-02T12:00+08:00'));

  it.each([
    ['phone', 'not-applicable yields', ['not-applicable yields', 'pending', 'not-applicable yields']],
    ['book', 'open', ['pending', 'pending', 'pending']],
  ])('a %s', (product, right, outcomes) => {
    const { rights, findings } = judged({ product });
    expect(brief(rights.find(({ rule }) => rule === 'return'))).toBe(right);
    expect(findings.map(({ outcome, reason }) => [outcome, reason].filter(Boolean).join(' '))).toEqual(outcomes);
    expect(findings.map(({ yieldsTo }) => yieldsTo)).toEqual(
      product === 'phone' ? ['special#special-return', undefined, 'special'] : [undefined, undefined, undefined],
    );
  });

  it('a product that nobody recorded leaves it unknown, for the rule or for the whole policy', () => {
    const { rights, findings } = judged({});
    expect(brief(rights.find(({ rule }) => rule === 'return'))).toBe('indeterminate ?product');
    const unknown = findings.filter(({ outcome }) => outcome === 'indeterminate');
    expect(unknown.map(({ policy, rule }) => [policy, rule])).toEqual([
      ['general', 'answer'],
      ['special', undefined],
      ['whole', undefined],
    ]);
  });
});
