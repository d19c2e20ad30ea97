import type { ComplaintEvent } from '../complaint.js';
import type { MissingFact } from '../conditions/condition.js';
import type { Time } from '../values.js';

/** A point in time that has come, and the event that it is, where it is one. */
export interface Spot {
  readonly kind: 'at';
  readonly time: Time;
  readonly provisional: boolean;
  readonly event?: ComplaintEvent;
}

/**
 * What a moment resolves to. Of an unknown: `atLatest`, whatever is missing, it had come by then; `atEarliest`, whatever is
 * missing, it had not come before.
 */
export type Resolved =
  | Spot
  | { readonly kind: 'not-yet' }
  | { readonly kind: 'none' }
  | {
      readonly kind: 'unknown';
      readonly missing: readonly MissingFact[];
      readonly atLatest?: Spot;
      readonly atEarliest?: Spot;
    };

export function spotOf(event: ComplaintEvent): Spot {
  return { kind: 'at', time: event.at, provisional: false, event };
}

/** What is not known, with the bounds that are. */
export function unknownUntil(
  missing: readonly MissingFact[],
  atLatest: Spot | undefined,
  atEarliest: Spot | undefined,
): Resolved {
  return {
    kind: 'unknown',
    missing,
    ...(atLatest === undefined ? {} : { atLatest }),
    ...(atEarliest === undefined ? {} : { atEarliest }),
  };
}
