import type { CalendarChoice, Clock } from '../../policy/clock-types.js';
import type { Policy, PolicySet } from '../../policy/policy.js';
import type { DurationValue, Moment } from '../../policy/value-types.js';
import type { Calendar } from '../../time/calendar.js';
import { dueOf, endsAtInstant, resolveCounting, type Terms } from '../../time/count.js';
import { dayFrom } from '../../time/day.js';
import { isDuration, type Day, type Duration, type Instant, type Time } from '../../values.js';

/** A day as long as no calendar says which are published: four years have every length of month, and one leap day. */
const usualDays = { from: dayFrom(2024, 1, 1) ?? 0, through: dayFrom(2028, 12, 31) ?? 0 };

/** What a clock of a policy counts by; readings as they are in force last. Undefined where the calendar lacks the counting. */
export function termsOf(
  { calendars }: PolicySet,
  policy: Policy,
  choice: CalendarChoice,
  name: string | undefined,
): Terms | undefined {
  const calendar = calendars.get(choice.kind === 'named' ? choice.id : choice.or);
  const counting = calendar?.countings.get(name ?? calendar.defaultCounting ?? '');
  const resolved =
    counting && resolveCounting(counting, (parameter) => policy.parameters.get(parameter)?.values.at(-1)?.value);
  return calendar === undefined || resolved === undefined ? undefined : { calendar, counting: resolved };
}

/** Every length that a period may have: of a table each row's, of a parameter each of its values. None where a fact gives it. */
export function lengthsOf(
  value: DurationValue | undefined,
  { parameters }: Pick<Policy, 'parameters'>,
): readonly Duration[] {
  switch (value?.kind) {
    case 'duration':
      return [value];
    case 'parameter':
      return (parameters.get(value.name)?.values ?? []).map((each) => each.value).filter(isDuration);
    case 'table':
      return value.rows.flatMap(({ is }) => lengthsOf(is, { parameters }));
    default:
      return [];
  }
}

/** Where two moments are the same words, they are the same instant for every complaint. */
export function isSameMoment(a: Moment | undefined, b: Moment | undefined): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** The days on which a clock of a policy may start: those that its calendars have published and on which it is in force. */
export function startDays(calendars: readonly Calendar[], { inForce }: Pick<Policy, 'inForce'>): readonly Day[] {
  const published = calendars.flatMap(({ publishedFrom: from, publishedThrough: through }) =>
    from === undefined && through === undefined
      ? []
      : [{ from: from ?? usualDays.from, through: through ?? usualDays.through }],
  );
  const ranges = published.length === 0 ? [usualDays] : published;
  const from = Math.max(inForce.from, Math.min(...ranges.map((range) => range.from)));
  const through = Math.min(inForce.through ?? Infinity, Math.max(...ranges.map((range) => range.through)));
  // In force only before or after what is published: the week alone counts there, and some years of it are enough.
  if (from > through) return daysFrom(inForce.from, Math.min(inForce.through ?? Infinity, inForce.from + 4 * 366));
  return daysFrom(from, through);
}

function daysFrom(from: Day, through: Day): readonly Day[] {
  return Array.from({ length: Math.max(0, through - from + 1) }, (_, index) => from + index);
}

/** The times of a day at which the end of such a period can change: the day itself, or its midnight and every opening and closing. */
export function startsOn(day: Day, by: Duration, { calendar, counting }: Terms): readonly Time[] {
  if (!endsAtInstant(by) && counting.afterHours === undefined) return [{ kind: 'day', day }];
  const { zone } = calendar;
  const openings = calendar.hasHours ? calendar.openings(day) : [];
  const edges = openings.flatMap(([open, close]) => [open, close - 60_000, close, close + 60_000]);
  const midnight = zone.startOf(day);
  return unique([midnight, ...edges, zone.startOf(day + 1) - 60_000]).map((at) => ({ kind: 'instant', at }));
}

function unique(instants: readonly Instant[]): readonly Instant[] {
  return [...new Set(instants)];
}

/** One way in which a clock may run when nothing interferes. */
export interface Run {
  readonly by: Duration;
  readonly start: Time;
  readonly due: Time;
}

/** Each start of each length of a clock that counts a period, with its due date; those that rest on unpublished days are left out. */
export function* runsOf(clock: Clock, policy: Policy, terms: Terms): Generator<Run> {
  if (clock.period.kind !== 'within' || !canCount(clock.period.within, policy, terms)) return;
  for (const by of lengthsOf(clock.period.within, policy))
    for (const day of startDays([terms.calendar], policy))
      for (const start of startsOn(day, by, terms)) {
        const { time: due, provisional } = dueOf(start, by, terms);
        if (!provisional) yield { by, start, due };
      }
}

function canCount(within: DurationValue, policy: Policy, { calendar }: Terms): boolean {
  const open = (by: Duration): boolean => by.unit === 'working hours' || by.unit === 'working minutes';
  return calendar.hasHours || !lengthsOf(within, policy).some(open);
}

/** The last instant at which such a start may lie: of a day its last. */
export function lastInstantOf(start: Time, { calendar }: Terms): Instant {
  return start.kind === 'instant' ? start.at : calendar.zone.startOf(start.day + 1) - 1;
}
