import { describe, expect, it } from '@jest/globals';
import { load, loadPolicy, policyHead, thePolicy } from '../../../test/support/policy-files.js';
import { codeAndPath, codes, usual } from '../../../test/support/policy-faults.js';

const urgent = '{ condition: is-urgent }';
const vocabulary = `${usual('vocabulary.yaml')}claims: [punitive]\n`;
const rights = (body: string) =>
  load({ 'vocabulary.yaml': vocabulary, 'example.yaml': `${policyHead}rights:\n${body}\n` });
const right = (keys: string) => {
  const [first] = thePolicy(rights(`  one: ${keys}`)).rights;
  if (first === undefined) throw new Error('no right');
  return first;
};
const refund = 'grants: [{ remedy: refund }]';
const never = { kind: 'latest', of: [] };

describe('a right', () => {
  it('has what every rule has, and is bound by its policy', () => {
    expect(
      right(
        `{ title: { en: Return, zh: 退货 }, cite: art. 24, when: ${urgent}, claim: punitive, status: unverified, used-by: told, ${refund} }`,
      ),
    ).toMatchObject({
      kind: 'right',
      id: 'one',
      ref: 'cn.example#one',
      title: { en: 'Return', zh: '退货' },
      line: 8,
      cite: ['art. 24'],
      binds: 'respondent',
      status: 'unverified',
      claim: 'punitive',
      usedBy: { kind: 'event', event: 'told' },
      window: undefined,
      exclusions: [],
      gives: [{ kind: 'remedy', remedy: 'refund', amount: undefined, upTo: undefined, paidBy: undefined }],
    });
  });

  it('may say what it gives under either word, but not under both', () => {
    expect(right('{ gives: [{ remedy: refund }] }').gives).toMatchObject([{ remedy: 'refund' }]);
    expect(rights('  one: { gives: [{ remedy: a }], grants: [{ remedy: b }] }').faults.map(codeAndPath)).toEqual([
      'policy.key_out_of_place rights.one.gives',
    ]);
    expect(codes(rights('  one: { cite: art. 1 }'))).toEqual(['policy.key_missing']);
  });

  it('is excluded unless its exception holds', () => {
    const { exclusions } = right(
      `{ exclusions: [{ when: ${urgent}, unless: { not: ${urgent} }, cite: "暂行办法 art. 7, 20" }], ${refund} }`,
    );
    expect(exclusions).toMatchObject([
      { cite: ['暂行办法 art. 7, 20'], unless: { document: { not: { condition: 'is-urgent' } } } },
    ]);
  });

  it.each([
    ['{ from: delivered_on, within: 7 days }', undefined, { kind: 'within', from: { fact: 'delivered_on' } }],
    [
      '{ opens: told, closes: { by: 6 months, after: told } }',
      { event: 'told' },
      { kind: 'due', due: { kind: 'offset' } },
    ],
    ['{ closes: { first: [{ is: 14 days after received }] } }', undefined, { kind: 'due', due: { kind: 'table' } }],
    ['{ opens: told, from: received, within: 1 year }', { event: 'told' }, { kind: 'within' }],
    [
      '{ opens: told, not-after: 10 years after received }',
      { event: 'told' },
      { kind: 'due', due: { kind: 'offset' } },
    ],
  ])('with the window %s', (window, opens, period) => {
    const found = right(`{ window: ${window}, ${refund} }`).window;
    if (opens === undefined) expect(found?.opens).toBeUndefined();
    else expect(found?.opens).toMatchObject(opens);
    expect(found?.clock?.period).toMatchObject(period);
    expect(found?.clock?.period).not.toMatchObject({ due: never });
  });

  it('that only opens has no clock, and one for each occurrence may start there', () => {
    expect(right(`{ window: { opens: told }, ${refund} }`).window).toMatchObject({ clock: undefined });
    expect(right(`{ each: told, window: { within: 7 days }, ${refund} }`).window?.clock?.period).toMatchObject({
      from: { kind: 'occurrence' },
    });
  });

  it('has all verbs of the clock, a counting of its own among them', () => {
    const { window } = right(
      `{ window: { from: received, within: 3 years, counting: cn-close, restarts: [reopened], pauses: [{ from: appraisal-started, until: appraisal-ended }], extensions: [{ when: ${urgent}, to: 6 months after closed }], not-after: 20 years after received, cancelled-by: withdrawn }, ${refund} }`,
    );
    expect(window?.clock).toMatchObject({
      counting: 'cn-close',
      restarts: ['reopened'],
      pauses: [{ from: { event: 'appraisal-started' } }],
      extensions: [{ to: { kind: 'moment' } }],
      notAfter: { kind: 'offset' },
      cancelledBy: { event: 'withdrawn' },
    });
  });

  it.each([
    ['{}', 'policy.window_without_end'],
    ['{ within: 7 days }', 'policy.clock_without_start'],
    ['{ from: received }', 'policy.clock_without_period'],
    ['{ from: received, within: 7 }', 'policy.duration_without_unit'],
    ['{ closes: told, within: 7 days }', 'policy.window_closes_twice'],
    ['{ closes: told, restarts: [reopened] }', 'policy.due_has_no_period'],
    ['{ opens: told, cancelled-by: withdrawn }', 'policy.window_never_closes'],
    ['{ due: told, opens: told }', 'policy.misread_word'],
    ['{ from: received, within: 7 days, counting: cn-dya }', 'policy.unknown_counting'],
  ])('with the window %s has the fault %s', (window, code) => {
    expect(codes(rights(`  one: { window: ${window}, ${refund} }`))).toEqual([code]);
  });
});

