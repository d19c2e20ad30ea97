import { describe, expect, it } from '@jest/globals';
import type { FactValue } from '../../src/rules/values.js';
import { judge } from '../../src/rules/judge/judge.js';
import type { AmountFound, Given, RightFinding } from '../../src/rules/judge/judgement.js';
import { formatTime } from '../../src/rules/time/parse-time.js';
import { zoneOf } from '../../src/rules/time/zone.js';
import { aComplaint, instant, time, type EventLine } from '../support/builders.js';
import { policyOf, workedSet } from '../support/worked-set.js';

const zone = zoneOf('Asia/Shanghai');
const is = (fact: string, value: string, operator = 'equal'): string =>
  `{ all: [{ fact: ${fact}, operator: ${operator}, value: ${value} }] }`;
const cny = (amount: string): FactValue => ({ kind: 'money', amount, currency: 'CNY' });
const on = (text: string): FactValue => time(text);

type Facts = Readonly<Record<string, FactValue>>;

function rightsOf(
  set: ReturnType<typeof workedSet>,
  lines: readonly EventLine[],
  facts: Facts,
  at: string,
  observed?: ReadonlySet<string>,
): readonly RightFinding[] {
  const rest = observed === undefined ? { facts } : { facts, observed };
  return judge(set, aComplaint(lines, rest), instant(at)).rights;
}

const show = (found: AmountFound | undefined): string => {
  if (found === undefined) return '';
  if (found.kind === 'exact') return ` ${found.amount.amount}`;
  const least = found.atLeast === undefined ? '' : ` >=${found.atLeast.amount}`;
  return `${least} ?${found.missing.map(({ name }) => name).join(',')}`;
};

const gift = (given: Given): string => {
  if ('oneOf' in given) return `(${given.oneOf.map(gift).join(' | ')})`;
  const bound = given.upTo === undefined ? '' : ` up to${show(given.upTo)}`;
  const payer = given.paidBy === undefined ? '' : ` by ${given.paidBy}`;
  const unsure = given.missing === undefined ? '' : ` if ?${given.missing.map(({ name }) => name).join(',')}`;
  return `${given.remedy}${show(given.amount)}${bound}${payer}${unsure}`;
};

const brief = (right: RightFinding | undefined): string => {
  if (right === undefined) return 'none';
  const date = (label: string, at: RightFinding['until']): string =>
    at === undefined ? '' : ` ${label} ${formatTime(at, zone)}`;
  const parts = [
    right.state,
    right.reason === undefined ? '' : ` ${right.reason}`,
    right.exclusion === undefined ? '' : ` ${right.exclusion.join('; ')}`,
    date('from', right.opens),
    date('until', right.until),
    date('or', right.untilAtLatest),
    right.paused === true ? ' paused' : '',
    date('used', right.used),
    date('used late', right.usedLate),
    right.missing.length === 0 ? '' : ` ?${right.missing.map(({ name }) => name).join(',')}`,
  ];
  return parts.join('');
};

const received: EventLine = ['received', '2026-03-01'];

