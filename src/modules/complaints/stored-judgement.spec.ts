import { describe, expect, it } from '@jest/globals';
import { aComplaint, aSet, instant } from '../../../test/support/builders.js';
import type { CountedAs } from '../../rules/analysis/counted-as.js';
import { judge } from '../../rules/judge/judge.js';
import type { Finding, Judgement, Outcome } from '../../rules/judge/judgement.js';
import { resultOf } from './stored-judgement.js';

const receipt = { policySet: 'p', calendars: {}, timeZoneData: 't', engine: '1', readings: {} };

const plain = {
  policy: 'p',
  version: 0,
  kind: 'deadline',
  outcome: 'compliant',
  own: true,
  missing: [],
  notes: [],
} as const;

function judgement(...findings: readonly Partial<Finding>[]): Judgement {
  const whole = findings.map((finding, index) => ({
    ...plain,
    rule: `r${index}`,
    ...finding,
  }));
  const nothing = { rights: [], retention: [], records: [], escalations: [], telling: [] };
  return { complaint: 'c', at: 0, findings: whole, ...nothing, nextLookAt: undefined, receipt };
}

describe('the outcome of a complaint', () => {
  it.each<[CountedAs, readonly Outcome[]]>([
    ['non-compliant', ['compliant', 'indeterminate', 'non-compliant', 'pending']],
    ['indeterminate', ['compliant', 'pending', 'indeterminate', 'not-applicable']],
    ['pending', ['compliant', 'pending']],
    ['compliant', ['not-applicable', 'compliant']],
    ['not-applicable', ['not-applicable']],
    ['not-applicable', []],
  ])('is %s where its findings are %j', (outcome, outcomes) => {
    expect(resultOf(judgement(...outcomes.map((each) => ({ outcome: each })))).outcome).toBe(outcome);
  });

  it('is that of our own duties, whatever others have done', () => {
    expect(resultOf(judgement({ outcome: 'non-compliant', own: false }, { outcome: 'compliant' })).outcome).toBe(
      'compliant',
    );
  });
});

describe('the result of a judgement', () => {
  it('keeps what applies and counts what does not', () => {
    const { findings, notApplicable } = resultOf(
      judgement({ outcome: 'pending' }, { outcome: 'not-applicable', reason: 'when-false' }),
    );
    expect([findings.map(({ rule }) => rule), notApplicable.findings]).toEqual([['r0'], 1]);
  });

  it.each<[string, Partial<Finding>]>([
    ['another reason', { outcome: 'not-applicable', reason: 'applies-false' }],
    ['another version', { outcome: 'not-applicable', reason: 'when-false', version: 1 }],
    ['another round', { outcome: 'not-applicable', reason: 'when-false', round: 2 }],
    [
      'an occurrence',
      {
        outcome: 'not-applicable',
        reason: 'when-false',
        occurrence: { event: 'e1', type: 'told', at: { kind: 'day', day: 1 } },
      },
    ],
    ['another outcome', { outcome: 'compliant' }],
  ])('has another digest where a rule has %s', (_, finding) => {
    const one = resultOf(judgement({ outcome: 'not-applicable', reason: 'when-false' }));
    expect(resultOf(judgement(finding)).digest).not.toBe(one.digest);
  });

  it('has the same digest for the same judgement at another instant that says the same', () => {
    const set = aSet('deadlines:\n  answer: { from: received, done: responded, within: 7 working days }\n');
    const complaint = aComplaint([['received', '2026-03-02']]);
    const at = (text: string) => resultOf(judge(set, complaint, instant(text))).digest;
    expect(at('2026-03-03T00:00+08:00')).toBe(at('2026-03-04T00:00+08:00'));
    expect(at('2026-03-03T00:00+08:00')).not.toBe(at('2026-04-04T00:00+08:00'));
  });
});
