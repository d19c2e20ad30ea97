import type { Value } from './value-types.js';

/** What a role may grant in total on one complaint (S72). */
export interface AuthorityLimit {
  readonly role: string;
  readonly line: number;
  readonly upTo: Value | 'any';
  /** Undefined: every remedy. */
  readonly remedies: readonly string[] | undefined;
  /** Who decides beyond it. */
  readonly then: string | undefined;
  readonly cite: readonly string[];
}