describe('a window (S51-S53)', () => {
  const set = workedSet([
    policyOf(
      'p',
      `rights:
  return:
    window: { from: delivered_on, within: 7 days }
    used-by: return-notified
    grants: [{ remedy: refund, amount: { fact: price } }, { remedy: freight, paid-by: complainant }]
`,
    ),
  ]);
  const delivered: Facts = { delivered_on: on('2026-09-28'), price: cny('2000.00') };
  it.each([
    ['E8: is open through the working day after a break', [], '2026-10-08T23:59:59+08:00', 'open until 2026-10-08'],
    ['lapses with the end of its last day', [], '2026-10-09T00:00+08:00', 'lapsed until 2026-10-08'],
    [
      'S52: is used by a notice on its last day',
      [['return-notified', '2026-10-08T23:00+08:00']],
      '2026-11-01T00:00+08:00',
      'used until 2026-10-08 used 2026-10-08T23:00+08:00',
    ],
    [
      'S52: stays lapsed when it is used a day later, and says so',
      [['return-notified', '2026-10-09']],
      '2026-11-01T00:00+08:00',
      'lapsed until 2026-10-08 used late 2026-10-09',
    ],
    [
      'S53: counts a use before its period began',
      [['return-notified', '2026-09-27']],
      '2026-11-01T00:00+08:00',
      'used until 2026-10-08 used 2026-09-27',
    ],
  ] satisfies [string, EventLine[], string, string][])('%s', (_, lines, at, expected) => {
    expect(brief(rightsOf(set, [received, ...lines], delivered, at)[0])).toBe(expected);
  });

  it('gives what it says while it is open, and nothing when it has lapsed', () => {
    const [open] = rightsOf(set, [received], delivered, '2026-10-01T00:00+08:00');
    expect(open?.gives.map(gift)).toEqual(['refund 2000.00', 'freight by complainant']);
    expect(rightsOf(set, [received], delivered, '2026-12-01T00:00+08:00')[0]?.gives).toEqual([]);
  });

  it('is indeterminate and names its start where nobody recorded it', () => {
    expect(brief(rightsOf(set, [received], {}, '2026-10-01T00:00+08:00')[0])).toBe('indeterminate ?delivered_on');
  });

  it('is indeterminate where the source does not report the use', () => {
    const [right] = rightsOf(set, [received], delivered, '2026-10-01T00:00+08:00', new Set(['received']));
    expect(brief(right)).toBe('indeterminate until 2026-10-08 ?return-notified');
  });
});

describe('a right with a first day (S53)', () => {
  const set = workedSet([
    policyOf(
      'uk',
      `deadlines:
  final-response: { from: received, within: 8 weeks, done: final-response-sent }
rights:
  ombudsman:
    window: { opens: [final-response-sent, { overdue: final-response }], closes: { by: 6 months, after: final-response-sent } }
    used-by: referred
    grants: [{ remedy: ombudsman }]
`,
      { calendar: 'uk', counting: 'uk-plain' },
    ),
  ]);
  const start: EventLine = ['received', '2026-04-02T10:00+01:00'];
  it.each([
    [
      'E30: is not open on the day on which the answer is due',
      [],
      '2026-05-28T12:00+01:00',
      'not-open-yet from 2026-05-29T07:00+08:00',
    ],
    ['opens the day after', [], '2026-05-29T00:00+01:00', 'open from 2026-05-29T07:00+08:00'],
    [
      'does not count a use before that',
      [['referred', '2026-05-20']],
      '2026-06-01T00:00+01:00',
      'open from 2026-05-29T07:00+08:00',
    ],
    [
      'counts the next use',
      [
        ['referred', '2026-05-20'],
        ['referred', '2026-06-02'],
      ],
      '2026-07-01T00:00+01:00',
      'used from 2026-05-29T07:00+08:00 used 2026-06-02',
    ],
    [
      'closes six months after the answer',
      [['final-response-sent', '2026-05-20']],
      '2026-11-21T00:00+00:00',
      'lapsed from 2026-05-20 until 2026-11-20',
    ],
  ] satisfies [string, EventLine[], string, string][])('%s', (_, lines, at, expected) => {
    expect(brief(rightsOf(set, [start, ...lines], {}, at)[0])).toBe(expected);
  });
});

