import { describe, expect, it } from '@jest/globals';
import { judge } from '../../src/rules/judge/judge.js';
import type { FactValue } from '../../src/rules/values.js';
import { aComplaint, brief, findingsOf, instant, type EventLine } from '../support/builders.js';
import { cny, missingNames, probe, readIn, shown, value, worldOf } from '../support/fact-world.js';

const title = 'title: { en: x, zh: 某 }, cite: x';
const received: EventLine = ['received', '2026-03-02T10:00+08:00'];
type Facts = Readonly<Record<string, FactValue>>;

describe('S73: facts that intake sets', () => {
  const set = worldOf({
    events: 'answered fact-overridden',
    facts: {
      'yes-no': 'injury ours',
      word: 'severity~ urgency~',
      text: 'reason',
    },
    policies: {
      intake: `applies: { all: [{ fact: ours, operator: equal, value: true }] }
intake:
  sets:
    severity: { first: [{ when: { all: [{ fact: injury, operator: equal, value: true }] }, is: critical }, { is: low }] }
    urgency: { first: [{ when: { all: [{ fact: severity, operator: in, value: [critical, high] }] }, is: urgent }, { is: normal }] }
`,
      clocks: `${probe}deadlines:
  urgent: { ${title}, from: { latest: [received, { since: { all: [{ fact: urgency, operator: equal, value: urgent }] } }] }, done: answered, within: 30 working minutes, breach: minor }
`,
    },
  });
  const ours: Facts = { ours: true };
  const read = (name: string, lines: readonly EventLine[], facts: Facts): string =>
    shown(readIn(set, aComplaint([received, ...lines], { facts }), '2026-03-10T00:00+08:00', name));

  it.each([
    ['severity', { ...ours, injury: true }, [], 'critical'],
    ['urgency', { ...ours, injury: true }, [], 'urgent'],
    ['urgency', { ...ours, injury: false }, [], 'normal'],
    ['urgency', ours, [], '?'],
    ['severity', { ...ours, injury: true, severity: 'low' }, [], 'critical'],
    ['severity', { ours: false, injury: true, severity: 'low' }, [], 'low'],
    ['severity', { injury: true, severity: 'low' }, [], '?'],
    ['severity', { ...ours, injury: true }, [['facts-recorded', '2026-03-03', { severity: 'low' }]], 'critical'],
    [
      'severity',
      { ...ours, injury: true },
      [['fact-overridden', '2026-03-03', { severity: 'low', reason: 'seen' }]],
      'low',
    ],
    [
      'urgency',
      { ...ours, injury: true },
      [['fact-overridden', '2026-03-03', { severity: 'low', reason: 'seen' }]],
      'normal',
    ],
  ] as [string, Facts, EventLine[], string][])('%s with %j and %j is %s', (name, facts, lines, expected) => {
    expect(read(name, lines, facts)).toBe(expected);
  });

  it('start a clock when they come to hold, and not before what they are worked out from was recorded', () => {
    const lines: EventLine[] = [received, ['facts-recorded', '2026-03-02T14:00+08:00', { injury: true }]];
    const found = findingsOf(set, aComplaint(lines, { facts: ours }), '2026-03-02T14:10+08:00', 'urgent');
    expect(found.map(brief)).toEqual(['pending running 2026-03-02T14:30+08:00']);
  });

  it('hold their overriding value from its time on', () => {
    const lines: EventLine[] = [
      ['facts-recorded', '2026-03-02T10:30+08:00', { injury: true }],
      ['fact-overridden', '2026-03-02T11:00+08:00', { urgency: 'normal', reason: 'x' }],
    ];
    const found = findingsOf(
      set,
      aComplaint([received, ...lines], { facts: ours }),
      '2026-03-02T12:00+08:00',
      'urgent',
    );
    expect(found.map(brief)).toEqual(['non-compliant overdue 2026-03-02T11:00+08:00']);
  });
});

