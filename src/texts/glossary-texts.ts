import type { Text } from '../errors.js';
import type { CountedAs } from '../rules/analysis/counted-as.js';
import type { ClockState, Note } from '../rules/judge/judgement.js';
import type { MissingFact } from '../rules/conditions/condition.js';
import type { Rank } from '../rules/policy/policy.js';

/** A word and what it means. */
export interface Term {
  readonly name: Text;
  readonly meaning: Text;
}

export const outcomeTerms: Readonly<Record<CountedAs, Term>> = {
  compliant: {
    name: { en: 'Compliant', zh: '符合' },
    meaning: { en: 'The duty applied and was kept.', zh: '义务适用，且已履行。' },
  },
  'non-compliant': {
    name: { en: 'Non-compliant', zh: '不符合' },
    meaning: {
      en: 'The duty applied and was not kept: done late, overdue, or a requirement that was not met.',
      zh: '义务适用而未履行：逾期完成、逾期未完成，或未满足要求。',
    },
  },
  waived: {
    name: { en: 'Waived', zh: '豁免' },
    meaning: {
      en: 'A house rule was not kept, and a waiver in force excuses it. Counted apart, and shown; it counts again when the waiver ends.',
      zh: '未遵守内部制度，但有生效的豁免；单独计数并如实列出，豁免到期后重新计入不符合。',
    },
  },
  pending: {
    name: { en: 'Pending', zh: '未到期' },
    meaning: {
      en: 'The duty applies and its time has not run out. Neither kept nor broken.',
      zh: '义务适用，期限尚未届满，既非符合也非不符合。',
    },
  },
  indeterminate: {
    name: { en: 'Not judged', zh: '无法判定' },
    meaning: {
      en: 'A fact that decides is missing (the results files say “indeterminate” of it). Not knowing is neither a pass nor a failure.',
      zh: '缺少起决定作用的事实（结果文件中记为 indeterminate）。不知道既不等于符合，也不等于不符合。',
    },
  },
  'judgement-needed': {
    name: { en: 'Judgement needed', zh: '需人工判断' },
    meaning: {
      en: 'The text gives no figure that could be measured: a person must assess it, and nobody has yet. In no share of compliance.',
      zh: '条文没有可衡量的标准，须由人员评定，目前尚未评定；不计入任何合规比例。',
    },
  },
  'not-applicable': {
    name: { en: 'Not applicable', zh: '不适用' },
    meaning: {
      en: 'The duty did not apply, was cancelled or replaced, or no deadline was set.',
      zh: '义务不适用，或已取消、被替代，或未设定期限。',
    },
  },
};

export const stateTerms: Readonly<Record<ClockState, Term>> = {
  'not-started': {
    name: { en: 'Not started', zh: '未开始' },
    meaning: { en: 'What starts the clock has not happened.', zh: '起算事件尚未发生。' },
  },
  running: { name: { en: 'Running', zh: '计时中' }, meaning: { en: 'There is time left.', zh: '期限尚未届满。' } },
  'at-risk': {
    name: { en: 'At risk', zh: '临近到期' },
    meaning: { en: 'There is time left, but the warning has begun.', zh: '期限尚未届满，但已进入预警期。' },
  },
  paused: {
    name: { en: 'Paused', zh: '中止计时' },
    meaning: {
      en: 'The clock stands still; there is no due date until it resumes.',
      zh: '计时已中止，恢复之前没有到期日。',
    },
  },
  'in-time': {
    name: { en: 'In time', zh: '按期完成' },
    meaning: { en: 'Done by the due time.', zh: '在到期前完成。' },
  },
  'done-late': {
    name: { en: 'Done late', zh: '逾期完成' },
    meaning: { en: 'Done, but after the due time.', zh: '已完成，但晚于到期时间。' },
  },
  overdue: {
    name: { en: 'Overdue', zh: '逾期未完成' },
    meaning: { en: 'The due time has passed and it is not done.', zh: '已过到期时间，仍未完成。' },
  },
  cancelled: {
    name: { en: 'Cancelled', zh: '已取消' },
    meaning: { en: 'Ended before it was due, for example by withdrawal.', zh: '到期前已终止，例如投诉人撤回。' },
  },
  replaced: {
    name: { en: 'Replaced', zh: '已替代' },
    meaning: { en: 'A new round began before this one was due.', zh: '到期前已开始新的轮次。' },
  },
  'no-deadline': {
    name: { en: 'No deadline', zh: '无期限' },
    meaning: { en: 'The record says that no due date was set.', zh: '记录表明未设定到期日。' },
  },
};

