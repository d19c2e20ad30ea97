import type { ComplaintEvent } from '../complaint.js';
import type { MissingFact, Range } from '../conditions/condition.js';
import type { FactValue, None, Time } from '../values.js';
import type { Amount } from './amount.js';

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
export type Resolved = Spot | { readonly kind: 'not-yet' } | { readonly kind: 'none' } | Unknown;

/** What is not known, why, and what is known of it all the same. */
export interface Unknown extends Bounds {
  readonly kind: 'unknown';
  readonly missing: readonly MissingFact[];
}

export interface Bounds {
  readonly atLatest?: Spot;
  readonly atEarliest?: Spot;
  readonly range?: Range;
  readonly possible?: readonly (FactValue | None)[];
  readonly amount?: Amount;
}

/**
 * What a worked-out fact comes to: a moment, or another value. Of an unknown value: `range`, between which it lies whatever is
 * missing; `possible`, the values that the rows of a table leave (S39).
 */
export type WorkedOut =
  | Resolved
  | {
      readonly kind: 'value';
      readonly value: FactValue;
      /** The exact number that the value shows. */
      readonly amount?: Amount;
    };

export function spotOf(event: ComplaintEvent): Spot {
  return { kind: 'at', time: event.at, provisional: false, event };
}

/** What is not known; what is missing is found when it is asked for. */
export function unknownFor(missing: () => readonly MissingFact[], bounds: Bounds = {}): Unknown {
  return Object.assign(new LazyUnknown(missing), bounds);
}

class LazyUnknown {
  readonly kind = 'unknown';
  private readonly find: () => readonly MissingFact[];
  private found: readonly MissingFact[] | undefined = undefined;

  constructor(missing: () => readonly MissingFact[]) {
    this.find = missing;
  }

  get missing(): readonly MissingFact[] {
    return (this.found ??= this.find());
  }
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
