import { compileCondition } from '../conditions/compile-condition.js';
import type { CompiledCondition, ConditionDocument } from '../conditions/condition.js';
import type { Text } from '../../errors.js';
import { required, setFact } from './section-shapes.js';
import type { Rule, RuleBase } from './rule-types.js';
import type { Moment } from './value-types.js';
import type { WorkedOutFact } from './worked-out-types.js';
import { readBase, readOwnDays, type RuleDefaults } from './read-base.js';
import { checkParty } from './read-calendar-choice.js';
import { readVerbs } from './read-clock.js';
import { noCondition } from './read-condition.js';
import { readDurationValue } from './read-duration.js';
import { readMoment } from './read-moment.js';
import { citesOf } from './read-source.js';
import { readWarn } from './read-suspensions.js';
import { readValue } from './read-value.js';
import { checkFact, report, reportUnknown, type Reading } from './reading.js';
import { itemsIn } from './rule-refs.js';
import { entriesOf, fieldsOf, has, itemsOf, placeOf, under, type Fields, type Spot } from './spot.js';

type Row = Fields<typeof required>;

/**
 * Each required fact is a rule of its own: where its row has a period, a deadline that is done when the fact becomes known
 * (S73), otherwise a requirement that it be known.
 */
export function readRequired(spot: Spot, defaults: RuleDefaults, reading: Reading): readonly Rule[] {
  return itemsOf(spot).flatMap((row) => readRow(row, defaults, reading));
}

function readRow(spot: Spot, defaults: RuleDefaults, outside: Reading): readonly Rule[] {
  const fields = fieldsOf(required, spot);
  const { inForce, within: reading } = readOwnDays(fields['in-force'], spot, outside);
  const { facts = [], ask } = fields;
  const names = itemsIn(facts, under(spot, 'facts'));
  if (names.length === 0 && fields.facts !== undefined)
    report(reading, 'policy.empty_list', { key: 'facts' }, under(spot, 'facts'));
  for (const [name, at] of names) checkFact(name, undefined, at, reading);
  if (ask !== undefined) checkParty(ask, under(spot, 'ask'), reading);
  if (!has(spot, 'within'))
    for (const key of ['from', 'warn', 'calendar', 'counting'])
      if (has(spot, key)) report(reading, 'policy.key_out_of_place', { key, form: 'facts' }, under(spot, key), 'key');
  const shared = readBase('intake', fields, spot, defaults, reading);
  const clock = has(spot, 'within') ? readRowClock(fields, spot, defaults, reading) : undefined;
  return names.map(([fact, at]) => {
    const { title } = fields;
    const named = title !== undefined && names.length === 1 ? title : titleOf(fact, title, reading);
    const base = { ...shared, ...ofFact(fact, named, at, defaults), inForce, intake: { fact, ask } };
    const known = isKnown(fact, reading);
    if (clock === undefined) return { kind: 'requirement', ...base, require: known };
    return { kind: 'deadline', ...base, ...clock, done: { kind: 'since', when: known } };
  });
}

function ofFact(
  fact: string,
  title: Text,
  spot: Spot,
  { policy }: RuleDefaults,
): Pick<RuleBase, 'id' | 'ref' | 'title' | 'line'> {
  const id = `intake.${fact}`;
  return { id, ref: `${policy}#${id}`, title, line: placeOf(spot).line ?? 1 };
}

/** What a title that several facts share, or none, says of one of them: people can tell the rules apart. */
function titleOf(fact: string, title: Text | undefined, { names }: Reading): Text {
  const lead = title ?? { en: 'Recorded at intake', zh: '受理登记' };
  const { en, zh } = names.facts.get(fact)?.title ?? { en: fact, zh: fact };
  return { en: `${lead.en}: ${en}`, zh: `${lead.zh}：${zh}` };
}

function readRowClock(fields: Row, spot: Spot, defaults: RuleDefaults, reading: Reading) {
  const from: Moment =
    fields.from === undefined ? receipt(spot, reading) : readMoment(fields.from, under(spot, 'from'), reading);
  const within = readDurationValue(fields.within ?? '', under(spot, 'within'), reading);
  const clock = readVerbs(fields, { kind: 'within', from, within }, spot, defaults, reading);
  return { clock, warn: readWarn(fields.warn, clock.period, under(spot, 'warn'), reading) };
}

/** What is asked for at intake is asked for from the receipt on, unless its row says otherwise. */
function receipt(spot: Spot, reading: Reading): Moment {
  const { events } = reading.names;
  if (!events.has('received') && !has(spot, 'from'))
    reportUnknown(reading, 'policy.unknown_event', 'received', events.keys(), spot);
  return { kind: 'event', event: 'received' };
}

function isKnown(fact: string, reading: Reading): CompiledCondition {
  const { names } = reading;
  if (!names.compiles || names.catalogue.typeOf(fact) === undefined) return noCondition;
  const document: ConditionDocument = { all: [{ fact, operator: 'known', value: true }] };
  return compileCondition(document, names.catalogue);
}

/** Facts of the catalogue that a policy works out. Reports names that the catalogue does not have, and values that they cannot hold. */
export function readSets(spot: Spot, reading: Reading): readonly WorkedOutFact[] {
  return entriesOf(spot).flatMap(([id, each]) => readSet(id, each, reading) ?? []);
}

const forms = ['first', 'largest-of', 'smallest-of', 'sum', 'minus', 'times', 'divided-by'] as const;

function readSet(id: string, spot: Spot, reading: Reading): WorkedOutFact | undefined {
  const fields = fieldsOf(setFact, spot);
  const { facts } = reading.names;
  const fact = facts.get(id);
  if (fact === undefined) reportUnknown(reading, 'policy.unknown_fact', id, facts.keys(), { ...spot, value: id });
  if (forms.every((form) => !has(spot, form))) report(reading, 'policy.fact_without_moment', { name: id }, spot, 'key');
  const given = forms.filter((form) => fields[form] !== undefined);
  if (given.length === 0) return undefined;
  const raw = Object.fromEntries(given.map((form) => [form, fields[form]]));
  const wanted = fact === undefined ? {} : { types: [fact.type], values: fact.values };
  const { value } = readValue(raw, spot, wanted, reading);
  return {
    id,
    type: fact?.type,
    sets: true,
    form: { kind: 'value', value },
    counting: undefined,
    cite: citesOf(fields.cite),
  };
}
