import type { z } from 'zod';
import { hint } from '../nearest.js';
import { calendarFault } from '../time/calendar-errors.js';
import type { Calendar, Counting } from '../time/calendar.js';
import type { FactValue } from '../values.js';
import type { calendarChoice } from './rule-shape.js';
import type { CalendarChoice } from './clock-types.js';
import { refusePersonal, report, reportUnknown, shorten, use, type Reading } from './reading.js';
import { placeOf, under, type Spot } from './spot.js';

/** A calendar by name, or the one that a fact of the complaint names, with one to fall back on. */
export function readCalendarChoice(raw: z.output<typeof calendarChoice>, spot: Spot, reading: Reading): CalendarChoice {
  const { names } = reading;
  const named = typeof raw === 'string';
  const id = named ? raw : raw.or;
  if (!names.calendars.has(id)) reportUnknownCalendar(id, named ? spot : under(spot, 'or'), reading);
  if (named) return { kind: 'named', id };
  checkParty(raw.of, under(spot, 'of'), reading);
  const fact = names.facts.get(`${raw.of}_calendar`);
  if (fact !== undefined && fact.type !== 'word')
    report(reading, 'policy.calendar_fact_not_a_word', { name: fact.id, type: fact.type }, under(spot, 'of'));
  else if (fact !== undefined) refusePersonal(fact, under(spot, 'of'), reading);
  return { kind: 'of', party: raw.of, or: id };
}

function reportUnknownCalendar(id: string, spot: Spot, { names, faults }: Reading): void {
  if (!names.calendarsRead) return;
  const ids = [...names.calendars.keys()];
  report(
    { faults },
    'policy.unknown_calendar',
    { name: shorten(id), known: ids.join(', '), hint: hint(id, ids) },
    spot,
  );
}

/** Reports a party that the vocabulary does not list; a vocabulary without parties leaves them open. */
export function checkParty(name: string, spot: Spot, reading: Reading): void {
  const { parties } = reading.names;
  if (parties.length > 0 && !parties.includes(name))
    reportUnknown(reading, 'policy.unknown_party', name, parties, spot);
}

/** The calendar that is named, or the one used where the party’s own is not recorded; undefined for an unknown name. */
export function calendarIn(choice: CalendarChoice, { names }: Reading): Calendar | undefined {
  return names.calendars.get(choice.kind === 'named' ? choice.id : choice.or);
}

/**
 * Looks a counting up by its name, in the calendar first and then in the others, or takes the calendar's default.
 * Reports a name that no calendar has, and a counting whose parameter is missing or says nothing about days.
 */
export function checkCounting(
  name: string | undefined,
  calendar: Calendar | undefined,
  spot: Spot,
  reading: Reading,
): void {
  const wanted = name ?? calendar?.defaultCounting;
  if (wanted === undefined || calendar === undefined) return;
  const calendars = [calendar, ...reading.names.calendars.values()];
  const counting = calendars.map((each) => each.countings.get(wanted)).find((each) => each !== undefined);
  if (counting !== undefined) return checkRoll(counting, spot, reading);
  if (!reading.names.calendarsRead) return;
  const known = [...calendar.countings.keys()];
  const data = { name: shorten(wanted), known: known.join(', '), hint: hint(wanted, known) };
  report(reading, 'policy.unknown_counting', data, spot);
}

const rolls: readonly FactValue[] = ['rest-days', 'arranged-breaks', 'festivals', 'nothing'];

function checkRoll({ id, rolls: roll }: Counting, spot: Spot, reading: Reading): void {
  if (typeof roll === 'string') return;
  const { parameters } = reading.names;
  const parameter = parameters.get(roll.parameter);
  if (parameter === undefined)
    return reportUnknown(reading, 'policy.unknown_parameter', roll.parameter, parameters.keys(), spot);
  use(parameter.id, spot, reading);
  const wrong = parameter.values.find((dated) => !rolls.includes(dated.value));
  if (wrong === undefined) return;
  const data = { counting: id, name: parameter.id, value: shorten(JSON.stringify(wrong.value)) };
  report(reading, 'policy.not_a_roll', data, spot);
}

/** Reports working hours or minutes counted on a calendar that is never open. */
export function checkHours(unit: string, calendar: Calendar | undefined, spot: Spot, { faults }: Reading): void {
  if (calendar === undefined || (unit !== 'working hours' && unit !== 'working minutes')) return;
  const open = calendar.openings(calendar.addWorkingDays(0, 1)).length > 0;
  if (!open) faults.push(calendarFault('calendar.no_hours', { calendar: calendar.id }, placeOf(spot)));
}
