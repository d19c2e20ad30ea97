import type { Fault } from '../../errors.js';
import { formatDay } from '../time/day.js';
import { checkName } from './check-names.js';
import { waiver as shape } from './other-shapes.js';
import type { Waiver } from './policy.js';
import { readCondition } from './read-condition.js';
import { readDay } from './read-day.js';
import { report, type Reading } from './reading.js';
import { readRuleRef } from './rule-refs.js';
import { fieldsOf, placeOf, under, type Spot } from './spot.js';

/** A waiver. Reports rules that are not there, what is no duty, and duties that are not of the house: a statutory duty cannot be waived. */
export function readWaiver(spot: Spot, reading: Reading): Waiver | undefined {
  const { waiver: id, title, rule, reason, from: first, through: last } = fieldsOf(shape, spot);
  if (id !== undefined) checkName(id, under(spot, 'waiver'), reading, 'value');
  const ref = rule === undefined ? undefined : readWaived(rule, under(spot, 'rule'), reading);
  const scope = readCondition(under(spot, 'scope'), reading);
  const from = first === undefined ? undefined : readDay(first, under(spot, 'from'), reading);
  const through = last === undefined ? undefined : readDay(last, under(spot, 'through'), reading);
  if (from !== undefined && through !== undefined && through < from) {
    const data = { from: formatDay(from), through: formatDay(through) };
    report(reading, 'policy.through_before_from', data, under(spot, 'through'));
  }
  if (id === undefined || ref === undefined || reason === undefined || from === undefined || through === undefined)
    return undefined;
  return { id, file: spot.yaml.file, title: title ?? { en: id, zh: id }, rule: ref, scope, reason, from, through };
}

function readWaived(written: string, spot: Spot, reading: Reading): string {
  const ref = readRuleRef(written, ['deadline', 'requirement', 'judgement-needed', 'statement'], spot, reading);
  const [policy = ''] = ref.split('#');
  const ranks = [...(reading.names.rules.policies.get(policy)?.ranks ?? [])];
  if (ranks.some((rank) => rank !== 'house')) report(reading, 'policy.waiver_of_law', { name: ref }, spot);
  return ref;
}

/** Reports two waivers of one id. */
export function checkWaiverIds(
  waivers: readonly { readonly waiver: Waiver; readonly spot: Spot }[],
  reading: { readonly faults: Fault[] },
): void {
  const seen = new Map<string, string>();
  for (const { waiver, spot } of waivers) {
    const other = seen.get(waiver.id);
    if (other === undefined) seen.set(waiver.id, placeOf(spot).file);
    else report(reading, 'policy.waiver_twice', { name: waiver.id, other }, under(spot, 'waiver'));
  }
}
