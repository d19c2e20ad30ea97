import type { ErrorTable } from '../../errors.js';

/** What can be wrong with values, tables, amounts and worked-out facts. */
export const valueErrors = {
  'policy.value_form': {
    kind: 'invalid',
    cause: { en: 'This is not one value.', zh: '此处不是一个值。' },
    remedy: {
      en: 'Write a literal, or exactly one of: { fact: NAME }; { parameter: NAME }; { moment: … }; { first: [ … ] }; { largest-of: [ … ] }; { smallest-of: [ … ] }; { sum: [ … ] }; { minus: … }; { times: [ … ], divided-by: … }.',
      zh: '请写字面值，或恰好其中之一：{ fact: 名称 }；{ parameter: 名称 }；{ moment: … }；{ first: [ … ] }；{ largest-of: [ … ] }；{ smallest-of: [ … ] }；{ sum: [ … ] }；{ minus: … }；{ times: [ … ], divided-by: … }。',
    },
  },
  'policy.value_of_wrong_type': {
    kind: 'invalid',
    cause: {
      en: '"{name}" is of type {type}; here stands one of type {wanted}.',
      zh: '“{name}”的类型为 {type}，此处需要类型 {wanted}。',
    },
    remedy: {
      en: 'Use a value of that type: a number 3, a percentage 0.5 %, an amount 50 CNY, a day 2026-04-15, a length of time 7 days.',
      zh: '请使用该类型的值：数字 3、百分比 0.5 %、金额 50 CNY、日期 2026-04-15、时长 7 days。',
    },
  },
  'policy.value_types_differ': {
    kind: 'invalid',
    cause: {
      en: 'This value is of type {type}, those before it of type {before}.',
      zh: '此值的类型为 {type}，而之前的值为 {before}。',
    },
    remedy: {
      en: 'Make all values of a table, and all parts of an amount, of one type.',
      zh: '同一表格的各个值、同一金额的各个部分须为同一类型。',
    },
  },
  'policy.fact_types_differ': {
    kind: 'invalid',
    cause: {
      en: 'The fact "{name}" comes to another type in another version of this policy.',
      zh: '事实“{name}”在本制度的另一版本中类型不同。',
    },
    remedy: {
      en: 'Let all versions of a policy work it out to one type.',
      zh: '同一制度的各个版本须推算出同一类型。',
    },
  },
  'policy.money_times_money': {
    kind: 'invalid',
    cause: { en: 'Two amounts of money cannot be multiplied.', zh: '两个金额不能相乘。' },
    remedy: { en: 'Multiply one amount by numbers.', zh: '请用数字乘以一个金额。' },
  },
  'policy.divided_by_zero': {
    kind: 'invalid',
    cause: { en: 'Nothing can be divided by zero.', zh: '不能除以零。' },
    remedy: { en: 'Write another number.', zh: '请写其他数字。' },
  },
  'policy.fact_of_two_forms': {
    kind: 'invalid',
    cause: {
      en: 'The fact "{name}" is worked out both by "{form}" and by "{other}".',
      zh: '事实“{name}”同时由“{form}”和“{other}”推算。',
    },
    remedy: { en: 'Keep one, or name the other as a fact of its own.', zh: '请保留其一，或将另一个单独命名为事实。' },
  },
  'policy.key_out_of_place': {
    kind: 'invalid',
    cause: { en: '"{key}" changes nothing beside "{form}".', zh: '“{key}”与“{form}”并列时不起作用。' },
    remedy: { en: 'Remove it.', zh: '请删除。' },
  },
  'policy.key_missing': {
    kind: 'invalid',
    cause: { en: '"{key}" is missing.', zh: '缺少“{key}”。' },
    remedy: { en: 'Add {key}.', zh: '请补上 {key}。' },
  },
  'policy.one_name': {
    kind: 'invalid',
    cause: { en: '"{key}" takes one fact here.', zh: '“{key}”在此处只能写一个事实。' },
    remedy: { en: 'Name one fact.', zh: '请只写一个事实。' },
  },
  'policy.register_counts_complaints': {
    kind: 'invalid',
    cause: { en: 'The register counts complaints.', zh: '登记簿只能统计投诉。' },
    remedy: { en: 'Write `count: complaints`.', zh: '请写 count: complaints。' },
  },
  'policy.register_within': {
    kind: 'invalid',
    cause: { en: 'This does not say how far the register is searched.', zh: '未说明在登记簿中查询多长时间。' },
    remedy: { en: 'Write for example "30 days before received".', zh: '请写例如 "30 days before received"。' },
  },
} as const satisfies ErrorTable;
