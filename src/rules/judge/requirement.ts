import type { ComplaintEvent } from '../complaint.js';
import type { Requirement } from '../policy/rule-types.js';
import type { Finding } from './judgement.js';
import { ask } from './reader.js';
import { now, type Scope, type View } from './scope.js';

/** Judges a requirement on what is known now, or on what its occurrence carries (S64). */
export function requirementOf(
  scope: Scope,
  rule: Requirement,
  occurrence: ComplaintEvent | undefined,
): Pick<Finding, 'outcome' | 'missing' | 'reason'> {
  const view: View = occurrence === undefined ? now : { occurrence, asOf: occurrence.at };
  const applies = ask(scope, view, rule.when);
  if (applies.truth === false) return { outcome: 'not-applicable', reason: 'when-false', missing: [] };
  if (applies.truth === undefined) return { outcome: 'indeterminate', missing: applies.missing };
  const met = ask(scope, view, rule.require);
  if (met.truth === undefined) return { outcome: 'indeterminate', missing: met.missing };
  return { outcome: met.truth ? 'compliant' : 'non-compliant', missing: [] };
}
