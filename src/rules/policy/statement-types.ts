import type { Text } from '../../errors.js';
import type { RuleBase } from './rule-types.js';

/** Something that a letter must say. `each` names the letters. */
export interface Statement extends RuleBase {
  readonly kind: 'statement';
  /** Words of which one shows that the statement is there, in each language. */
  readonly saidBy: { readonly en: readonly string[]; readonly zh: readonly string[] };
  /** A sentence by which a drafted letter says it, where the policy gives one. */
  readonly wording?: Text;
}
