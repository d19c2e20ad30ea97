import { RedressError, type Fault } from '../errors.js';
import type { StripDay } from '../rules/judge/judgement.js';
import { hint } from '../rules/nearest.js';
import type { Parameter } from '../rules/policy/vocabulary-types.js';
import type { Calendar, Counting, RollSet } from '../rules/time/calendar.js';
import {
  dayOf,
  dueOf,
  endsAtInstant,
  firstInstantOf,
  resolveCounting,
  rolls,
  rollSets,
  type Terms,
} from '../rules/time/count.js';
import { formatDay } from '../rules/time/day.js';
import { durationProblem, durationUnits, parseDuration } from '../rules/time/duration.js';
import { formatTime, parseTime } from '../rules/time/parse-time.js';
import { stripOf, stripOfRoll } from '../rules/time/strip.js';
import type { Day, Duration, Time } from '../rules/values.js';
import { dueFault } from './due-errors.js';

/** What `redress due` is asked, as it was typed or read from a line. */
export interface DueQuestion {
  readonly calendar: string;
  readonly from: string;
  readonly within: string;
  readonly counting?: string;
}

/** The calendars and readings that questions are answered by. */
export interface DueSources {
  readonly folder: string;
  readonly calendars: ReadonlyMap<string, Calendar>;
  /** Faults of the calendars' files; shown when the calendar asked for is not among the sound ones. */
  readonly faults: readonly Fault[];
  /** Read only where a counting needs one. */
  readonly parameters: () => ReadonlyMap<string, Parameter>;
  /** Readings chosen on the command line. */
  readonly chosen: ReadonlyMap<string, string>;
}

export interface DueAnswer {
  readonly from: Time;
  readonly by: Duration;
  readonly terms: Terms;
  readonly due: Time;
  readonly provisional: boolean;
  /** Where the time of day is not known and matters: the date if it was the end of the day. */
  readonly latest?: Time;
  /** From the start to the last day as counted. */
  readonly days: readonly StripDay[];
  /** The days passed over when that last day rolls, the first of them the last day counted; empty when it does not. */
  readonly rolled: readonly StripDay[];
  /** The reading of an ambiguous text that decides the roll, and where it stands. */
  readonly reading?: UsedReading;
}

export interface UsedReading {
  readonly parameter: string;
  readonly value: RollSet;
  /** The readings that the text allows. */
  readonly options: readonly unknown[];
  readonly cite?: string;
  readonly why?: string;
  /** The due date under each other option that is a roll set. */
  readonly others: readonly { readonly value: RollSet; readonly due: Time }[];
}

/**
 * The due date of a question with its strip, `whole` or abbreviated where it would be long (runs of calendar days never are).
 * Throws `RedressError` with what is wrong with the question.
 */
export function answer(question: DueQuestion, sources: DueSources, whole = false): DueAnswer {
  const calendar = calendarOf(question.calendar, sources);
  const from = parseTime(question.from);
  const by = parseDuration(question.within.trim());
  const faults = [
    ...(from === undefined ? [dueFault('due.not_a_time', { value: shorten(question.from) })] : []),
    ...(by === undefined ? [durationFault(question.within)] : []),
  ];
  if (from === undefined || by === undefined) throw new RedressError(faults);
  const counting = countingOf(question.counting, calendar);
  const day = dayOf(from, { calendar, counting: { ...counting, rolls: 'nothing' } });
  const { terms, reading } = resolve(calendar, counting, day, by, sources);
  const { time: due, provisional, unrolled } = dueOf(from, by, terms);
  const last = dayOf(unrolled, terms);
  // A day that ends at its closing, 24:00 at the latest, is still that day.
  const end =
    due.kind === 'instant' && !endsAtInstant(by) ? dayOf({ ...due, at: due.at - 1 }, terms) : dayOf(due, terms);
  const rolled = end === last ? [] : stripOfRoll(last, end, terms);
  const limit = whole || rolls(by) ? { limit: Infinity } : {};
  const latest = latestOf(from, by, terms);
  const matters = latest !== undefined && formatTime(latest, calendar.zone) !== formatTime(due, calendar.zone);
  return {
    from,
    by,
    terms,
    due,
    provisional,
    ...(matters ? { latest } : {}),
    days: stripOf(from, by, terms, { goesOn: rolled.length > 0, ...limit }),
    rolled,
    ...(reading === undefined ? {} : { reading: { ...reading, others: otherReadings(reading, from, by, terms) } }),
  };
}

function calendarOf(id: string, { calendars, folder, faults }: DueSources): Calendar {
  const calendar = calendars.get(id);
  if (calendar !== undefined) return calendar;
  if (faults.length > 0) throw new RedressError(faults);
  const known = [...calendars.keys()];
  throw new RedressError([
    dueFault('due.unknown_calendar', { calendar: shorten(id), folder, known: known.join(', '), hint: hint(id, known) }),
  ]);
}

