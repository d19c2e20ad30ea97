import { describe, expect, it } from '@jest/globals';
import type { RuleKey } from './audit-report.js';
import { perRule } from './per-rule.js';

const key = (changes: Partial<RuleKey>): RuleKey => ({ policy: 'p', version: 1, rule: 'r', own: true, ...changes });

describe('what is kept for each rule', () => {
  it('is one thing for one rule, and another where any part of its name differs', () => {
    const rules = perRule((of) => ({ of }));
    const keys = [
      key({}),
      key({ policy: 'q' }),
      key({ version: 2 }),
      key({ version: undefined }),
      key({ rule: 's' }),
      key({ rule: undefined }),
      key({ own: false }),
    ];
    const first = keys.map((one) => rules.of(one));
    expect(keys.toReversed().map((one) => rules.of({ ...one }))).toEqual(first.toReversed());
    expect(new Set(first).size).toBe(keys.length);
    expect(rules.values()).toEqual(keys.map((of) => ({ of })));
  });
});
