import type { Escalation } from '../policy/escalation-types.js';
import type { Policy } from '../policy/policy.js';
import type { Retention } from '../policy/retention-types.js';
import type { Right } from '../policy/right-types.js';
import type { Deadline, JudgementNeeded, Requirement } from '../policy/rule-types.js';
import type { Statement } from '../policy/statement-types.js';

/** A rule of any section of a policy. */
export type AnyRule = Deadline | Requirement | JudgementNeeded | Right | Retention | Escalation | Statement;

export type RuleKind = AnyRule['kind'];

/** Every rule of a policy, section by section: duties, rights, retention, escalations, statements. Ids are unique among them. */
export function allRules({ rules, rights, retention, escalations, statements }: Policy): readonly AnyRule[] {
  return [...rules, ...rights, ...retention, ...escalations, ...statements];
}

/** The calendar whose days count for a rule. */
export function calendarOfRule(rule: AnyRule | undefined, policy: Policy): Policy['calendar'] {
  if (rule?.kind === 'deadline') return rule.clock.calendar;
  if (rule?.kind === 'right') return rule.window?.clock?.calendar ?? policy.calendar;
  return rule?.kind === 'retention' ? rule.calendar : policy.calendar;
}