describe('exclusions and their exceptions (S54)', () => {
  const set = workedSet([
    policyOf(
      'p',
      `facts:
  goods_intact:
    first:
      - { when: ${is('seal_broken', 'true')}, is: false }
      - { when: ${is('opened_to_inspect', 'true')}, is: true }
      - { is: { fact: complete } }
rights:
  return:
    when: ${is('goods_intact', 'true')}
    window: { from: delivered_on, within: 7 days }
    used-by: return-notified
    exclusions:
      - { when: ${is('goods_kind', '[custom-made, perishable]', 'in')}, unless: ${is('promised_return', 'true')}, cite: art. 25 }
      - { when: { all: [{ fact: goods_kind, operator: in, value: [unsafe-once-opened] }, { fact: confirmed, operator: proven, value: true }] }, cite: art. 7 }
    grants: [{ remedy: refund }]
`,
    ),
  ]);
  const day3 = '2026-03-05T12:00+08:00';
  const base: Facts = { delivered_on: on('2026-03-02'), complete: true, seal_broken: false, opened_to_inspect: false };
  it.each([
    [
      'E10: goods made to order',
      { goods_kind: 'custom-made', promised_return: false },
      'not-applicable excluded art. 25',
    ],
    [
      'E10: nobody has shown a promise, which is named',
      { goods_kind: 'custom-made' },
      'not-applicable excluded art. 25 ?promised_return',
    ],
    ['E10: the seller promised it', { goods_kind: 'custom-made', promised_return: true }, 'open until 2026-03-09'],
    ['E11: no confirmation on record', { goods_kind: 'unsafe-once-opened' }, 'open until 2026-03-09'],
    [
      'E11: confirmed at purchase',
      { goods_kind: 'unsafe-once-opened', confirmed: true },
      'not-applicable excluded art. 7',
    ],
    [
      'E11: the necessary seal is broken',
      { goods_kind: 'unsafe-once-opened', seal_broken: true },
      'not-applicable when-false',
    ],
    [
      'E11: opened only to inspect',
      { goods_kind: 'unsafe-once-opened', opened_to_inspect: true, complete: false },
      'open until 2026-03-09',
    ],
    ['unknown kind of goods', {}, 'indeterminate ?goods_kind'],
  ] satisfies [string, Facts, string][])('%s', (_, facts, expected) => {
    expect(brief(rightsOf(set, [received], { ...base, ...facts }, day3)[0])).toBe(expected);
  });
});

