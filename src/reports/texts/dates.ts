import type { Language } from '../../errors.js';
import { formatDay, partsOf, weekdayOf } from '../../rules/time/day.js';
import { millisecondsPerDay } from '../../rules/time/zone.js';
import type { Zone } from '../../rules/time/calendar.js';
import type { Day, Time } from '../../rules/values.js';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const WEEKDAYS = {
  en: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
  zh: ['周一', '周二', '周三', '周四', '周五', '周六', '周日'],
};

/** A day as `2026-02-28`, an instant as the zone's clock shows it, `2026-02-28 17:30`; seconds only where there are any. */
export function shortTime(time: Time, zone: Zone): string {
  if (time.kind === 'day') return formatDay(time.day);
  const local = time.at + zone.offsetAt(time.at);
  const day = Math.floor(local / millisecondsPerDay);
  const seconds = Math.floor((local - day * millisecondsPerDay) / 1000);
  const two = (value: number): string => String(value).padStart(2, '0');
  const clock = `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}`;
  return `${formatDay(day)} ${clock}${seconds % 60 === 0 ? '' : `:${two(seconds % 60)}`}`;
}

/** Such as `Monday` or `星期一`. */
export function weekdayName(day: Day, language: Language): string {
  return WEEKDAYS[language][weekdayOf(day) - 1] ?? '';
}

/** `28 Feb`, `2月28日`; the year stands in the columns beside. */
export function dayOfMonth(day: Day, language: Language): string {
  const { month, day: date } = partsOf(day);
  return language === 'zh' ? `${month}月${date}日` : `${date} ${MONTHS[month - 1]}`;
}

/** `24–28 Feb`, `28 Feb – 3 Mar`; `2月24日至28日`, `2月28日至3月3日`; with the years where they differ. */
export function dayRange(from: Day, through: Day, language: Language): string {
  if (from === through) return dayOfMonth(from, language);
  const [first, last] = [partsOf(from), partsOf(through)];
  const to = language === 'zh' ? '至' : ' – ';
  if (first.year !== last.year) return `${dayOfYear(from, language)}${to}${dayOfYear(through, language)}`;
  if (first.month !== last.month) return `${dayOfMonth(from, language)}${to}${dayOfMonth(through, language)}`;
  return language === 'zh' ? `${dayOfMonth(from, 'zh')}至${last.day}日` : `${first.day}–${dayOfMonth(through, 'en')}`;
}

function dayOfYear(day: Day, language: Language): string {
  const { year } = partsOf(day);
  return language === 'zh' ? `${year}年${dayOfMonth(day, 'zh')}` : `${dayOfMonth(day, 'en')} ${year}`;
}
