import type { MissingFact } from '../conditions/condition.js';
import { compareDecimals } from '../facts/decimal.js';
import type { Money } from '../values.js';
import type { AmountFound, Given } from './judgement.js';
import { joinMissing } from './missing.js';

type Remedy = Extract<Given, { readonly remedy: string }>;

/**
 * What a right gives where that differs under what is said of disputed facts (S41): a remedy that it gives under some of it only names
 * the facts, an amount that differs is shown between its bounds. `ways`: what it gives under each combination; `facts`: those on which
 * it hangs.
 */
export function mergeGives(ways: readonly (readonly Given[])[], facts: readonly MissingFact[]): readonly Given[] {
  const keyed = ways.map((gives) => byKey(gives));
  const keys = new Set(keyed.flatMap((each) => [...each.keys()]));
  return [...keys].flatMap((key): readonly Given[] => {
    const versions = keyed.map((each) => each.get(key));
    const there = versions.filter((each) => each !== undefined);
    const lacking = there.length < versions.length ? facts : [];
    const options = there.flatMap((each) => ('oneOf' in each ? [each.oneOf] : []));
    if (options.length > 0) return [{ oneOf: mergeGives([...options, ...absent(lacking)], facts) }];
    const remedies = there.flatMap((each) => ('remedy' in each ? [each] : []));
    const [first] = remedies;
    return first === undefined ? [] : [mergeRemedy(first, remedies, lacking, facts)];
  });
}

/** A choice that is not there under some of it gives nothing there. */
function absent(lacking: readonly MissingFact[]): readonly (readonly Given[])[] {
  return lacking.length === 0 ? [] : [[]];
}

/** The same remedy of the same payer; of several alike the first is matched with the first. */
function byKey(gives: readonly Given[]): ReadonlyMap<string, Given> {
  const seen = new Map<string, number>();
  return new Map(
    gives.map((given) => {
      const kind = 'oneOf' in given ? '' : JSON.stringify([given.remedy, given.paidBy, given.cite]);
      const place = seen.get(kind) ?? 0;
      seen.set(kind, place + 1);
      return [`${kind} ${String(place)}`, given];
    }),
  );
}

function mergeRemedy(
  first: Remedy,
  all: readonly Remedy[],
  lacking: readonly MissingFact[],
  facts: readonly MissingFact[],
): Remedy {
  const { amount: _amount, upTo: _upTo, missing: _missing, ...rest } = first;
  const amount = mergeAmounts(
    all.map((each) => each.amount),
    facts,
  );
  const upTo = mergeAmounts(
    all.map((each) => each.upTo),
    facts,
  );
  const missing = joinMissing(...all.map((each) => each.missing ?? []), lacking);
  return {
    ...rest,
    ...(amount === undefined ? {} : { amount }),
    ...(upTo === undefined ? {} : { upTo }),
    ...(missing.length === 0 ? {} : { missing }),
  };
}

function mergeAmounts(
  amounts: readonly (AmountFound | undefined)[],
  facts: readonly MissingFact[],
): AmountFound | undefined {
  const [first] = amounts;
  if (amounts.every((each) => JSON.stringify(each) === JSON.stringify(first))) return first;
  const atLeast = outermost(
    amounts.map((each) => endOf(each, 'atLeast')),
    -1,
  );
  const atMost = outermost(
    amounts.map((each) => endOf(each, 'atMost')),
    1,
  );
  const missing = joinMissing(...amounts.map((each) => (each?.kind === 'bounded' ? each.missing : [])), facts);
  return {
    kind: 'bounded',
    ...(atLeast === undefined ? {} : { atLeast }),
    ...(atMost === undefined ? {} : { atMost }),
    missing,
  };
}

function endOf(amount: AmountFound | undefined, end: 'atLeast' | 'atMost'): Money | undefined {
  return amount?.kind === 'exact' ? amount.amount : amount?.[end];
}

/** The smallest or the largest; none where one is not known, or where the currencies differ. */
function outermost(ends: readonly (Money | undefined)[], sign: 1 | -1): Money | undefined {
  const known = ends.flatMap((each) => each ?? []);
  const [first] = known;
  if (first === undefined || known.length < ends.length) return undefined;
  if (known.some(({ currency }) => currency !== first.currency)) return undefined;
  return known.reduce((best, each) => (compareDecimals(each.amount, best.amount) * sign > 0 ? each : best));
}
