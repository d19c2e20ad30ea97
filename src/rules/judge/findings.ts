import type { ComplaintEvent } from '../complaint.js';
import type { MissingFact } from '../conditions/condition.js';
import type { Policy } from '../policy/policy.js';
import type { Rule, RuleBase } from '../policy/rule-types.js';
import type { Statement } from '../policy/statement-types.js';
import type { Finding } from './judgement.js';
import type { Case } from './scope.js';

/** What every answer about a rule says: which rule, whose. */
export function placeOf(of: Case, policy: Policy, rule: RuleBase) {
  return { policy: policy.id, version: policy.inForce.from, rule: rule.id, own: isOwn(of, rule.binds) };
}

type Head = Pick<Finding, 'policy' | 'version' | 'rule' | 'own' | 'breach' | 'duty' | 'occurrence'> & {
  readonly kind: Exclude<Finding['kind'], 'policy'>;
};

/** What every finding about a rule says: which rule, whose, on which occurrence. */
export function headOf(of: Case, policy: Policy, rule: Rule | Statement, occurrence: ComplaintEvent | undefined): Head {
  // Set one by one: every finding has a head, and merging objects costs more than judging many a rule.
  const head: Writable<Head> = {
    policy: policy.id,
    version: policy.inForce.from,
    rule: rule.id,
    own: isOwn(of, rule.binds),
    kind: rule.kind === 'statement' ? 'requirement' : rule.kind,
  };
  if (rule.breach !== undefined) head.breach = rule.breach;
  if (rule.duty !== undefined) head.duty = rule.duty;
  if (occurrence !== undefined) head.occurrence = occurrenceOf(occurrence);
  return head;
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

export function occurrenceOf({ id, type, at, ref }: ComplaintEvent): NonNullable<Finding['occurrence']> {
  return { event: id, type, at, ...(ref === undefined ? {} : { ref }) };
}

/** Only rules that bind the organisation's role are its own (S76); without a role there is nobody else to bind. */
export function isOwn(of: Case, binds: string): boolean {
  return of.role === undefined || binds === of.role;
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
