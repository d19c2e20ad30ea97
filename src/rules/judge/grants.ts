import type { MissingFact } from '../conditions/condition.js';
import type { Grant } from '../policy/right-types.js';
import type { Value } from '../policy/value-types.js';
import { amountOf } from './amounts.js';
import type { AmountFound, Given } from './judgement.js';
import { ask } from './reader.js';
import type { Scope, View } from './scope.js';

/** What a right gives, as seen from a view: every option with its amount (S58), a bound as a bound (S60). */
export function givesOf(scope: Scope, view: View, grants: readonly Grant[]): readonly Given[] {
  return grants.flatMap((grant) => givenBy(scope, view, grant, []));
}

/** Nothing where the conditions of the grant are false; where nobody knows, its facts are named on each remedy. */
function givenBy(scope: Scope, view: View, grant: Grant, above: readonly MissingFact[]): readonly Given[] {
  const { truth, missing } = ask(scope, view, grant.when);
  if (truth === false) return [];
  const unknown = [...above, ...(truth === undefined ? missing : [])];
  if (grant.kind === 'remedy') return [remedyOf(scope, view, grant, unknown)];
  const options = grant.of.flatMap((option) => givenBy(scope, view, option, unknown));
  return options.length === 0 ? [] : [{ oneOf: options }];
}

function remedyOf(
  scope: Scope,
  view: View,
  grant: Extract<Grant, { kind: 'remedy' }>,
  missing: readonly MissingFact[],
): Given {
  const amountIn = (value: Value | undefined): AmountFound | undefined =>
    value === undefined ? undefined : amountOf(scope, view, value);
  const amount = amountIn(grant.amount);
  const upTo = amountIn(grant.upTo);
  return {
    remedy: grant.remedy,
    ...(amount === undefined ? {} : { amount }),
    ...(upTo === undefined ? {} : { upTo }),
    ...(grant.paidBy === undefined ? {} : { paidBy: grant.paidBy }),
    ...(grant.cite.length === 0 ? {} : { cite: grant.cite }),
    ...(missing.length === 0 ? {} : { missing }),
  };
}

/** What is left once the complainant has elected a remedy: of each choice that offers it, that remedy alone (S58). */
export function electedFrom(gives: readonly Given[], remedy: string): readonly Given[] {
  return gives.flatMap((given): readonly Given[] => {
    if (!('oneOf' in given)) return [given];
    const chosen = given.oneOf.filter((option) => !('oneOf' in option) && option.remedy === remedy);
    if (chosen.length === 0) return [given];
    return chosen.length === 1 ? chosen : [{ oneOf: chosen }];
  });
}
