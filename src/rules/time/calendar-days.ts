import type { Fault, Text } from '../../errors.js';
import type { Day } from '../values.js';
import type { YamlFile } from '../yaml/read-yaml.js';
import type { DayEntry } from './calendar-definition.js';
import { calendarFault } from './calendar-errors.js';
import type { CalendarText, DaysText, YearText } from './calendar-shape.js';
import { formatDay, parseDay, partsOf } from './day.js';

type Path = readonly PropertyKey[];
type Source = NonNullable<DayEntry['source']>;

/** What a file says of its own days, and what is wrong with them; nothing is inherited here. */
export interface OwnDays {
  readonly entries: ReadonlyMap<Day, DayEntry>;
  /** Where a day is listed, for faults found later. */
  readonly paths: ReadonlyMap<Day, Path>;
  readonly faults: readonly Fault[];
}

/** One day as a list of the file gives it. */
interface Listed {
  readonly day: Day;
  readonly name: Text | undefined;
  readonly path: Path;
}

/** Reads `days:`; refuses what is no date, lies outside its year, or is both rest and work. */
export function readDays(value: CalendarText, yaml: YamlFile): OwnDays {
  const entries = new Map<Day, DayEntry>();
  const paths = new Map<Day, Path>();
  const faults: Fault[] = [];
  for (const [key, year] of Object.entries(value.days ?? {})) {
    if (!/^\d{4}$/.test(key) || Number(key) < 1900 || Number(key) > 2200) {
      faults.push(
        calendarFault('calendar.not_a_year', { value: key.slice(0, 40) }, yaml.placeOf(['days', key], 'key')),
      );
      continue;
    }
    readYear(year, Number(key), yaml, { entries, paths, faults });
  }
  return { entries, paths, faults };
}

interface Collected {
  readonly entries: Map<Day, DayEntry>;
  readonly paths: Map<Day, Path>;
  readonly faults: Fault[];
}

function readYear(value: YearText, year: number, yaml: YamlFile, into: Collected): void {
  const at = (key: string): Path => ['days', String(year), key];
  const list = (days: DaysText | undefined, key: string): Listed[] => readList(days, year, at(key), yaml, into.faults);
  const sources = readSources(value, year, at('sources'), yaml, into.faults);
  const sourceOf = (day: Day): { readonly source?: Source } => {
    const source = sources.get(day) ?? value.source;
    return source === undefined
      ? {}
      : { source: { notice: source.notice, ...(source.url === undefined ? {} : { url: source.url }) } };
  };
  for (const { day, name, path } of list(value.rest, 'rest')) {
    into.entries.set(day, { arranged: 'rest', festival: false, ...named(name), ...sourceOf(day) });
    into.paths.set(day, path);
  }
  for (const { day, name, path } of list(value.work, 'work')) {
    if (into.entries.get(day)?.arranged === 'rest')
      into.faults.push(calendarFault('calendar.rest_and_work', { day: formatDay(day) }, yaml.placeOf(path, 'key')));
    into.entries.set(day, { arranged: 'work', festival: false, ...named(name), ...sourceOf(day) });
    into.paths.set(day, path);
  }
  for (const { day, name, path } of list(value.festivals, 'festivals')) {
    const before = into.entries.get(day);
    into.entries.set(day, { ...sourceOf(day), ...before, festival: true, ...named(name) });
    into.paths.set(day, path);
  }
}

function readSources(value: YearText, year: number, path: Path, yaml: YamlFile, faults: Fault[]) {
  const sources = new Map<Day, NonNullable<YearText['source']>>();
  for (const [key, source] of Object.entries(value.sources ?? {}))
    for (const { day } of readItem(key, undefined, year, [...path, key], yaml, faults)) sources.set(day, source);
  return sources;
}

function readList(days: DaysText | undefined, year: number, path: Path, yaml: YamlFile, faults: Fault[]): Listed[] {
  if (days === undefined) return [];
  return Array.isArray(days)
    ? days.flatMap((item, index) => readItem(item, undefined, year, [...path, index], yaml, faults))
    : Object.entries(days).flatMap(([item, name]) => readItem(item, name, year, [...path, item], yaml, faults));
}

/** A date, or a range with both its ends; all of it in its year. */
function readItem(
  item: string,
  name: Text | undefined,
  year: number,
  path: Path,
  yaml: YamlFile,
  faults: Fault[],
): readonly Listed[] {
  const refuse = (fault: Fault): readonly Listed[] => {
    faults.push(fault);
    return [];
  };
  const place = yaml.placeOf(path, 'key');
  const [from, through, ...more] = item.split('/').map((part) => parseDay(part.trim()));
  const last = item.includes('/') ? through : from;
  const value = item.slice(0, 60);
  if (from === undefined || last === undefined || more.length > 0)
    return refuse(calendarFault('calendar.not_a_day', { value }, place));
  if (last < from) return refuse(calendarFault('calendar.range_reversed', { value }, place));
  const stranger = [from, last].find((day) => partsOf(day).year !== year);
  if (stranger !== undefined)
    return refuse(calendarFault('calendar.not_in_year', { day: formatDay(stranger), year }, place));
  return Array.from({ length: last - from + 1 }, (_, i) => ({ day: from + i, name, path }));
}

function named(name: Text | undefined): { readonly name?: Text } {
  return name === undefined ? {} : { name };
}
