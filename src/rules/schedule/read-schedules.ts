import type { Fault, FaultData } from '../../errors.js';
import { hint } from '../nearest.js';
import type { Names } from '../policy/reading.js';
import { shorten } from '../policy/reading.js';
import { policyFault } from '../policy/policy-errors.js';
import type { Organisation } from '../policy/policy.js';
import { entriesOf, fieldsOf, has, itemsOf, placeOf, under, type Spot } from '../policy/spot.js';
import { calendarFault } from '../time/calendar-errors.js';
import type { Calendar } from '../time/calendar.js';
import { knownZone, zoneOf } from '../time/zone.js';
import { isCron, parseCron, type Cron, type CronField, type CronProblem } from './cron.js';
import { nextDue } from './due-times.js';
import { parseReceived } from './received-period.js';
import { scheduleFault, type scheduleErrors } from './schedule-errors.js';
import * as shape from './schedule-shape.js';
import type { Schedule, ScheduledReport, ScheduleKind, SchedulePopulation, ScheduleTime } from './schedule.js';
import { longestDistance, parseWorkingDayRule } from './working-day-rule.js';

/** What a schedule may name. */
export interface ScheduleNames extends Pick<Names, 'calendars' | 'calendarsRead'> {
  readonly organisation: Pick<Organisation, 'zone' | 'calendar' | 'roles'>;
}

interface Reading {
  readonly names: ScheduleNames;
  readonly faults: Fault[];
}

const limit = 300;

/**
 * The schedules of a file, in its order. Reports, each with its place: what says no time or two, what is no cron expression or never comes,
 * unknown zones, calendars and roles, and what narrows nothing.
 */
export function readSchedules(
  spot: Spot,
  names: ScheduleNames,
  { faults }: { readonly faults: Fault[] },
): readonly Schedule[] {
  const reading = { names, faults };
  const entries = entriesOf(under(spot, 'schedules'));
  if (entries.length > limit) {
    report(reading, 'schedule.too_many', { count: entries.length, limit }, under(spot, 'schedules'));
    return [];
  }
  return entries.flatMap(([id, each]) => readSchedule(id, each, reading) ?? []);
}

function readSchedule(id: string, spot: Spot, reading: Reading): Schedule | undefined {
  const { title, does, 'catch-up': catchUp = 'latest', tell = [] } = fieldsOf(shape.schedule, spot);
  const at = readTime(under(spot, 'at'), reading);
  const over = readOver(does, under(spot, 'over'), reading);
  if (does !== undefined && does !== 'report' && has(spot, 'report'))
    report(reading, 'schedule.key_beside', { key: 'report', other: `does: ${does}` }, under(spot, 'report'), 'key');
  readTell(under(spot, 'tell'), reading);
  if (title === undefined || does === undefined || at === undefined) return undefined;
  return { id, title, at, does, over, report: readReport(under(spot, 'report')), catchUp, tell };
}

function readTime(spot: Spot, reading: Reading): ScheduleTime | undefined {
  const fields = fieldsOf(shape.time, spot);
  const [hasCron, hasOn] = [has(spot, 'cron'), has(spot, 'on')];
  if (spot.value === undefined || typeof spot.value !== 'object') return undefined;
  if (hasCron === hasOn) {
    report(reading, 'schedule.at_form', {}, spot);
    return undefined;
  }
  const unused = hasCron ? (['time', 'calendar'] as const) : [];
  for (const key of unused)
    if (has(spot, key)) report(reading, 'schedule.key_beside', { key, other: 'cron' }, under(spot, key), 'key');
  return hasCron ? cronTime(fields, spot, reading) : workingDayTime(fields, spot, reading);
}

type TimeFields = ReturnType<typeof fieldsOf<typeof shape.time>>;

function cronTime(fields: TimeFields, spot: Spot, reading: Reading): ScheduleTime | undefined {
  const zone = readZone(fields.zone, reading.names.organisation.zone, spot, reading);
  const cron = fields.cron === undefined ? undefined : readCron(fields.cron, under(spot, 'cron'), reading);
  if (zone === undefined || cron === undefined) return undefined;
  const { 'missing-hour': missing = 'after', 'doubled-hour': doubled = cron.everyHour ? 'both' : 'first' } = fields;
  const time: ScheduleTime = { kind: 'cron', cron, zone, hours: { missing, doubled } };
  if (nextDue({ at: time }, firstLook) !== undefined) return time;
  report(reading, 'schedule.never', { text: shorten(cron.text) }, under(spot, 'cron'));
  return undefined;
}

/** From when it is seen whether a time ever comes; no wall clock is asked. */
const firstLook = Date.UTC(2024, 0, 1);

function readCron(text: string, spot: Spot, reading: Reading): Cron | undefined {
  const cron = parseCron(text);
  if (isCron(cron)) return cron;
  const [code, data] = cronFault(cron, shorten(text));
  report(reading, code, data, spot);
  return undefined;
}

const fieldNames: Readonly<Record<CronField, string>> = {
  minute: '分',
  hour: '时',
  'day of the month': '日',
  month: '月',
  'day of the week': '星期',
};

