import { calendarIn, checkCounting, checkHours, readCalendarChoice } from './read-calendar-choice.js';
import { readDurationValue } from './read-duration.js';
import { readExtension, readPause } from './read-suspensions.js';
import { readMoment } from './read-moment.js';
import type { deadline as shape } from './policy-shape.js';
import type { CalendarChoice, Clock, Moment } from './policy.js';
import { report, reportUnknown, type Reading } from './reading.js';
import { has, itemsOf, under, type Fields, type Spot } from './spot.js';

/** What a clock inherits from its policy. */
export interface ClockDefaults {
  readonly calendar: CalendarChoice;
  readonly counting: string | undefined;
}

export type DeadlineFields = Fields<typeof shape>;

/** The clock of a deadline, with all its verbs. */
export function readClock(fields: DeadlineFields, spot: Spot, defaults: ClockDefaults, reading: Reading): Clock {
  const own = fields.calendar;
  const calendar = own === undefined ? defaults.calendar : readCalendarChoice(own, under(spot, 'calendar'), reading);
  const counting = fields.counting ?? defaults.counting;
  const changed = (['counting', 'calendar'] as const).find((key) => has(spot, key));
  if (changed !== undefined) checkCounting(counting, calendarIn(calendar, reading), under(spot, changed), reading);
  const period = readPeriod(fields, spot, reading);
  if (period.kind === 'within' && period.within.kind === 'duration')
    checkHours(period.within.unit, calendarIn(calendar, reading), under(spot, 'within'), reading);
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

function optional(raw: DeadlineFields['not-after'], spot: Spot, reading: Reading): Moment | undefined {
  return raw === undefined ? undefined : readMoment(raw, spot, reading);
}

/** Either `from` and `within`, or `due`; `from` may be left to the occurrence of a rule with `each` (S62). */
function readPeriod(fields: DeadlineFields, spot: Spot, reading: Reading): Clock['period'] {
  const { from, within, due } = fields;
  const [hasFrom, hasWithin, hasDue] = [has(spot, 'from'), has(spot, 'within'), has(spot, 'due')];
  const window = has(spot, 'opens') || has(spot, 'closes');
  for (const key of ['from', 'within'])
    if (hasDue && has(spot, key)) report(reading, 'policy.clock_with_both', { key }, under(spot, key), 'key');
  for (const key of ['pauses', 'restarts'])
    if (hasDue && has(spot, key)) report(reading, 'policy.due_has_no_period', { key }, under(spot, key), 'key');
  if (!hasDue && !hasWithin && !window) report(reading, 'policy.clock_without_period', {}, spot, 'key');
  if (hasWithin && !hasFrom && !hasDue && !has(spot, 'each'))
    report(reading, 'policy.clock_without_start', {}, spot, 'key');
  if (due !== undefined) return { kind: 'due', due: readMoment(due, under(spot, 'due'), reading) };
  return {
    kind: 'within',
    from: from === undefined ? { kind: 'occurrence' } : readMoment(from, under(spot, 'from'), reading),
    within: readDurationValue(within ?? '0 days', under(spot, 'within'), reading),
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
