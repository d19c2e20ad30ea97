import { indicator } from './section-shapes.js';
import { checkName } from './check-names.js';
import { clockStates } from '../conditions/built-in.js';
import { isRecord } from '../facts/fact-value.js';
import { hint } from '../nearest.js';
import { durationUnits } from '../time/duration.js';
import type { Bound, Indicator, IndicatorMeasure } from './indicator-types.js';
import { nameless } from './read-base.js';
import { noCondition, readCondition } from './read-condition.js';
import { noMoment, readMoment } from './read-moment.js';
import { citesOf } from './read-source.js';
import { checkFact, report, shorten, type Reading } from './reading.js';
import { itemsIn, readRuleRef } from './rule-refs.js';
import { entriesOf, fieldsOf, has, placeOf, under, type Fields, type Spot } from './spot.js';

type IndicatorFields = Fields<typeof indicator>;

/** Figures over many complaints. Reports unknown rules, facts that no figure can be made of, and bounds that are none. */
export function readIndicators(spot: Spot, policy: string, reading: Reading): readonly Indicator[] {
  return entriesOf(spot).map(([id, each]) => readIndicator(id, each, policy, reading));
}

function readIndicator(id: string, spot: Spot, policy: string, reading: Reading): Indicator {
  const fields = fieldsOf(indicator, spot);
  checkName(id, spot, reading);
  const of = readOf(fields, spot, reading);
  const split = fields.split === undefined ? [] : itemsIn(fields.split, under(spot, 'split'));
  for (const [name, at] of split) checkFact(name, ['word', 'words', 'yes-no'], at, reading, 'answers');
  return {
    id,
    ref: `${policy}#${id}`,
    title: fields.title ?? nameless(id),
    line: placeOf(spot, 'key').line ?? 1,
    cite: citesOf(fields.cite),
    of,
    when: readCondition(under(spot, 'when'), reading),
    datedBy: readDatedBy(fields, of, under(spot, 'dated-by'), reading),
    measure: readMeasure(fields, of, under(spot, 'measure'), reading),
    period: fields.period ?? 'month',
    target: readBound(fields.target, under(spot, 'target'), reading),
    alarm: readBound(fields.alarm, under(spot, 'alarm'), reading),
    split: split.map(([name]) => name),
  };
}

function readOf({ of }: IndicatorFields, spot: Spot, reading: Reading): Indicator['of'] {
  if (of === undefined || of === 'complaints') return { kind: 'complaints' };
  const at = under(under(spot, 'of'), 'rule');
  return { kind: 'rule', rule: readRuleRef(of.rule, ['deadline', 'requirement', 'judgement-needed'], at, reading) };
}

/** `due` is the due date of the rule whose figure it is. */
function readDatedBy(fields: IndicatorFields, of: Indicator['of'], spot: Spot, reading: Reading): Indicator['datedBy'] {
  const raw = fields['dated-by'];
  if (raw === 'due' && of.kind === 'rule') return { kind: 'due' };
  return raw === undefined ? noMoment : readMoment(raw, spot, reading);
}

function readMeasure(
  { measure }: IndicatorFields,
  of: Indicator['of'],
  spot: Spot,
  reading: Reading,
): IndicatorMeasure {
  if (measure === undefined || measure === 'count') return { kind: 'count' };
  const given = (['share', 'mean', 'sum'] as const).filter((key) => has(spot, key));
  const [key] = given;
  if (key === undefined || given.length > 1) {
    report(reading, 'policy.measure_form', {}, spot);
    return { kind: 'count' };
  }
  const at = under(spot, key);
  if (key === 'share') return readShare(at, of, reading);
  const fact = measure[key] ?? '';
  checkFact(fact, ['number', 'money', 'duration'], at, reading, 'answers');
  return { kind: key, fact };
}

/** The share of those in a state, or of those for which conditions hold. */
function readShare(spot: Spot, of: Indicator['of'], reading: Reading): IndicatorMeasure {
  const { value } = spot;
  if (!isRecord(value) || !Object.hasOwn(value, 'state'))
    return { kind: 'share', when: readCondition(spot, reading) ?? noCondition };
  const at = under(spot, 'state');
  const [, other] = Object.keys(value);
  if (other !== undefined) report(reading, 'policy.measure_form', {}, spot);
  if (of.kind !== 'rule') report(reading, 'policy.state_of_no_rule', {}, at);
  const named = typeof at.value === 'string' || Array.isArray(at.value) ? itemsIn(at.value, at) : [];
  if (named.length === 0) report(reading, 'policy.measure_form', {}, at);
  for (const [state, place] of named)
    if (!clockStates.some((each) => each === state))
      report(
        reading,
        'policy.unknown_state',
        { name: shorten(state), known: clockStates.join(', '), hint: hint(state, clockStates) },
        place,
      );
  return { kind: 'share-of-state', states: named.map(([state]) => state) };
}

const bound = /^at (least|most) (-?\d{1,15}(?:\.\d{1,15})?)(?: ?(%|\S.*))?$/u;
const units: ReadonlySet<string> = new Set(Object.entries(durationUnits).flatMap(([unit, { one }]) => [unit, one]));

/** `at least 98 %`, `at most 3.5 days`, `at most 500 CNY`: the number as it is written, and its unit. */
function readBound(raw: string | undefined, spot: Spot, reading: Reading): Bound | undefined {
  if (raw === undefined) return undefined;
  const text = raw.trim().replaceAll(/\s+/gu, ' ');
  const [, direction, value, unit] = (text.length > 100 ? null : bound.exec(text)) ?? [];
  const known = unit === undefined || unit === '%' || units.has(unit) || /^[A-Z]{3}$/u.test(unit);
  if (value === undefined || !known) {
    report(reading, 'policy.bound_form', { text: shorten(raw) }, spot);
    return undefined;
  }
  return { direction: direction === 'least' ? 'at-least' : 'at-most', value, unit };
}
