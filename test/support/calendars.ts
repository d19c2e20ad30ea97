import { readdirSync, readFileSync } from 'node:fs';
import type { Calendar, ResolvedCounting, RollSet } from '../../src/rules/time/calendar.js';
import { readCalendars } from '../../src/rules/time/calendar-file.js';
import { resolveCounting, type Terms } from '../../src/rules/time/count.js';

const folder = 'policies/calendars';

/** The files of the calendars that come with Redress. */
export const calendarFiles = readdirSync(folder)
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => ({ file: `${folder}/${name}`, text: readFileSync(`${folder}/${name}`, 'utf8') }));

const shipped = readCalendars(calendarFiles);

/** A calendar that comes with Redress, or one of these files. */
export function calendarOf(id: string, calendars: ReadonlyMap<string, Calendar> = shipped.calendars): Calendar {
  const calendar = calendars.get(id);
  if (calendar === undefined) throw new Error(`no calendar ${id}`);
  return calendar;
}

/** Terms of a calendar's counting, the default or a named one; `reading` is the value of its parameter if it has one. */
export function termsOf(calendar: string | Calendar, counting?: string, reading?: RollSet): Terms {
  const found = typeof calendar === 'string' ? calendarOf(calendar) : calendar;
  const named = found.countings.get(counting ?? found.defaultCounting ?? '');
  const resolved = named === undefined ? undefined : resolveCounting(named, () => reading);
  if (resolved === undefined) throw new Error(`no counting ${counting ?? ''} with reading ${reading ?? ''}`);
  return { calendar: found, counting: resolved };
}

/** The same terms with parts of the counting replaced. */
export function withCounting(terms: Terms, parts: Partial<ResolvedCounting>): Terms {
  return { calendar: terms.calendar, counting: { ...terms.counting, ...parts } };
}
