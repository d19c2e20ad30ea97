import type { ComplaintEvent } from '../complaint.js';
import type { MissingFact } from '../conditions/condition.js';
import type { Policy, Rule } from '../policy/policy.js';
import type { Finding, Reason } from './judgement.js';
import type { Case } from './scope.js';

/** What every finding about a rule says: which rule, whose, on which occurrence. */
export function headOf(of: Case, policy: Policy, rule: Rule, occurrence: ComplaintEvent | undefined) {
  return {
    policy: policy.id,
    version: policy.inForce.from,
    rule: rule.id,
    kind: rule.kind,
    own: isOwn(of, rule.binds),
    ...(rule.breach === undefined ? {} : { breach: rule.breach }),
    ...(occurrence === undefined ? {} : { occurrence: occurrenceOf(occurrence) }),
  };
}

function occurrenceOf({ id, type, at, ref }: ComplaintEvent): NonNullable<Finding['occurrence']> {
  return { event: id, type, at, ...(ref === undefined ? {} : { ref }) };
}

/** Only rules that bind the organisation's role are its own (S76); without a role there is nobody else to bind. */
function isOwn(of: Case, binds: string): boolean {
  return of.role === undefined || binds === of.role;
}

export function notApplicable(
  of: Case,
  policy: Policy,
  rule: Rule,
  reason: Reason,
  occurrence: ComplaintEvent | undefined,
): Finding {
  return { ...headOf(of, policy, rule, occurrence), outcome: 'not-applicable', reason, missing: [], notes: [] };
}

/** One finding for a whole policy, when it is not known whether it applies (S38). */
export function policyFinding(of: Case, policy: Policy, missing: readonly MissingFact[]): Finding {
  return {
    policy: policy.id,
    version: policy.inForce.from,
    rule: undefined,
    kind: 'policy',
    outcome: 'indeterminate',
    own: isOwn(of, policy.binds),
    missing,
    notes: [],
  };
}
