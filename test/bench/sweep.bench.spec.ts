import { expect, it } from '@jest/globals';
import { runs } from '../engine/runs.js';
import { sweepBench } from './sweep.bench.js';

// REDRESS_RUNS=10000 takes as many as docs/performance.md tells of.
it('what came due in thirty days without a worker is caught up with, each complaint told of at most once a rule', async () => {
  const complaints = runs(100);
  const { seconds, judged, changed, notices, own, database } = await sweepBench({ complaints, workers: 1 });
  expect({ judged, changed }).toEqual({ judged: complaints, changed: complaints });
  expect(notices).toBeGreaterThan(0);
  expect(seconds).toBeLessThan(60);
  console.log(
    `${judged} complaints judged in ${seconds.toFixed(1)} s (${Math.round(judged / seconds)}/s), ${notices} notices; each ${own.toFixed(2)} ms here and ${database.toFixed(2)} ms in the database`,
  );
}, 300_000);
