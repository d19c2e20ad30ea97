import { describe, expect, it } from '@jest/globals';
import { loadPolicy, thePolicy } from '../../../test/support/policy-files.js';
import { codeAndPath } from '../../../test/support/policy-faults.js';

const urgent = '{ condition: is-urgent }';
const deadline = 'deadlines: { handle: { from: received, within: 7 days, warn: 1 day, done: closed } }\n';
const refused = (body: string) => loadPolicy(`${body}\n`).faults.map(codeAndPath);

describe('what needs a judgement', () => {
  it('asks a person in both languages and shows what it rests on', () => {
    const [rule] = thePolicy(
      loadPolicy(
        'judgement-needed: { prompt: { asks: { en: Prompt?, zh: 是否及时？ }, from: received, done: told, shows: [price, complainant_name], cite: DISP } }\n',
      ),
    ).rules;
    expect(rule).toMatchObject({
      kind: 'judgement-needed',
      asks: { en: 'Prompt?', zh: '是否及时？' },
      from: { event: 'received' },
      done: { event: 'told' },
      shows: ['price', 'complainant_name'],
    });
  });

  it.each([
    ['{ from: received }', 'yaml.missing_key judgement-needed.j.asks'],
    ['{ asks: { en: Prompt? } }', 'yaml.missing_key judgement-needed.j.asks.zh'],
    ['{ asks: { en: a, zh: b }, shows: [pirce] }', 'policy.unknown_fact judgement-needed.j.shows.0'],
  ])('%s is refused', (keys, expected) => {
    expect(refused(`judgement-needed: { j: ${keys} }`)).toEqual([expected]);
  });
});

describe('a statement', () => {
  const said = 'said-by: { en: [ombudsman], zh: [申诉专员] }';

  it('may give the sentence by which letters say it', () => {
    const wording = { en: 'You may go to the ombudsman.', zh: '您可以找申诉专员。' };
    const { statements } = thePolicy(
      loadPolicy(`statements: { s: { each: told, cite: art. 1, ${said}, wording: ${JSON.stringify(wording)} } }\n`),
    );
    expect(statements).toMatchObject([{ wording }]);
  });

  it('is one that letters make, in words of which one shows it', () => {
    const { statements } = thePolicy(
      loadPolicy(`statements: { routes: { each: [refused, told], when: ${urgent}, cite: art. 39, ${said} } }\n`),
    );
    expect(statements).toMatchObject([
      {
        kind: 'statement',
        ref: 'cn.example#routes',
        each: ['refused', 'told'],
        saidBy: { en: ['ombudsman'], zh: ['申诉专员'] },
      },
    ]);
  });

  it.each([
    [
      `{ each: told, ${said}, wording: { en: Go to court., zh: 您可以找申诉专员。 } }`,
      'policy.wording_says_nothing statements.s.wording.en',
    ],
    [
      `{ each: told, ${said}, wording: { en: Go to the ombudsman., zh: 您不得找申诉专员。 } }`,
      'policy.wording_says_nothing statements.s.wording.zh',
    ],
    [`{ each: told, ${said}, wording: { en: Go to the ombudsman. } }`, 'yaml.missing_key statements.s.wording.zh'],
    [`{ ${said} }`, 'policy.key_missing statements.s'],
    ['{ each: told }', 'yaml.missing_key statements.s.said-by'],
    ['{ each: told, said-by: { en: [a], zh: [] } }', 'yaml.wrong_value statements.s.said-by.zh'],
  ])('%s is refused', (keys, expected) => {
    expect(refused(`statements: { s: ${keys} }`)).toEqual([expected]);
  });
});

describe('an indicator', () => {
  const indicators = (keys: string) =>
    thePolicy(loadPolicy(`${deadline}indicators: { i: { dated-by: received, period: month, ${keys} } }\n`))
      .indicators[0];

  it.each([
    [
      'of: complaints, measure: count, alarm: at least 500',
      { measure: { kind: 'count' }, alarm: { direction: 'at-least', value: '500', unit: undefined } },
    ],
    [
      'of: { rule: handle }, measure: { share: { state: in-time } }, target: at least 98 %, split: [urgency]',
      {
        of: { rule: 'cn.example#handle' },
        measure: { kind: 'share-of-state', states: ['in-time'] },
        target: { value: '98', unit: '%' },
        split: ['urgency'],
      },
    ],
    [
      `of: complaints, measure: { share: ${urgent} }`,
      { measure: { kind: 'share', when: { document: { condition: 'is-urgent' } } } },
    ],
    [
      'of: complaints, measure: { mean: price }, target: at most 3.5 CNY',
      { measure: { kind: 'mean', fact: 'price' }, target: { direction: 'at-most', value: '3.5', unit: 'CNY' } },
    ],
    ['of: complaints, measure: { sum: price }, target: at most 3.5 days', { target: { unit: 'days' } }],
  ])('%s', (keys, expected) => {
    expect(indicators(keys)).toMatchObject(expected);
  });

  it('may be dated by the due date of its rule, and needs nobody to bind', () => {
    const loaded = loadPolicy(
      `${deadline}indicators: { i: { of: { rule: handle }, dated-by: due, measure: count, period: year } }\n`,
    );
    expect(thePolicy(loaded).indicators[0]?.datedBy).toEqual({ kind: 'due' });
  });

  it.each([
    [
      'of: complaints, measure: { share: { state: in-time } }',
      'policy.state_of_no_rule indicators.i.measure.share.state',
    ],
    [
      'of: { rule: handle }, measure: { share: { state: in-tmie } }',
      'policy.unknown_state indicators.i.measure.share.state',
    ],
    ['of: { rule: hadnle }, measure: count', 'policy.unknown_rule indicators.i.of.rule'],
    ['of: complaints, measure: { mean: urgency }', 'policy.value_of_wrong_type indicators.i.measure.mean'],
    ['of: complaints, measure: { mean: price, sum: price }', 'policy.measure_form indicators.i.measure'],
    ['of: complaints, measure: count, target: 98 %', 'policy.bound_form indicators.i.target'],
    ['of: complaints, measure: count, target: at least 98 apples', 'policy.bound_form indicators.i.target'],
    ['of: complaints, measure: count, split: complainant_name', 'policy.value_of_wrong_type indicators.i.split'],
    ['of: everything, measure: count', 'yaml.wrong_value indicators.i.of'],
  ])('%s is refused', (keys, expected) => {
    expect(refused(`${deadline}indicators: { i: { dated-by: received, period: month, ${keys} } }`)).toEqual([expected]);
  });
});
