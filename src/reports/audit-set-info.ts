import type { Text } from '../errors.js';
import { allRules, calendarOfRule, type AnyRule } from '../rules/analysis/all-rules.js';
import type { Policy, PolicySet } from '../rules/policy/policy.js';
import type { DurationValue } from '../rules/policy/value-types.js';
import type { Duration } from '../rules/values.js';
import type { CalendarInfo, PolicyInfo, RuleInfo, WaiverInfo } from './audit-report.js';
import type { SetApproval } from '../texts/approval-texts.js';
import { sentenceOf, sentenceOfPolicy } from '../texts/sentences/sentence-of.js';
import { durationText } from './texts/duration-text.js';

/** How a set of the database came into force; a set that was read from a folder has none. */
export interface SetOrigin {
  readonly approval: SetApproval;
  /** Of each waiver, by its id: how the set came into force in which its text first stood so. */
  readonly waivers: ReadonlyMap<string, SetApproval>;
  /** Whether one person may approve what they wrote (REDRESS_SOLO). */
  readonly solo: boolean;
}

/** What a report has to know of the policies that were applied. */
export interface AuditSetInfo {
  readonly organisation: Text;
  readonly role: string | undefined;
  readonly zone: string;
  readonly digest: string;
  /** Of a set of the database. */
  readonly approval?: SetApproval;
  readonly solo?: boolean;
  readonly policies: readonly PolicyInfo[];
  readonly calendars: readonly CalendarInfo[];
  readonly names: Readonly<Record<string, Text>>;
  /** Titles of instruments by the name with which a citation begins. */
  readonly instruments?: Readonly<Record<string, Text>>;
  readonly waivers: readonly WaiverInfo[];
}

/** The part of a policy set that reports speak of. */
export function auditSetInfo(set: PolicySet, origin?: SetOrigin): AuditSetInfo {
  const { organisation, vocabulary } = set;
  const titles = [...vocabulary.events.values(), ...vocabulary.facts.values()].map(({ id, title }) => [id, title]);
  const { remedies = [], records = [], roles = [], words = [] } = vocabulary.wordTitles ?? {};
  const others = [...words, ...roles, ...records, ...remedies, ...(vocabulary.titles ?? [])];
  return {
    organisation: organisation.name,
    role: organisation.role,
    zone: organisation.zone,
    digest: set.digest,
    ...(origin && { approval: origin.approval, solo: origin.solo }),
    policies: set.policies.map((policy) => policyInfo(policy, set)),
    calendars: [...set.calendars.values()].map(({ id, title, digest, publishedFrom, publishedThrough }) => ({
      id,
      title,
      digest,
      publishedFrom,
      publishedThrough,
    })),
    names: Object.fromEntries([...others, ...titles, ...readingTitles(set)]),
    instruments: Object.fromEntries(vocabulary.instruments ?? []),
    waivers: set.waivers.map(({ id, title, rule, reason, from, through }) => {
      const approval = origin?.waivers.get(id);
      return { id, title, rule, reason, from, through, ...(approval && { approval }) };
    }),
  };
}

/** Readings under the name by which a receipt calls them, `parameter@policy`. */
function readingTitles({ policies, parameters }: PolicySet): (readonly [string, Text])[] {
  return policies.flatMap(({ id, parameters: own }) =>
    [...parameters, ...own].flatMap(([name, { title, options }]) =>
      title === undefined || options === undefined ? [] : [[`${name}@${id}`, title] as const],
    ),
  );
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
    sentence: sentenceOfPolicy(policy, set),
    rules: allRules(policy).map((rule) => ruleInfo(rule, policy, set)),
  };
}

function ruleInfo(rule: AnyRule, policy: Policy, set: PolicySet): RuleInfo {
  return {
    id: rule.id,
    title: rule.title,
    kind: rule.kind,
    cite: rule.cite,
    status: rule.status,
    binds: rule.binds,
    period: periodOf(rule, policy),
    ...(rule.inForce && { inForce: { from: rule.inForce.from, through: rule.inForce.through } }),
    zone: zoneOfRule(rule, policy, set),
    sentence: sentenceOf(rule, policy, set),
  };
}

function periodOf(rule: AnyRule, policy: Policy): Text | undefined {
  const value = lengthOf(rule);
  const duration = value === undefined ? undefined : fixedDuration(value, policy);
  return duration === undefined ? undefined : durationText(duration);
}

function lengthOf(rule: AnyRule): DurationValue | undefined {
  if (rule.kind === 'retention') return rule.atLeast ?? rule.atMost;
  const clock = rule.kind === 'deadline' ? rule.clock : rule.kind === 'right' ? rule.window?.clock : undefined;
  return clock?.period.kind === 'within' ? clock.period.within : undefined;
}

/** A length that is the same for every complaint: written down, or a parameter that never changed. */
function fixedDuration(value: DurationValue, policy: Policy): Duration | undefined {
  if (value.kind === 'duration') return value;
  if (value.kind !== 'parameter') return undefined;
  const values = policy.parameters.get(value.name)?.values ?? [];
  const only = values.length === 1 ? values[0]?.value : undefined;
  return typeof only === 'object' && 'kind' in only && only.kind === 'duration' ? only : undefined;
}

function zoneOfRule(rule: AnyRule, policy: Policy, set: PolicySet): string {
  const choice = calendarOfRule(rule, policy);
  const id = choice.kind === 'named' ? choice.id : choice.or;
  return set.calendars.get(id)?.zone.id ?? set.organisation.zone;
}
