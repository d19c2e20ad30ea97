import { calendarIn, checkCounting, checkHours, readCalendarChoice } from './read-calendar-choice.js';
import { noDuration, readDurationValue } from './read-duration.js';
import type { Duration } from '../values.js';
import type { RawMoment } from './moment-shape.js';
import { readExtension, readPause } from './read-suspensions.js';
import { readMoment } from './read-moment.js';
import type { clock as clockShape } from './rule-shape.js';
import type { CalendarChoice, Clock } from './clock-types.js';
import type { DurationValue, Moment } from './value-types.js';
import { report, reportUnknown, type Reading } from './reading.js';
import { has, itemsOf, under, type Fields, type Spot } from './spot.js';

/** What a clock inherits from its policy. */
export interface ClockDefaults {
  readonly calendar: CalendarChoice;
  readonly counting: string | undefined;
}

type ClockFields = Fields<typeof clockShape>;
type DeadlineFields = ClockFields & { readonly due?: RawMoment | undefined };

/** The clock of a deadline, with all its verbs; `each` says whether the rule has occurrences that can start it. */
export function readClock(
  fields: DeadlineFields,
  spot: Spot,
  defaults: ClockDefaults,
  each: boolean,
  reading: Reading,
): Clock {
  return readVerbs(fields, readPeriod(fields, spot, each, reading), spot, defaults, reading);
}

/** Everything but the period: what moves the end, and by which days it is counted. */
export function readVerbs(
  fields: ClockFields,
  period: Clock['period'],
  spot: Spot,
  defaults: ClockDefaults,
  reading: Reading,
): Clock {
  const { calendar, counting } = readCounting(fields, spot, defaults, reading);
  if (period.kind === 'within')
    for (const { unit } of new Set(literalsIn(period.within)))
      checkHours(unit, calendarIn(calendar, reading), under(spot, 'within'), reading);
  return {
    period,
    notAfter: optional(fields['not-after'], under(spot, 'not-after'), reading),
    calendar,
    counting,
    pauses: itemsOf(under(spot, 'pauses')).map((each) => readPause(each, reading)),
    extensions: itemsOf(under(spot, 'extensions')).flatMap((each) => readExtension(each, period, reading) ?? []),
    restarts: readEvents(fields.restarts, under(spot, 'restarts'), reading),
    cancelledBy: optional(fields['cancelled-by'], under(spot, 'cancelled-by'), reading),
  };
}

/** The calendar and the counting of a rule: its own, or those of its policy. */
export function readCounting(
  fields: Pick<ClockFields, 'calendar' | 'counting'>,
  spot: Spot,
  defaults: ClockDefaults,
  reading: Reading,
): ClockDefaults {
  const own = fields.calendar;
  const calendar = own === undefined ? defaults.calendar : readCalendarChoice(own, under(spot, 'calendar'), reading);
  const counting = fields.counting ?? defaults.counting;
  const changed = (['counting', 'calendar'] as const).find((key) => has(spot, key));
  if (changed !== undefined) checkCounting(counting, calendarIn(calendar, reading), under(spot, changed), reading);
  return { calendar, counting };
}

/** The durations that are written down in a value. */
function literalsIn(value: DurationValue): readonly Duration[] {
  if (value.kind === 'duration') return [value];
  return value.kind === 'table' ? value.rows.flatMap(({ is }) => literalsIn(is)) : [];
}

function optional(raw: RawMoment | undefined, spot: Spot, reading: Reading): Moment | undefined {
  return raw === undefined ? undefined : readMoment(raw, spot, reading);
}

/** Either `from` and `within`, or `due`; `from` may be left to the occurrence of a rule with `each` (S62). */
function readPeriod(fields: DeadlineFields, spot: Spot, each: boolean, reading: Reading): Clock['period'] {
  const { due } = fields;
  const hasDue = has(spot, 'due');
  for (const key of ['from', 'within'])
    if (hasDue && has(spot, key)) report(reading, 'policy.clock_with_both', { key }, under(spot, key), 'key');
  if (hasDue) refuseVerbs(spot, reading);
  if (!hasDue && !has(spot, 'within')) report(reading, 'policy.clock_without_period', {}, spot, 'key');
  if (has(spot, 'within') && !has(spot, 'from') && !hasDue && !each)
    report(reading, 'policy.clock_without_start', {}, spot, 'key');
  if (due !== undefined) return { kind: 'due', due: readMoment(due, under(spot, 'due'), reading) };
  return readWithin(fields, spot, reading);
}

/** A clock that ends at a moment has no period to stop or to begin again. */
export function refuseVerbs(spot: Spot, reading: Reading): void {
  for (const key of ['pauses', 'restarts'])
    if (has(spot, key)) report(reading, 'policy.due_has_no_period', { key }, under(spot, key), 'key');
}

/** A period from a start; without `from` it starts at the occurrence. A missing length is reported by the shape of the rule. */
export function readWithin({ from, within }: ClockFields, spot: Spot, reading: Reading): Clock['period'] {
  return {
    kind: 'within',
    from: from === undefined ? { kind: 'occurrence' } : readMoment(from, under(spot, 'from'), reading),
    within: within === undefined ? noDuration : readDurationValue(within, under(spot, 'within'), reading),
  };
}

/** Names of events, one or several. */
export function readEvents(
  raw: string | readonly string[] | undefined,
  spot: Spot,
  reading: Reading,
): readonly string[] {
  const { events } = reading.names;
  if (raw === undefined) return [];
  if (raw.length === 0) report(reading, 'policy.empty_list', { key: String(spot.path.at(-1)) }, spot);
  const names =
    typeof raw === 'string' ? [[raw, spot] as const] : raw.map((each, i) => [each, under(spot, i)] as const);
  for (const [name, at] of names)
    if (!events.has(name)) reportUnknown(reading, 'policy.unknown_event', name, events.keys(), at);
  return names.map(([name]) => name);
}
