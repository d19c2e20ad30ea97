import type { Text } from '../errors.js';
import { formatCount } from '../reports/texts/numbers.js';
import { allRules, type RuleKind } from '../rules/analysis/all-rules.js';
import type { PolicySet } from '../rules/policy/policy.js';

const names: readonly (readonly [RuleKind, string, string, string])[] = [
  ['deadline', 'deadline', 'deadlines', '期限'],
  ['requirement', 'requirement', 'requirements', '要求'],
  ['judgement-needed', 'question for a person', 'questions for a person', '人工判断事项'],
  ['right', 'right', 'rights', '权利'],
  ['retention', 'rule of retention', 'rules of retention', '保存规则'],
  ['escalation', 'escalation', 'escalations', '升级处理'],
  ['statement', 'statement of a letter', 'statements of letters', '函件应载明事项'],
];

/** `12 deadlines, 3 rights, 1 waiver`: how many rules of each kind a set has; kinds of which there are none are left out. */
export function countText(set: PolicySet): Text {
  const rules = set.policies.flatMap(allRules);
  const parts = names.map(([kind, ...words]) => [rules.filter((rule) => rule.kind === kind).length, ...words] as const);
  const unverified = rules.filter(({ status }) => status === 'unverified').length;
  const all = [
    ...parts,
    [unverified, 'rule of these unverified', 'rules of these unverified', '其中未核对'] as const,
    [set.waivers.length, 'waiver', 'waivers', '豁免'] as const,
  ].filter(([count]) => count > 0);
  if (all.length === 0) return { en: 'no rules', zh: '零条规则' };
  return {
    en: all.map(([count, one, many]) => `${formatCount(count)} ${count === 1 ? one : many}`).join(', '),
    zh: all.map(([count, , , zh]) => `${zh} ${formatCount(count)}`).join('、'),
  };
}
