import { describe, expect, it } from '@jest/globals';
import { healthFault } from './health-errors.js';
import { readinessOf, turns, type Needed, type PartState } from './part-state.js';

const well = (part: string, needed: Needed = 'requests'): PartState => ({ part, needed });
const unwell = (part: string, needed: Needed = 'requests'): PartState => ({
  part,
  needed,
  fault: healthFault('health.part_failed', { part, error: 'x' }),
});

describe('what the parts come to', () => {
  it.each<[string, readonly PartState[], string]>([
    ['nothing to look at', [], 'ready'],
    ['all well', [well('a'), well('b', 'attention')], 'ready'],
    ['something to look at', [well('a'), unwell('b', 'attention')], 'degraded'],
    ['no requests', [unwell('a'), well('b', 'attention')], 'not-ready'],
    ['no work', [well('a'), unwell('b', 'work')], 'not-ready'],
  ])('%s', (_, states, expected) => expect(readinessOf(states)).toBe(expected));
});

describe('a turn', () => {
  it('is told once, and again when it is over', () => {
    const code = 'health.part_failed';
    expect(turns(new Map(), [well('a'), unwell('b', 'work')])).toEqual([{ part: 'b', needed: 'work', code }]);
    expect(turns(new Map([['b', code]]), [unwell('b', 'work')])).toEqual([]);
    expect(turns(new Map([['b', code]]), [well('b', 'work')])).toEqual([
      { part: 'b', needed: 'work', code: undefined },
    ]);
  });
});