describe('S73: a policy that applies by a fact which its own intake sets', () => {
  const severity = `{ first: [{ when: { all: [{ fact: injury, operator: equal, value: true }] }, is: critical }, { is: low }] }`;
  const applyingBy = (conditions: string, facts = '') =>
    worldOf({
      events: 'answered fact-overridden',
      facts: { 'yes-no': 'injury', word: 'severity~', money: 'price' },
      policies: {
        intake: `applies: { all: [${conditions}] }
${facts}intake:
  sets:
    severity: ${severity}
requirements:
  mild: { ${title}, require: { all: [{ fact: severity, operator: equal, value: low }] }, breach: minor }
`,
      },
    });
  const cost = `facts:
  cost: { sum: [{ first: [{ when: { all: [{ fact: severity, operator: equal, value: high }] }, is: 3 CNY }, { is: 7 CNY }] }, { fact: price }] }
`;

  it.each([
    ['the fact itself', applyingBy('{ fact: severity, operator: equal, value: high }'), ['severity']],
    ['an amount', applyingBy('{ fact: cost, operator: greaterThan, value: 5 CNY }', cost), ['severity', 'price']],
  ])('by %s: names what is missing, and does not ask in a circle', (_, set, missing) => {
    const { findings } = judge(set, aComplaint([received]), instant('2026-03-10T00:00+08:00'));
    expect(findings.map((each) => [each.kind, each.outcome, missingNames(each.missing)])).toEqual([
      ['policy', 'indeterminate', missing],
    ]);
  });
});

describe('S77: facts of the register', () => {
  const set = worldOf({
    events: 'answered',
    facts: { 'yes-no': 'seen' },
    policies: {
      p: `facts:
  repeats: { from: register, count: complaints, same: [complainant], within: 30 days before received }
requirements:
  first-time: { ${title}, require: { all: [{ fact: repeats, operator: equal, value: 0 }] }, breach: minor }
`,
    },
  });
  const at = instant('2026-03-20T00:00+08:00');
  const asked = instant('2026-03-19T00:00+08:00');

  it.each([
    [{ repeats: 1 }, 'non-compliant', []],
    [{ repeats: 0 }, 'compliant', []],
    [{}, 'indeterminate', ['repeats']],
  ] as const)('%j: %s, recorded as used', (values, outcome, missing) => {
    const judged = judge(
      set,
      { ...aComplaint([received]), register: { at: asked, values: { ...values, other: 5 } } },
      at,
    );
    expect(judged.findings.map((each) => [each.outcome, missingNames(each.missing)])).toEqual([[outcome, missing]]);
    expect(judged.receipt.register).toEqual(missing.length > 0 ? undefined : { at: asked, values });
  });

  it('are unknown where nobody asked the register', () => {
    expect(judge(set, aComplaint([received]), at).findings.map(({ outcome }) => outcome)).toEqual(['indeterminate']);
  });
});

