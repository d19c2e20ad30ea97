import type { Text } from '../../errors.js';
import { counted, formatCount } from './numbers.js';

/** The fixed words of the sections on what stands beside the duties. */
export const otherWords = {
  toAssess: { en: 'To be assessed by a person', zh: '需人工判断的事项' },
  toAssessIntro: {
    en: 'These texts give no figure that could be measured. Until a person has assessed them they are neither kept nor broken, and stand in no share.',
    zh: '以下条文没有可衡量的标准。在人员评定之前既非符合也非不符合，不计入任何比例。',
  },
  waivers: { en: 'Waivers, in force and ended', zh: '豁免（生效中与已到期）' },
  waiversIntro: {
    en: 'A waiver excuses breaches of one house rule until its last day, never breaches of law. What it excuses is listed below, counted apart from what is non-compliant, and counts again by itself when the waiver ends.',
    zh: '豁免仅在期限内针对单条内部制度，不得豁免法定义务。所豁免的事项如下，与不符合分开计数；豁免到期后自动重新计入。',
  },
  waivedFindings: { en: 'What is waived', zh: '已豁免的事项' },
  rights: { en: 'What complainants are entitled to', zh: '投诉人享有的权利' },
  rightsIntro: {
    en: 'A right is not a duty: that it is open or lapsed is no finding against anybody. Ours to meet first. “Used late” is part of “lapsed”.',
    zh: '权利不是义务：可行使或已失效均不构成对任何人的不利结论。由本单位履行的排在最前。“逾期行使”包含在“已失效”之内。',
  },
  rightsByRule: { en: 'By right and state', zh: '按权利和状态' },
  rightsListed: { en: 'Open, used late or not judged', zh: '可行使、逾期行使或无法判定的权利' },
  ours: { en: 'Ours to meet', zh: '由本单位履行' },
  theirs: { en: 'For others to meet', zh: '由他方履行' },
  retention: { en: 'Keeping of evidence', zh: '证据保存' },
  retentionIntro: {
    en: 'For each kind of record the latest of the shortest periods, the earliest of the longest ones, and holds. A record is counted once for each complaint.',
    zh: '对每种记录，取最短保存期中最晚者、最长保存期中最早者，并计入保全。每件投诉的每种记录计一次。',
  },
  retentionByRecords: { en: 'By kind of record', zh: '按记录种类' },
  retentionByRule: { en: 'By rule', zh: '按规则' },
  recordsListed: { en: 'To be destroyed, restricted or not judged', zh: '应当销毁、限制使用或无法判定的记录' },
  escalations: { en: 'Escalations that were due', zh: '已到时点的升级处理' },
  escalationsIntro: {
    en: 'Who had to be told by the instant judged. A later level is due only if the one before it did not acknowledge, which is not known here. Whether a message was sent is told elsewhere.',
    zh: '截至判定时点应告知何人。上一级未确认的，才轮到下一级，此处不掌握确认情况；消息是否已发出另行记录。',
  },
  escalationsByRule: { en: 'By rule', zh: '按规则' },
  unverifiedUsed: { en: 'Rules used without having been checked', zh: '未经核对而采用的规则' },
  unverifiedIntro: {
    en: 'Nobody has compared the text of these rules with its source, and the organisation uses them all the same. What rests on them is only as sure as they are.',
    zh: '以下规则的条文尚未与原文核对，但本机构选择采用。据此得出的结果，其可靠程度以条文本身为限。',
  },
  held: { en: 'on hold', zh: '处于保全之中' },
  noRights: { en: 'No right of the policy set applied to any complaint.', zh: '制度集中的权利不适用于任何投诉。' },
  noRetention: { en: 'No rule on keeping records applied to any complaint.', zh: '没有保存规则适用于任何投诉。' },
  rightStates: { en: 'States of a right', zh: '权利的状态' },
  retentionStates: { en: 'States of a record', zh: '记录的保存状态' },
  marks: { en: 'Marks beside an outcome', zh: '结论旁的标注' },
} as const satisfies Record<string, Text>;