describe('what a right gives', () => {
  const gives = (grants: string) => right(`{ grants: [${grants}] }`).gives;

  it('has amounts, bounds and payers, under conditions, and choices in choices', () => {
    expect(
      gives(
        `{ remedy: refund, when: ${urgent}, amount: { fact: price }, cite: art. 26 }, { remedy: damages, up-to: { times: [2, { fact: price }] }, paid-by: complainant }, { one-of: [{ remedy: exchange }, { one-of: [{ remedy: a }, { remedy: b }] }], when: ${urgent} }`,
      ),
    ).toMatchObject([
      { kind: 'remedy', remedy: 'refund', amount: { kind: 'name', name: 'price' }, cite: ['art. 26'] },
      { kind: 'remedy', remedy: 'damages', upTo: { kind: 'times' }, paidBy: 'complainant' },
      { kind: 'one-of', of: [{ remedy: 'exchange' }, { kind: 'one-of', of: [{}, {}] }] },
    ]);
  });

  it('takes a sum of money as it is written', () => {
    expect(gives('{ remedy: voucher, amount: 50 CNY }')).toMatchObject([
      { amount: { kind: 'literal', value: { kind: 'money', amount: '50', currency: 'CNY' } } },
    ]);
  });

  it.each([
    ['{ remedy: refund, amount: 50 }', ['fact.not_money rights.one.grants.0.amount']],
    ['{ remedy: refund, amount: { times: [3, 4] } }', ['policy.value_of_wrong_type rights.one.grants.0.amount.times']],
    ['{ remedy: refund, amount: { fact: urgency } }', ['policy.value_of_wrong_type rights.one.grants.0.amount.fact']],
    ['{ remedy: refund, amount: { fact: pirce } }', ['policy.unknown_fact rights.one.grants.0.amount.fact']],
    ['{ amount: 5 CNY }', ['policy.grant_without_remedy rights.one.grants.0']],
    ['{ one-of: [{ remedy: a }], remedy: b }', ['policy.choice_beside rights.one.grants.0.remedy']],
    ['{ one-of: [] }', ['policy.empty_list rights.one.grants.0.one-of']],
    ['{ remedy: a, paid-by: nobody }', ['policy.unknown_party rights.one.grants.0.paid-by']],
    ['{ remedy: a b }', ['policy.name_malformed rights.one.grants.0.remedy']],
    ['{ remedy: a, colour: red }', ['yaml.unknown_key rights.one.grants.0.colour']],
  ])('%s is refused', (grant, expected) => {
    expect(rights(`  one: { grants: [${grant}] }`).faults.map(codeAndPath)).toEqual(expected);
  });

  it('names a claim that the vocabulary declares', () => {
    expect(codes(rights(`  one: { claim: punitve, ${refund} }`))).toEqual(['policy.unknown_claim']);
    expect(loadPolicy(`rights: { one: { duty: answer, ${refund} } }\n`).faults.map(({ code }) => code)).toEqual([
      'yaml.unknown_key',
    ]);
  });
});
