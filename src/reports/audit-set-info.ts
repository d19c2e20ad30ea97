import type { Text } from '../errors.js';
import type { Deadline, DurationValue, Policy, PolicySet, Rule } from '../rules/policy/policy.js';
import type { Duration } from '../rules/values.js';
import type { CalendarInfo, PolicyInfo, RuleInfo } from './audit-report.js';
import { durationText } from './texts/duration-text.js';

/** What a report has to know of the policies that were applied. */
export interface AuditSetInfo {
  readonly organisation: Text;
  readonly role: string | undefined;
  readonly zone: string;
  readonly digest: string;
  readonly policies: readonly PolicyInfo[];
  readonly calendars: readonly CalendarInfo[];
  readonly names: Readonly<Record<string, Text>>;
}

/** The part of a policy set that reports speak of. */
export function auditSetInfo(set: PolicySet): AuditSetInfo {
  const { organisation, vocabulary } = set;
  const titles = [...vocabulary.events.values(), ...vocabulary.facts.values()].map(({ id, title }) => [id, title]);
  return {
    organisation: organisation.name,
    role: organisation.role,
    zone: organisation.zone,
    digest: set.digest,
    policies: set.policies.map((policy) => policyInfo(policy, set)),
    calendars: [...set.calendars.values()].map(({ id, title, digest, publishedFrom, publishedThrough }) => ({
      id,
      title,
      digest,
      publishedFrom,
      publishedThrough,
    })),
    names: Object.fromEntries(titles),
  };
}

function policyInfo(policy: Policy, set: PolicySet): PolicyInfo {
  const { instrument, instrumentText, rank } = policy.source;
  return {
    id: policy.id,
    version: policy.inForce.from,
    through: policy.inForce.through,
    title: policy.title,
    instrument: instrumentText ?? { en: instrument, zh: instrument },
    rank,
    status: policy.status,
    own: policy.binds === set.organisation.role,
    file: policy.file,
    digest: policy.digest,
    rules: policy.rules.map((rule) => ruleInfo(rule, policy, set)),
  };
}

function ruleInfo(rule: Rule, policy: Policy, set: PolicySet): RuleInfo {
  return {
    id: rule.id,
    title: rule.title,
    kind: rule.kind,
    cite: rule.cite,
    status: rule.status,
    binds: rule.binds,
    period: rule.kind === 'deadline' ? periodOf(rule, policy) : undefined,
    ...(rule.inForce && { inForce: { from: rule.inForce.from, through: rule.inForce.through } }),
    zone: zoneOfRule(rule, policy, set),
  };
}

function periodOf(rule: Deadline, policy: Policy): Text | undefined {
  const { period } = rule.clock;
  const duration = period.kind === 'within' ? fixedDuration(period.within, policy) : undefined;
  return duration === undefined ? undefined : durationText(duration);
}

/** A length that is the same for every complaint: written down, or a parameter that never changed. */
function fixedDuration(value: DurationValue, policy: Policy): Duration | undefined {
  if (value.kind === 'duration') return value;
  if (value.kind === 'fact') return undefined;
  const values = policy.parameters.get(value.name)?.values ?? [];
  const only = values.length === 1 ? values[0]?.value : undefined;
  return typeof only === 'object' && 'kind' in only && only.kind === 'duration' ? only : undefined;
}

function zoneOfRule(rule: Rule, policy: Policy, set: PolicySet): string {
  const choice = rule.kind === 'deadline' ? rule.clock.calendar : policy.calendar;
  const id = choice.kind === 'named' ? choice.id : choice.or;
  return set.calendars.get(id)?.zone.id ?? set.organisation.zone;
}
