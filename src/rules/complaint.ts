import type { FactValue, Instant, None, Time } from './values.js';

/** Something that happened to a complaint. Never edited: a mistake is taken back by an `event-retracted` event. */
export interface ComplaintEvent {
  /** Unique within its complaint. */
  readonly id: string;
  readonly type: string;
  /** When it happened. */
  readonly at: Time;
  /** When it was written down; absent means then and there. */
  readonly recordedAt?: Instant;
  /** Pairs a stop with its start where several run side by side (language.md S62). */
  readonly ref?: string;
  /** Facts that the event carries, and for `event-retracted` the words `event` (the id) and `reason`. */
  readonly data: Readonly<Record<string, FactValue | None>>;
}

/** Which event types the source reports. What it does not report is unknown, never "did not happen" (S32). */
export type Observed = 'everything' | ReadonlySet<string>;

export interface Complaint {
  readonly id: string;
  /** Facts that have held from the start: the columns of a row, the `facts` of a test case. */
  readonly facts: Readonly<Record<string, FactValue | None>>;
  readonly events: readonly ComplaintEvent[];
  readonly observed: Observed;
  /** Replaces `our:` of organisation.yaml, fact by fact. */
  readonly our?: Readonly<Record<string, FactValue | None>>;
  /** What the register said of other complaints, and when it was asked (S77). */
  readonly register?: { readonly at: Instant; readonly values: Readonly<Record<string, FactValue>> };
}
