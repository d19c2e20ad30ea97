import { faultsOf, type ErrorTable } from '../../errors.js';

/** What can be wrong with a value that is given for a fact, a parameter or a literal. `{found}` is the value, shortened. */
export const factValueErrors = {
  'fact.not_a_word': {
    kind: 'invalid',
    cause: { en: '"{found}" is not a word.', zh: '“{found}”不是词语。' },
    remedy: {
      en: 'Write a text; put numbers and true or false in quotation marks.',
      zh: '请写文字；数字和 true、false 须加引号。',
    },
  },
  'fact.word_not_listed': {
    kind: 'invalid',
    cause: { en: '"{found}" is not one of the allowed words.', zh: '“{found}”不在允许的词语之列。' },
    remedy: { en: 'Use one of: {values}.{hint}', zh: '可用的词语：{values}。{hint}' },
  },
  'fact.not_words': {
    kind: 'invalid',
    cause: { en: '"{found}" is not a list of words.', zh: '“{found}”不是词语列表。' },
    remedy: { en: 'Write a list: [first, second].', zh: '请写成列表：[甲, 乙]。' },
  },
  'fact.not_text': {
    kind: 'invalid',
    cause: { en: '"{found}" is not a text.', zh: '“{found}”不是文字。' },
    remedy: { en: 'Put it in quotation marks.', zh: '请加引号。' },
  },
  'fact.not_yes_no': {
    kind: 'invalid',
    cause: { en: '"{found}" is not yes or no.', zh: '“{found}”不是“是”或“否”。' },
    remedy: { en: 'Write true or false, without quotation marks.', zh: '请写 true 或 false，不加引号。' },
  },
  'fact.not_a_number': {
    kind: 'invalid',
    cause: { en: '"{found}" is not a number.', zh: '“{found}”不是数字。' },
    remedy: {
      en: 'Write digits, with a point before decimals (12.5) and without separators.',
      zh: '请写数字，小数用点（12.5），不写千位分隔符。',
    },
  },
  'fact.number_too_large': {
    kind: 'invalid',
    cause: { en: 'The number {found} is too large to be kept exactly.', zh: '数字 {found} 过大，无法精确保存。' },
    remedy: {
      en: 'Use at most 9007199254740991; a number that only names something is a text.',
      zh: '最大为 9007199254740991；仅作编号的数字请用文字。',
    },
  },
  'fact.not_money': {
    kind: 'invalid',
    cause: { en: '"{found}" is not an amount of money.', zh: '“{found}”不是金额。' },
    remedy: {
      en: 'Write amount and currency, without separators: 2000.00 CNY.',
      zh: '请写金额和货币，不写千位分隔符：2000.00 CNY。',
    },
  },
  'fact.not_a_date': {
    kind: 'invalid',
    cause: { en: '"{found}" is not a date.', zh: '“{found}”不是日期。' },
    remedy: {
      en: 'Write a day that exists, without a time: 2026-02-28.',
      zh: '请写实际存在的日期，不带时间：2026-02-28。',
    },
  },
  'fact.not_an_instant': {
    kind: 'invalid',
    cause: { en: '"{found}" is not a point in time.', zh: '“{found}”不是时刻。' },
    remedy: {
      en: 'Write date, time and offset: 2026-02-28T09:00+08:00.',
      zh: '请写日期、时间和时区偏移：2026-02-28T09:00+08:00。',
    },
  },
  'fact.not_a_time': {
    kind: 'invalid',
    cause: { en: '"{found}" is neither a date nor a point in time.', zh: '“{found}”既不是日期也不是时刻。' },
    remedy: {
      en: 'Write 2026-02-28, or 2026-02-28T09:00+08:00 with the offset.',
      zh: '请写 2026-02-28，或带时区偏移的 2026-02-28T09:00+08:00。',
    },
  },
  'fact.not_a_duration': {
    kind: 'invalid',
    cause: { en: '"{found}" is not a length of time.', zh: '“{found}”不是时长。' },
    remedy: {
      en: 'Write a whole number and its unit: 7 working days, 60 days, 48 hours.',
      zh: '请写整数和单位：7 working days、60 days、48 hours。',
    },
  },
} as const satisfies ErrorTable;

export const factValueFault = faultsOf(factValueErrors);