describe('three guarantees', () => {
  const set = workedSet([
    policyOf(
      'phone',
      `facts:
  day_7: { moment: 7 days after delivered_on }
  day_15: { moment: 15 days after delivered_on }
  same_fault_repairs: { count: repair-finished, same: fault_id }
  car_ends: { moment: { due: car-term } }
rights:
  first-week:
    when: ${is('fault_found_on', '{ fact: day_7 }', 'onOrBefore')}
    grants: [{ one-of: [{ remedy: return, amount: { fact: price } }, { remedy: exchange }, { remedy: repair }] }]
  second-week:
    when: { all: [{ fact: fault_found_on, operator: after, value: { fact: day_7 } }, { fact: fault_found_on, operator: onOrBefore, value: { fact: day_15 } }] }
    grants: [{ one-of: [{ remedy: exchange }, { remedy: repair }] }]
  free-repair:
    window: { from: delivered_on, within: 1 year, pauses: [{ from: repair-started, until: repair-finished }], restarts: [exchanged] }
    grants: [{ remedy: repair }]
  car-term:
    window: { from: delivered_on, within: 2 years, not-after: { since: ${is('odometer_km', '50000', 'greaterThan')} } }
    grants: [{ remedy: three-guarantees }]
  after-five-repairs:
    when: { all: [{ fact: same_fault_repairs, operator: greaterThan, value: 4 }, { fact: fault_found_on, operator: onOrBefore, value: { fact: car_ends } }] }
    used-by: replacement-demanded
    grants:
      - { remedy: usage-fee, paid-by: complainant, amount: { times: [{ fact: price }, { fact: odometer_km }, { smallest-of: [{ fact: factor }, 0.5 %] }], divided-by: 1000 } }
`,
    ),
  ]);
  const at = '2026-10-01T12:00+08:00';
  const of = (id: string, lines: readonly EventLine[], facts: Facts, when = at): readonly string[] =>
    rightsOf(set, [received, ...lines], facts, when)
      .filter(({ rule }) => rule === id)
      .map(brief);

  it.each([
    ['2026-03-09', 'open', 'not-applicable when-false'],
    ['2026-03-10', 'not-applicable when-false', 'open'],
    ['2026-03-18', 'not-applicable when-false', 'not-applicable when-false'],
  ])('E12, S55: a fault on %s', (day, first, second) => {
    const facts: Facts = { delivered_on: on('2026-03-02'), fault_found_on: on(day) };
    expect(of('first-week', [], facts)).toEqual([first]);
    expect(of('second-week', [], facts)).toEqual([second]);
  });

  it('E14: a year ends on the day after the break, and nine days of repair are added before it rolls', () => {
    const facts: Facts = { delivered_on: on('2025-10-02'), odometer_km: 1 };
    expect(of('free-repair', [], facts)).toEqual(['open until 2026-10-08']);
    const repaired: EventLine[] = [
      ['repair-started', '2026-04-01'],
      ['repair-finished', '2026-04-10'],
    ];
    expect(of('free-repair', repaired, facts)).toEqual(['open until 2026-10-12']);
  });

  it('S51: is open without an end while it is paused', () => {
    const facts: Facts = { delivered_on: on('2025-10-02') };
    expect(of('free-repair', [['repair-started', '2026-04-01']], facts, '2026-12-01T00:00+08:00')).toEqual([
      'open paused',
    ]);
  });

  it('starts again when the goods are exchanged', () => {
    const facts: Facts = { delivered_on: on('2025-10-02') };
    expect(of('free-repair', [['exchanged', '2026-05-08']], facts)).toEqual([
      'not-applicable replaced until 2026-10-08',
      'open until 2027-05-10',
    ]);
  });

  it('S40: two years or 50,000 km without a reading is indeterminate; a reading beyond ends it that day', () => {
    const facts: Facts = { delivered_on: on('2026-03-02') };
    expect(of('car-term', [], facts)).toEqual(['indeterminate until 2028-03-02 ?odometer_km']);
    const read: EventLine = ['facts-recorded', '2026-05-10', { odometer_km: 50_001 }];
    expect(of('car-term', [['facts-recorded', '2026-04-01', { odometer_km: 10 }], read], facts)).toEqual([
      'lapsed until 2026-05-10',
    ]);
  });

  const repairs = (count: number): readonly EventLine[] =>
    Array.from({ length: count }, (_, i): EventLine => [
      'repair-finished',
      `2026-06-0${String(i + 1)}`,
      { fault_id: 'f' },
    ]);
  const car: Facts = {
    delivered_on: on('2026-03-02'),
    odometer_km: 12_000,
    price: cny('200000'),
    factor: 0.008,
    fault_found_on: on('2026-05-05'),
  };

  it('E17: opens at the fifth repair of one fault, and says what the consumer pays', () => {
    expect(of('after-five-repairs', repairs(4), car)).toEqual(['not-applicable when-false']);
    const [right] = rightsOf(set, [received, ...repairs(5)], car, at).filter(
      ({ rule }) => rule === 'after-five-repairs',
    );
    expect(brief(right)).toBe('open');
    expect(right?.gives.map(gift)).toEqual(['usage-fee 12000.00 by complainant']);
  });

  it('S55: a fault inside the term may be claimed after it, one after it may not', () => {
    expect(of('after-five-repairs', repairs(5), car, '2028-04-01T12:00+08:00')).toEqual(['open']);
    const late = { ...car, fault_found_on: on('2028-03-05') };
    expect(of('after-five-repairs', repairs(5), late, '2028-04-01T12:00+08:00')).toEqual(['not-applicable when-false']);
  });
});

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

