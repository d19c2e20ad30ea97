import { describe, expect, it } from '@jest/globals';
import { judge } from '../../src/rules/judge/judge.js';
import { aComplaint, instant, type EventLine } from '../support/builders.js';
import { brief, cny, gift, is, on, received, rightsOf, type Facts } from '../support/rights-in-short.js';
import { policyOf, workedSet } from '../support/worked-set.js';

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
