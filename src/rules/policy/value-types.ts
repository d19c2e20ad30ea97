import type { CompiledCondition } from '../conditions/condition.js';
import type { Duration, FactValue } from '../values.js';

/** A value wherever a number, duration, word, money or moment stands. Literals have the type that their place asks for. */
export type Value =
  | { readonly kind: 'literal'; readonly value: FactValue }
  /** A fact of the catalogue, an event or a worked-out fact. */
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'parameter'; readonly name: string }
  | { readonly kind: 'moment'; readonly moment: Moment }
  | Table<Value>
  | { readonly kind: 'largest-of' | 'smallest-of' | 'sum' | 'times'; readonly of: readonly Value[] }
  | { readonly kind: 'minus'; readonly of: Value }
  | { readonly kind: 'divided-by'; readonly of: Value; readonly by: Value };

/** A duration written down, read from a fact or a parameter, or picked by a table. */
export type DurationValue =
  | Duration
  | { readonly kind: 'fact'; readonly name: string }
  | { readonly kind: 'parameter'; readonly name: string }
  | Table<DurationValue>;

/** The first row that holds (S39); the last may be without condition. */
export interface Table<T> {
  readonly kind: 'table';
  readonly rows: readonly Row<T>[];
}

export interface Row<T> {
  readonly when: CompiledCondition | undefined;
  readonly is: T;
  readonly cite: readonly string[];
  /** Who would have to prove otherwise, where the row is a presumption (C27). */
  readonly burden?: string;
}

/** A point in time, wherever one stands in a policy. Names are resolved when policies load. */
export type Moment =
  | { readonly kind: 'event'; readonly event: string }
  /** The occurrence itself: where the clock of a rule with `each` starts unless `from` says otherwise (S62). */
  | { readonly kind: 'occurrence' }
  /** A `date` or `instant` fact of the catalogue. */
  | { readonly kind: 'fact'; readonly fact: string }
  | { readonly kind: 'worked-out'; readonly name: string }
  /** A parameter whose value is the name of an event or fact; `options` holds each, resolved. */
  | { readonly kind: 'parameter'; readonly name: string; readonly options: ReadonlyMap<string, Moment> }
  /** Only as an option of a `version-by` parameter. */
  | { readonly kind: 'step' }
  | {
      readonly kind: 'offset';
      readonly direction: 'after' | 'before';
      readonly by: DurationValue;
      readonly base: Moment;
    }
  /** Whichever comes first. */
  | { readonly kind: 'first'; readonly of: readonly Moment[] }
  /** When all have happened. */
  | { readonly kind: 'latest'; readonly of: readonly Moment[] }
  /** The instant at which the conditions first held. */
  | { readonly kind: 'since'; readonly when: CompiledCondition }
  | Table<Moment>
  /** The due date of a rule, or with `overdue` the instant at which it ran out undone (C3). `rule` is `policy#rule`. */
  | { readonly kind: 'rule-due'; readonly rule: string; readonly overdue: boolean };
