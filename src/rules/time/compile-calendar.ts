import { RedressError } from '../../errors.js';
import type { Day } from '../values.js';
import type { Calendar, DayDescription, RollSet } from './calendar.js';
import type { CalendarDefinition } from './calendar-definition.js';
import { calendarFault } from './calendar-errors.js';
import { weekdayOf } from './day.js';
import { makeOpenTime } from './open-time.js';
import { numberWorkingDays } from './working-days.js';

/** Makes a calendar ready for counting. Takes only what `readCalendars` has checked: the week is not empty, hours are in order. */
export function compileCalendar(definition: CalendarDefinition): Calendar {
  const { days, week, publishedFrom = -Infinity, publishedThrough = Infinity } = definition;
  const working = numberWorkingDays(week, days);
  const open = makeOpenTime(definition.zone, definition.hours, working);
  const hasHours = definition.hours.length > 0;
  const isPublished = (day: Day): boolean => day >= publishedFrom && day <= publishedThrough;

  function refuseWithoutHours(): void {
    if (!hasHours) throw new RedressError([calendarFault('calendar.no_hours', { calendar: definition.id })]);
  }

  return {
    id: definition.id,
    title: definition.title,
    zone: definition.zone,
    digest: definition.digest,
    publishedFrom: definition.publishedFrom,
    publishedThrough: definition.publishedThrough,
    countings: definition.countings,
    defaultCounting: definition.defaultCounting,
    hasHours,
    isPublished,
    isWorkingDay: working.isWorking,
    isInRollSet: (day, set) => isInRollSet(day, set, definition, working.isWorking),
    addWorkingDays(day, n) {
      if (n > 0) return working.withRank(working.rank(day) + n);
      return n < 0 ? working.withRank(working.rank(day - 1) + 1 + n) : day;
    },
    workingDaysBetween: (after, through) => working.rank(through) - working.rank(after),
    openings: open.openings,
    addOpenTime(from, milliseconds) {
      refuseWithoutHours();
      return open.add(from, milliseconds);
    },
    openTimeBetween(from, until) {
      refuseWithoutHours();
      return open.between(from, until);
    },
    describe: (day) => describeDay(day, definition, isPublished(day)),
  };
}

function isInRollSet(day: Day, set: RollSet, { days }: CalendarDefinition, isWorking: (day: Day) => boolean): boolean {
  switch (set) {
    case 'nothing':
      return false;
    case 'rest-days':
      return !isWorking(day);
    case 'festivals':
      return days.get(day)?.festival === true;
    case 'arranged-breaks': {
      const entry = days.get(day);
      return entry?.arranged === 'rest' || entry?.festival === true;
    }
  }
}

function describeDay(day: Day, { days, week }: CalendarDefinition, published: boolean): DayDescription {
  const entry = days.get(day);
  const inWeek = week.has(weekdayOf(day));
  if (!published) return { kind: 'unpublished' };
  const details = {
    ...(entry?.name === undefined ? {} : { name: entry.name }),
    ...(entry?.source === undefined ? {} : { source: entry.source }),
  };
  if (entry?.arranged === 'work') return inWeek ? { kind: 'working' } : { kind: 'make-up', ...details };
  if (entry?.festival === true) return { kind: 'festival', ...details };
  if (entry?.arranged === 'rest') return { kind: 'rest', ...details };
  return { kind: inWeek ? 'working' : 'weekend' };
}
