import type { Text } from '../../errors.js';
import type { CompiledCondition } from '../conditions/condition.js';
import type { FactType } from '../values.js';
import type { DurationValue, Moment, Value } from './value-types.js';

export interface WorkedOutFact {
  readonly id: string;
  readonly title?: Text;
  /** Of what it comes to; `instant` for moments, which may come out as a day. Undefined where no literal or declaration tells. */
  readonly type: FactType | undefined;
  /** Set by `intake.sets`: a fact of the catalogue that nobody records but to override it (S73). */
  readonly sets: boolean;
  readonly form: FactForm;
  /** The fact's own counting; otherwise that of its policy. */
  readonly counting: string | undefined;
  readonly cite: readonly string[];
}

/** How a fact is worked out. */
export type FactForm =
  | { readonly kind: 'moment'; readonly moment: Moment }
  /** A table or an amount. */
  | { readonly kind: 'value'; readonly value: Value }
  /** How many events; with `same` the largest number that share a value of it (S65). */
  | {
      readonly kind: 'count';
      readonly events: readonly string[];
      readonly where: CompiledCondition | undefined;
      readonly same: string | undefined;
    }
  /** The sum of a number or money fact over the events that carry it. */
  | {
      readonly kind: 'total';
      readonly fact: string;
      readonly events: readonly string[];
      readonly where: CompiledCondition | undefined;
    }
  /** Time between pairs of events, rounded for each run and then added (S65, C9), or of the longest run alone. */
  | {
      readonly kind: 'time';
      readonly from: Moment;
      readonly until: Moment;
      readonly less: { readonly from: Moment; readonly until: Moment } | undefined;
      readonly as: TimeUnit;
      readonly longest: boolean;
    }
  /** Counted over other complaints, supplied from outside (S77). */
  | {
      readonly kind: 'register';
      readonly count: 'complaints';
      readonly same: readonly string[];
      readonly within:
        { readonly by: DurationValue; readonly direction: 'before' | 'after'; readonly base: Moment } | undefined;
    };

export type TimeUnit =
  'minutes' | 'hours' | 'days' | 'started days of 24 hours' | 'working minutes' | 'working hours' | 'working days';
