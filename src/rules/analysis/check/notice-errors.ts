import type { ErrorTable } from '../../../errors.js';

/** What somebody should know of a set, and what could not be decided. */
export const noticeErrors = {
  'notice.not_decided': {
    kind: 'invalid',
    cause: {
      en: 'Whether "{key}" can hold, or always does, was not decided: there are too many combinations of values to try.',
      zh: '“{key}”能否成立或是否恒成立未能判定：需要尝试的取值组合过多。',
    },
    remedy: { en: 'Split the rule, or look at it by hand.', zh: '请拆分规则，或人工核对。' },
  },
  'notice.table_not_decided': {
    kind: 'invalid',
    cause: {
      en: 'Whether the table has gaps or rows that are never reached was not decided: there are too many combinations of values to try.',
      zh: '该表是否存在遗漏或不可达的行未能判定：需要尝试的取值组合过多。',
    },
    remedy: { en: 'Split the table, or look at it by hand.', zh: '请拆分该表，或人工核对。' },
  },
  'notice.promise_not_decided': {
    kind: 'invalid',
    cause: {
      en: 'Whether this promise can run out later than "{law}" was not decided: {why}.',
      zh: '该承诺是否可能晚于“{law}”未能判定：{why_zh}。',
    },
    remedy: { en: 'Compare the two by hand.', zh: '请人工比较两者。' },
  },
  'notice.minimum_may_pass_maximum': {
    kind: 'invalid',
    cause: {
      en: 'Records "{records}" may have to be kept longer than "{rule}" allows: if both begin on {start}, kept through {keep}, gone after {go}. They are then restricted, not destroyed.',
      zh: '记录“{records}”的最短保存期可能长于“{rule}”允许的期限：若均自 {start} 起算，须保存至 {keep}，但 {go} 之后不得保留。届时资料受限保存，不予销毁。',
    },
    remedy: {
      en: 'Nothing, if the law says both; otherwise mend one of them.',
      zh: '如两者均为法律规定，则无需处理；否则请更正其一。',
    },
  },
  'notice.ends_soon': {
    kind: 'invalid',
    cause: {
      en: '"{policy}" is in force through {through}, and no version follows.',
      zh: '“{policy}”有效至 {through}，之后没有后续版本。',
    },
    remedy: { en: 'Add the version that follows, or take "through" out.', zh: '请增加后续版本，或删除“through”。' },
  },
  'notice.calendar_ends': {
    kind: 'invalid',
    cause: {
      en: 'The calendar "{calendar}" is published through {through}; dates beyond are provisional.',
      zh: '日历“{calendar}”仅公布至 {through}，之后的日期为暂定。',
    },
    remedy: { en: 'Add the days of the next year once they are published.', zh: '下一年度安排公布后，请及时补充。' },
  },
  'notice.unverified': {
    kind: 'invalid',
    cause: {
      en: 'Nobody has compared "{name}" with its source; it is out of force unless organisation.yaml lists it.',
      zh: '“{name}”尚未与其来源核对；除非 organisation.yaml 列明使用，否则不生效。',
    },
    remedy: {
      en: 'Compare it, then write "checked" and take "status" out.',
      zh: '请核对后填写“checked”并删除“status”。',
    },
  },
  'notice.not_checked': {
    kind: 'invalid',
    cause: {
      en: '"{policy}" does not say when it was compared with its source.',
      zh: '“{policy}”未写明何时与来源核对。',
    },
    remedy: { en: 'Compare it and write the day: source.checked.', zh: '请核对后在 source.checked 中写明日期。' },
  },
  'notice.checked_long_ago': {
    kind: 'invalid',
    cause: {
      en: '"{policy}" was last compared with its source on {checked}, over a year ago.',
      zh: '“{policy}”上次与来源核对是在 {checked}，距今已逾一年。',
    },
    remedy: { en: 'Compare it again and write the day.', zh: '请重新核对并更新日期。' },
  },
  'notice.reading_without_why': {
    kind: 'invalid',
    cause: {
      en: 'The reading "{parameter}" of an unclear text does not say why it was chosen.',
      zh: '对含义不明条文的解读“{parameter}”未说明选择理由。',
    },
    remedy: { en: 'Add "why" or "cite".', zh: '请补充“why”或“cite”。' },
  },
  'notice.waiver_ended': {
    kind: 'invalid',
    cause: {
      en: 'The waiver "{waiver}" ended on {through}; what it covered counts again.',
      zh: '豁免“{waiver}”已于 {through} 到期，所涉事项重新计入。',
    },
    remedy: { en: 'Take the file away, or decide on a new one.', zh: '请移除该文件，或另行决定。' },
  },
  'notice.waiver_ends_soon': {
    kind: 'invalid',
    cause: { en: 'The waiver "{waiver}" ends on {through}.', zh: '豁免“{waiver}”将于 {through} 到期。' },
    remedy: { en: 'See that the rule can be met from then on.', zh: '请确保届时能够遵守该规则。' },
  },
} as const satisfies ErrorTable;
