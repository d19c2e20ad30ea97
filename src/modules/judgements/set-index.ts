import type { Text } from '../../errors.js';
import { allRules, calendarOfRule, type AnyRule } from '../../rules/analysis/all-rules.js';
import type { Policy, PolicySet } from '../../rules/policy/policy.js';
import type { Zone } from '../../rules/time/calendar.js';
import { zoneOf } from '../../rules/time/zone.js';
import type { Day } from '../../rules/values.js';
import { placeText, type Instruments } from '../../texts/cite-text.js';

/** What answers say of a rule besides what was found. */
export interface RuleInfo {
  readonly title: Text;
  readonly cite: Text;
  /** The zone whose days count for it. */
  readonly zone: Zone;
}

/** Finds what a finding speaks of. */
export interface SetIndex {
  rule(policy: string, version: Day | undefined, rule: string | undefined): RuleInfo | undefined;
  /** Name of a fact or an event for people; the bare name where the vocabulary does not know it. */
  title(name: string): Text;
  /** The name of a remedy for people, where the vocabulary has one. */
  remedy(name: string): Text | undefined;
  /** The organisation's zone. */
  readonly zone: Zone;
}

const indexes = new WeakMap<PolicySet, SetIndex>();

/** The index of a set, made once. A finding of a version that the set does not have is said of the newest that has the rule. */
export function indexOf(set: PolicySet): SetIndex {
  const known = indexes.get(set);
  if (known !== undefined) return known;
  const rules = new Map<string, RuleInfo>();
  for (const policy of set.policies) {
    for (const [rule, info] of infosOf(policy, set)) {
      rules.set(`${policy.id}@${policy.inForce.from}#${rule}`, info);
      rules.set(`${policy.id}#${rule}`, info);
    }
  }
  const { events, facts, wordTitles } = set.vocabulary;
  const index: SetIndex = {
    rule: (policy, version, rule = '') => rules.get(`${policy}@${version}#${rule}`) ?? rules.get(`${policy}#${rule}`),
    title: (name) => events.get(name)?.title ?? facts.get(name)?.title ?? { en: name, zh: name },
    remedy: (name) => wordTitles?.remedies.get(name),
    zone: zoneOf(set.organisation.zone),
  };
  indexes.set(set, index);
  return index;
}

/** Under the empty name the policy as a whole. */
function infosOf(policy: Policy, set: PolicySet): readonly (readonly [string, RuleInfo])[] {
  const { instrument, instrumentText = { en: instrument, zh: instrument } } = policy.source;
  const whole: RuleInfo = { title: policy.title, cite: instrumentText, zone: zoneOfRule(undefined, policy, set) };
  const rules = allRules(policy).map((rule): readonly [string, RuleInfo] => [
    rule.id,
    {
      title: rule.title,
      cite: citeOf(instrumentText, rule.cite, set.vocabulary.instruments),
      zone: zoneOfRule(rule, policy, set),
    },
  ]);
  return [['', whole], ...rules];
}

function citeOf(instrument: Text, cite: readonly string[], instruments: Instruments | undefined): Text {
  return {
    en: placeText(instrument.en, cite, 'en', instruments).join(', '),
    zh: placeText(instrument.zh, cite, 'zh', instruments).join('，'),
  };
}

function zoneOfRule(rule: AnyRule | undefined, policy: Policy, set: PolicySet): Zone {
  const choice = calendarOfRule(rule, policy);
  const id = choice.kind === 'named' ? choice.id : choice.or;
  return set.calendars.get(id)?.zone ?? zoneOf(set.organisation.zone);
}
