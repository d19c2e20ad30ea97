import type { Text } from '../errors.js';
import type { Reason } from '../rules/judge/judgement.js';

/** Why a rule does not apply, or why a finding is what it is. */
export const reasonTexts: Readonly<Record<Reason, Text>> = {
  'not-in-force': {
    en: 'No version was in force on the day that decides.',
    zh: '在决定适用版本之日没有生效的版本。',
  },
  'applies-false': { en: 'The policy does not apply to this complaint.', zh: '该制度不适用于本投诉。' },
  'when-false': { en: "The rule's condition does not hold.", zh: '规则的适用条件不成立。' },
  'no-occurrence': { en: 'What the rule is about has not happened.', zh: '规则所针对的事件没有发生。' },
  cancelled: { en: 'It ended before it was due.', zh: '到期前已终止。' },
  replaced: { en: 'A new round began before it was due.', zh: '到期前已开始新的轮次。' },
  'no-deadline': { en: 'The record says that no due date was set.', zh: '记录表明未设定到期日。' },
  unverified: {
    en: 'The text of the rule has not been checked against its source, so nothing is judged by it.',
    zh: '规则条文尚未与原文核对，未据以判定。',
  },
  yields: { en: 'Another rule goes before it.', zh: '另有规定优先适用。' },
  excluded: { en: 'An exclusion holds.', zh: '符合除外情形。' },
  'claim-used': {
    en: 'Another right of the same claim was used.',
    zh: '同一请求项下的其他权利已经行使。',
  },
  'not-elected': {
    en: 'The complainant chose another right of the same claim.',
    zh: '投诉人选择了同一请求项下的其他权利。',
  },
};

export const findingKindTexts = {
  deadline: { en: 'Deadline', zh: '期限' },
  requirement: { en: 'Requirement', zh: '要求' },
  'judgement-needed': { en: 'Judgement of a person', zh: '人工判断' },
  policy: { en: 'Policy as a whole', zh: '整个制度' },
} as const satisfies Record<string, Text>;

/** Every kind of rule that a policy file may hold. */
export const ruleKindTexts = {
  deadline: findingKindTexts.deadline,
  requirement: findingKindTexts.requirement,
  'judgement-needed': findingKindTexts['judgement-needed'],
  right: { en: 'Right', zh: '权利' },
  retention: { en: 'Retention of records', zh: '记录保存' },
  escalation: { en: 'Escalation', zh: '升级处理' },
  statement: { en: 'Statement of a letter', zh: '函件应载明事项' },
} as const satisfies Record<string, Text>;

/** Where a complaint stands. */
export const statusTexts = {
  open: { en: 'Open', zh: '办理中' },
  closed: { en: 'Closed', zh: '已办结' },
  withdrawn: { en: 'Withdrawn', zh: '已撤回' },
  merged: { en: 'Merged into another complaint', zh: '已并入其他投诉' },
  void: { en: 'Void: everything recorded was taken back', zh: '已作废：所有登记均已撤回' },
} as const satisfies Record<string, Text>;
