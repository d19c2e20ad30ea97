import type { CalendarChoice } from './clock-types.js';
import type { RuleBase } from './rule-types.js';
import type { DurationValue, Moment } from './value-types.js';

/** How long records are kept (S66-68). */
export interface Retention extends RuleBase {
  readonly kind: 'retention';
  /** The kind of record. */
  readonly records: string;
  readonly from: Moment;
  readonly atLeast: DurationValue | undefined;
  readonly atMost: DurationValue | undefined;
  /** What happens when the period is over: a word such as `review` or `destroy`. */
  readonly then: string;
  readonly calendar: CalendarChoice;
  readonly counting: string | undefined;
  readonly restarts: readonly string[];
  /** How long after the end of a maximum the record may still be there, while it is being destroyed. */
  readonly grace: DurationValue | undefined;
}