describe('S72: authority', () => {
  const set = worldOf({
    events: 'remedy-granted grant-approved',
    facts: { word: 'granted_remedy granted_by_role approved_by_role', money: 'granted_amount price' },
    policies: {
      p: `authority:
  front-line: { up-to: 500 CNY, remedies: [refund, voucher], then: manager }
  manager: { up-to: { largest-of: [1000 CNY, { fact: price }] }, then: head }
  head: { up-to: any }
requirements:
  within: { ${title}, each: remedy-granted, require: { all: [{ fact: within_authority, operator: equal, value: true }] }, breach: minor }
`,
    },
  });
  const grant = (at: string, amount: string | undefined, rest: Readonly<Record<string, string>> = {}): EventLine => {
    const { ref, by = 'front-line', remedy = 'refund' } = rest;
    return [
      'remedy-granted',
      at,
      {
        granted_remedy: remedy,
        granted_by_role: by,
        ...(amount === undefined
          ? {}
          : { granted_amount: amount.includes(' ') ? value('money', amount) : cny(amount) }),
        ...(ref === undefined ? {} : { ref }),
      },
    ];
  };
  const approval = (at: string, by: string, ref?: string): EventLine => [
    'grant-approved',
    at,
    { approved_by_role: by, ...(ref === undefined ? {} : { ref }) },
  ];
  const judged = (lines: readonly EventLine[], facts: Facts = { price: cny('10') }): readonly string[] =>
    judge(set, aComplaint([received, ...lines], { facts }), instant('2026-06-01T00:00+08:00')).findings.map(
      ({ outcome, missing }) => [outcome, ...missingNames(missing)].join(' '),
    );

  it.each([
    ['300 and 300 of 500', [grant('2026-03-03', '300'), grant('2026-03-04', '300')], ['compliant', 'non-compliant']],
    ['exactly the limit', [grant('2026-03-03', '300'), grant('2026-03-04', '200')], ['compliant', 'compliant']],
    ['a role that may grant anything', [grant('2026-03-03', '99999', { by: 'head' })], ['compliant']],
    [
      'another role',
      [grant('2026-03-03', '300'), grant('2026-03-04', '300', { by: 'manager' })],
      ['compliant', 'compliant'],
    ],
    ['a remedy that is not the role’s', [grant('2026-03-03', '5', { remedy: 'exchange' })], ['non-compliant']],
    ['a role without a limit', [grant('2026-03-03', '5', { by: 'guest' })], ['non-compliant']],
    ['approved before', [approval('2026-03-02', 'manager'), grant('2026-03-03', '900')], ['compliant']],
    ['approved after', [grant('2026-03-03', '900'), approval('2026-03-04', 'manager')], ['non-compliant']],
    [
      'approved by one who may not either',
      [approval('2026-03-02', 'manager'), grant('2026-03-03', '1001')],
      ['non-compliant'],
    ],
    [
      'approved on the day, nobody knows when',
      [approval('2026-03-03', 'manager'), grant('2026-03-03', '900')],
      ['indeterminate grant-approved'],
    ],
    [
      'another grant approved',
      [approval('2026-03-02', 'manager', 'a'), grant('2026-03-03', '900', { ref: 'b' })],
      ['non-compliant'],
    ],
    [
      'this grant approved',
      [approval('2026-03-02', 'manager', 'b'), grant('2026-03-03', '900', { ref: 'b' })],
      ['compliant'],
    ],
    ['an amount that is not recorded', [grant('2026-03-03', undefined)], ['indeterminate granted_amount']],
    [
      'an amount that is not recorded, before',
      [grant('2026-03-03', undefined), grant('2026-03-04', '5')],
      ['indeterminate granted_amount', 'indeterminate granted_amount'],
    ],
    ['two currencies', [grant('2026-03-03', '5 USD')], ['indeterminate granted_amount']],
  ] as [string, EventLine[], string[]][])('%s', (_, lines, expected) => {
    expect(judged(lines)).toEqual(expected);
  });

  it('names the role where it is not recorded, and the facts of a limit', () => {
    const line: EventLine = ['remedy-granted', '2026-03-03', { granted_amount: cny('5'), granted_remedy: 'refund' }];
    expect(judged([line])).toEqual(['indeterminate granted_by_role']);
    expect(judged([grant('2026-03-03', '2000', { by: 'manager' })], {})).toEqual(['indeterminate price']);
    expect(judged([grant('2026-03-03', '1000', { by: 'manager' })], {})).toEqual(['compliant']);
  });
});

