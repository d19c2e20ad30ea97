import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decimalsOf } from '../../src/rules/facts/currency.js';
import { judge } from '../../src/rules/judge/judge.js';
import type { AmountFound, Given } from '../../src/rules/judge/judgement.js';
import type { FactValue } from '../../src/rules/values.js';
import { aComplaint, instant } from '../support/builders.js';
import { cny, missingNames, value, worldOf } from '../support/fact-world.js';
import { parameters, runs } from './runs.js';

const grants = (lines: readonly string[]): string => `rights:
  due:
    title: { en: x, zh: 某 }
    cite: x
    gives:
${lines.map((line, index) => `      - { remedy: r${String(index)}, amount: ${line} }\n`).join('')}`;

const facts = {
  money: 'price loss invoice_price depreciation price_of_reasonable_needs',
  number: 'odometer_km usage_factor',
  'yes-no': 'buyer_knew rural',
} as const;

const show = (found: AmountFound | undefined): string => {
  if (found === undefined) return 'nothing';
  if (found.kind === 'exact') return `${found.amount.amount} ${found.amount.currency}`;
  const ends = [found.atLeast && `at least ${found.atLeast.amount}`, found.atMost && `at most ${found.atMost.amount}`];
  return [...ends.filter(Boolean), `missing ${missingNames(found.missing).join(', ')}`].join(' ');
};

function amountsIn(lines: readonly string[], given: Readonly<Record<string, FactValue>>, body = ''): readonly string[] {
  const set = worldOf({ events: 'asked', facts, policies: { p: grants(lines) + body } });
  const { rights } = judge(
    set,
    aComplaint([['received', '2026-03-02']], { facts: given }),
    instant('2026-04-01T00:00+08:00'),
  );
  return rights.flatMap(({ gives }) => gives).map((each: Given) => ('oneOf' in each ? 'one of' : show(each.amount)));
}

const threeTimes = '{ largest-of: [{ times: [3, { fact: price }] }, 500 CNY] }';
const fee =
  '{ times: [{ fact: price }, { fact: odometer_km }, { smallest-of: [{ fact: usage_factor }, 0.5 %] }], divided-by: 1000 }';

