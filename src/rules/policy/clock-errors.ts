import type { ErrorTable } from '../../errors.js';

/** What can be wrong with durations, moments and clocks. */
export const clockErrors = {
  'policy.duration_without_unit': {
    kind: 'invalid',
    cause: { en: '"{text}" has no unit.', zh: '“{text}”没有单位。' },
    remedy: {
      en: 'Write "{text} days" (calendar days) or "{text} working days".',
      zh: '请写“{text} days”（自然日）或“{text} working days”（工作日）。',
    },
  },
  'policy.duration_unknown': {
    kind: 'invalid',
    cause: { en: '"{text}" is not a length of time.', zh: '“{text}”不是时长。' },
    remedy: {
      en: 'Write a whole number and its unit: minutes, hours, days, weeks, months, years, working minutes, working hours or working days.{hint}',
      zh: '请写整数和单位：minutes、hours、days、weeks、months、years、working minutes、working hours 或 working days。{hint}',
    },
  },
  'policy.moment_form': {
    kind: 'invalid',
    cause: { en: 'This is not one point in time.', zh: '此处不是一个时间点。' },
    remedy: {
      en: 'Write one of: NAME; "3 days after NAME"; [NAME, NAME] for the first; { latest: [ … ] }; { since: CONDITIONS }; { by: DURATION, after: NAME }; { fact: NAME }; { parameter: NAME }.',
      zh: '请写其中之一：名称；"3 days after 名称"；[名称, 名称] 取最先发生；{ latest: [ … ] }；{ since: 条件 }；{ by: 时长, after: 名称 }；{ fact: 名称 }；{ parameter: 名称 }。',
    },
  },
  'policy.moment_too_deep': {
    kind: 'invalid',
    cause: { en: 'This point in time is nested more than {limit} deep.', zh: '此时间点嵌套超过 {limit} 层。' },
    remedy: { en: 'Name a part of it under `facts`.', zh: '请将其中一部分写入 facts 并命名。' },
  },
  'policy.moment_is_parameter': {
    kind: 'invalid',
    cause: { en: '"{name}" is a parameter.', zh: '“{name}”是参数。' },
    remedy: { en: 'Write { parameter: {name} }.', zh: '请写 { parameter: {name} }。' },
  },
  'policy.moment_is_date': {
    kind: 'invalid',
    cause: { en: '"{name}" is a fixed day, which no clock is counted by.', zh: '“{name}”是固定日期，不能用于计时。' },
    remedy: {
      en: 'Name an event or a fact; the days on which a rule holds are its in-force.',
      zh: '请写事件或事实；规则的施行日期写在 in-force 中。',
    },
  },
  'policy.moment_is_duration': {
    kind: 'invalid',
    cause: {
      en: '"{name}" is a length of time; a point in time is needed here.',
      zh: '“{name}”是时长，此处需要时间点。',
    },
    remedy: { en: 'Say from when it runs: "{name} after NAME".', zh: '请写明起点："{name} after 名称"。' },
  },
  'policy.duration_form': {
    kind: 'invalid',
    cause: { en: 'This is not one length of time.', zh: '此处不是一个时长。' },
    remedy: {
      en: 'Write one of: 7 working days; { fact: NAME }; { parameter: NAME }.',
      zh: '请写其中之一：7 working days；{ fact: 名称 }；{ parameter: 名称 }。',
    },
  },
  'policy.due_has_no_period': {
    kind: 'invalid',
    cause: {
      en: 'A rule that names its due date has no period, so "{key}" changes nothing.',
      zh: '该规则直接给出到期日，没有期限可供中止或重新起算，“{key}”不起作用。',
    },
    remedy: { en: 'Remove it, or write from: and within:.', zh: '请删除，或改用 from: 与 within:。' },
  },
  'policy.clock_without_period': {
    kind: 'invalid',
    cause: {
      en: 'The deadline says neither how long it runs nor when it is due.',
      zh: '该期限既未写明时长，也未写明到期时间。',
    },
    remedy: { en: 'Give `from` and `within`, or `due`.', zh: '请写 from 和 within，或写 due。' },
  },
  'policy.clock_without_start': {
    kind: 'invalid',
    cause: { en: 'The deadline has no start.', zh: '该期限没有起点。' },
    remedy: {
      en: 'Give `from`, or `each` to start at every occurrence.',
      zh: '请写 from；若每次发生都起算，请写 each。',
    },
  },
  'policy.clock_with_both': {
    kind: 'invalid',
    cause: { en: '`due` stands beside `{key}`.', zh: 'due 与 {key} 同时出现。' },
    remedy: {
      en: 'Keep either `from` and `within`, or `due`; a cap is `not-after`.',
      zh: '请保留 from 和 within，或 due；上限请写 not-after。',
    },
  },
  'policy.pause_without_until': {
    kind: 'invalid',
    cause: { en: 'The pause has no end.', zh: '该中止没有终点。' },
    remedy: { en: 'Give `until`, the event that ends it.', zh: '请写 until，即结束中止的事件。' },
  },
  'policy.extension_shortens': {
    kind: 'invalid',
    cause: { en: 'The extension to {to} is shorter than {within}.', zh: '延期至 {to} 短于 {within}。' },
    remedy: {
      en: '`to` is the new total from the same start, not what is added.',
      zh: 'to 是自同一起点计算的新总时长，而不是追加的时长。',
    },
  },
  'policy.warning_before_start': {
    kind: 'invalid',
    cause: {
      en: 'A warning {warn} before the end of {within} comes no later than the start.',
      zh: '在 {within} 到期前 {warn} 提醒，不晚于起点。',
    },
    remedy: { en: 'Warn later: write less than {within}.', zh: '请推后提醒：写短于 {within} 的时长。' },
  },
} as const satisfies ErrorTable;
