import { exclusion, right, window as windowShape } from './section-shapes.js';
import type { Clock } from './clock-types.js';
import type { Exclusion, Right, Window } from './right-types.js';
import type { Moment } from './value-types.js';
import { readBase, readOwnDays, type RuleDefaults } from './read-base.js';
import { readVerbs, readWithin, refuseVerbs } from './read-clock.js';
import { readCondition } from './read-condition.js';
import { readGrants } from './read-grants.js';
import { readMoment } from './read-moment.js';
import { citesOf } from './read-source.js';
import { report, reportUnknown, type Reading } from './reading.js';
import { entriesOf, fieldsOf, has, itemsOf, under, type Fields, type Spot } from './spot.js';

/** What complainants and others may demand. */
export function readRights(spot: Spot, defaults: RuleDefaults, reading: Reading): readonly Right[] {
  return entriesOf(spot).map(([id, each]) => readRight(id, each, defaults, reading));
}

function readRight(id: string, spot: Spot, defaults: RuleDefaults, outside: Reading): Right {
  const fields = fieldsOf(right, spot);
  const { inForce, within: reading } = readOwnDays(fields['in-force'], spot, outside);
  const { claim } = fields;
  if (claim !== undefined) checkClaim(claim, under(spot, 'claim'), reading);
  const usedBy = fields['used-by'];
  return {
    kind: 'right',
    ...readBase(id, fields, spot, defaults, reading),
    inForce,
    window: has(spot, 'window') ? readWindow(under(spot, 'window'), has(spot, 'each'), defaults, reading) : undefined,
    usedBy: usedBy === undefined ? undefined : readMoment(usedBy, under(spot, 'used-by'), reading),
    exclusions: itemsOf(under(spot, 'exclusions')).flatMap((each) => readExclusion(each, reading) ?? []),
    claim,
    gives: readGiven(fields, spot, reading),
  };
}

/** What the right gives stands under `grants` or under `gives`. Reports a right that gives nothing, or says it twice. */
function readGiven(fields: Fields<typeof right>, spot: Spot, reading: Reading): Right['gives'] {
  const key = has(spot, 'grants') ? 'grants' : 'gives';
  if (!has(spot, key)) report(reading, 'policy.key_missing', { key: 'grants' }, spot, 'key');
  if (key === 'grants' && has(spot, 'gives'))
    report(reading, 'policy.key_out_of_place', { key: 'gives', form: key }, under(spot, 'gives'), 'key');
  return readGrants(fields[key] ?? [], under(spot, key), reading);
}

function checkClaim(name: string, spot: Spot, reading: Reading): void {
  const { claims } = reading.names;
  if (!claims.includes(name)) reportUnknown(reading, 'policy.unknown_claim', name, claims, spot);
}

/** An exclusion and its own exception. Reports one that does not say when it holds. */
function readExclusion(spot: Spot, reading: Reading): Exclusion | undefined {
  const when = readCondition(under(spot, 'when'), reading);
  if (!has(spot, 'when')) report(reading, 'policy.conditions_missing', { key: 'when' }, spot);
  const unless = readCondition(under(spot, 'unless'), reading);
  return when === undefined ? undefined : { when, unless, cite: citesOf(fieldsOf(exclusion, spot).cite) };
}

type WindowFields = Fields<typeof windowShape>;

/** A window: `opens` gives its first day, `closes` or `from` and `within` its last (S53). */
function readWindow(spot: Spot, each: boolean, defaults: RuleDefaults, reading: Reading): Window {
  const fields = fieldsOf(windowShape, spot);
  const { opens } = fields;
  if (!has(spot, 'opens') && !has(spot, 'closes') && !has(spot, 'within') && !has(spot, 'from'))
    report(reading, 'policy.window_without_end', {}, spot, 'key');
  const period = readEnd(fields, spot, each, reading);
  const clock = period === undefined ? undefined : readVerbs(fields, period, spot, defaults, reading);
  return {
    opens: opens === undefined ? undefined : readMoment(opens, under(spot, 'opens'), reading),
    clock: clock !== undefined && capped(fields) ? { ...clock, notAfter: undefined } : clock,
  };
}

/** Of a window that only opens, `not-after` is the end itself. */
function capped({ within, closes, from, ...rest }: WindowFields): boolean {
  return within === undefined && closes === undefined && from === undefined && rest['not-after'] !== undefined;
}

function readEnd(fields: WindowFields, spot: Spot, each: boolean, reading: Reading): Clock['period'] | undefined {
  const [from, within, closes] = (['from', 'within', 'closes'] as const).map((key) => has(spot, key));
  if (closes === true) {
    for (const key of ['from', 'within'])
      if (has(spot, key)) report(reading, 'policy.window_closes_twice', { key }, under(spot, key), 'key');
    refuseVerbs(spot, reading);
    return due(fields.closes, under(spot, 'closes'), reading);
  }
  if (within === true) {
    if (from !== true && !each) report(reading, 'policy.clock_without_start', {}, spot, 'key');
    return readWithin(fields, spot, reading);
  }
  if (from === true) {
    report(reading, 'policy.clock_without_period', {}, spot, 'key');
    return undefined;
  }
  return readOpenEnd(fields, spot, reading);
}

/** Without an end there is nothing to pause, to extend or to cancel. */
function readOpenEnd(fields: WindowFields, spot: Spot, reading: Reading): Clock['period'] | undefined {
  for (const key of ['pauses', 'restarts', 'extensions', 'cancelled-by'])
    if (has(spot, key)) report(reading, 'policy.window_never_closes', { key }, under(spot, key), 'key');
  return has(spot, 'not-after') ? due(fields['not-after'], under(spot, 'not-after'), reading) : undefined;
}

function due(raw: WindowFields['closes'], spot: Spot, reading: Reading): Clock['period'] {
  const never: Moment = { kind: 'latest', of: [] };
  return { kind: 'due', due: raw === undefined ? never : readMoment(raw, spot, reading) };
}
