import type { Instant } from './rules/values.js';

const wall = (): Instant => Date.now();

let own = wall;
let correction = 0;

/** This moment. The one place that reads the wall clock; everything else is told the time. */
export function now(): Instant {
  return own() + correction;
}

/** How far this machine's own clock is from the one that all workers go by, in milliseconds; see `clock.keeper.ts`. */
export function correctBy(milliseconds: number): void {
  correction = milliseconds;
}

/** What this machine's own clock says, without correction. */
export function ownTime(): Instant {
  return own();
}

/** Another clock for this process, for tests of what takes days; gives the way back. Nothing in `src` calls it, which a test makes sure of. */
export function replaceClock(other: () => Instant): () => void {
  own = other;
  return () => {
    own = wall;
    correction = 0;
  };
}
