import { createHash } from 'node:crypto';
import type { Fault, Text } from '../../errors.js';
import type { Day } from '../values.js';
import { checkShape } from '../yaml/check-shape.js';
import { readYaml, type YamlFile } from '../yaml/read-yaml.js';
import type { Calendar, Counting } from './calendar.js';
import { readDays, type OwnDays } from './calendar-days.js';
import type { CalendarDefinition, DayEntry, Opening } from './calendar-definition.js';
import { calendarFault } from './calendar-errors.js';
import { calendarShape, type CalendarText, type CountingText } from './calendar-shape.js';
import { compileCalendar } from './compile-calendar.js';
import { formatDay, parseDay, weekdayOf } from './day.js';
import { knownZone } from './zone.js';

/** A calendar's file, read but without what it inherits. */
interface CalendarFile {
  readonly value: CalendarText;
  readonly yaml: YamlFile;
  readonly digest: string;
  readonly own: OwnDays;
}

const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
/** Where neither the file nor the one it is like says which days are worked. */
const usualWeek: ReadonlySet<number> = new Set([1, 2, 3, 4, 5]);

/**
 * Reads calendar files together, for one may be `like` another. Every fault of every file is reported at its place; a
 * calendar with a fault, or like one with a fault, is not among the calendars.
 */
export function readCalendars(files: readonly { readonly file: string; readonly text: string }[]): {
  readonly calendars: ReadonlyMap<string, Calendar>;
  readonly faults: readonly Fault[];
} {
  const faults: Fault[] = [];
  const found = new Map<string, CalendarFile>();
  for (const { file, text } of files) {
    const read = readFile(file, text, faults);
    if (read === undefined) continue;
    const id = read.value.calendar;
    const other = found.get(id)?.yaml.file;
    if (other === undefined) found.set(id, read);
    else faults.push(calendarFault('calendar.duplicate', { calendar: id, other }, read.yaml.placeOf(['calendar'])));
  }
  const definitions = new Map<string, CalendarDefinition | undefined>();
  for (const id of found.keys()) define(id, [], found, definitions, faults);
  const whole = [...definitions.values()].filter((definition) => definition !== undefined);
  return { calendars: new Map(whole.map((definition) => [definition.id, compileCalendar(definition)])), faults };
}

function readFile(file: string, text: string, faults: Fault[]): CalendarFile | undefined {
  const yaml = readYaml(text, file);
  faults.push(...yaml.faults);
  if (yaml.value === undefined) return undefined;
  const shape = checkShape(calendarShape, yaml);
  faults.push(...shape.faults);
  if (shape.value === undefined || yaml.faults.length > 0) return undefined;
  const own = readDays(shape.value, yaml);
  faults.push(...own.faults);
  return { value: shape.value, yaml, digest: sha256(text), own };
}

/** Fills in what a calendar inherits, once; undefined when it or what it is like has a fault. */
function define(
  id: string,
  path: readonly string[],
  found: ReadonlyMap<string, CalendarFile>,
  done: Map<string, CalendarDefinition | undefined>,
  faults: Fault[],
): CalendarDefinition | undefined {
  const file = found.get(id);
  if (file === undefined || done.has(id)) return done.get(id);
  const { like } = file.value;
  const place = file.yaml.placeOf(['like']);
  const before = faults.length;
  if (like !== undefined && [...path, id].includes(like))
    faults.push(calendarFault('calendar.like_cycle', { path: [...path, id, like].join(' → ') }, place));
  else if (like !== undefined && !found.has(like))
    faults.push(calendarFault('calendar.unknown_like', { like, known: [...found.keys()].join(', ') }, place));
  const sound = faults.length === before;
  const parent = like === undefined || !sound ? undefined : define(like, [...path, id], found, done, faults);
  const definition = sound && (like === undefined || parent !== undefined) ? build(file, parent, faults) : undefined;
  done.set(id, definition);
  return definition;
}

function build(
  file: CalendarFile,
  parent: CalendarDefinition | undefined,
  faults: Fault[],
): CalendarDefinition | undefined {
  const { value, yaml, own } = file;
  const before = faults.length;
  const refuse = (...args: Parameters<typeof calendarFault>): void => void faults.push(calendarFault(...args));
  const zone = value.zone === undefined ? parent?.zone : knownZone(value.zone);
  if (zone === undefined && value.zone !== undefined)
    refuse('calendar.unknown_zone', { zone: value.zone.slice(0, 60) }, yaml.placeOf(['zone']));
  else if (zone === undefined) refuse('calendar.no_zone', {}, yaml.placeOf(['calendar']));
  const published = readPublished(file, parent, faults);
  const week = value.week === undefined ? (parent?.week ?? usualWeek) : readWeek(value.week);
  const hours = value.hours === undefined ? (parent?.hours ?? []) : readHours(value.hours, yaml, faults);
  const days = mergeDays(parent?.days, own.entries, published);
  checkDays(file, days, week, published, faults);
  const countings = readCountings(value.counting, parent?.countings);
  checkCountings(file, countings, hours, faults);
  if (zone === undefined || faults.length > before || own.faults.length > 0) return undefined;
  return {
    id: value.calendar,
    title: value.title ?? titleOf(value.calendar),
    zone,
    digest: parent === undefined ? file.digest : sha256(`${file.digest}\n${parent.digest}`),
    publishedFrom: published.from,
    publishedThrough: published.through,
    week,
    hours,
    days,
    countings,
    defaultCounting: value['default-counting'] ?? parent?.defaultCounting,
  };
}

interface Published {
  readonly from: Day | undefined;
  readonly through: Day | undefined;
}