function cronFault(problem: CronProblem, text: string): readonly [code: keyof typeof scheduleErrors, data: FaultData] {
  switch (problem.kind) {
    case 'fields':
      return ['schedule.cron_fields', { text }];
    case 'days-ambiguous':
      return ['schedule.cron_days_ambiguous', { text }];
    case 'never':
      return ['schedule.never', { text }];
    case 'field': {
      const { part, field, least, most } = problem;
      return ['schedule.cron_field', { part, field, field_zh: fieldNames[field], least, most }];
    }
  }
}

function workingDayTime(fields: TimeFields, spot: Spot, reading: Reading): ScheduleTime | undefined {
  const { on: text } = fields;
  const calendar = readCalendar(fields.calendar, spot, reading);
  const zone = readZone(fields.zone, calendar?.zone.id ?? reading.names.organisation.zone, spot, reading);
  const rule = text === undefined ? undefined : parseWorkingDayRule(text);
  if (text !== undefined && rule === undefined)
    report(reading, 'schedule.on_form', { text: shorten(text), limit: longestDistance }, under(spot, 'on'));
  const minutes = readMinutes(fields.time, spot, reading);
  if (rule === undefined || text === undefined || calendar === undefined || zone === undefined || minutes === undefined)
    return undefined;
  const { 'missing-hour': missing = 'after', 'doubled-hour': doubled = 'first' } = fields;
  return { kind: 'working-day', rule, text, calendar, minutes, zone, hours: { missing, doubled } };
}

function readMinutes(text: string | undefined, spot: Spot, reading: Reading): number | undefined {
  if (text === undefined) {
    // A time of another type has been reported with the shape.
    if (!has(spot, 'time')) report(reading, 'schedule.at_form', {}, spot);
    return undefined;
  }
  const match = /^([01]\d|2[0-3]):([0-5]\d)$/u.exec(text);
  if (match !== null) return Number(match[1]) * 60 + Number(match[2]);
  report(reading, 'schedule.time_form', { text: shorten(text) }, under(spot, 'time'));
  return undefined;
}

function readZone(named: string | undefined, usual: string, spot: Spot, { faults }: Reading) {
  if (named === undefined) return knownZone(usual) ?? zoneOf('UTC');
  const zone = knownZone(named);
  if (zone === undefined)
    faults.push(calendarFault('calendar.unknown_zone', { zone: shorten(named) }, placeOf(under(spot, 'zone'))));
  return zone;
}

function readCalendar(named: string | undefined, spot: Spot, reading: Reading): Calendar | undefined {
  const { calendars, calendarsRead, organisation } = reading.names;
  const id = named ?? organisation.calendar;
  const calendar = calendars.get(id);
  if (calendar !== undefined || !calendarsRead) return calendar;
  if (named === undefined) {
    report(reading, 'schedule.no_calendar', {}, spot);
    return undefined;
  }
  const ids = [...calendars.keys()];
  const data = { name: shorten(named), known: ids.join(', '), hint: hint(named, ids) };
  reading.faults.push(policyFault('policy.unknown_calendar', data, placeOf(under(spot, 'calendar'))));
  return undefined;
}

/** What narrows each kind; the evidence is verified as a whole. */
const narrowing: Readonly<Record<ScheduleKind, readonly (keyof SchedulePopulation)[]>> = {
  check: ['status', 'outcome', 'source', 'unit', 'received'],
  report: ['source', 'unit', 'received'],
  retention: ['status', 'outcome', 'source', 'unit', 'received'],
  verify: [],
};

function readOver(does: ScheduleKind | undefined, spot: Spot, reading: Reading): SchedulePopulation {
  const { received: text, status, outcome, source, unit } = fieldsOf(shape.population, spot);
  const known = does === undefined ? undefined : narrowing[does];
  for (const key of Object.keys(shape.population))
    if (has(spot, key) && known?.every((one) => one !== key) === true) {
      const data = { key, does: does ?? '', known: known.join(', ') || '–' };
      report(reading, 'schedule.over_unused', data, under(spot, key), 'key');
    }
  const received = text === undefined ? undefined : parseReceived(text);
  if (text !== undefined && received === undefined)
    report(reading, 'schedule.received_form', { text: shorten(text) }, under(spot, 'received'));
  return {
    ...(status === undefined ? {} : { status }),
    ...(outcome === undefined ? {} : { outcome }),
    ...(source === undefined ? {} : { source }),
    ...(unit === undefined ? {} : { unit }),
    ...(received === undefined ? {} : { received }),
  };
}

function readReport(spot: Spot): ScheduledReport {
  const { languages = ['en', 'zh'], formats = ['pdf', 'json'], findings = 'attention' } = fieldsOf(shape.report, spot);
  return { languages: [...new Set(languages)], formats: [...new Set(formats)], findings };
}

function readTell(spot: Spot, reading: Reading): void {
  const { roles } = reading.names.organisation;
  for (const item of itemsOf(spot)) {
    const { value: name } = item;
    if (typeof name !== 'string' || roles.length === 0 || roles.includes(name)) continue;
    report(reading, 'schedule.unknown_role', { name: shorten(name), hint: hint(name, roles) }, item);
  }
}

function report(
  { faults }: { readonly faults: Fault[] },
  code: keyof typeof scheduleErrors,
  data: FaultData,
  spot: Spot,
  at: 'value' | 'key' = 'value',
): void {
  faults.push(scheduleFault(code, data, placeOf(spot, at)));
}
