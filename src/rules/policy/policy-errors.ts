import { faultsOf, type ErrorTable } from '../../errors.js';
import { clockErrors } from './clock-errors.js';
import { nameErrors } from './name-errors.js';
import { sectionErrors } from './section-errors.js';
import { valueErrors } from './value-errors.js';

/** What can be wrong with what policy files say; their names and their clocks have tables of their own. */
export const policyErrors = {
  ...nameErrors,
  ...clockErrors,
  ...sectionErrors,
  ...valueErrors,
  'policy.misread_word': {
    kind: 'invalid',
    cause: { en: '"{word}" is not a key here: {why_en}.', zh: '此处没有名为“{word}”的键：{why_zh}。' },
    remedy: { en: 'Write "{write}".', zh: '请写“{write}”。' },
  },
  'policy.date_unknown': {
    kind: 'invalid',
    cause: { en: '"{text}" is not a day.', zh: '“{text}”不是日期。' },
    remedy: {
      en: 'Write a day that exists as year-month-day: 2026-02-28.',
      zh: '请按年-月-日写实际存在的日期：2026-02-28。',
    },
  },
  'policy.text_too_long': {
    kind: 'invalid',
    cause: {
      en: 'A text of {length} characters stands where at most {limit} are read.',
      zh: '此处文字有 {length} 个字符，最多 {limit} 个。',
    },
    remedy: { en: 'Shorten it.', zh: '请缩短。' },
  },
  'policy.empty_list': {
    kind: 'invalid',
    cause: { en: 'The list of "{key}" is empty.', zh: '“{key}”的列表为空。' },
    remedy: { en: 'Name at least one, or remove the key.', zh: '请至少写一项，或删除该键。' },
  },
  'policy.through_before_from': {
    kind: 'invalid',
    cause: {
      en: 'The last day in force, {through}, is before the first, {from}.',
      zh: '最后施行日 {through} 早于首日 {from}。',
    },
    remedy: { en: 'Correct one of the two days.', zh: '请更正其中一个日期。' },
  },
  'policy.versions_overlap': {
    kind: 'invalid',
    cause: {
      en: 'Two versions of "{policy}" are in force on {day}: this one and that of {other}.',
      zh: '“{policy}”有两个版本在 {day} 同时施行：本文件与 {other}。',
    },
    remedy: {
      en: 'End the earlier one with `through` on the day before the later begins, or write `declared: [overlap]` in the in-force of one of them if the law means it so.',
      zh: '请将较早版本的 through 写为较晚版本生效的前一日；若法律本意如此，请在其中一个 in-force 中写 declared: [overlap]。',
    },
  },
  'policy.versions_gap': {
    kind: 'invalid',
    cause: {
      en: 'No version of "{policy}" is in force from {from} through {through}, between {other} and this one.',
      zh: '“{policy}”在 {from} 至 {through} 之间没有施行的版本（介于 {other} 与本文件之间）。',
    },
    remedy: {
      en: 'Move `through` or `from`, or write `declared: [gap]` in the in-force of one of the two if there was no rule then.',
      zh: '请调整 through 或 from；若当时确无规定，请在其中一个 in-force 中写 declared: [gap]。',
    },
  },
  'policy.no_rules': {
    kind: 'invalid',
    cause: {
      en: 'The policy "{policy}" has neither rules nor facts.',
      zh: '制度“{policy}”没有任何规则或事实。',
    },
    remedy: { en: 'Write what it asks for, or remove the file.', zh: '请写明其要求，或删除该文件。' },
  },
  'policy.calendar_missing': {
    kind: 'invalid',
    cause: {
      en: 'The policy names no calendar, and the organisation has none.',
      zh: '该制度未指定日历，机构也没有日历。',
    },
    remedy: {
      en: 'Write `calendar: NAME` here or in organisation.yaml.',
      zh: '请在此处或 organisation.yaml 中写 calendar: 名称。',
    },
  },
  'policy.fact_without_moment': {
    kind: 'invalid',
    cause: { en: 'The fact "{name}" does not say how it is worked out.', zh: '事实“{name}”未说明如何推算。' },
    remedy: {
      en: 'Give one of: moment, first, count, total, time, from: register, largest-of, smallest-of, sum, minus, times.',
      zh: '请写其中之一：moment、first、count、total、time、from: register、largest-of、smallest-of、sum、minus、times。',
    },
  },
  'policy.conditions_missing': {
    kind: 'invalid',
    cause: { en: '"{key}" is missing: it says what must hold.', zh: '缺少“{key}”：应写明须满足的条件。' },
    remedy: { en: 'Add {key}: { all: [ … ] }.', zh: '请补上 {key}: { all: [ … ] }。' },
  },
  'policy.file_twice': {
    kind: 'invalid',
    cause: { en: '{other} already says what this file says.', zh: '{other} 已承担此文件的内容。' },
    remedy: { en: 'Keep one of the two files.', zh: '请只保留其中一个文件。' },
  },
  'policy.cycle': {
    kind: 'invalid',
    cause: { en: 'Worked out in a circle: {path}.', zh: '循环定义：{path}。' },
    remedy: { en: 'Let one of them be a recorded fact or an event.', zh: '请将其中之一改为登记的事实或事件。' },
  },
  'policy.value_not_an_option': {
    kind: 'invalid',
    cause: { en: '"{value}" is not among the options of "{name}".', zh: '“{value}”不在“{name}”的选项之列。' },
    remedy: { en: 'Use one of: {options}.{hint}', zh: '可用的选项：{options}。{hint}' },
  },
  'policy.parameter_key': {
    kind: 'invalid',
    cause: {
      en: '"{key}" in the parameter "{name}" is neither a day nor `options`.',
      zh: '参数“{name}”中的“{key}”既不是日期也不是 options。',
    },
    remedy: { en: 'Give the day from which the value holds: 2026-04-15.', zh: '请写该值开始适用的日期：2026-04-15。' },
  },
  'policy.parameter_without_value': {
    kind: 'invalid',
    cause: { en: 'The parameter "{name}" has no value.', zh: '参数“{name}”没有值。' },
    remedy: {
      en: 'Give the day from which a value holds: `2026-04-15: { value: … }`.',
      zh: '请写出生效日期和值：`2026-04-15: { value: … }`。',
    },
  },
  'policy.parameter_of_two_types': {
    kind: 'invalid',
    cause: { en: 'The values of "{name}" are of several types: {types}.', zh: '“{name}”的值类型不一：{types}。' },
    remedy: { en: 'Make them all durations, all numbers, or all words.', zh: '请统一为时长、数字或词语。' },
  },
  'policy.parameter_starts_late': {
    kind: 'invalid',
    cause: {
      en: 'The parameter "{name}" has its first value on {first}, after this policy came into force on {from}.',
      zh: '参数“{name}”的首个值自 {first} 起，晚于本制度施行日 {from}。',
    },
    remedy: { en: 'Give it a value from {from} on.', zh: '请给出自 {from} 起的值。' },
  },
} as const satisfies ErrorTable;

export const policyFault = faultsOf(policyErrors);