/** Heads of their columns. */
export const otherHeads = {
  right: { en: 'Right', zh: '权利' },
  state: { en: 'State', zh: '状态' },
  until: { en: 'Until', zh: '截止' },
  gives: { en: 'What it gives', zh: '内容' },
  total: { en: 'All', zh: '合计' },
  records: { en: 'Records', zh: '记录种类' },
  held: { en: 'On hold', zh: '保全' },
  keep: { en: 'Keep through', zh: '保存至' },
  goBy: { en: 'Gone by', zh: '最迟销毁' },
  waiver: { en: 'Waiver', zh: '豁免' },
  period: { en: 'From and through', zh: '期限' },
  reason: { en: 'Reason', zh: '理由' },
  findings: { en: 'Waived', zh: '豁免项' },
  since: { en: 'Waiting since', zh: '待评定起' },
  waived: { en: 'Waived', zh: '豁免' },
  toAssess: { en: 'To assess', zh: '待评定' },
  due: { en: 'Due', zh: '已到' },
  later: { en: 'Later', zh: '未到' },
  level: { en: 'Level', zh: '级别' },
  to: { en: 'To be told', zh: '告知对象' },
  at: { en: 'When', zh: '时间' },
  acknowledge: { en: 'Acknowledge by', zh: '最迟确认' },
  kind: { en: 'Sort', zh: '类别' },
} as const satisfies Record<string, Text>;

/** Sentences with figures. */
export const otherRemarks = {
  idle: (rules: number): Text => ({
    en: `${counted(rules, 'more rule')} applied to no complaint.`,
    zh: `另有 ${formatCount(rules)} 条规则不适用于任何投诉。`,
  }),
  idleRules: (titles: readonly string[]): Text => ({
    en: `Applied to no complaint: ${titles.join('; ')}.`,
    zh: `不适用于任何投诉的规则：${titles.join('；')}。`,
  }),
  usedLate: (rights: number): Text => ({
    en: `${formatCount(rights)} used late`,
    zh: `逾期行使 ${formatCount(rights)}`,
  }),
  superseded: (findings: number): Text => ({
    en: `a stricter rule governs in ${formatCount(findings)}`,
    zh: `${formatCount(findings)} 项以更严格的规则为准`,
  }),
  disputed: (findings: number): Text => ({
    en: `${formatCount(findings)} with disputed facts`,
    zh: `${formatCount(findings)} 项事实有争议`,
  }),
  supersededBy: (rule: string): Text => ({ en: `governed by ${rule}`, zh: `以“${rule}”为准` }),
  disputedFacts: (facts: string): Text => ({ en: `disputed: ${facts}`, zh: `有争议：${facts}` }),
  /** What the versions of disputed facts come to, where that differs. */
  eitherWay: (answers: readonly string[]): Text => ({
    en: `by one version or another ${answers.join(' or ')}`,
    zh: `按不同陈述分别为${answers.join('或')}`,
  }),
  assessedBy: (who: string): Text => ({ en: `assessed by ${who}`, zh: `评定人：${who}` }),
  oneOf: (choices: readonly string[]): Text => ({
    en: `either ${choices.join(' or ')}`,
    zh: `择一：${choices.join('／')}`,
  }),
  upTo: (amount: string): Text => ({ en: `up to ${amount}`, zh: `不超过 ${amount}` }),
  atLeast: (amount: string): Text => ({ en: `at least ${amount}`, zh: `至少 ${amount}` }),
  atMost: (amount: string): Text => ({ en: `at most ${amount}`, zh: `至多 ${amount}` }),
  unknownAmount: (): Text => ({ en: 'amount not known', zh: '金额不明' }),
  paidBy: (who: string): Text => ({ en: `paid by ${who}`, zh: `由${who}支付` }),
  missing: (facts: string): Text => ({ en: `missing ${facts}`, zh: `缺少${facts}` }),
  waivedThrough: (waiver: string, day: string): Text => ({
    en: `${waiver}, through ${day}`,
    zh: `${waiver}，至 ${day}`,
  }),
};
