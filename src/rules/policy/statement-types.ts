import type { RuleBase } from './rule-types.js';

/** Something that a letter must say. `each` names the letters. */
export interface Statement extends RuleBase {
  readonly kind: 'statement';
  /** Words of which one shows that the statement is there, in each language. */
  readonly saidBy: { readonly en: readonly string[]; readonly zh: readonly string[] };
}