describe('amounts', () => {
  it.each([
    [
      'S56: one rounding at the end, the factor capped',
      fee,
      { price: cny('199999'), odometer_km: 12_345, usage_factor: 0.008 },
      '12344.94 CNY',
    ],
    ['E17', fee, { price: cny('200000'), odometer_km: 12_000, usage_factor: 0.005 }, '12000.00 CNY'],
    ['E23', threeTimes, { price: cny('120') }, '500.00 CNY'],
    ['E24', threeTimes, { price: cny('2000') }, '6000.00 CNY'],
    ['E25', '{ largest-of: [{ times: [10, { fact: price }] }, 1000 CNY] }', { price: cny('60') }, '1000.00 CNY'],
    [
      'S57: three times the loss, loss unknown',
      '{ largest-of: [{ times: [3, { fact: loss }] }, 1000 CNY] }',
      { price: cny('60') },
      'at least 1000.00 missing loss',
    ],
    ['S57: a cap is kept too', '{ smallest-of: [{ fact: loss }, 300 CNY] }', {}, 'at most 300.00 missing loss'],
    [
      'a factor that is unknown is capped',
      fee,
      { price: cny('1000'), odometer_km: 1000 },
      'at most 5.00 missing usage_factor',
    ],
    [
      'S61: not shown that the buyer knew',
      '{ times: [10, { fact: food_base }] }',
      { price: cny('3000') },
      '30000.00 CNY',
    ],
    [
      'S61: the buyer knew, reasonable needs 300',
      '{ times: [10, { fact: food_base }] }',
      { buyer_knew: true, price: cny('3000'), price_of_reasonable_needs: cny('300') },
      '3000.00 CNY',
    ],
    [
      'S61: the buyer knew, needs not stated',
      '{ times: [10, { fact: food_base }] }',
      { buyer_knew: true, price: cny('3000') },
      'missing price_of_reasonable_needs',
    ],
    [
      'a difference',
      '{ sum: [{ fact: invoice_price }, { minus: { fact: depreciation } }] }',
      { invoice_price: cny('100.10'), depreciation: cny('0.105') },
      '100.00 CNY',
    ],
    [
      'S56: two currencies have no sum',
      '{ sum: [{ fact: price }, { fact: loss }] }',
      { price: cny('1'), loss: value('money', '1 USD') },
      'missing price, loss',
    ],
    ['S56: yen have no decimals', '{ times: [{ fact: price }, 0.5] }', { price: value('money', '101 JPY') }, '51 JPY'],
    [
      'S56: dinars have three',
      '{ times: [{ fact: price }, 0.5] }',
      { price: value('money', '1.001 KWD') },
      '0.501 KWD',
    ],
    ['a third is exact until the end', '{ times: [3, { fact: a_third }] }', { price: cny('0.01') }, '0.01 CNY'],
    [
      'S39: rows of a table that nobody can tell apart',
      '{ first: [{ when: { all: [{ fact: rural, operator: equal, value: true }] }, is: 50 CNY }, { is: { fact: price } }] }',
      { price: cny('20') },
      'at least 20.00 at most 50.00 missing rural',
    ],
    [
      'S39: and that give the same',
      '{ first: [{ when: { all: [{ fact: rural, operator: equal, value: true }] }, is: 50 CNY }, { is: { fact: price } }] }',
      { price: cny('50.00') },
      '50.00 CNY',
    ],
    ['what was not recorded', '{ fact: price }', {}, 'missing price'],
  ] as [string, string, Record<string, FactValue>, string][])('%s', (_, amount, given, expected) => {
    const body = `facts:
  food_base: { first: [{ when: { all: [{ fact: buyer_knew, operator: proven, value: true }] }, is: { fact: price_of_reasonable_needs } }, { is: { fact: price } }] }
  a_third: { times: [{ fact: price }], divided-by: 3 }
`;
    expect(amountsIn([amount], given, body)).toEqual([expected]);
  });

  it('a comparison uses what is known of an amount', () => {
    const set = worldOf({
      events: 'asked',
      facts,
      policies: {
        p: `facts:
  damages: { largest-of: [{ times: [3, { fact: loss }] }, 1000 CNY] }
requirements:
  at-least: { title: { en: x, zh: 某 }, cite: x, require: { all: [{ fact: damages, operator: greaterThanInclusive, value: 1000 CNY }] }, breach: minor }
  more: { title: { en: x, zh: 某 }, cite: x, require: { all: [{ fact: damages, operator: greaterThan, value: 1000 CNY }] }, breach: minor }
`,
      },
    });
    const { findings } = judge(set, aComplaint([['received', '2026-03-02']]), instant('2026-04-01T00:00+08:00'));
    expect(findings.map(({ outcome, missing }) => [outcome, missingNames(missing)])).toEqual([
      ['compliant', []],
      ['indeterminate', ['loss']],
    ]);
  });

  it('are what plain fractions give, rounded half up once', () => {
    const cents = fc.integer({ min: 0, max: 10_000_000 });
    fc.assert(
      fc.property(
        cents,
        cents,
        fc.integer({ min: 1, max: 999 }),
        fc.constantFrom('CNY', 'JPY', 'KWD'),
        (a, b, by, currency) => {
          const money = (amount: number): FactValue => value('money', `${(amount / 100).toFixed(2)} ${currency}`);
          const line = `{ times: [{ sum: [{ fact: price }, { times: [2, { fact: loss }] }] }], divided-by: ${String(by)} }`;
          const scale = 10n ** BigInt(decimalsOf(currency));
          const [top, bottom] = [BigInt(a + 2 * b) * scale, 100n * BigInt(by)];
          const units = (2n * top + bottom) / (2n * bottom);
          const text = amountsIn([line], { price: money(a), loss: money(b) })[0] ?? '';
          expect(BigInt(text.split(' ')[0]?.replace('.', '') ?? '')).toBe(units);
        },
      ),
      { ...parameters, numRuns: runs(15) },
    );
  });
});
