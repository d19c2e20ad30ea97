import type { Instant } from './rules/values.js';

/** This moment. The one place that reads the wall clock; everything else is told the time. */
export function now(): Instant {
  return Date.now();
}
