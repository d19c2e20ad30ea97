import { ruleOfState } from '../../conditions/built-in.js';

import type { Policy, PolicySet } from '../../policy/policy.js';
import { zoneOf } from '../../time/zone.js';
import { NONE, type FactValue, type Reading } from '../../values.js';
import type { Asked, AskedNames } from './asked.js';
import { poolOf } from './pools.js';

/** More combinations than these are not tried, and what depends on them is said to be not decided. */
export const combinationLimit = 10_000;

/** What a name may read as: one axis of the combinations. */
export interface Axis {
  readonly name: string;
  readonly values: readonly Reading[];
}

/** How wide the values are taken: `withNone` also "known not to exist" where nothing asks for it. */
export interface Width {
  readonly withNone: boolean;
}

type Parameters = Policy['parameters'];

/**
 * For each name the values between which these conditions can tell: words from its list, and one that no condition names; yes and no; of
 * numbers, amounts, dates and durations each that is named, and some below, between and above. "Unknown" only where `proven` asks for it:
 * everything else is known here.
 */
export function axesOf(asked: AskedNames, set: PolicySet, parameters: Parameters, width: Width): readonly Axis[] {
  const zone = zoneOf(set.organisation.zone);
  const whole = wholeNumbers(set);
  return [...asked.values()].map((each) => {
    const parameter = parameters.get(each.name);
    if (parameter !== undefined && !set.vocabulary.facts.has(each.name))
      return { name: each.name, values: [...new Set(parameter.values.map(({ value }) => value))] };
    const related = relatives(each, asked);
    const literals = related.flatMap((one) => [...one.literals, ...parameterValues(one, parameters)]);
    const between = related.filter(({ name }) => !parameters.has(name)).length;
    const values = plainValues(each, literals, between, () =>
      poolOf(each.type, { literals, between, whole: whole.has(each.name), zone }),
    );
    return { name: each.name, values: [...values, ...extras(each, width)] };
  });
}

/** All names that are compared with each other, however indirectly. */
function relatives(start: Asked, asked: AskedNames): readonly Asked[] {
  const found = new Set([start]);
  for (const each of found)
    for (const other of each.others) {
      const next = asked.get(other);
      if (next !== undefined) found.add(next);
    }
  return [...found];
}

function parameterValues({ name }: Asked, parameters: Parameters): readonly FactValue[] {
  return parameters.get(name)?.values.map(({ value }) => value) ?? [];
}

function plainValues(
  each: Asked,
  literals: readonly FactValue[],
  others: number,
  ordered: () => readonly FactValue[],
): readonly FactValue[] {
  switch (each.type) {
    case 'yes-no':
      return [true, false];
    case 'word':
    case 'text':
      return words(each, literals, others);
    case 'words':
      return lists(literals);
    default:
      return ordered();
  }
}

/** Those that are named, and as many others as names can differ in. */
function words({ values, name }: Asked, literals: readonly FactValue[], others: number): readonly string[] {
  const named = [...new Set(literals.filter((each) => typeof each === 'string'))];
  if (values === undefined && ruleOfState(name) === undefined)
    return [...named, ...Array.from({ length: others }, (_, index) => otherWord(index))];
  return [...named, ...(values ?? []).filter((each) => !named.includes(each)).slice(0, others)];
}

/** A word that no policy has. */
function otherWord(index: number): string {
  return index === 0 ? 'any-other' : `any-other-${index + 1}`;
}

/** Every choice of the words that are named; too many make the combinations too many, which is said. */
function lists(literals: readonly FactValue[]): readonly FactValue[] {
  const named = [...new Set(literals.filter((each) => typeof each === 'string'))].slice(0, 14);
  return Array.from({ length: 2 ** named.length }, (_, bits) => named.filter((_word, index) => (bits >> index) & 1));
}

function extras({ type, operators, values }: Asked, { withNone }: Width): readonly Reading[] {
  const asksExistence = operators.has('known') || operators.has('happened');
  const closed = type === 'yes-no' || values !== undefined;
  const none = asksExistence || (withNone && !closed) ? [NONE] : [];
  return operators.has('proven') ? [...none, undefined] : none;
}

function wholeNumbers({ policies }: PolicySet): ReadonlySet<string> {
  const counted = policies.flatMap(({ facts }) =>
    [...facts.values()].filter(({ form }) => form.kind === 'count' || form.kind === 'register'),
  );
  return new Set(counted.map(({ id }) => id));
}

/** How many combinations there are. */
export function sizeOf(axes: readonly Axis[]): number {
  return axes.reduce((product, { values }) => product * values.length, 1);
}

/** Every combination, one after the other, in one map that is written over; stops when `visit` returns true. */
export function eachCombination(
  axes: readonly Axis[],
  visit: (values: ReadonlyMap<string, Reading>) => boolean | undefined,
): void {
  const values = new Map<string, Reading>();
  const total = sizeOf(axes);
  for (let index = 0; index < total; index++) {
    let rest = index;
    for (const axis of axes) {
      values.set(axis.name, axis.values[rest % axis.values.length]);
      rest = Math.floor(rest / axis.values.length);
    }
    if (visit(values) === true) return;
  }
}
