import { isRecord } from '../facts/fact-value.js';
import { hint } from '../nearest.js';
import { escalation, type RawLevel } from './section-shapes.js';
import type { Escalation, EscalationLevel, EscalationTime } from './escalation-types.js';
import { readBase, readOwnDays, type RuleDefaults } from './read-base.js';
import { noCondition, readCondition } from './read-condition.js';
import { readDuration, readDurationValue } from './read-duration.js';
import { report, shorten, type Reading } from './reading.js';
import { itemsIn, readRuleRef } from './rule-refs.js';
import { entriesOf, fieldsOf, has, under, type Fields, type Spot } from './spot.js';

type EscalationFields = Fields<typeof escalation>;

const levelLimit = 20;

/** Who is told, and when. Reports what has no trigger or two of them, and roles that the organisation does not have. */
export function readEscalations(spot: Spot, defaults: RuleDefaults, reading: Reading): readonly Escalation[] {
  return entriesOf(spot).map(([id, each]) => readEscalation(id, each, defaults, reading));
}

function readEscalation(id: string, spot: Spot, defaults: RuleDefaults, outside: Reading): Escalation {
  const fields = fieldsOf(escalation, spot);
  const { inForce, within: reading } = readOwnDays(fields['in-force'], spot, outside);
  return {
    kind: 'escalation',
    ...readBase(id, fields, withoutWhen(spot), defaults, reading),
    inForce,
    trigger: readTrigger(fields, spot, reading),
    levels: readLevels(fields, spot, reading),
  };
}

/** The conditions of an escalation are what starts it, not what it applies to. */
function withoutWhen(spot: Spot): Spot {
  return isRecord(spot.value) ? { ...spot, value: { ...spot.value, when: undefined } } : spot;
}

function readTrigger(fields: EscalationFields, spot: Spot, reading: Reading): Escalation['trigger'] {
  const [clock, conditions] = [has(spot, 'for'), has(spot, 'when')];
  if (clock === conditions) report(reading, 'policy.escalation_trigger', {}, spot, 'key');
  else if (clock && !has(spot, 'at')) report(reading, 'policy.key_missing', { key: 'at' }, spot, 'key');
  else if (conditions && has(spot, 'at'))
    report(reading, 'policy.key_out_of_place', { key: 'at', form: 'when' }, under(spot, 'at'), 'key');
  if (!clock) return { kind: 'conditions', when: readCondition(under(spot, 'when'), reading) ?? noCondition };
  const rule = fields.for === undefined ? '' : readRuleRef(fields.for, ['deadline'], under(spot, 'for'), reading);
  return { kind: 'clock', rule, at: readTime(fields.at, under(spot, 'at'), reading) };
}

const offset = /^(.+?) (before|after) due$/u;

/** `warn`, `overdue`, `4 hours before due`, `24 hours after due`, or the same with a duration from elsewhere. */
function readTime(raw: EscalationFields['at'], spot: Spot, reading: Reading): EscalationTime {
  if (raw === undefined) return { kind: 'overdue' };
  if (typeof raw === 'string') return readTimeText(raw.trim(), spot, reading);
  const { before, after } = raw;
  if ((before === undefined) === (after === undefined))
    report(reading, 'policy.escalation_time', { text: 'at', hint: '' }, spot);
  const by = readDurationValue(raw.by, under(spot, 'by'), reading);
  return { kind: 'offset', by, direction: before === undefined ? 'after' : 'before' };
}

function readTimeText(text: string, spot: Spot, reading: Reading): EscalationTime {
  if (text === 'warn' || text === 'overdue') return { kind: text };
  const [, by, direction] = (text.length > 200 ? null : offset.exec(text.replaceAll(/\s+/gu, ' '))) ?? [];
  if (by !== undefined)
    return {
      kind: 'offset',
      by: readDuration(by, spot, reading),
      direction: direction === 'before' ? 'before' : 'after',
    };
  report(reading, 'policy.escalation_time', { text: shorten(text), hint: hint(text, ['warn', 'overdue']) }, spot);
  return { kind: 'overdue' };
}

/** The levels one after the other, as their `otherwise` stands inside each. */
function readLevels(fields: EscalationFields, spot: Spot, reading: Reading): readonly EscalationLevel[] {
  if (fields.to === undefined) return [];
  const levels: EscalationLevel[] = [];
  let raw: RawLevel | undefined = { ...fields, to: fields.to };
  for (
    let at = spot;
    raw !== undefined && levels.length < levelLimit;
    at = under(at, 'otherwise'), raw = raw.otherwise
  ) {
    levels.push(readLevel(raw, at, reading));
    if (raw.otherwise !== undefined && raw['acknowledge-within'] === undefined)
      report(reading, 'policy.escalation_unreachable', {}, under(at, 'otherwise'), 'key');
  }
  if (raw !== undefined) report(reading, 'policy.moment_too_deep', { limit: levelLimit }, spot);
  return levels;
}

function readLevel(raw: RawLevel, spot: Spot, reading: Reading): EscalationLevel {
  const to = itemsIn(raw.to, under(spot, 'to'));
  if (to.length === 0) report(reading, 'policy.empty_list', { key: 'to' }, under(spot, 'to'));
  for (const [role, at] of to) checkRole(role, at, reading);
  const within = raw['acknowledge-within'];
  return {
    to: to.map(([role]) => role),
    acknowledgeWithin:
      within === undefined ? undefined : readDurationValue(within, under(spot, 'acknowledge-within'), reading),
  };
}

/** Reports a role that the organisation does not list; one without roles leaves them open. */
export function checkRole(name: string, spot: Spot, reading: Reading, at: 'key' | 'value' = 'value'): void {
  const { roles } = reading.names;
  if (roles.length === 0 || roles.includes(name)) return;
  const data = { name: shorten(name), known: roles.join(', '), hint: hint(name, roles) };
  report(reading, 'policy.unknown_role', data, spot, at);
}
