import type { CompiledCondition } from '../conditions/condition.js';
import type { Clock } from './clock-types.js';
import type { RuleBase } from './rule-types.js';
import type { Moment, Value } from './value-types.js';

/** What a complainant, or whoever `binds` does not name, may demand; never a duty, and no outcome counts it. */
export interface Right extends RuleBase {
  readonly kind: 'right';
  readonly window: Window | undefined;
  readonly usedBy: Moment | undefined;
  readonly exclusions: readonly Exclusion[];
  readonly claim: string | undefined;
  readonly gives: readonly Grant[];
}

/**
 * A clock whose end is the last day of a right. `opens` sets a first day; `from` and `within` only the last (S53). The period is `from` +
 * `within`, or `due` for `closes` (and, without an end, a moment that never comes).
 */
export interface Window {
  readonly opens: Moment | undefined;
  /** Undefined where the window has no last day. */
  readonly clock: Clock | undefined;
}

/** Holds if `when` is true and `unless` is not (S54). */
export interface Exclusion {
  readonly when: CompiledCondition;
  readonly unless: CompiledCondition | undefined;
  readonly cite: readonly string[];
}

export type Grant =
  | {
      readonly kind: 'remedy';
      readonly remedy: string;
      readonly when: CompiledCondition | undefined;
      readonly amount: Value | undefined;
      /** A bound, never an amount that is due (S60). */
      readonly upTo: Value | undefined;
      readonly paidBy: string | undefined;
      readonly cite: readonly string[];
    }
  /** The complainant chooses one (S58). */
  | { readonly kind: 'one-of'; readonly of: readonly Grant[]; readonly when: CompiledCondition | undefined };