export const rankTexts: Readonly<Record<Rank, Text>> = {
  law: { en: 'Statute', zh: '法律' },
  'administrative-regulation': { en: 'Administrative regulation', zh: '行政法规' },
  'judicial-interpretation': { en: 'Judicial interpretation', zh: '司法解释' },
  'departmental-rule': { en: 'Departmental rule', zh: '部门规章' },
  'local-regulation': { en: 'Local regulation', zh: '地方性法规' },
  'regulator-rule': { en: 'Rule of the regulator', zh: '监管机构规则' },
  directive: { en: 'Directive', zh: '指令' },
  standard: { en: 'Standard', zh: '标准' },
  house: { en: 'House rule', zh: '内部制度' },
};

export const breachTexts = {
  critical: { en: 'critical', zh: '严重' },
  major: { en: 'major', zh: '主要' },
  minor: { en: 'minor', zh: '轻微' },
} as const satisfies Record<string, Text>;

/** Why a fact is missing, and what would cure it. */
export const missingTerms: Readonly<Record<MissingFact['why'], { readonly why: Text; readonly cure: Text }>> = {
  'not-reported': {
    why: { en: 'not reported by this source', zh: '数据来源不提供' },
    cure: { en: 'Add it to the export and the mapping.', zh: '请在导出数据和映射中补充该项。' },
  },
  'not-recorded': {
    why: { en: 'not recorded', zh: '未记录' },
    cure: { en: 'Complete the record of these complaints.', zh: '请补全相关投诉的记录。' },
  },
  'not-comparable': {
    why: { en: 'recorded, but in another currency or measure', zh: '已登记，但币种或单位不同，无法比较' },
    cure: { en: 'Record it in the currency or measure of the rule.', zh: '请按规则所用的币种或单位登记。' },
  },
  disputed: {
    why: { en: 'disputed: the parties say different things', zh: '有争议：各方陈述不一' },
    cure: { en: 'Record which statement has been established.', zh: '请登记经认定的事实。' },
  },
  'time-of-day': {
    why: { en: 'recorded without the time of day', zh: '只有日期，没有时刻' },
    cure: { en: 'Record the time of day as well.', zh: '请同时记录具体时刻。' },
  },
};

export const noteTexts: Readonly<Record<Note['code'], Text>> = {
  'recorded-after-due': {
    en: 'Done in time according to the record, but the record was written after the due time.',
    zh: '记录显示按期完成，但登记时间晚于到期时间。',
  },
  'done-before-start': {
    en: 'Recorded as done before the clock started, so it was not counted.',
    zh: '登记的完成时间早于起算时间，未予采信。',
  },
  'unpaired-stop': {
    en: 'An end was recorded that belongs to no beginning.',
    zh: '登记了终止事件，但找不到对应的起始事件。',
  },
  'pause-without-proof': {
    en: 'A pause was recorded without what justifies it, so time ran on.',
    zh: '登记了中止，但缺少中止的依据，计时未停。',
  },
  'version-day-from-received': {
    en: 'The day that decides which version applies is unknown; the day of receipt was used.',
    zh: '决定适用版本的日期不明，改以收到投诉之日为准。',
  },
  'due-fixed-when-passed': {
    en: 'The due day had passed before the event moved; it stays as it was.',
    zh: '事件日期变更时到期日已过，到期日不再变动。',
  },
};
