import { faultsOf, type ErrorTable } from '../errors.js';

/** What can be wrong with a value that was sent. None repeats the value: it may be personal. */
export const valueErrors = {
  'value.missing': {
    kind: 'invalid',
    cause: { en: 'A value is missing here.', zh: '此处缺少必填值。' },
    remedy: { en: 'Give it.', zh: '请补上。' },
  },
  'value.not_text': {
    kind: 'invalid',
    cause: { en: 'This is not a text.', zh: '此处不是文本。' },
    remedy: { en: 'Write a JSON string, in quotes.', zh: '请写成带引号的 JSON 字符串。' },
  },
  'value.not_number': {
    kind: 'invalid',
    cause: { en: 'This is not a number.', zh: '此处不是数字。' },
    remedy: { en: 'Write a number, without quotes.', zh: '请写数字，不加引号。' },
  },
  'value.not_whole': {
    kind: 'invalid',
    cause: { en: 'This is not a whole number.', zh: '此处不是整数。' },
    remedy: { en: 'Write a whole number.', zh: '请写整数。' },
  },
  'value.not_boolean': {
    kind: 'invalid',
    cause: { en: 'This is neither true nor false.', zh: '此处不是 true 或 false。' },
    remedy: { en: 'Write true or false, without quotes.', zh: '请写 true 或 false，不加引号。' },
  },
  'value.not_list': {
    kind: 'invalid',
    cause: { en: 'This is not a list.', zh: '此处不是列表。' },
    remedy: { en: 'Write a JSON array, in square brackets.', zh: '请写成方括号括起的 JSON 数组。' },
  },
  'value.not_object': {
    kind: 'invalid',
    cause: { en: 'This is not an object.', zh: '此处不是对象。' },
    remedy: { en: 'Write a JSON object, in curly brackets.', zh: '请写成花括号括起的 JSON 对象。' },
  },
  'value.wrong_type': {
    kind: 'invalid',
    cause: { en: 'This value is of the wrong type.', zh: '此处的值类型不符。' },
    remedy: { en: 'Write a value of the type {expected}.', zh: '请写类型为 {expected} 的值。' },
  },
  'value.not_allowed': {
    kind: 'invalid',
    cause: { en: 'This value is not one of those that can stand here.', zh: '此处的值不在可用范围内。' },
    remedy: { en: 'Use one of: {allowed}.', zh: '请使用以下之一：{allowed}。' },
  },
  'value.empty': {
    kind: 'invalid',
    cause: { en: 'This is empty.', zh: '此处为空。' },
    remedy: { en: 'Fill it in.', zh: '请填写内容。' },
  },
  'value.too_short': {
    kind: 'invalid',
    cause: { en: 'This text is too short.', zh: '此处文本过短。' },
    remedy: { en: 'Write at least {limit} characters.', zh: '请至少写 {limit} 个字符。' },
  },
  'value.too_long': {
    kind: 'invalid',
    cause: { en: 'This text is too long.', zh: '此处文本过长。' },
    remedy: { en: 'Write at most {limit} characters.', zh: '请最多写 {limit} 个字符。' },
  },
  'value.too_few': {
    kind: 'invalid',
    cause: { en: 'This list is too short.', zh: '此处列表项过少。' },
    remedy: { en: 'Give at least {limit}.', zh: '请至少给出 {limit} 项。' },
  },
  'value.too_many': {
    kind: 'invalid',
    cause: { en: 'This list is too long.', zh: '此处列表项过多。' },
    remedy: { en: 'Give at most {limit} at once.', zh: '一次最多 {limit} 项。' },
  },
  'value.too_small': {
    kind: 'invalid',
    cause: { en: 'This number is too small.', zh: '此处数值过小。' },
    remedy: { en: 'Give {limit} or more.', zh: '请给出不小于 {limit} 的数值。' },
  },
  'value.too_large': {
    kind: 'invalid',
    cause: { en: 'This number is too large.', zh: '此处数值过大。' },
    remedy: { en: 'Give {limit} or less.', zh: '请给出不大于 {limit} 的数值。' },
  },
  'value.not_greater': {
    kind: 'invalid',
    cause: { en: 'This number is too small.', zh: '此处数值过小。' },
    remedy: { en: 'Give more than {limit}.', zh: '请给出大于 {limit} 的数值。' },
  },
  'value.not_less': {
    kind: 'invalid',
    cause: { en: 'This number is too large.', zh: '此处数值过大。' },
    remedy: { en: 'Give less than {limit}.', zh: '请给出小于 {limit} 的数值。' },
  },
  'value.not_day': {
    kind: 'invalid',
    cause: { en: 'This is not a day of the calendar.', zh: '此处不是有效日期。' },
    remedy: { en: 'Write it as 2026-02-12.', zh: '请写成 2026-02-12 的形式。' },
  },
  'value.not_instant': {
    kind: 'invalid',
    cause: { en: 'This is not an instant.', zh: '此处不是有效时刻。' },
    remedy: {
      en: 'Write it with its offset, as 2026-02-12T09:00:00+08:00.',
      zh: '请连同时区偏移写成 2026-02-12T09:00:00+08:00 的形式。',
    },
  },
  'value.not_uuid': {
    kind: 'invalid',
    cause: { en: 'This is not an id.', zh: '此处不是有效编号。' },
    remedy: { en: 'Ids are UUIDs: 36 characters with hyphens.', zh: '编号为 UUID：含连字符共 36 个字符。' },
  },
  'value.wrong_format': {
    kind: 'invalid',
    cause: { en: 'This text does not have the form that is needed here.', zh: '此处文本的格式不符合要求。' },
    remedy: { en: 'Write it as {format}.', zh: '请按 {format} 的格式书写。' },
  },
  'value.unknown_key': {
    kind: 'invalid',
    cause: { en: 'A key here is not known.', zh: '此处有无法识别的键。' },
    remedy: { en: 'Remove it or correct its name.', zh: '请删除或更正其名称。' },
  },
  'value.unknown_name': {
    kind: 'invalid',
    cause: { en: 'The key "{key}" is not known here.', zh: '此处的键“{key}”无法识别。' },
    remedy: { en: 'Remove it or correct its name.', zh: '请删除或更正其名称。' },
  },
  'value.no_alternative': {
    kind: 'invalid',
    cause: { en: 'This has none of the forms that can stand here.', zh: '此处内容不符合任何一种可用形式。' },
    remedy: { en: 'See its description at /api/docs.', zh: '请参阅 /api/docs 中的说明。' },
  },
  'value.refused': {
    kind: 'invalid',
    cause: { en: 'This value cannot stand here.', zh: '此处的值不可用。' },
    remedy: { en: 'See its description at /api/docs.', zh: '请参阅 /api/docs 中的说明。' },
  },
  'value.more_faults': {
    kind: 'invalid',
    cause: { en: 'There are {count} more faults like these.', zh: '另有 {count} 处类似错误。' },
    remedy: { en: 'Correct those that are shown and send it again.', zh: '请先更正已列出的错误，再重新发送。' },
  },
} as const satisfies ErrorTable;

export const valueFault = faultsOf(valueErrors);
