import { faultsOf, type ErrorTable } from '../errors.js';

/** What can be wrong with a question for a due date. */
export const dueErrors = {
  'due.not_a_time': {
    kind: 'invalid',
    cause: { en: '"{value}" is neither a date nor an instant.', zh: '“{value}”既不是日期，也不是时刻。' },
    remedy: {
      en: 'Write 2026-02-12 for a whole day, or 2026-02-12T10:30+08:00 with an offset; years 1900 to 2200.',
      zh: '整日请写成 2026-02-12；时刻须带时区偏移，如 2026-02-12T10:30+08:00；年份限 1900 至 2200。',
    },
  },
  'due.not_a_duration': {
    kind: 'invalid',
    cause: { en: '"{value}" is not a length of time.', zh: '“{value}”不是时长。' },
    remedy: {
      en: 'Write a whole number and one of these units: {units}. For example "{example}".',
      zh: '请写整数和下列单位之一：{units}。例如“{example}”。',
    },
  },
  'due.duration_without_unit': {
    kind: 'invalid',
    cause: { en: '"{value}" has no unit.', zh: '“{value}”没有单位。' },
    remedy: {
      en: 'Write "{value} days" (calendar days) or "{value} working days".',
      zh: '请写成“{value} days”（自然日）或“{value} working days”（工作日）。',
    },
  },
  'due.duration_too_long': {
    kind: 'invalid',
    cause: { en: '"{value}" is longer than about 200 years.', zh: '“{value}”超过约 200 年。' },
    remedy: { en: 'Write at most {most} {unit}.', zh: '最多可写 {most} {unit}。' },
  },
  'due.unknown_calendar': {
    kind: 'not_found',
    cause: {
      en: 'There is no calendar "{calendar}" in {folder}{hint}.',
      zh: '{folder} 中没有日历“{calendar}”{hint}。',
    },
    remedy: { en: 'Use one of: {known}.', zh: '可用的日历：{known}。' },
  },
  'due.no_calendars': {
    kind: 'not_found',
    cause: { en: '{folder} holds no calendars.', zh: '{folder} 中没有日历文件。' },
    remedy: {
      en: 'Give the folder that holds `calendars/*.yaml` with --policies, or leave the option out to use the calendars that come with Redress.',
      zh: '请用 --policies 指定含有 `calendars/*.yaml` 的目录，或省略该选项以使用随附日历。',
    },
  },
  'due.unknown_counting': {
    kind: 'not_found',
    cause: {
      en: 'The calendar "{calendar}" has no counting "{counting}"{hint}.',
      zh: '日历“{calendar}”没有计算方式“{counting}”{hint}。',
    },
    remedy: { en: 'Use one of: {known}.', zh: '可用的计算方式：{known}。' },
  },
  'due.no_counting': {
    kind: 'invalid',
    cause: { en: 'The calendar "{calendar}" has no default counting.', zh: '日历“{calendar}”没有默认的计算方式。' },
    remedy: { en: 'Choose one with --counting: {known}.', zh: '请用 --counting 选择：{known}。' },
  },
  'due.no_reading': {
    kind: 'invalid',
    cause: {
      en: 'The counting "{counting}" rolls its last day by the reading "{parameter}", and {file} gives none on {day}.',
      zh: '计算方式“{counting}”的末日顺延取决于参数“{parameter}”，而 {file} 未给出 {day} 当日的取值。',
    },
    remedy: {
      en: 'Give the parameter a value dated {day} or earlier, or choose one with --reading {parameter}=VALUE: {known}.',
      zh: '请在该参数下补充 {day} 或更早的取值，或用 --reading {parameter}=取值 指定：{known}。',
    },
  },
  'due.not_a_roll': {
    kind: 'invalid',
    cause: {
      en: '"{value}" of the parameter "{parameter}" is not a set of days that a last day can roll off.',
      zh: '参数“{parameter}”的取值“{value}”不能用于末日顺延。',
    },
    remedy: { en: 'Use one of: {known}.', zh: '可用的取值：{known}。' },
  },
  'due.not_a_reading': {
    kind: 'invalid',
    cause: { en: '"{value}" does not name a reading.', zh: '“{value}”不是参数取值。' },
    remedy: {
      en: 'Write --reading NAME=VALUE, for example --reading holiday_scope=festivals.',
      zh: '请写成 --reading 名称=取值，例如 --reading holiday_scope=festivals。',
    },
  },
  'due.unknown_reading': {
    kind: 'not_found',
    cause: {
      en: 'No counting of these calendars asks for the reading "{parameter}"{hint}.',
      zh: '这些日历的计算方式都不涉及参数“{parameter}”{hint}。',
    },
    remedy: { en: 'Leave it out, or use one of: {known}.', zh: '请省略，或使用：{known}。' },
  },
  'due.unreadable': {
    kind: 'unavailable',
    cause: { en: '{file} cannot be read: {detail}.', zh: '无法读取 {file}：{detail}。' },
    remedy: { en: 'Check the path and the rights to read it.', zh: '请检查路径和读取权限。' },
  },
  'due.not_json': {
    kind: 'invalid',
    cause: { en: 'Line {line} is not a JSON object.', zh: '第 {line} 行不是 JSON 对象。' },
    remedy: {
      en: 'Write one object a line: {"id":"1","calendar":"cn","from":"2026-02-12","within":"7 working days"}.',
      zh: '请每行写一个对象：{"id":"1","calendar":"cn","from":"2026-02-12","within":"7 working days"}。',
    },
  },
  'due.too_long': {
    kind: 'invalid',
    cause: { en: 'Line {line} is longer than {limit} bytes.', zh: '第 {line} 行超过 {limit} 字节。' },
    remedy: { en: 'Write one object a line, with nothing but its keys.', zh: '请每行写一个对象，且只含规定的键。' },
  },
  'due.wrong_key': {
    kind: 'invalid',
    cause: {
      en: 'Line {line}: "{key}" is missing, or is not a text.',
      zh: '第 {line} 行：缺少“{key}”，或其值不是文本。',
    },
    remedy: { en: 'Needed are id, calendar, from and within.', zh: '必须有 id、calendar、from 和 within。' },
  },
  'due.unknown_key': {
    kind: 'invalid',
    cause: { en: 'Line {line}: "{key}" is not a key here.', zh: '第 {line} 行：此处没有名为“{key}”的键。' },
    remedy: {
      en: 'Use id, calendar, from, within and counting.',
      zh: '可用的键：id、calendar、from、within、counting。',
    },
  },
} as const satisfies ErrorTable;

export const dueFault = faultsOf(dueErrors);
