import { describe, expect, it } from '@jest/globals';
import { parseRuleKey } from './rule-key.js';

describe('the key of a notice', () => {
  it.each([
    { key: 'house.clocks#late', parts: ['house.clocks', 'late', undefined] },
    { key: 'house.clocks#late@e7', parts: ['house.clocks', 'late', 'e7'] },
    { key: 'house.clocks#late@mail@shop#3\nx', parts: ['house.clocks', 'late', 'mail@shop#3\nx'] },
    { key: 'house.clocks#late@', parts: ['house.clocks', 'late', ''] },
  ])('$key names a policy, a rule and perhaps an event', ({ key, parts }) => {
    const { policy, rule, event } = parseRuleKey(key);
    expect([policy, rule, event]).toEqual(parts);
  });
});