function readPublished(
  { value, yaml }: CalendarFile,
  parent: CalendarDefinition | undefined,
  faults: Fault[],
): Published {
  const read = (key: 'published-from' | 'published-through', inherited: Day | undefined): Day | undefined => {
    const given = value[key];
    if (given === undefined) return inherited;
    const day = parseDay(given);
    if (day === undefined)
      faults.push(calendarFault('calendar.not_a_day', { value: given.slice(0, 60) }, yaml.placeOf([key])));
    return day;
  };
  const from = read('published-from', parent?.publishedFrom);
  const through = read('published-through', parent?.publishedThrough);
  if (from !== undefined && through !== undefined && from > through) {
    const place = yaml.placeOf([value['published-through'] === undefined ? 'published-from' : 'published-through']);
    faults.push(
      calendarFault('calendar.published_reversed', { from: formatDay(from), through: formatDay(through) }, place),
    );
  }
  return { from, through };
}

function readWeek(week: readonly string[]): ReadonlySet<number> {
  return new Set(week.map((name) => weekdays.indexOf(name) + 1));
}

function readHours(hours: readonly string[], yaml: YamlFile, faults: Fault[]): readonly Opening[] {
  const result: Opening[] = [];
  for (const [index, value] of hours.entries()) {
    const match = /^([01]\d|2[0-3]):([0-5]\d) ?[-–] ?([01]\d|2[0-4]):([0-5]\d)$/.exec(value);
    const from = Number(match?.[1]) * 60 + Number(match?.[2]);
    const until = Number(match?.[3]) * 60 + Number(match?.[4]);
    const last = result.at(-1);
    const place = yaml.placeOf(['hours', index]);
    if (match === null || until <= from || until > 1440)
      faults.push(calendarFault('calendar.not_hours', { value: value.slice(0, 60) }, place));
    else if (last !== undefined && from < last[1])
      faults.push(calendarFault('calendar.hours_overlap', { value, before: hours[index - 1] ?? '' }, place));
    else result.push([from, until]);
  }
  return result;
}

/** What the file says of a day replaces what it inherits; inherited days that it does not call published are left out. */
function mergeDays(
  inherited: ReadonlyMap<Day, DayEntry> | undefined,
  own: ReadonlyMap<Day, DayEntry>,
  { from = -Infinity, through = Infinity }: Published,
): ReadonlyMap<Day, DayEntry> {
  const merged = new Map([...(inherited ?? [])].filter(([day]) => day >= from && day <= through));
  for (const [day, entry] of own) merged.set(day, entry.arranged === 'work' ? entry : mergeDay(merged.get(day), entry));
  return merged;
}

/** A festival stays one when its rest is said again, and rest stays rest when a festival is named. */
function mergeDay(before: DayEntry | undefined, own: DayEntry): DayEntry {
  return before === undefined ? own : { ...before, ...own, festival: own.festival || before.festival };
}

function checkDays(
  { own, yaml, value }: CalendarFile,
  days: ReadonlyMap<Day, DayEntry>,
  week: ReadonlySet<number>,
  { from, through }: Published,
  faults: Fault[],
): void {
  const show = (day: Day | undefined): string => (day === undefined ? '…' : formatDay(day));
  // A range outside is one mistake, not one for each of its days.
  const outside = [...own.paths].filter(([day]) => day < (from ?? day) || day > (through ?? day));
  for (const [path, day] of new Map(outside.map(([each, at]) => [at, each]))) {
    const data = { day: formatDay(day), from: show(from), through: show(through) };
    faults.push(calendarFault('calendar.outside_published', data, yaml.placeOf(path, 'key')));
  }
  // Where dates could not be read, the missing ones may well be the rest days of these festivals.
  if (own.faults.length > 0) return;
  for (const [day, { festival, arranged }] of days) {
    if (!festival || arranged === 'rest' || (arranged === undefined && !week.has(weekdayOf(day)))) continue;
    const path = own.paths.get(day) ?? (value.week === undefined ? ['calendar'] : ['week']);
    faults.push(calendarFault('calendar.festival_worked', { day: formatDay(day) }, yaml.placeOf(path, 'key')));
  }
}

function readCountings(
  own: Readonly<Record<string, CountingText>> | undefined,
  inherited: ReadonlyMap<string, Counting> | undefined,
): ReadonlyMap<string, Counting> {
  const given = Object.entries(own ?? {}).map(([id, text]): [string, Counting] => [id, readCounting(id, text)]);
  return new Map([...(inherited ?? []), ...given]);
}

function readCounting(id: string, text: CountingText): Counting {
  const cite = text.cite ?? [];
  return {
    id,
    firstDay: text['first-day'],
    rolls: text['last-day-rolls-off'],
    ends: text.ends,
    ...(text['after-hours'] === undefined ? {} : { afterHours: 'next-working-day' }),
    cite: typeof cite === 'string' ? cite : cite.join('; '),
  };
}

function checkCountings(
  { value, yaml }: CalendarFile,
  countings: ReadonlyMap<string, Counting>,
  hours: readonly Opening[],
  faults: Fault[],
): void {
  const chosen = value['default-counting'];
  if (chosen !== undefined && !countings.has(chosen)) {
    const known = [...countings.keys()].join(', ');
    faults.push(
      calendarFault(
        'calendar.unknown_counting',
        { counting: chosen.slice(0, 60), known },
        yaml.placeOf(['default-counting']),
      ),
    );
  }
  if (hours.length > 0 || value.hours !== undefined) return;
  for (const { id, ends, afterHours } of countings.values())
    if (ends === 'close-of-business' || afterHours !== undefined)
      faults.push(
        calendarFault('calendar.closing_without_hours', { counting: id }, yaml.placeOf(['counting', id], 'key')),
      );
}

function titleOf(id: string): Text {
  return { en: id, zh: id };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
