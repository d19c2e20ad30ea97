import { amountOf } from '../judge/amounts.js';
import type { AmountFound } from '../judge/judgement.js';
import type { Scope, View } from '../judge/scope.js';
import type { Grant } from '../policy/right-types.js';
import type { Value } from '../policy/value-types.js';

/** One step of an amount: a part of its formula and what it came to. */
export interface AmountStep {
  readonly value: Value;
  readonly found: AmountFound;
}

/** The amount of a remedy, from its parts to the whole. */
export interface AmountExplained {
  readonly remedy: string;
  readonly steps: readonly AmountStep[];
}

/** Each amount and bound that a grant gives. */
export function amountsOf(scope: Scope, view: View, grant: Grant): readonly AmountExplained[] {
  if (grant.kind === 'one-of') return grant.of.flatMap((each) => amountsOf(scope, view, each));
  return [grant.amount, grant.upTo].flatMap((value) =>
    value === undefined ? [] : [{ remedy: grant.remedy, steps: stepsOf(scope, view, value) }],
  );
}

/** Parts before the whole; what is written down needs no step. */
function stepsOf(scope: Scope, view: View, value: Value): readonly AmountStep[] {
  return [
    ...partsOf(value).flatMap((part) => stepsOf(scope, view, part)),
    ...(value.kind === 'literal' ? [] : [{ value, found: amountOf(scope, view, value) }]),
  ];
}

function partsOf(value: Value): readonly Value[] {
  switch (value.kind) {
    case 'largest-of':
    case 'smallest-of':
    case 'sum':
    case 'times':
      return value.of;
    case 'minus':
      return [value.of];
    case 'divided-by':
      return [value.of, value.by];
    default:
      return [];
  }
}
