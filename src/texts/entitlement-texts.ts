import type { Text } from '../errors.js';
import type { RetentionState, RightState } from '../rules/judge/judgement.js';
import type { Term } from './glossary-texts.js';

/** Where a right stands (S51). */
export const rightStateTerms: Readonly<Record<RightState, Term>> = {
  'not-open-yet': {
    name: { en: 'Not open yet', zh: '尚不能行使' },
    meaning: { en: 'Its first day has not come.', zh: '可行使的首日尚未到来。' },
  },
  open: {
    name: { en: 'Open', zh: '可行使' },
    meaning: { en: 'It can be used, and has not been.', zh: '可以行使，尚未行使。' },
  },
  used: {
    name: { en: 'Used', zh: '已行使' },
    meaning: { en: 'It was used on or before its last day.', zh: '已在最后一日或之前行使。' },
  },
  lapsed: {
    name: { en: 'Lapsed', zh: '已失效' },
    meaning: {
      en: 'Its last day has passed without use; later use is marked “used late”.',
      zh: '最后一日已过而未行使；之后才行使的，标注“逾期行使”。',
    },
  },
  'not-applicable': {
    name: { en: 'Not applicable', zh: '不适用' },
    meaning: {
      en: 'Its conditions do not hold, an exclusion holds, or another right goes before it.',
      zh: '条件不成立、符合除外情形，或另有权利优先。',
    },
  },
  indeterminate: {
    name: { en: 'Not judged', zh: '无法判定' },
    meaning: {
      en: 'A fact that decides is missing: nobody can say whether the right exists.',
      zh: '缺少起决定作用的事实，无法确定是否享有该权利。',
    },
  },
};

/** Used after its last day (S52). */
export const usedLateText: Text = { en: 'Used late', zh: '逾期行使' };

/** Whether records must stay, may go or must go (S66, S67). */
export const retentionStateTerms: Readonly<Record<RetentionState, Term>> = {
  'not-started': {
    name: { en: 'Period not started', zh: '期间未开始' },
    meaning: {
      en: 'What starts the period has not happened: the record stays, and no end can be told.',
      zh: '起算事件尚未发生，记录继续保存，止期无法确定。',
    },
  },
  keep: {
    name: { en: 'To be kept', zh: '应当保存' },
    meaning: { en: 'A shortest period runs, or a hold is on it.', zh: '最短保存期未满，或处于保全之中。' },
  },
  'may-go': {
    name: { en: 'May go', zh: '可以处置' },
    meaning: { en: 'Nothing asks any longer that it be kept.', zh: '已无须保存，可以处置。' },
  },
  'must-go': {
    name: { en: 'Must go', zh: '应当销毁' },
    meaning: { en: 'The longest permitted period is over.', zh: '最长保存期已满，应当销毁。' },
  },
  restricted: {
    name: { en: 'Restricted', zh: '限制使用' },
    meaning: {
      en: 'The longest period is over while a shortest period or a hold still runs: kept, and not used for anything else.',
      zh: '最长保存期已满，但最短保存期或保全仍在持续：只保存，不作其他使用。',
    },
  },
  'not-applicable': {
    name: { en: 'Not applicable', zh: '不适用' },
    meaning: { en: 'The rule does not apply to this complaint.', zh: '该规则不适用于本投诉。' },
  },
  indeterminate: {
    name: { en: 'Not judged', zh: '无法判定' },
    meaning: {
      en: 'A fact that decides is missing: nobody can say until when it is to be kept.',
      zh: '缺少起决定作用的事实，无法确定保存到何时。',
    },
  },
};

/** Marks that stand beside an outcome without changing it. */
export const markTerms = {
  superseded: {
    name: { en: 'Superseded', zh: '非主导' },
    meaning: {
      en: 'Another rule of the same duty is stricter and is the one watched; this one keeps its own outcome.',
      zh: '同一义务另有更严格的规则，以其为准进行督办；本规则仍保留自己的结论。',
    },
  },
  unverified: {
    name: { en: 'Unverified', zh: '未核对' },
    meaning: {
      en: 'The organisation uses the rule although nobody has checked its text against the source.',
      zh: '条文尚未与原文核对，但本机构选择采用。',
    },
  },
  disputed: {
    name: { en: 'Disputed', zh: '有争议' },
    meaning: {
      en: 'The parties say different things of a fact that decides, and none has been established yet.',
      zh: '双方对起决定作用的事实各执一词，尚未查明。',
    },
  },
  waived: {
    name: { en: 'Waived', zh: '豁免' },
    meaning: {
      en: 'A waiver in force excuses the breach until its end date.',
      zh: '有生效的豁免，到期日之前单独计数。',
    },
  },
  assessed: {
    name: { en: 'Assessed by a person', zh: '人工评定' },
    meaning: { en: 'A person gave this outcome, not Redress.', zh: '结论由人员评定，并非 Redress 判定。' },
  },
} as const satisfies Record<string, Term>;

/** Where a waiver stands on a day. */
export const waiverStateTexts = {
  'in-force': { en: 'in force', zh: '生效中' },
  ended: { en: 'ended', zh: '已到期' },
  'not-begun': { en: 'not begun', zh: '尚未生效' },
} as const satisfies Record<string, Text>;
