import type { Instant } from './rules/values.js';

/** One question to another clock. */
export interface ClockSample {
  /** This machine's clock when it was asked. */
  readonly own: Instant;
  /** Until the answer came, in milliseconds. */
  readonly took: number;
  readonly reference: Instant;
}

/**
 * How far another clock is ahead of this machine's, in milliseconds, and by how much that may be wrong: the median of the samples, each
 * taken as answered half-way. Refuses no samples.
 */
export function clockOffset(samples: readonly ClockSample[]): {
  readonly offset: number;
  readonly uncertainty: number;
} {
  const sorted = samples
    .map(({ own, took, reference }) => ({ offset: reference - (own + took / 2), uncertainty: took / 2 }))
    .toSorted((a, b) => a.offset - b.offset);
  const middle = sorted[Math.floor(sorted.length / 2)];
  if (middle === undefined) throw new RangeError('no clock was asked');
  return middle;
}
