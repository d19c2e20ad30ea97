import type { workedOut } from './rule-shape.js';
import type { FactForm } from './worked-out-types.js';
import { readMoment } from './read-moment.js';
import { itemsIn } from './rule-refs.js';
import { report, reportUnknown, type Reading } from './reading.js';
import { has, under, type Fields, type Spot } from './spot.js';

/**
 * `{ from: register, count: complaints, same: [...], within: 30 days before received }`: a count over other complaints, which
 * is supplied from outside (S77). Reports anything else that is counted, nothing that is shared, and a `within` without its
 * length of time.
 */
export function readRegister(fields: Fields<typeof workedOut>, spot: Spot, reading: Reading): FactForm {
  if (!has(spot, 'count')) report(reading, 'policy.key_missing', { key: 'count' }, spot, 'key');
  else if (fields.count !== undefined && fields.count !== 'complaints')
    report(reading, 'policy.register_counts_complaints', {}, under(spot, 'count'));
  if (!has(spot, 'same')) report(reading, 'policy.key_missing', { key: 'same' }, spot, 'key');
  return {
    kind: 'register',
    count: 'complaints',
    same: readSame(fields.same, spot, reading),
    within: readWithin(fields, spot, reading),
  };
}

/** Facts, or parties: of a party, whoever it is. Only a count comes of them, so that personal facts may be compared. */
function readSame(raw: string | readonly string[] | undefined, spot: Spot, reading: Reading): readonly string[] {
  if (raw === undefined) return [];
  const at = under(spot, 'same');
  if (raw.length === 0) report(reading, 'policy.empty_list', { key: 'same' }, at);
  const { facts, parties } = reading.names;
  const known = [...facts.keys(), ...parties];
  const items = itemsIn(raw, at);
  for (const [name, place] of items)
    if (!facts.has(name) && !parties.includes(name)) reportUnknown(reading, 'policy.unknown_fact', name, known, place);
  return items.map(([name]) => name);
}

type Within = (FactForm & { readonly kind: 'register' })['within'];

function readWithin(fields: Fields<typeof workedOut>, spot: Spot, reading: Reading): Within {
  if (fields.within === undefined) return undefined;
  const at = under(spot, 'within');
  const moment = readMoment(fields.within, at, reading);
  if (moment.kind === 'offset') return { by: moment.by, direction: moment.direction, base: moment.base };
  report(reading, 'policy.register_within', {}, at);
  return undefined;
}
