import type { Text } from '../errors.js';
import { dayIn, hasPassed } from '../rules/time/compare.js';
import type { Zone } from '../rules/time/calendar.js';
import { formatTime } from '../rules/time/parse-time.js';
import type { Day, Instant, Time } from '../rules/values.js';
import { monthNames } from '../texts/month-names.js';

/** A day as letters write it: `3 March 2026`, `2026年3月3日`. */
export function dayText(day: Day): Text {
  const date = new Date(day * 86_400_000);
  const [year, month, dayOfMonth] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
  return { en: `${dayOfMonth} ${monthNames[month] ?? ''} ${year}`, zh: `${year}年${month + 1}月${dayOfMonth}日` };
}

/** A day or an instant in the zone of the organisation; the time of day stands with an instant: a promise to the minute is one. */
export function timeText(time: Time, zone: Zone): Text {
  const day = dayText(dayIn(time, zone));
  if (time.kind === 'day') return day;
  const clock = /T(\d\d:\d\d)/.exec(formatTime(time, zone))?.[1] ?? '';
  return { en: `${clock} on ${day.en}`, zh: `${day.zh}${clock}` };
}

/** Whether a date lies behind, as seen from now. */
export function isOver(due: Time, now: Instant, zone: Zone): boolean {
  return hasPassed(due, now, zone);
}

/** A letter that was drafted on one day and goes on another bears the day on which it goes: the line that holds the date alone is replaced. */
export function datedOn(text: string, drafted: Day, sent: Day): string {
  if (drafted === sent) return text;
  const [before, after] = [dayText(drafted), dayText(sent)];
  return text
    .split('\n')
    .map((line) => {
      if (line.trim() === before.en) return after.en;
      return line.trim() === before.zh ? after.zh : line;
    })
    .join('\n');
}
