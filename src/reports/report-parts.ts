import type { Day } from '../rules/values.js';

/** One rule of one version. A finding about a whole policy (S38) has no rule, one where no version is in force has no version. */
export interface RuleKey {
  readonly policy: string;
  readonly version: Day | undefined;
  readonly rule: string | undefined;
  readonly own: boolean;
}

/** A list that may have been cut: `total` counts all of it. */
export interface CutList<T> {
  readonly total: number;
  readonly shown: number;
  readonly rows: readonly T[];
}
