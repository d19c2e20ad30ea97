import { describe, expect, it } from '@jest/globals';
import { judge } from '../../src/rules/judge/judge.js';
import { aComplaint, instant, type EventLine } from '../support/builders.js';
import { policyOf, workedSet } from '../support/worked-set.js';

const set = workedSet([
  policyOf(
    'letters',
    `statements:
  reasons: { each: [responded, refused], said-by: { en: [because], zh: [因为] } }
  from-june: { each: responded, in-force: { from: 2026-06-01 }, said-by: { en: [court], zh: [法院] } }
  if-urgent: { each: responded, when: { all: [{ fact: urgent, operator: equal, value: true }] }, said-by: { en: [at once], zh: [立即] } }
`,
  ),
]);

const confirmed = (at: string, found: boolean, more: Readonly<Record<string, string>> = {}): EventLine => [
  'statement-confirmed',
  at,
  { confirmed_statement: 'letters#reasons', confirmed_found: found, confirmed_by: 'legal', ...more },
];
const outcomesOf = (lines: readonly EventLine[], rule = 'reasons', facts = {}, observed?: ReadonlySet<string>) =>
  judge(set, aComplaint(lines, { facts, observed: observed ?? 'everything' }), instant('2026-06-30T12:00+08:00'))
    .findings.filter((finding) => finding.rule === rule)
    .map(({ outcome, missing }) => [outcome, ...missing.map(({ name }) => name)].join(' '));

const received: EventLine = ['received', '2026-05-01'];
const letter: EventLine = ['responded', '2026-05-10'];

describe('what a letter must say', () => {
  it.each<[string, readonly EventLine[], readonly string[]]>([
    ['is nobody’s business before a letter is sent', [received], ['not-applicable']],
    ['waits for a person after it was sent', [received, letter], ['pending']],
    ['is there once a person confirms it', [received, letter, confirmed('2026-05-11', true)], ['compliant']],
    ['may be confirmed of the draft', [received, confirmed('2026-05-09', true), letter], ['compliant']],
    ['is lacking when a person says so', [received, letter, confirmed('2026-05-11', false)], ['non-compliant']],
    [
      'follows the last word',
      [received, letter, confirmed('2026-05-11', true), confirmed('2026-05-12', false)],
      ['non-compliant'],
    ],
    ['must be confirmed before closing', [received, letter, ['closed', '2026-05-20']], ['non-compliant']],
    [
      'may be confirmed on the day of closing',
      [received, letter, confirmed('2026-05-20', true), ['closed', '2026-05-20']],
      ['compliant'],
    ],
    [
      'is not mended by a word after the closing',
      [received, letter, ['closed', '2026-05-20'], confirmed('2026-05-21', true)],
      ['non-compliant'],
    ],
    [
      'must be confirmed at once where the letter comes after the closing',
      [received, ['closed', '2026-05-05'], letter],
      ['non-compliant'],
    ],
    [
      'has time again after a reopening',
      [received, ['closed', '2026-05-05'], ['reopened', '2026-05-06'], letter],
      ['pending'],
    ],
    [
      'is asked of each letter: the first word is about the first',
      [received, letter, confirmed('2026-05-11', true), ['refused', '2026-05-15'], ['closed', '2026-05-20']],
      ['compliant', 'non-compliant'],
    ],
    [
      'says with a ref which letter is meant',
      [
        received,
        ['responded', '2026-05-10', { ref: 'a' }],
        ['responded', '2026-05-15', { ref: 'b' }],
        confirmed('2026-05-16', true, { ref: 'a' }),
        ['closed', '2026-05-20'],
      ],
      ['compliant', 'non-compliant'],
    ],
    [
      'needs a person who confirms',
      [received, letter, confirmed('2026-05-11', true, { confirmed_by: ' ' })],
      ['pending'],
    ],
    [
      'is not confirmed by a word about another statement',
      [received, letter, confirmed('2026-05-11', true, { confirmed_statement: 'letters#from-june' })],
      ['pending'],
    ],
  ])('%s', (_, lines, outcomes) => {
    expect(outcomesOf(lines)).toEqual(outcomes);
  });

  it('is unknown where the source does not report confirmations', () => {
    const reported = new Set(['received', 'responded', 'closed']);
    expect(outcomesOf([received, letter, ['closed', '2026-05-20']], 'reasons', {}, reported)).toEqual([
      'indeterminate statement-confirmed',
    ]);
    expect(outcomesOf([received, letter], 'reasons', {}, new Set(['received', 'responded']))).toEqual([
      'indeterminate statement-confirmed closed',
    ]);
  });

  it('is asked only where its condition holds, and is unknown where that is', () => {
    expect(outcomesOf([received, letter], 'if-urgent', { urgent: true })).toEqual(['pending']);
    expect(outcomesOf([received, letter], 'if-urgent', { urgent: false })).toEqual(['not-applicable']);
    expect(outcomesOf([received, letter], 'if-urgent')).toEqual(['indeterminate urgent']);
  });

  it('is asked only from the day on which it is in force', () => {
    expect(
      outcomesOf(
        [
          ['received', '2026-05-31'],
          ['responded', '2026-05-31'],
        ],
        'from-june',
      ),
    ).toEqual(['not-applicable']);
    expect(
      outcomesOf(
        [
          ['received', '2026-06-01'],
          ['responded', '2026-06-02'],
        ],
        'from-june',
      ),
    ).toEqual(['pending']);
  });

  it('counts as a requirement of whoever is bound', () => {
    const { findings } = judge(set, aComplaint([received, letter]), instant('2026-06-30T12:00+08:00'));
    expect(findings.find(({ rule }) => rule === 'reasons')).toMatchObject({
      kind: 'requirement',
      policy: 'letters',
      occurrence: { type: 'responded' },
    });
  });
});
