import { faultsOf, type ErrorTable } from '../../errors.js';

/** What can be wrong with schedules.yaml. */
export const scheduleErrors = {
  'schedule.misplaced': {
    kind: 'invalid',
    cause: { en: 'Schedules are not read from a file of this name.', zh: '系统不从该名称的文件读取定期任务。' },
    remedy: {
      en: 'Write them into schedules.yaml, at the top of the folder.',
      zh: '请写入制度文件夹顶层的 schedules.yaml。',
    },
  },
  'schedule.too_many': {
    kind: 'invalid',
    cause: {
      en: 'There are {count} schedules; at most {limit} are read.',
      zh: '定期任务共 {count} 项，最多 {limit} 项。',
    },
    remedy: { en: 'Put together what runs at the same times.', zh: '请合并同一时间执行的任务。' },
  },
  'schedule.at_form': {
    kind: 'invalid',
    cause: {
      en: 'This does not say when it is due, or says it in two ways.',
      zh: '未说明何时执行，或以两种方式说明。',
    },
    remedy: {
      en: 'Write either `cron: "30 6 * * mon-fri"`, or `on: last working day of the month` with `time: "18:00"`.',
      zh: '请写 cron: "30 6 * * mon-fri"，或写 on: last working day of the month 并附 time: "18:00"，二者择一。',
    },
  },
  'schedule.key_beside': {
    kind: 'invalid',
    cause: { en: '"{key}" has no meaning beside "{other}".', zh: '“{key}”与“{other}”同用没有意义。' },
    remedy: { en: 'Remove it.', zh: '请删除。' },
  },
  'schedule.cron_fields': {
    kind: 'invalid',
    cause: {
      en: '"{text}" does not have the five fields of a cron expression.',
      zh: '“{text}”不是五个字段的 cron 表达式。',
    },
    remedy: {
      en: 'Write minute, hour, day of the month, month and day of the week with blanks between them: "30 6 * * mon-fri".',
      zh: '请依次写分、时、日、月、星期，以空格分隔，例如 "30 6 * * mon-fri"。',
    },
  },
  'schedule.cron_field': {
    kind: 'invalid',
    cause: {
      en: '"{part}" is not understood as the {field} ({least} to {most}).',
      zh: '“{part}”不能作为{field_zh}（{least} 至 {most}）。',
    },
    remedy: {
      en: 'Write *, a number, a range from lower to higher (9-17), a list (1,15) or steps over * or a range (*/5, 0-30/10); months and days of the week also as jan or mon. What turns over is two ranges: fri-sat,sun-mon.',
      zh: '请写 *、数字、由小到大的范围（9-17）、列表（1,15），或对 * 或范围写步长（*/5、0-30/10）；月份和星期也可写 jan、mon 等。跨周期的范围请分成两段：fri-sat,sun-mon。',
    },
  },
  'schedule.cron_days_ambiguous': {
    kind: 'invalid',
    cause: {
      en: 'A step on * as one kind of day beside the other kind is read by some programs as "and", by others as "or": "{text}".',
      zh: '一种“日”对 * 写步长、另一种“日”又有限定时，有的程序理解为“且”，有的理解为“或”：“{text}”。',
    },
    remedy: {
      en: 'Leave one of the two as *, or write the days out as a list; then a day of either counts.',
      zh: '请将其中之一写为 *，或将日期逐一列出；列出时满足其一即执行。',
    },
  },
  'schedule.never': {
    kind: 'invalid',
    cause: { en: 'The time of "{text}" never comes.', zh: '“{text}”所述时间永远不会到来。' },
    remedy: { en: 'Name a day that its month has.', zh: '请写该月份存在的日期。' },
  },
  'schedule.on_form': {
    kind: 'invalid',
    cause: { en: '"{text}" does not say which working day.', zh: '“{text}”未说明是哪个工作日。' },
    remedy: {
      en: 'Write for example: every working day; first working day of the week; last working day of the month; 3 working days before the end of the month; 5 working days after the start of the quarter (week, month, quarter, year; first to tenth; at most {limit} days).',
      zh: '请写例如：every working day（每个工作日）；first working day of the week（每周首个工作日）；last working day of the month（每月最后一个工作日）；3 working days before the end of the month（月末前 3 个工作日）；5 working days after the start of the quarter（季初后 5 个工作日）。周期可为 week、month、quarter、year，次序为 first 至 tenth 或 last，天数最多 {limit}。',
    },
  },
  'schedule.time_form': {
    kind: 'invalid',
    cause: { en: '"{text}" is not a time of day.', zh: '“{text}”不是一天中的时刻。' },
    remedy: { en: 'Write hours and minutes from "00:00" to "23:59".', zh: '请写 "00:00" 至 "23:59" 之间的时分。' },
  },
  'schedule.no_calendar': {
    kind: 'invalid',
    cause: {
      en: 'Nobody says on which calendar the working days are.',
      zh: '未说明按哪个日历计算工作日。',
    },
    remedy: {
      en: 'Write `calendar`, here or in organisation.yaml.',
      zh: '请在此处或 organisation.yaml 中写 calendar。',
    },
  },
  'schedule.over_unused': {
    kind: 'invalid',
    cause: { en: '"{key}" narrows nothing for "{does}".', zh: '“{key}”对“{does}”不起限定作用。' },
    remedy: { en: 'Remove it. What narrows it: {known}.', zh: '请删除。可用的限定：{known}。' },
  },
  'schedule.received_form': {
    kind: 'invalid',
    cause: { en: '"{text}" does not say which days of receipt.', zh: '“{text}”未说明收到日期的范围。' },
    remedy: {
      en: 'Write one of: today; yesterday; last 7 days; this month; last month (also week, quarter, year).',
      zh: '请写其中之一：today（当日）；yesterday（前一日）；last 7 days（此前 7 日）；this month（本月）；last month（上月）（也可用 week、quarter、year）。',
    },
  },
  'schedule.unknown_role': {
    kind: 'invalid',
    cause: { en: 'The organisation has no role "{name}".', zh: '本机构没有岗位“{name}”。' },
    remedy: {
      en: 'Correct the name or add it to `roles` in organisation.yaml.{hint}',
      zh: '请更正名称，或加入 organisation.yaml 的 roles。{hint}',
    },
  },
} as const satisfies ErrorTable;

export const scheduleFault = faultsOf(scheduleErrors);
