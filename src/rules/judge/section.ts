import type { ComplaintEvent } from '../complaint.js';
import type { MissingFact } from '../conditions/condition.js';
import type { RuleBase } from '../policy/rule-types.js';
import type { Candidate, Found } from './case-run.js';
import type { Note, Reason } from './judgement.js';
import type { Case, Scope } from './scope.js';

/** How the rules of one section are answered. */
export interface Section<R extends RuleBase, F, I> {
  readonly judge: (
    scope: Scope,
    rule: R,
    occurrence: ComplaintEvent | undefined,
    notes: readonly Note[],
  ) => readonly { readonly finding: F; readonly instance: I | undefined }[];
  readonly notApplicable: (of: Case, candidate: Candidate<R>, why: WhyNot) => F;
  readonly indeterminate: (
    of: Case,
    candidate: Candidate<R>,
    occurrence: ComplaintEvent | undefined,
    missing: readonly MissingFact[],
  ) => F;
  readonly unverified: (finding: F) => F;
  /** What it said of rules that do not apply to a complaint as such. */
  readonly said: Said<R, F, I>;
}

export interface WhyNot {
  readonly reason: Reason;
  readonly occurrence: ComplaintEvent | undefined;
  readonly yieldsTo?: string;
}

/** What was said of rules that do not apply to a complaint as such, by whether they bind the organisation (S76) and why. */
export type Said<R extends RuleBase, F, I> = WeakMap<Candidate<R>, SaidOf<R, F, I>>;

export interface SaidOf<R extends RuleBase, F, I> {
  readonly own: Map<Reason, readonly Found<R, F, I>[]>;
  readonly others: Map<Reason, readonly Found<R, F, I>[]>;
}