describe('rights of several occurrences (S62, S64)', () => {
  const set = workedSet([
    policyOf(
      'p',
      `rights:
  appeal: { each: refused, window: { within: 10 days }, used-by: referred, grants: [{ remedy: appeal }] }
  complaint-of-others: { binds: market-regulator, grants: [{ remedy: review }] }
requirements:
  appeal-was-open: { require: { all: [{ fact: state, params: { rule: complaint-of-others }, operator: equal, value: open }] } }
`,
    ),
  ]);
  const at = '2026-04-01T12:00+08:00';
  const appeals = (lines: readonly EventLine[]): readonly string[] =>
    rightsOf(set, [received, ...lines], {}, at)
      .filter(({ rule }) => rule === 'appeal')
      .map(brief);
  const refused = (day: string, ref?: string): EventLine => ['refused', day, ref === undefined ? {} : { ref }];

  it('pairs each use with its occurrence by ref', () => {
    const lines: readonly EventLine[] = [
      refused('2026-03-02', 'a'),
      refused('2026-03-05', 'b'),
      ['referred', '2026-03-09', { ref: 'b' }],
    ];
    expect(appeals(lines)).toEqual(['lapsed until 2026-03-12', 'used until 2026-03-16 used 2026-03-09']);
  });

  it('without any ref a use is of every occurrence before it, and of none after it', () => {
    const lines: readonly EventLine[] = [refused('2026-03-02'), ['referred', '2026-03-03'], refused('2026-03-30')];
    expect(appeals(lines)).toEqual(['used until 2026-03-12 used 2026-03-03', 'open until 2026-04-09']);
  });

  it('is not there where nothing occurred, and unknown where the source would not say', () => {
    expect(appeals([])).toEqual(['not-applicable no-occurrence']);
    const unseen = rightsOf(set, [received], {}, at, new Set(['received']));
    expect(brief(unseen.find(({ rule }) => rule === 'appeal'))).toBe('indeterminate ?refused');
  });

  it('S76: says whose it is to meet; its state can be asked for in conditions', () => {
    const { rights, findings } = judge(set, aComplaint([received]), instant(at));
    expect(rights.map(({ rule, own }) => [rule, own])).toEqual([
      ['appeal', true],
      ['complaint-of-others', false],
    ]);
    expect(findings.map(({ outcome }) => outcome)).toEqual(['compliant']);
  });
});

describe('a disputed delivery (S41)', () => {
  const set = workedSet([
    policyOf(
      'p',
      `rights:
  return: { window: { from: delivered_on, within: 7 days, counting: cn-term }, used-by: return-notified, grants: [{ remedy: refund }] }
`,
    ),
  ]);
  const disputed: EventLine = ['fact-disputed', '2026-03-20', { delivered_on: on('2026-03-03') }];
  const returned = (day: string, lines: readonly EventLine[] = []): string => {
    const facts: Facts = { delivered_on: on('2026-03-05') };
    const all: readonly EventLine[] = [received, ['return-notified', day], disputed, ...lines];
    return brief(rightsOf(set, all, facts, '2026-04-01T12:00+08:00')[0]);
  };
  it('is unknown where the two statements lead to different ends', () => {
    expect(returned('2026-03-11')).toMatch(/^indeterminate .*\?delivered_on$/u);
    expect(returned('2026-03-10')).toMatch(/^used /u);
  });
  it('is settled by what is established', () => {
    const established: EventLine = ['fact-established', '2026-03-25', { delivered_on: on('2026-03-05') }];
    expect(returned('2026-03-11', [established])).toBe('used until 2026-03-12 used 2026-03-11');
  });
});

describe('the receipt', () => {
  it('names the readings that were used, with the policy that used them (S49)', () => {
    const set = workedSet([
      policyOf(
        'p',
        'rights:\n  return: { window: { from: delivered_on, within: 60 days, counting: order-121-days }, grants: [{ remedy: refund }] }\n',
      ),
    ]);
    const facts: Facts = { delivered_on: on('2026-04-20') };
    const { receipt } = judge(set, aComplaint([received], { facts }), instant('2026-05-01T12:00+08:00'));
    expect(receipt.readings).toEqual({ 'holiday_scope@p': 'arranged-breaks' });
    expect(receipt.engine).toBe('2');
  });
});
