import { daysInMonth, partsOf, weekdayOf } from '../time/day.js';
import type { Day, Instant } from '../values.js';
import type { Cron } from './cron.js';
import type { Schedule, ScheduleTime } from './schedule.js';
import { instantsOf } from './wall-times.js';
import { isProvisionalDay, workingDays } from './working-day-rule.js';

/** A switch of the clocks may move what belongs to a day into the next, and skip a whole day. */
const spill = 2;

/**
 * The instants at which a schedule is due, after one instant and until another, that one included: ascending, each once, at most `limit` of
 * them. Local times that a day does not have or has twice are taken as the schedule says.
 */
export function dueTimes(
  { at }: Pick<Schedule, 'at'>,
  after: Instant,
  until: Instant,
  limit: number,
): readonly Instant[] {
  const found: Instant[] = [];
  let open: Instant[] = [];
  const take = (before: Instant): void => {
    for (const one of open) if (one < before && one > after && one <= until && one !== found.at(-1)) found.push(one);
    open = open.filter((one) => one >= before);
  };
  if (until <= after || limit < 1) return found;
  const { zone } = at;
  for (const day of daysOf(at, zone.dayOf(after) - spill, zone.dayOf(until) + spill)) {
    // What belongs to this day and those after it is not earlier than its first moment.
    take(zone.startOf(day));
    if (found.length >= limit) break;
    for (const minutes of minutesOf(at)) open.push(...instantsOf(zone, day, minutes, at.hours));
    open.sort((a, b) => a - b);
  }
  take(Infinity);
  return found.slice(0, limit);
}

/** No schedule rests for longer: 29 February 2096 is followed by that of 2104. */
const longestRest = 9 * 366 * 86_400_000;

/** When a schedule is due for the first time after an instant; undefined where the local time never exists there. */
export function nextDue(schedule: Pick<Schedule, 'at'>, after: Instant): Instant | undefined {
  return dueTimes(schedule, after, after + longestRest, 1)[0];
}

/** Whether a due time rests on holidays that have not been published, and may still change. */
export function isProvisional({ at }: Pick<Schedule, 'at'>, due: Instant): boolean {
  return at.kind === 'working-day' && isProvisionalDay(at.rule, at.calendar, at.zone.dayOf(due));
}

function* daysOf(at: ScheduleTime, from: Day, through: Day): Generator<Day> {
  if (at.kind === 'working-day') yield* workingDays(at.rule, at.calendar, from, through);
  else yield* cronDays(at.cron, from, through);
}

function* cronDays(cron: Cron, from: Day, through: Day): Generator<Day> {
  for (let day = from; day <= through;) {
    const { year, month, day: ofMonth } = partsOf(day);
    if (!cron.months.has(month)) {
      day += daysInMonth(year, month) - ofMonth + 1;
      continue;
    }
    if (isDayOf(cron, ofMonth, weekdayOf(day) % 7)) yield day;
    day++;
  }
}

/** As POSIX has it: where both are given, a day of either counts. */
function isDayOf({ days, weekdays, anyDay, anyWeekday }: Cron, ofMonth: number, weekday: number): boolean {
  if (anyDay || anyWeekday) return (anyDay || days.has(ofMonth)) && (anyWeekday || weekdays.has(weekday));
  return days.has(ofMonth) || weekdays.has(weekday);
}

function* minutesOf(at: ScheduleTime): Generator<number> {
  if (at.kind === 'working-day') yield at.minutes;
  else for (const hour of at.cron.hours) for (const minute of at.cron.minutes) yield hour * 60 + minute;
}
