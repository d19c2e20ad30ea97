import { expect, it } from '@jest/globals';
import { commitBench } from './commit.bench.js';
import { lineOf } from './measure.js';

it('the benchmark of the write path runs, and measures something', async () => {
  const measured = await commitBench({ complaints: 12, connections: 3 });
  expect(measured.map(({ what, count }) => [what, count])).toEqual([
    ['commit of a new complaint', 12],
    ['commit of an event', 12],
    ['read, judge and commit an event', 12],
    ['commit of a batch of new complaints', 1],
  ]);
  for (const each of measured) {
    expect(each.perSecond).toBeGreaterThan(0);
    expect(each.p99).toBeGreaterThanOrEqual(each.p50);
    expect(lineOf(each)).toMatch(/^[a-z, ]+: \d+\/s, p50 [\d.]+ ms, p99 [\d.]+ ms \(/);
  }
});