function countingOf(id: string | undefined, calendar: Calendar): Counting {
  const known = [...calendar.countings.keys()];
  const wanted = id ?? calendar.defaultCounting;
  if (wanted === undefined)
    throw new RedressError([dueFault('due.no_counting', { calendar: calendar.id, known: known.join(', ') })]);
  const counting = calendar.countings.get(wanted);
  if (counting !== undefined) return counting;
  const data = { calendar: calendar.id, counting: shorten(wanted), known: known.join(', '), hint: hint(wanted, known) };
  throw new RedressError([dueFault('due.unknown_counting', data)]);
}

interface Resolved {
  readonly terms: Terms;
  readonly reading?: Omit<UsedReading, 'others'>;
}

/** Reads the parameter of a counting as it is in force on the day that the period starts. */
function resolve(calendar: Calendar, counting: Counting, day: Day, by: Duration, sources: DueSources): Resolved {
  if (typeof counting.rolls === 'string')
    return { terms: { calendar, counting: { ...counting, rolls: counting.rolls } } };
  // What does not roll needs no reading (S8, S11).
  if (!rolls(by)) return { terms: { calendar, counting: { ...counting, rolls: 'nothing' } } };
  const { parameter } = counting.rolls;
  const options = sources.parameters().get(parameter)?.options ?? rollSets;
  const known = options.map(shown).join(', ');
  const given = sources.chosen.get(parameter);
  const dated = sources
    .parameters()
    .get(parameter)
    ?.values.findLast((each) => each.from <= day);
  const value = given ?? dated?.value;
  if (value === undefined) {
    const file = `${sources.folder}/parameters.yaml`;
    throw new RedressError([
      dueFault('due.no_reading', { counting: counting.id, parameter, file, day: formatDay(day), known }),
    ]);
  }
  const resolved = resolveCounting(counting, () => value);
  if (resolved === undefined || !options.includes(resolved.rolls))
    throw new RedressError([dueFault('due.not_a_roll', { parameter, value: shorten(shown(value)), known })]);
  const source = given === undefined ? dated : undefined;
  return {
    terms: { calendar, counting: resolved },
    reading: {
      parameter,
      value: resolved.rolls,
      options,
      ...(source?.cite === undefined ? {} : { cite: source.cite }),
      ...(source?.why === undefined ? {} : { why: source.why }),
    },
  };
}

function otherReadings(
  reading: Omit<UsedReading, 'others'>,
  from: Time,
  by: Duration,
  { calendar, counting }: Terms,
): UsedReading['others'] {
  return rollSets
    .filter((value) => value !== reading.value && reading.options.includes(value))
    .map((value) => ({ value, due: dueOf(from, by, { calendar, counting: { ...counting, rolls: value } }).time }));
}

/** A whole day stands for each of its instants: where the hour matters, the date for its very end. */
function latestOf(from: Time, by: Duration, terms: Terms): Time | undefined {
  if (from.kind === 'instant') return undefined;
  if (!endsAtInstant(by) && terms.counting.afterHours === undefined) return undefined;
  const end = terms.calendar.zone.startOf(from.day + 1);
  return dueOf({ kind: 'instant', at: endsAtInstant(by) ? end : end - 1 }, by, terms).time;
}

/** The days that were counted, in order: those with a number, or for open time those on which some of it passed; none for hours of the clock. */
export function countedDays(answer: DueAnswer): readonly Day[] {
  const { days, by } = answer;
  if (!endsAtInstant(by)) return days.filter((each) => each.n !== undefined).map((each) => each.day);
  if (!by.unit.startsWith('working')) return [];
  return days.filter(({ day }) => timeOn(day, answer) > 0).map((each) => each.day);
}

/** Milliseconds of a period in hours or minutes that pass on a day: of the clock, or open ones. */
export function timeOn(day: Day, { from, due, by, terms }: DueAnswer): number {
  const { calendar } = terms;
  const start = Math.max(calendar.zone.startOf(day), firstInstantOf(from, terms));
  const end = Math.min(calendar.zone.startOf(day + 1), firstInstantOf(due, terms));
  if (end <= start) return 0;
  return by.unit.startsWith('working') ? calendar.openTimeBetween(start, end) : end - start;
}

/** Why a text is no length of time. */
function durationFault(text: string): Fault {
  const problem = durationProblem(text);
  const value = shorten(text.trim());
  if (problem?.kind === 'no-unit') return dueFault('due.duration_without_unit', { value });
  if (problem?.kind === 'too-long')
    return dueFault('due.duration_too_long', { value, most: problem.most, unit: problem.unit });
  const example = (problem?.kind === 'unknown-unit' ? problem.suggestion : undefined) ?? '7 working days';
  return dueFault('due.not_a_duration', { value, units: Object.keys(durationUnits).join(', '), example });
}

function shown(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
