import { yamlFault } from '../yaml/yaml-errors.js';
import { checkName } from './check-names.js';
import { policy as shape, sections } from './policy-shape.js';
import type { CalendarChoice } from './clock-types.js';
import type { Policy } from './policy.js';
import type { VersionBy } from './rule-types.js';
import type { Parameter } from './vocabulary-types.js';
import { readAuthority } from './read-authority.js';
import { nameless, type RuleDefaults } from './read-base.js';
import { calendarIn, checkCounting, checkParty, readCalendarChoice } from './read-calendar-choice.js';
import { readCondition } from './read-condition.js';
import { readEscalations } from './read-escalations.js';
import { readFacts } from './read-facts.js';
import { readIndicators } from './read-indicators.js';
import { readSets } from './read-intake.js';
import { readMoment } from './read-moment.js';
import { readRetention } from './read-retention.js';
import { readRights } from './read-rights.js';
import { checkRuleNames, readRules, readStatements } from './read-rule.js';
import { readInForce, readSource } from './read-source.js';
import { report, reportUnknown, type Reading } from './reading.js';
import { readTargets } from './rule-refs.js';
import { rulesOf } from './rule-index.js';
import { fieldsOf, has, placeOf, under, type Fields, type Spot } from './spot.js';

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
  if (has(spot, 'policy') && content.every((key) => !has(spot, key)))
    report(reading, 'policy.no_rules', { policy: id }, spot);
  checkRuleNames(spot, reading);
  const calendar = readCalendar(fields.calendar, spot, context, reading);
  const place = has(spot, 'counting') ? under(spot, 'counting') : under(spot, 'calendar');
  checkCounting(fields.counting, calendarIn(calendar, reading), place, reading);
  const binds = readBinds(fields, spot, reading);
  const status = fields.status ?? 'checked';
  const inForce = fields['in-force'] && readInForce(fields['in-force'], under(spot, 'in-force'), reading);
  const defaults = { policy: id, binds, status, calendar, counting: fields.counting };
  const rest = {
    source: readSource(under(spot, 'source'), reading),
    versionBy: readVersionBy(fields['version-by'], spot, reading),
    applies: readCondition(under(spot, 'applies'), reading),
    yieldsTo: readTargets(fields['yields-to'], under(spot, 'yields-to'), reading),
    ...readSections(spot, defaults, reading),
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

/** Keys of which a policy needs one: without any it would ask nothing and say nothing. */
const content = ['facts', 'intake', 'authority', ...Object.keys(sections)];

type Sections = 'facts' | 'rules' | 'rights' | 'retention' | 'escalations' | 'authority' | 'indicators' | 'statements';

function readSections(spot: Spot, defaults: RuleDefaults, reading: Reading): Pick<Policy, Sections> {
  const sets = readSets(under(under(spot, 'intake'), 'sets'), reading);
  return {
    facts: new Map([
      ...readFacts(under(spot, 'facts'), defaults.calendar, reading),
      ...sets.map((fact) => [fact.id, fact] as const),
    ]),
    rules: readRules(spot, defaults, reading),
    rights: readRights(under(spot, 'rights'), defaults, reading),
    retention: readRetention(under(spot, 'retention'), defaults, reading),
    escalations: readEscalations(under(spot, 'escalations'), defaults, reading),
    authority: readAuthority(under(spot, 'authority'), reading),
    indicators: readIndicators(under(spot, 'indicators'), defaults.policy, reading),
    statements: readStatements(under(spot, 'statements'), defaults, reading),
  };
}

/** Whom the rules of a policy bind. A policy of figures and facts alone has nobody to bind. */
function readBinds({ binds }: Fields<typeof shape>, spot: Spot, reading: Reading): string {
  if (binds !== undefined) checkParty(binds, under(spot, 'binds'), reading);
  const bound = rulesOf(spot).some(({ kind }) => kind !== 'indicator' && kind !== 'escalation');
  if (!has(spot, 'binds') && bound) {
    const data = { key: 'binds', expected: 'the party whose duty it is', expectedZh: '承担义务的当事方' };
    reading.faults.push(yamlFault('yaml.missing_key', data, placeOf(under(spot, 'binds'))));
  }
  return binds ?? '';
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
