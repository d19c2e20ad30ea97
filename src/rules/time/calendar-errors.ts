import { faultsOf, type ErrorTable } from '../../errors.js';

/** What can be wrong with a calendar, and with what is asked of one. */
export const calendarErrors = {
  'calendar.unknown_zone': {
    kind: 'invalid',
    cause: { en: '"{zone}" is not a time zone.', zh: '“{zone}”不是时区名称。' },
    remedy: {
      en: 'Use an IANA name such as Asia/Shanghai or Europe/London.',
      zh: '请使用 IANA 名称，例如 Asia/Shanghai 或 Europe/London。',
    },
  },
  'calendar.no_zone': {
    kind: 'invalid',
    cause: { en: 'The calendar has no time zone.', zh: '该日历没有写明时区。' },
    remedy: { en: 'Add `zone`, for example Asia/Shanghai.', zh: '请补上 `zone`，例如 Asia/Shanghai。' },
  },
  'calendar.no_hours': {
    kind: 'invalid',
    cause: { en: 'The calendar "{calendar}" has no opening hours.', zh: '日历“{calendar}”没有营业时间。' },
    remedy: {
      en: 'Add `hours`, for example ["09:00-17:00"], or count in days.',
      zh: '请补上 `hours`，例如 ["09:00-17:00"]，或改以日计算。',
    },
  },
  'calendar.duplicate': {
    kind: 'invalid',
    cause: {
      en: 'The calendar "{calendar}" is already given by {other}.',
      zh: '日历“{calendar}”已由 {other} 给出。',
    },
    remedy: { en: 'Give one of the two another name.', zh: '请为其中之一改名。' },
  },
  'calendar.unknown_like': {
    kind: 'invalid',
    cause: { en: 'There is no calendar "{like}" to be like.', zh: '没有可供沿用的日历“{like}”。' },
    remedy: { en: 'Use one of: {known}.', zh: '可用的日历：{known}。' },
  },
  'calendar.like_cycle': {
    kind: 'invalid',
    cause: { en: 'Calendars are like each other in a circle: {path}.', zh: '日历相互沿用，形成循环：{path}。' },
    remedy: { en: 'Let one of them stand on its own.', zh: '请让其中一个不再沿用其他日历。' },
  },
  'calendar.not_a_day': {
    kind: 'invalid',
    cause: {
      en: '"{value}" is neither a date nor a range of dates.',
      zh: '“{value}”既不是日期，也不是日期区间。',
    },
    remedy: {
      en: 'Write 2026-10-01, or 2026-10-01/2026-10-07 for a range with both its ends.',
      zh: '请写成 2026-10-01；区间写成 2026-10-01/2026-10-07（含首尾两日）。',
    },
  },
  'calendar.range_reversed': {
    kind: 'invalid',
    cause: { en: 'The range "{value}" ends before it begins.', zh: '区间“{value}”的结束早于开始。' },
    remedy: { en: 'Put the earlier date first.', zh: '请将较早的日期写在前面。' },
  },
  'calendar.not_a_year': {
    kind: 'invalid',
    cause: { en: '"{value}" is not a year from 1900 to 2200.', zh: '“{value}”不是 1900 至 2200 之间的年份。' },
    remedy: { en: 'Write the year with four digits.', zh: '请用四位数字写明年份。' },
  },
  'calendar.not_in_year': {
    kind: 'invalid',
    cause: { en: '{day} is listed under {year}.', zh: '{day} 被列在 {year} 年之下。' },
    remedy: {
      en: 'List it under its own year; `sources` can name the notice of the other.',
      zh: '请列在其所属年份之下；可用 `sources` 写明另一年的通知。',
    },
  },
  'calendar.rest_and_work': {
    kind: 'invalid',
    cause: { en: '{day} is both a rest day and a working day.', zh: '{day} 既是休息日又是工作日。' },
    remedy: { en: 'Remove it from `rest` or from `work`.', zh: '请将其从 `rest` 或 `work` 中删除。' },
  },
  'calendar.festival_worked': {
    kind: 'invalid',
    cause: {
      en: '{day} is a festival, and yet a working day.',
      zh: '{day} 是节日，却按工作日计算。',
    },
    remedy: {
      en: 'List it under `rest` too, or remove it from `festivals`.',
      zh: '请同时列入 `rest`，或将其从 `festivals` 中删除。',
    },
  },
  'calendar.outside_published': {
    kind: 'invalid',
    cause: {
      en: '{day} lies outside the published days ({from} to {through}).',
      zh: '{day} 不在已公布的范围（{from} 至 {through}）之内。',
    },
    remedy: {
      en: 'Change `published-from` or `published-through`, or remove the day.',
      zh: '请修改 `published-from` 或 `published-through`，或删除该日。',
    },
  },
  'calendar.published_reversed': {
    kind: 'invalid',
    cause: {
      en: 'The calendar is published from {from} through {through}, which is no day.',
      zh: '公布范围从 {from} 到 {through}，没有任何一日。',
    },
    remedy: { en: 'Exchange the two dates.', zh: '请对调这两个日期。' },
  },
  'calendar.not_hours': {
    kind: 'invalid',
    cause: { en: '"{value}" are not opening hours.', zh: '“{value}”不是营业时间。' },
    remedy: {
      en: 'Write "09:00-12:00", the end after the beginning and at most 24:00.',
      zh: '请写成 "09:00-12:00"，结束须晚于开始，最晚为 24:00。',
    },
  },
  'calendar.hours_overlap': {
    kind: 'invalid',
    cause: { en: '"{value}" begins before "{before}" has ended.', zh: '“{value}”在“{before}”结束之前开始。' },
    remedy: { en: 'Put the hours in order, without overlap.', zh: '请按先后排列，且不得重叠。' },
  },
  'calendar.unknown_counting': {
    kind: 'invalid',
    cause: { en: 'The calendar has no counting "{counting}".', zh: '该日历没有名为“{counting}”的计算方式。' },
    remedy: { en: 'Use one of: {known}.', zh: '可用的计算方式：{known}。' },
  },
  'calendar.closing_without_hours': {
    kind: 'invalid',
    cause: {
      en: 'The counting "{counting}" needs a closing time, and the calendar has no hours.',
      zh: '计算方式“{counting}”需要下班时间，而该日历没有营业时间。',
    },
    remedy: {
      en: 'Add `hours`, or let the counting end at midnight.',
      zh: '请补上 `hours`，或令其止于午夜（midnight）。',
    },
  },
} as const satisfies ErrorTable;

export const calendarFault = faultsOf(calendarErrors);
