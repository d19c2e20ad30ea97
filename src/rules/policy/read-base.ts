import type { Text } from '../../errors.js';
import type { RawInForce } from './basic-shapes.js';
import { checkName } from './check-names.js';
import type { rule } from './rule-shape.js';
import type { Policy } from './policy.js';
import type { InForce, RuleBase } from './rule-types.js';
import { checkParty } from './read-calendar-choice.js';
import { readEvents, type ClockDefaults } from './read-clock.js';
import { readCondition } from './read-condition.js';
import { readMoment } from './read-moment.js';
import { citesOf, plain, readInForce } from './read-source.js';
import { reportUnknown, type Reading } from './reading.js';
import { readTargets } from './rule-refs.js';
import { placeOf, under, type Fields, type Spot } from './spot.js';

/** What a rule inherits from its policy. */
export interface RuleDefaults extends ClockDefaults {
  readonly policy: string;
  readonly binds: string;
  readonly status: Policy['status'];
}

export type RuleFields = Fields<typeof rule>;

/** Where a rule is read: its own first day in force decides which values of a parameter it may need. */
export function readOwnDays(
  raw: RawInForce | undefined,
  spot: Spot,
  reading: Reading,
): { readonly inForce: InForce | undefined; readonly within: Reading } {
  const inForce = raw === undefined ? undefined : readInForce(raw, under(spot, 'in-force'), reading);
  return { inForce, within: { ...reading, since: inForce?.from } };
}

/** What every section's rules have in common. */
export function readBase(
  id: string,
  fields: RuleFields,
  spot: Spot,
  defaults: RuleDefaults,
  reading: Reading,
): Omit<RuleBase, 'inForce'> {
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
    yieldsTo: readTargets(fields['yields-to'], under(spot, 'yields-to'), reading),
  };
}

/** What has no title is called by its id, in both languages. */
export function nameless(id: string): Text {
  return { en: id, zh: id };
}

function checkDuty(name: string, spot: Spot, reading: Reading): void {
  const { duties } = reading.names;
  if (!duties.includes(name)) reportUnknown(reading, 'policy.unknown_duty', name, duties, spot);
}
