import { checkName } from './check-names.js';
import type { RawGrant } from './section-shapes.js';
import type { Grant } from './right-types.js';
import type { Value } from './value-types.js';
import { checkParty } from './read-calendar-choice.js';
import { readCondition } from './read-condition.js';
import { citesOf } from './read-source.js';
import { depthLimit } from './read-table.js';
import { readValue } from './read-value.js';
import { report, type Reading } from './reading.js';
import { under, type Spot } from './spot.js';
import type { RawValue } from './value-shape.js';

/** What a right gives. Reports amounts that are no money, and remedies that stand beside a choice. */
export function readGrants(raw: readonly RawGrant[], spot: Spot, reading: Reading, depth = 0): readonly Grant[] {
  if (depth > depthLimit) {
    report(reading, 'policy.moment_too_deep', { limit: depthLimit }, spot);
    return [];
  }
  return raw.map((each, index) => readGrant(each, under(spot, index), reading, depth));
}

const keys = ['remedy', 'amount', 'up-to', 'paid-by', 'cite'] as const;

function readGrant(raw: RawGrant, spot: Spot, reading: Reading, depth: number): Grant {
  const when = readCondition(under(spot, 'when'), reading);
  const choice = raw['one-of'];
  if (choice === undefined) return readRemedy(raw, when, spot, reading);
  for (const key of keys)
    if (raw[key] !== undefined) report(reading, 'policy.choice_beside', { key }, under(spot, key), 'key');
  const at = under(spot, 'one-of');
  if (choice.length === 0) report(reading, 'policy.empty_list', { key: 'one-of' }, at);
  return { kind: 'one-of', of: readGrants(choice, at, reading, depth + 1), when };
}

function readRemedy(raw: RawGrant, when: Grant['when'], spot: Spot, reading: Reading): Grant {
  const { remedy, amount, cite } = raw;
  const paidBy = raw['paid-by'];
  if (remedy === undefined) report(reading, 'policy.grant_without_remedy', {}, spot);
  else checkName(remedy, under(spot, 'remedy'), reading, 'value');
  if (paidBy !== undefined) checkParty(paidBy, under(spot, 'paid-by'), reading);
  return {
    kind: 'remedy',
    remedy: remedy ?? '',
    when,
    amount: readAmount(amount, under(spot, 'amount'), reading),
    upTo: readAmount(raw['up-to'], under(spot, 'up-to'), reading),
    paidBy,
    cite: citesOf(cite),
  };
}

function readAmount(raw: RawValue | undefined, spot: Spot, reading: Reading): Value | undefined {
  return raw === undefined ? undefined : readValue(raw, spot, { types: ['money'] }, reading).value;
}