describe('S41: disputed facts', () => {
  const set = worldOf({
    events: 'return-notified fact-disputed fact-established asked answered',
    facts: { date: 'delivered_on', word: 'kind shade', 'yes-no': 'a b c d' },
    policies: {
      p: `rights:
  return: { ${title}, window: { from: delivered_on, within: 7 days, counting: cn-term }, used-by: return-notified, gives: [{ remedy: refund }] }
requirements:
  is-red: { ${title}, require: { any: [{ fact: kind, operator: equal, value: red }, { fact: kind, operator: equal, value: rose }] }, breach: minor }
  is-dark: { ${title}, require: { all: [{ fact: shade, operator: equal, value: dark }] }, breach: minor }
  all-four: { ${title}, require: { all: [{ fact: a, operator: equal, value: true }, { fact: b, operator: equal, value: true }, { fact: c, operator: equal, value: true }, { fact: d, operator: equal, value: true }] }, breach: minor }
deadlines:
  answer: { ${title}, from: delivered_on, done: answered, within: 20 days, counting: cn-term, breach: minor }
`,
    },
  });
  const on = (text: string): FactValue => value('date', text);
  const at = '2026-03-20T00:00+08:00';
  const judged = (lines: readonly EventLine[], facts: Facts) =>
    judge(set, aComplaint([received, ...lines], { facts }), instant(at));
  const delivered = { delivered_on: on('2026-03-05') };
  const disputed: EventLine = ['fact-disputed', '2026-03-12', { delivered_on: on('2026-03-03') }];

  it.each([
    ['2026-03-11', 'indeterminate', ['used', 'lapsed']],
    ['2026-03-10', 'used', ['used']],
    ['2026-03-13', 'lapsed', ['lapsed']],
  ])('delivered 03-05 or 03-03, notified %s within seven days: %s', (notified, state, states) => {
    const [right] = judged([['return-notified', notified], disputed], delivered).rights;
    expect([right?.state, right?.disputed]).toEqual([state, { facts: ['delivered_on'], states }]);
    expect(right?.missing).toEqual(
      state === 'indeterminate' ? [{ name: 'delivered_on', kind: 'fact', why: 'disputed' }] : [],
    );
  });

  it('show the earlier date as safe where the result is one', () => {
    const [answer] = judged([disputed], delivered).findings.filter(({ rule }) => rule === 'answer');
    expect([brief(answer as never), answer?.disputed]).toEqual([
      'pending running 2026-03-23/2026-03-25',
      { facts: ['delivered_on'], outcomes: ['pending'] },
    ]);
  });

  it('are settled by what is established', () => {
    const lines: EventLine[] = [['return-notified', '2026-03-11'], disputed];
    const settled = judged(
      [...lines, ['fact-established', '2026-03-15', { delivered_on: on('2026-03-03') }]],
      delivered,
    );
    expect([settled.rights[0]?.state, settled.rights[0]?.disputed]).toEqual(['lapsed', undefined]);
  });

  it('mark only what hangs on them', () => {
    const lines: EventLine[] = [['fact-disputed', '2026-03-12', { kind: 'rose', shade: 'light' }]];
    const { findings } = judged(lines, { kind: 'red', shade: 'dark', a: true });
    expect(findings.map(({ rule, outcome, disputed: facts }) => [rule, outcome, facts?.facts]).slice(0, 3)).toEqual([
      ['is-red', 'compliant', undefined],
      ['is-dark', 'indeterminate', ['shade']],
      ['all-four', 'indeterminate', undefined],
    ]);
  });

  it('are the same whatever is said twice or agreed on', () => {
    const lines: EventLine[] = [['fact-disputed', '2026-03-12', { shade: 'dark' }]];
    expect(judged(lines, { shade: 'dark' })).toEqual({ ...judged([], { shade: 'dark' }) });
  });

  it('of more than eight combinations count as unknown, each named', () => {
    const facts = { a: true, b: true, c: true, d: true };
    const three = judged([['fact-disputed', '2026-03-12', { a: false, b: false, c: false }]], facts).findings;
    const four = judged([['fact-disputed', '2026-03-12', { a: false, b: false, c: false, d: false }]], facts).findings;
    const of = (findings: typeof three) => findings.find(({ rule }) => rule === 'all-four');
    expect([of(three)?.outcome, of(three)?.disputed?.facts]).toEqual(['indeterminate', ['a', 'b', 'c']]);
    expect([of(four)?.outcome, of(four)?.missing.map(({ name, why }) => `${name} ${why}`)]).toEqual([
      'indeterminate',
      ['a disputed', 'b disputed', 'c disputed', 'd disputed'],
    ]);
  });
});
