import { authorityLimit } from './section-shapes.js';
import type { AuthorityLimit } from './authority-types.js';
import { checkRole } from './read-escalations.js';
import { citesOf } from './read-source.js';
import { readValue } from './read-value.js';
import { report, type Reading } from './reading.js';
import { itemsIn } from './rule-refs.js';
import { entriesOf, fieldsOf, placeOf, under, type Spot } from './spot.js';

/** What each role may grant in total on one complaint (S72). `any` is no limit. */
export function readAuthority(spot: Spot, reading: Reading): readonly AuthorityLimit[] {
  return entriesOf(spot).map(([role, each]) => readLimit(role, each, reading));
}

function readLimit(role: string, spot: Spot, reading: Reading): AuthorityLimit {
  const { remedies, then, cite, 'up-to': upTo } = fieldsOf(authorityLimit, spot);
  checkRole(role, spot, reading, 'key');
  if (then !== undefined) checkRole(then, under(spot, 'then'), reading);
  if (then === role) report(reading, 'policy.authority_of_itself', { role }, under(spot, 'then'));
  const named = remedies === undefined ? undefined : itemsIn(remedies, under(spot, 'remedies'));
  if (named?.length === 0) report(reading, 'policy.empty_list', { key: 'remedies' }, under(spot, 'remedies'));
  return {
    role,
    line: placeOf(spot, 'key').line ?? 1,
    upTo:
      upTo === undefined || upTo === 'any'
        ? 'any'
        : readValue(upTo, under(spot, 'up-to'), { types: ['money'] }, reading).value,
    remedies: named?.map(([remedy]) => remedy),
    then,
    cite: citesOf(cite),
  };
}
