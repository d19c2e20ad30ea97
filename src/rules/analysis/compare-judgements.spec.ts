import { describe, expect, it } from '@jest/globals';
import type { Finding } from '../judge/judgement.js';
import { axes, compareJudgements, type Axis, type Comparison } from './compare-judgements.js';

const finding = (rule: string, outcome: Finding['outcome'], more: Partial<Finding> = {}): Finding => ({
  policy: 'p',
  version: 0,
  rule,
  kind: 'deadline',
  own: true,
  outcome,
  missing: [],
  notes: [],
  ...more,
});

/** Compares two judgements whose findings follow from which axes are as they are afterwards. */
const compare = (
  differing: readonly Axis[],
  findings: (has: (axis: Axis) => boolean) => readonly Finding[],
): Comparison['findings'] =>
  compareJudgements(differing, (after) => ({
    findings: findings((axis) => after.includes(axis)),
    rights: [],
    retention: [],
    records: [],
    escalations: [],
  })).findings;

describe('two judgements of one complaint', () => {
  it.each<[string, (has: (axis: Axis) => boolean) => boolean, readonly (readonly Axis[])[]]>([
    ['what is known alone', (has) => has('known'), [['known']]],
    ['the policies alone', (has) => has('set'), [['set']]],
    ['the instant alone', (has) => has('at'), [['at']]],
    ['either of two', (has) => has('set') || has('at'), [['set'], ['at']]],
    ['two together', (has) => has('known') && has('at'), [['known', 'at']]],
    ['all together', (has) => has('known') && has('set') && has('at'), [['known', 'set', 'at']]],
    ['one, or two others together', (has) => has('known') || (has('set') && has('at')), [['known'], ['set', 'at']]],
    [
      'one, unless another',
      (has) => (has('known') && !has('at')) || (has('at') && has('set')),
      [['known'], ['set', 'at']],
    ],
  ])('differ because of %s', (_, isLate, causes) => {
    const found = compare(axes, (has) => [finding('r', isLate(has) ? 'non-compliant' : 'pending')]);
    expect(found).toEqual([{ before: finding('r', 'pending'), after: finding('r', 'non-compliant'), causes }]);
  });

  it('are judged no more often than there are ways, and once where nothing differs', () => {
    let judged = 0;
    const count = (differing: readonly Axis[]): number => {
      judged = 0;
      compare(differing, (has) => {
        judged++;
        return [finding('r', has('set') ? 'compliant' : 'pending')];
      });
      return judged;
    };
    expect(count(axes)).toBeLessThanOrEqual(8);
    expect(count([])).toBe(1);
  });

  it('show lines that only one of them has, and leave out what applies in neither', () => {
    const found = compare(['set'], (has) =>
      has('set')
        ? [finding('new', 'pending'), finding('off', 'not-applicable', { reason: 'when-false' })]
        : [finding('old', 'compliant'), finding('off', 'not-applicable', { reason: 'not-in-force' })],
    );
    expect(found).toEqual([
      { before: finding('old', 'compliant'), causes: [['set']] },
      { after: finding('new', 'pending'), causes: [['set']] },
    ]);
  });

  it('compare a rule with itself: another version is a difference of it, another occurrence another line', () => {
    const one = { event: 'e1', type: 'asked', at: { kind: 'day', day: 1 } } as const;
    const two = { ...one, event: 'e2' };
    const found = compare(['set'], (has) => [
      finding('r', 'pending', { version: has('set') ? 9 : 0, occurrence: one }),
      finding('r', 'pending', { occurrence: two }),
    ]);
    expect(found).toMatchObject([{ before: { version: 0 }, after: { version: 9 }, causes: [['set']] }]);
  });

  it('are the same where only the order of lines and of keys differs', () => {
    const { outcome, ...rest } = finding('a', 'pending');
    const found = compare(['at'], (has) =>
      has('at') ? [finding('b', 'pending'), { outcome, ...rest }] : [finding('a', 'pending'), finding('b', 'pending')],
    );
    expect(found).toEqual([]);
  });
});
