import type { Text } from '../../errors.js';
import { partsOf } from '../time/day.js';
import type { Calendar } from '../time/calendar.js';
import type { Day } from '../values.js';
import { dayText, keysOf, type Keys } from './diff-keys.js';
import type { Meaning } from './meaning.js';

/** Consecutive days that are the same thing before, and the same thing after. */
export interface ChangedDays {
  readonly from: Day;
  readonly through: Day;
  readonly was: Text;
  readonly is: Text;
}

/** What a calendar says besides its days, key by key. */
export function calendarKeys(calendar: Calendar): Keys {
  const { title, zone, publishedFrom, publishedThrough, defaultCounting } = calendar;
  const days = { publishedFrom, publishedThrough };
  const keys = new Map<string, Meaning>(keysOf({ title, zone: zone.id, hours: hoursOf(calendar), defaultCounting }));
  for (const [name, day] of Object.entries(days))
    if (day !== undefined) keys.set(name === 'publishedFrom' ? 'published-from' : 'published-through', dayText(day));
  for (const [id, counting] of calendar.countings)
    for (const [key, meaning] of keysOf(counting)) keys.set(`counting.${id}.${key}`, meaning);
  return keys;
}

/** Opening hours as `09:00-12:00`; the same on every working day. */
function hoursOf(calendar: Calendar): readonly string[] | undefined {
  if (!calendar.hasHours) return undefined;
  const day = calendar.addWorkingDays(calendar.publishedFrom ?? 0, 1);
  return calendar.openings(day).map((ends) => ends.map((at) => clockText(at + calendar.zone.offsetAt(at))).join('-'));
}

function clockText(local: number): string {
  const minutes = Math.floor(local / 60_000) % 1440;
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

/**
 * The days that two calendars treat otherwise, in runs: whether they are worked, and off which days a last day rolls. Looked at over
 * the years that either of them has published; outside them only the week counts, which a run of the year after shows.
 */
export function changedDays(before: Calendar, after: Calendar): readonly ChangedDays[] {
  const runs: ChangedDays[] = [];
  const [first, last] = spanOf([before, after]);
  for (let day = first; day <= last; day++) {
    if (signOf(before, day) === signOf(after, day)) continue;
    const [was, is] = [wordsOf(before, day), wordsOf(after, day)];
    const run = runs.at(-1);
    if (run !== undefined && run.through === day - 1 && sameText(run.was, was) && sameText(run.is, is))
      runs[runs.length - 1] = { ...run, through: day };
    else runs.push({ from: day, through: day, was, is });
  }
  return runs;
}

/** From the first published day to a week after the last; a year and a week of today's kind where nothing is published. */
function spanOf(calendars: readonly Calendar[]): readonly [Day, Day] {
  const from = calendars.flatMap(({ publishedFrom }) => publishedFrom ?? []);
  const through = calendars.flatMap(({ publishedThrough }) => publishedThrough ?? []);
  const first = from.length === 0 ? 0 : Math.min(...from);
  return [first, through.length === 0 ? first + 372 : Math.max(...through) + 7];
}

const rollSets = ['rest-days', 'arranged-breaks', 'festivals'] as const;

function signOf(calendar: Calendar, day: Day): string {
  const rolls = rollSets.map((set) => (calendar.isInRollSet(day, set) ? '1' : '0'));
  return [calendar.isWorkingDay(day) ? 'w' : '-', ...rolls].join('');
}

const kinds: Readonly<Record<ReturnType<Calendar['describe']>['kind'], Text>> = {
  working: { en: 'working day', zh: '工作日' },
  'make-up': { en: 'make-up working day', zh: '调休上班日' },
  weekend: { en: 'weekend', zh: '周末' },
  rest: { en: 'rest day', zh: '休息日' },
  festival: { en: 'public holiday', zh: '法定节假日' },
  unpublished: { en: 'not yet published', zh: '安排尚未公布' },
};

function wordsOf(calendar: Calendar, day: Day): Text {
  const { kind, name } = calendar.describe(day);
  const words = kind === 'unpublished' ? (calendar.isWorkingDay(day) ? kinds.working : kinds.weekend) : kinds[kind];
  if (name === undefined) return words;
  return { en: `${words.en} (${name.en})`, zh: `${words.zh}（${name.zh}）` };
}

function sameText(a: Text, b: Text): boolean {
  return a.en === b.en && a.zh === b.zh;
}

/** `2026-02-14`, or `2026-02-14 – 2026-02-20` for several. */
export function daysKey({ from, through }: ChangedDays): string {
  const sameYear = partsOf(from).year === partsOf(through).year;
  if (from === through) return dayText(from);
  return `${dayText(from)} – ${sameYear ? dayText(through).slice(5) : dayText(through)}`;
}
