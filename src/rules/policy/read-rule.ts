import type { Text } from '../../errors.js';
import { checkName } from './check-names.js';
import { deadline, deadlineLater, requirement, ruleLater } from './policy-shape.js';
import type { RawInForce } from './basic-shapes.js';
import type { Deadline, InForce, Policy, Requirement, Rule } from './policy.js';
import { checkParty } from './read-calendar-choice.js';
import { readClock, readEvents, type ClockDefaults } from './read-clock.js';
import { noCondition, readCondition } from './read-condition.js';
import { readMoment } from './read-moment.js';
import { citesOf, plain, readInForce } from './read-source.js';
import { readWarn } from './read-suspensions.js';
import { report, reportUnknown, type Reading } from './reading.js';
import { entriesOf, fieldsOf, has, placeOf, under, type Fields, type Spot } from './spot.js';

/** What a rule inherits from its policy. */
export interface RuleDefaults extends ClockDefaults {
  readonly policy: string;
  readonly binds: string;
  readonly status: Policy['status'];
}

/** All rules of a policy in the order of the file. Reports two of the same name. */
export function readRules(spot: Spot, defaults: RuleDefaults, reading: Reading): readonly Rule[] {
  const deadlines = entriesOf(under(spot, 'deadlines'));
  const requirements = entriesOf(under(spot, 'requirements'));
  const taken = new Set(deadlines.map(([id]) => id));
  for (const [id, each] of requirements)
    if (taken.has(id)) report(reading, 'policy.rule_twice', { name: id }, each, 'key');
  const rules: Rule[] = [
    ...deadlines.map(([id, each]) => readDeadline(id, each, defaults, reading)),
    ...requirements.map(([id, each]) => readRequirement(id, each, defaults, reading)),
  ];
  return rules.sort((a, b) => a.line - b.line);
}

function readDeadline(id: string, spot: Spot, defaults: RuleDefaults, outside: Reading): Deadline {
  const fields = fieldsOf(deadline, spot);
  reportLater(deadlineLater, spot, outside);
  const inForce = readOwnDays(fields['in-force'], spot, outside);
  const reading = { ...outside, since: inForce?.from };
  const clock = readClock(fields, spot, defaults, reading);
  return {
    kind: 'deadline',
    ...readBase(id, fields, spot, defaults, reading),
    inForce,
    clock,
    done:
      fields.done === undefined ? { kind: 'latest', of: [] } : readMoment(fields.done, under(spot, 'done'), reading),
    warn: readWarn(fields.warn, clock.period, under(spot, 'warn'), reading),
  };
}

function readRequirement(id: string, spot: Spot, defaults: RuleDefaults, outside: Reading): Requirement {
  const fields = fieldsOf(requirement, spot);
  reportLater(ruleLater, spot, outside);
  const inForce = readOwnDays(fields['in-force'], spot, outside);
  const reading = { ...outside, since: inForce?.from };
  if (!has(spot, 'require')) report(reading, 'policy.conditions_missing', { key: 'require' }, spot, 'key');
  return {
    kind: 'requirement',
    ...readBase(id, fields, spot, defaults, reading),
    inForce,
    require: readCondition(under(spot, 'require'), reading) ?? noCondition,
  };
}

type RuleBase = Omit<Requirement, 'kind' | 'require' | 'inForce'>;

function readBase(
  id: string,
  fields: Fields<Omit<typeof requirement, 'require'>>,
  spot: Spot,
  defaults: RuleDefaults,
  reading: Reading,
): RuleBase {
  checkName(id, spot, reading);
  const versionBy = fields['version-by'];
  const { binds, duty, consequence } = fields;
  if (binds !== undefined) checkParty(binds, under(spot, 'binds'), reading);
  if (duty !== undefined) checkDuty(duty, under(spot, 'duty'), reading);
  return {
    id,
    ref: `${defaults.policy}#${id}`,
    title: fields.title ?? nameless(id),
    line: placeOf(spot, 'key').line ?? 1,
    cite: citesOf(fields.cite),
    when: readCondition(under(spot, 'when'), reading),
    each: readEvents(fields.each, under(spot, 'each'), reading),
    versionBy:
      versionBy === undefined
        ? undefined
        : readMoment(versionBy, under(spot, 'version-by'), { ...reading, step: true }),
    binds: binds ?? defaults.binds,
    status: fields.status ?? defaults.status,
    breach: fields.breach,
    consequence: plain(consequence),
    ...(typeof consequence === 'object' ? { consequenceText: consequence } : {}),
    duty,
  };
}

function readOwnDays(raw: RawInForce | undefined, spot: Spot, reading: Reading): InForce | undefined {
  return raw === undefined ? undefined : readInForce(raw, under(spot, 'in-force'), reading);
}

/** What has no title is called by its id, in both languages. */
export function nameless(id: string): Text {
  return { en: id, zh: id };
}

function checkDuty(name: string, spot: Spot, reading: Reading): void {
  const { duties } = reading.names;
  if (!duties.includes(name)) reportUnknown(reading, 'policy.unknown_duty', name, duties, spot);
}

/** Reports every key that a later part of the language will read; none is ever ignored. */
export function reportLater(keys: readonly string[], spot: Spot, reading: Reading): void {
  for (const key of keys)
    if (has(spot, key) && under(spot, key).value !== null)
      report(reading, 'policy.not_yet_supported', { what: key }, under(spot, key), 'key');
}
