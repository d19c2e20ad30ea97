import type { CompiledCondition } from '../conditions/condition.js';
import type { DurationValue, Moment } from './value-types.js';

/** One clock with one set of verbs. Either `from` and `within`, or `due`. */
export interface Clock {
  readonly period:
    | { readonly kind: 'within'; readonly from: Moment; readonly within: DurationValue }
    | { readonly kind: 'due'; readonly due: Moment };
  readonly notAfter: Moment | undefined;
  readonly calendar: CalendarChoice;
  /** The name of the counting: the rule's, its policy's, or undefined for the calendar's default. */
  readonly counting: string | undefined;
  readonly pauses: readonly Pause[];
  readonly extensions: readonly Extension[];
  readonly restarts: readonly string[];
  readonly cancelledBy: Moment | undefined;
}

export interface Pause {
  readonly from: Moment;
  readonly until: Moment;
  readonly when: CompiledCondition | undefined;
  readonly atMost: DurationValue | undefined;
  readonly counted: 'days-between' | 'both-days';
  readonly cite: readonly string[];
}

export interface Extension {
  readonly when: CompiledCondition;
  /** A new total from the same start, or a moment. */
  readonly to: DurationValue | { readonly kind: 'moment'; readonly moment: Moment };
  readonly cite: readonly string[];
}

/** A calendar by name, or the one that a fact of the complaint names (`{ of: respondent, or: uk }` reads the word fact `respondent_calendar`). */
export type CalendarChoice =
  | { readonly kind: 'named'; readonly id: string }
  | { readonly kind: 'of'; readonly party: string; readonly or: string };
