import { policy as shape, policyLater, workedOut, workedOutLater } from './policy-shape.js';
import type { CalendarChoice, Parameter, Policy, VersionBy, WorkedOutFact } from './policy.js';
import { calendarIn, checkCounting, checkParty, readCalendarChoice } from './read-calendar-choice.js';
import { checkName } from './check-names.js';
import { readCondition } from './read-condition.js';
import { readMoment } from './read-moment.js';
import { nameless, readRules, reportLater } from './read-rule.js';
import { citesOf, readInForce, readSource } from './read-source.js';
import { report, reportUnknown, type Reading } from './reading.js';
import { entriesOf, fieldsOf, has, under, type Fields, type Spot } from './spot.js';

/** What a policy takes from outside its own text. */
export interface PolicyContext {
  readonly digest: string;
  /** The policy's own parameters. */
  readonly parameters: ReadonlyMap<string, Parameter>;
  /** The calendar of the organisation, for policies that name none; empty where there is none. */
  readonly calendar: string;
}

/** Reads one version of a policy. Everything wrong with it is reported; undefined where its id or its days are missing. */
export function readPolicy(spot: Spot, context: PolicyContext, reading: Reading): Policy | undefined {
  const fields = fieldsOf(shape, spot);
  const id = fields.policy ?? '';
  if (fields.policy !== undefined) checkName(id, under(spot, 'policy'), reading, 'value');
  reportLater(policyLater, spot, reading);
  if (has(spot, 'policy') && ['deadlines', 'requirements', 'facts', ...policyLater].every((key) => !has(spot, key)))
    report(reading, 'policy.no_rules', { policy: id }, spot);
  const calendar = readCalendar(fields.calendar, spot, context, reading);
  const place = has(spot, 'counting') ? under(spot, 'counting') : under(spot, 'calendar');
  checkCounting(fields.counting, calendarIn(calendar, reading), place, reading);
  const binds = fields.binds ?? '';
  if (fields.binds !== undefined) checkParty(binds, under(spot, 'binds'), reading);
  const status = fields.status ?? 'checked';
  const inForce = fields['in-force'] && readInForce(fields['in-force'], under(spot, 'in-force'), reading);
  const rest = {
    source: readSource(under(spot, 'source'), reading),
    versionBy: readVersionBy(fields['version-by'], spot, reading),
    applies: readCondition(under(spot, 'applies'), reading),
    facts: readFacts(under(spot, 'facts'), calendar, reading),
    rules: readRules(spot, { policy: id, binds, status, calendar, counting: fields.counting }, reading),
  };
  if (inForce === undefined || fields.policy === undefined) return undefined;
  return {
    id,
    file: spot.yaml.file,
    digest: context.digest,
    title: fields.title ?? nameless(id),
    status,
    inForce,
    binds,
    calendar,
    counting: fields.counting,
    parameters: context.parameters,
    ...rest,
  };
}

/** The policy's calendar, else the organisation's; reports a policy that has neither. */
function readCalendar(
  raw: Fields<typeof shape>['calendar'],
  spot: Spot,
  context: PolicyContext,
  reading: Reading,
): CalendarChoice {
  if (raw !== undefined) return readCalendarChoice(raw, under(spot, 'calendar'), reading);
  if (context.calendar === '' && !has(spot, 'calendar') && spot.value !== undefined)
    report(reading, 'policy.calendar_missing', {}, under(spot, 'policy'), 'key');
  return { kind: 'named', id: context.calendar };
}

/** The version is chosen by the day of `received` unless the policy says otherwise (S43). */
function readVersionBy(raw: Fields<typeof shape>['version-by'], spot: Spot, reading: Reading): VersionBy {
  const choosing: Reading = { ...reading, step: true };
  if (raw !== undefined) return readMoment(raw, under(spot, 'version-by'), choosing);
  const { events } = reading.names;
  if (!events.has('received') && !has(spot, 'version-by'))
    reportUnknown(reading, 'policy.unknown_event', 'received', events.keys(), under(spot, 'policy'));
  return { kind: 'event', event: 'received' };
}

/** Worked-out facts by their names; so far only moments are read. */
function readFacts(spot: Spot, calendar: CalendarChoice, reading: Reading): ReadonlyMap<string, WorkedOutFact> {
  const facts = new Map<string, WorkedOutFact>();
  for (const [id, each] of entriesOf(spot)) {
    const { title, moment, counting, cite } = fieldsOf(workedOut, each);
    reportLater(workedOutLater, each, reading);
    if (counting !== undefined)
      checkCounting(counting, calendarIn(calendar, reading), under(each, 'counting'), reading);
    if (moment === undefined) {
      if (!has(each, 'moment') && workedOutLater.every((key) => !has(each, key)))
        report(reading, 'policy.fact_without_moment', { name: id }, each, 'key');
      continue;
    }
    facts.set(id, {
      id,
      ...(title === undefined ? {} : { title }),
      moment: readMoment(moment, under(each, 'moment'), reading),
      counting,
      cite: citesOf(cite),
    });
  }
  return facts;
}
