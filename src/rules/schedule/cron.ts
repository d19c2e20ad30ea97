import { daysInMonth } from '../time/day.js';

/** A cron expression of five fields, read. All numbers as cron counts them; of weekdays 0 is Sunday. */
export interface Cron {
  readonly text: string;
  /** Ascending, as are the hours. */
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  readonly days: ReadonlySet<number>;
  readonly months: ReadonlySet<number>;
  readonly weekdays: ReadonlySet<number>;
  /** Whether the day of the month, the day of the week, the hour is `*`. */
  readonly anyDay: boolean;
  readonly anyWeekday: boolean;
  readonly everyHour: boolean;
}

export type CronField = 'minute' | 'hour' | 'day of the month' | 'month' | 'day of the week';

/** Why a text is no cron expression. */
export type CronProblem =
  | { readonly kind: 'fields'; readonly count: number }
  | {
      readonly kind: 'field';
      readonly field: CronField;
      readonly part: string;
      readonly least: number;
      readonly most: number;
    }
  | { readonly kind: 'days-ambiguous' }
  | { readonly kind: 'never' };

interface FieldRule {
  readonly name: CronField;
  readonly least: number;
  readonly most: number;
  readonly names?: readonly string[];
}

const monthNames = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const weekdayNames = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const fieldRules = [
  { name: 'minute', least: 0, most: 59 },
  { name: 'hour', least: 0, most: 23 },
  { name: 'day of the month', least: 1, most: 31 },
  { name: 'month', least: 1, most: 12, names: monthNames },
  // Sunday is 0 and 7.
  { name: 'day of the week', least: 0, most: 7, names: weekdayNames },
] as const satisfies readonly FieldRule[];

/**
 * Reads a cron expression as POSIX has it: minute, hour, day of the month, month, day of the week; lists, ranges, steps on `*` or a range,
 * English names of months and weekdays in any case. Where both the day of the month and the day of the week are given, a day of either
 * counts. Refuses what cron programs read in different ways (`5/10`, `fri-mon`, `* /2` beside a weekday, `L`, `#`, `@daily`, a sixth
 * field), and what never comes (30 February).
 */
export function parseCron(text: string): Cron | CronProblem {
  const fields = text.trim().split(/\s+/u);
  if (text.length > 400 || fields.length !== 5 || fields[0]?.startsWith('@') === true)
    return { kind: 'fields', count: text.trim() === '' ? 0 : fields.length };
  const read: (readonly number[])[] = [];
  for (const [index, rule] of fieldRules.entries()) {
    const values = readField(fields[index] ?? '', rule);
    if (!Array.isArray(values))
      return { kind: 'field', field: rule.name, least: rule.least, most: rule.most, ...values };
    read.push(values);
  }
  return assemble(text.trim(), fields, read);
}

/** Whether it was read. */
export function isCron(read: Cron | CronProblem): read is Cron {
  return !('kind' in read);
}

function assemble(text: string, fields: readonly string[], read: readonly (readonly number[])[]): Cron | CronProblem {
  const [minutes = [], hours = [], days = [], months = [], weekdays = []] = read;
  const [, hour, day = '', , weekday = ''] = fields;
  const [anyDay, anyWeekday] = [day === '*', weekday === '*'];
  if (!anyDay && !anyWeekday && (day.startsWith('*') || weekday.startsWith('*'))) return { kind: 'days-ambiguous' };
  const comes = months.some((month) => days.some((one) => one <= daysInMonth(leapYear, month)));
  if (!comes && anyWeekday) return { kind: 'never' };
  return {
    text,
    minutes,
    hours,
    days: new Set(days),
    months: new Set(months),
    weekdays: new Set(weekdays.map((one) => one % 7)),
    anyDay,
    anyWeekday,
    everyHour: hour === '*',
  };
}

const leapYear = 2024;

type Unread = { readonly part: string };

function readField(text: string, rule: FieldRule): number[] | Unread {
  const values = new Set<number>();
  for (const part of text.split(',')) {
    const found = readPart(part.toLowerCase(), rule);
    if (found === undefined) return { part: part.slice(0, 40) };
    for (const value of found) values.add(value);
  }
  return [...values].sort((a, b) => a - b);
}

function readPart(part: string, rule: FieldRule): readonly number[] | undefined {
  const match = /^(?:(\*)|(\w+)(?:-(\w+))?)(?:\/(\d{1,3}))?$/u.exec(part);
  if (match === null) return undefined;
  const [, star, first = '', last, stepText] = match;
  const step = stepText === undefined ? 1 : Number(stepText);
  // A step on a single value is read in different ways.
  if (step < 1 || step > rule.most || (stepText !== undefined && star === undefined && last === undefined))
    return undefined;
  const from = star === undefined ? valueOf(first, rule) : rule.least;
  const until = star === undefined ? upperOf(last ?? first, from, rule) : rule.most;
  if (from === undefined || until === undefined || until < from) return undefined;
  const values: number[] = [];
  for (let value = from; value <= until; value += step) values.push(value);
  // `*` of the weekdays covers Sunday once: a step must not find it a second time.
  return star !== undefined && rule.most === 7 ? values.filter((value) => value < 7) : values;
}

function valueOf(text: string, { least, most, names }: FieldRule): number | undefined {
  const named = names?.indexOf(text) ?? -1;
  if (named >= 0) return named + least;
  const value = /^\d{1,2}$/u.test(text) ? Number(text) : NaN;
  return value >= least && value <= most ? value : undefined;
}

/** The end of a range; `sun` ends a week as 7. */
function upperOf(text: string, from: number | undefined, rule: FieldRule): number | undefined {
  const value = valueOf(text, rule);
  return rule.most === 7 && text === 'sun' && from !== undefined && from > 0 ? 7 : value;
}
