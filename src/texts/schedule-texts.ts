import type { Text } from '../errors.js';
import type { Cron } from '../rules/schedule/cron.js';
import type { CatchUp, Schedule, ScheduleKind, ScheduleTime } from '../rules/schedule/schedule.js';
import type { DoubledHour, MissingHour } from '../rules/schedule/wall-times.js';
import { ordinals, type Period, type WorkingDayRule } from '../rules/schedule/working-day-rule.js';
import { monthNames } from './month-names.js';

/** What a schedule does. */
export const scheduleKindTexts: Readonly<Record<ScheduleKind, Text>> = {
  check: { en: 'Compliance check', zh: '合规检查' },
  report: { en: 'Report', zh: '报告' },
  retention: { en: 'Records whose time is over', zh: '到期记录清点' },
  verify: { en: 'Verification of the evidence', zh: '存证核验' },
};

export const catchUpTexts: Readonly<Record<CatchUp, Text>> = {
  latest: { en: 'The latest missed run is made up for', zh: '补做最近一次错过的执行' },
  all: { en: 'Missed runs are made up for, the newest 100 at most', zh: '补做错过的执行，最多最近 100 次' },
  none: { en: 'Missed runs are not made up for', zh: '错过的执行不补做' },
};

/** What became of a time at which a schedule was due. */
export const scheduleRunTexts = {
  claimed: { en: 'under way', zh: '执行中' },
  done: { en: 'done', zh: '已完成' },
  failed: { en: 'failed', zh: '失败' },
  missed: { en: 'missed', zh: '已错过' },
  'passed-over': { en: 'passed over; another run stands for it', zh: '从略，由其他执行代替' },
} as const satisfies Readonly<Record<string, Text>>;

/** Why a time was passed over that was not missed. */
export const stillGoingOnText: Text = { en: 'the run before it was still going on', zh: '此前的执行尚未结束' };

const missingTexts: Readonly<Record<MissingHour, Text>> = {
  after: {
    en: 'a time that the change of clocks leaves out: at the first moment after it',
    zh: '因时钟拨快而不存在的时刻，在其后第一时间执行',
  },
  skip: { en: 'a time that the change of clocks leaves out: not at all', zh: '因时钟拨快而不存在的时刻不执行' },
};

const doubledTexts: Readonly<Record<DoubledHour, Text>> = {
  first: { en: 'a time that comes twice: the first time', zh: '因时钟拨慢而出现两次的时刻，在第一次执行' },
  second: { en: 'a time that comes twice: the second time', zh: '因时钟拨慢而出现两次的时刻，在第二次执行' },
  both: { en: 'a time that comes twice: both times', zh: '因时钟拨慢而出现两次的时刻，两次均执行' },
};

/** What is done where clocks change, in the zone of a schedule. */
export function clockChangeText({ hours: { missing, doubled } }: ScheduleTime): Text {
  return {
    en: `${missingTexts[missing].en}; ${doubledTexts[doubled].en}`,
    zh: `${missingTexts[missing].zh}；${doubledTexts[doubled].zh}`,
  };
}

/** When a schedule is due, in words. */
export function scheduleTimeText({ at }: Pick<Schedule, 'at'>): Text {
  const zone = at.zone.id;
  if (at.kind === 'cron') {
    const { en, zh } = cronText(at.cron);
    return { en: `${en} (${zone})`, zh: `${zh}（${zone}）` };
  }
  const time = clock(Math.floor(at.minutes / 60), at.minutes % 60);
  const day = workingDayText(at.rule);
  return {
    en: `${day.en}, ${time} (calendar ${at.calendar.id}, ${zone})`,
    zh: `${day.zh} ${time}（日历 ${at.calendar.id}，${zone}）`,
  };
}

const periodTexts: Readonly<Record<Period, Text>> = {
  week: { en: 'week', zh: '周' },
  month: { en: 'month', zh: '月' },
  quarter: { en: 'quarter', zh: '季度' },
  year: { en: 'year', zh: '年' },
};

function workingDayText(rule: WorkingDayRule): Text {
  if (rule.kind === 'every') return { en: 'every working day', zh: '每个工作日' };
  const { en, zh } = periodTexts[rule.of];
  if (rule.kind === 'distance') {
    const days = `${rule.count} working day${rule.count === 1 ? '' : 's'}`;
    return rule.side === 'before-end'
      ? { en: `${days} before the end of the ${en}`, zh: `每${zh}末日前第 ${rule.count} 个工作日` }
      : { en: `${days} after the start of the ${en}`, zh: `每${zh}首日后第 ${rule.count} 个工作日` };
  }
  if (rule.nth === 'last') return { en: `the last working day of the ${en}`, zh: `每${zh}最后一个工作日` };
  return { en: `the ${ordinals[rule.nth - 1]} working day of the ${en}`, zh: `每${zh}第 ${rule.nth} 个工作日` };
}

const weekdays: readonly Text[] = [
  { en: 'Sunday', zh: '周日' },
  { en: 'Monday', zh: '周一' },
  { en: 'Tuesday', zh: '周二' },
  { en: 'Wednesday', zh: '周三' },
  { en: 'Thursday', zh: '周四' },
  { en: 'Friday', zh: '周五' },
  { en: 'Saturday', zh: '周六' },
];

function cronText(cron: Cron): Text {
  const [days, times] = [daysText(cron), timesText(cron)];
  const inMonths = cron.months.size === 12 ? undefined : [...cron.months].sort((a, b) => a - b);
  const en = inMonths === undefined ? '' : ` in ${inMonths.map((month) => monthNames[month - 1]).join(', ')}`;
  const zh = inMonths === undefined ? '' : `${inMonths.join('、')} 月`;
  return { en: `${days.en}${en}, ${times.en}`, zh: `${zh}${days.zh}${times.zh}` };
}

function daysText({ days, weekdays: onWeekdays, anyDay, anyWeekday }: Cron): Text {
  const ofMonth = [...days].sort((a, b) => a - b);
  // A week is told from Monday on.
  const ofWeek = [1, 2, 3, 4, 5, 6, 0].filter((one) => onWeekdays.has(one)).flatMap((one) => weekdays[one] ?? []);
  const byMonth: Text = { en: `on day ${ofMonth.join(', ')} of the month`, zh: `每月 ${ofMonth.join('、')} 日` };
  const byWeek: Text = {
    en: `every ${ofWeek.map(({ en }) => en).join(', ')}`,
    zh: `每${ofWeek.map(({ zh }) => zh).join('、')}`,
  };
  if (anyDay && anyWeekday) return { en: 'every day', zh: '每日' };
  if (anyWeekday) return byMonth;
  if (anyDay) return byWeek;
  return { en: `${byMonth.en}, and ${byWeek.en}`, zh: `${byMonth.zh}以及${byWeek.zh}` };
}

const timesAtMost = 6;

function timesText({ hours, minutes, everyHour, text }: Cron): Text {
  if (hours.length * minutes.length <= timesAtMost) {
    const times = hours.flatMap((hour) => minutes.map((minute) => clock(hour, minute)));
    return { en: `at ${times.join(', ')}`, zh: ` ${times.join('、')}` };
  }
  if (everyHour && minutes.length <= timesAtMost) {
    const past = minutes.map((minute) => String(minute).padStart(2, '0'));
    return { en: `every hour at ${past.map((one) => `:${one}`).join(', ')}`, zh: `每小时 ${past.join('、')} 分` };
  }
  return {
    en: `${hours.length * minutes.length} times a day (${text})`,
    zh: `每日 ${hours.length * minutes.length} 次（${text}）`,
  };
}

function clock(hour: number, minute: number): string {
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}
