import type { Text } from '../../errors.js';
import { indexOf } from '../judgements/set-index.js';
import type { PolicySet } from '../../rules/policy/policy.js';

/** What the key of a notice names: `policy#rule`, or `policy#rule@EVENT` of an occurrence. */
export interface RuleKey {
  readonly policy: string;
  readonly rule: string;
  readonly event: string | undefined;
}

/** Ids of events are of whoever sent them, and may have any sign in them; those of policies and rules have neither. */
export function parseRuleKey(key: string): RuleKey {
  const [, policy = key, rule = '', event] = /^([^#@]*)#([^@]*)(?:@(.*))?$/su.exec(key) ?? [];
  return { policy, rule, event };
}

/** The title of an escalation or of the rule that it watches; its name where the set does not have it (any more). */
export function ruleTitle(set: PolicySet | undefined, key: string): Text {
  const { policy, rule } = parseRuleKey(key);
  const known = set === undefined ? undefined : indexOf(set).rule(policy, undefined, rule);
  const bare = `${policy}#${rule}`;
  return known?.title ?? { en: bare, zh: bare };
}
